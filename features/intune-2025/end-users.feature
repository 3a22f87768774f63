@policy:intune-2025
Feature: End users reset their devices in the Company Portal website
  Some devices an administrator can reset, and their owner cannot.

  @clause:portal-resets-android @clause:confirmation-is-shown @clause:only-the-owner
  Scenario Outline: The end user resets a device enrolled as <enrolment>
    Given an Android device managed by Intune <enrolment>, with Android version 8+, passcode policy assigned and reset token <token>
    Then the end user is offered Reset Passcode in the Company Portal website
    And another end user is not offered Reset Passcode in the Company Portal website
    When the end user resets the passcode in the Company Portal website
    Then the end user sees "Passcode successfully reset" in the Company Portal website
    And the end user sees a new alphanumeric passcode in the Company Portal website
    And the end user sees "New Passcode: {passcode}" in the Company Portal website
    And the administrator sees a new alphanumeric passcode in the admin center
    And the help desk operator sees a new alphanumeric passcode in the admin center
    And the read-only operator sees no new passcode in the admin center
    And another end user sees no new passcode in the Company Portal website
    And another end user sees no message in the Company Portal website
    When the administrator resets the passcode in the admin center
    Then the end user sees no new passcode in the Company Portal website

    Examples:
      | enrolment                    | token      |
      | fully managed                | not needed |
      | corporate-owned work profile | active     |
      | AOSP user-associated         | not needed |

  @clause:portal-hides-what-administrators-can
  Scenario Outline: The portal does not reset a device enrolled as <enrolment>, with passcode policy <policy> and reset token <token>
    Given an Android device managed by Intune <enrolment>, with Android version 8+, passcode policy <policy> and reset token <token>
    Then the end user is not offered Reset Passcode in the Company Portal website
    When the end user tries to reset the passcode in the Company Portal website
    Then it is refused because it is not offered
    And the old passcode still unlocks the device

    Examples:
      | enrolment                     | token      | policy   |
      | dedicated                     | not needed | assigned |
      | AOSP userless                 | not needed | assigned |
      | dedicated                     | not needed | missing  |
      | AOSP userless                 | not needed | missing  |
      | personally-owned work profile | active     | assigned |
      | personally-owned work profile | not active | assigned |
      | personally-owned work profile | not active | missing  |
      | device administrator          | not needed | assigned |

  @clause:only-the-owner
  Scenario: Another end user resets nothing
    Given an Android device managed by Intune fully managed, with Android version 8+, passcode policy assigned and reset token not needed
    When another end user tries to reset the passcode in the Company Portal website
    Then it is refused because it is not offered
    And the old passcode still unlocks the device
