@policy:intune-2025
Feature: Who may reset in the admin center
  The permission to reset passcodes is one of its own.

  Background:
    Given an Android device managed by Intune dedicated, with Android version 8+, passcode policy assigned and reset token not needed

  @clause:help-desk-may-reset
  Scenario Outline: <someone> is offered the reset
    Then <someone> is offered Reset Passcode in the admin center

    Examples:
      | someone                |
      | the administrator      |
      | the help desk operator |

  @clause:read-only-may-not
  Scenario: Who may only read sees the device and cannot reset it
    Then the read-only operator is not offered Reset Passcode in the admin center
    And the read-only operator sees that the device has no reset state in the admin center
    When the read-only operator tries to reset the passcode in the admin center
    Then it is refused because it is not offered
    And the old passcode still unlocks the device

  Scenario Outline: <someone> resets nothing in the admin center
    When <someone> tries to reset the passcode in the admin center
    Then it is refused because it is not allowed
    And the old passcode still unlocks the device

    Examples:
      | someone          |
      | the end user     |
      | another end user |

  Scenario: An administrator can reset the device of another end user, and the end user cannot
    Given another end user has an Android device managed by Intune fully managed, with Android version 8+, passcode policy assigned and reset token not needed
    When the end user tries to reset the passcode in the Company Portal website for another end user's device
    Then it is refused because it is not offered
    And the old passcode still unlocks another end user's device
    When the administrator resets the passcode in the admin center for another end user's device
    Then the administrator sees a new alphanumeric passcode in the admin center for another end user's device
