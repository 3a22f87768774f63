@policy:intune-2015-12
Feature: Who may reset, and who sees what
  Only the owner can reset a device in the portal, and a passcode appears only where it is shown.

  @clause:only-the-owner
  Scenario Outline: Another end user sees nothing of <a platform> device
    Given <a platform> device managed by Intune <management>
    Then another end user is not offered Reset Passcode in the Company Portal website
    When another end user tries to reset the passcode in the Company Portal website
    Then it is refused because it is not offered
    And the old passcode still unlocks the device
    When the end user resets the passcode in the Company Portal website
    Then another end user sees no new passcode in the Company Portal website
    And another end user sees no message in the Company Portal website

    Examples:
      | a platform          | management |
      | an iOS              | standalone |
      | an iOS              | hybrid     |
      | a Windows Phone 8.1 | standalone |
      | a Windows Phone 8.1 | hybrid     |
      | an Android          | standalone |
      | an Android          | hybrid     |

  @clause:only-the-owner
  Scenario: Another end user's own device makes no difference
    Given a Windows Phone 8.1 device managed by Intune standalone
    And another end user has an Android device managed by Intune standalone
    When another end user tries to reset the passcode in the Company Portal website
    Then it is refused because it is not offered
    And the old passcode still unlocks the device

  @clause:no-passcode-leaks
  Scenario Outline: A passcode in the portal appears nowhere else, on <a platform> device
    Given <a platform> device managed by Intune <management>
    When the end user resets the passcode in the Company Portal website
    Then only the end user sees the new passcode, and only in the Company Portal website

    Examples:
      | a platform          | management |
      | a Windows Phone 8.1 | standalone |
      | an Android          | standalone |
      | an Android          | hybrid     |

  @clause:old-passcode-stops-working @clause:new-passcode-unlocks
  Scenario Outline: Only the new passcode opens <a platform> device
    Given <a platform> device managed by Intune standalone
    Then the old passcode still unlocks the device
    When the end user resets the passcode in the Company Portal website
    Then the old passcode no longer unlocks the device
    And the end user sees a new <kind> passcode in the Company Portal website
    And that passcode unlocks the device

    Examples:
      | a platform          | kind         |
      | a Windows Phone 8.1 | numeric      |
      | an Android          | alphanumeric |

  @clause:old-passcode-stops-working
  Scenario: The old passcode works until the device has applied the reset
    Given a Windows Phone 8.1 device managed by Intune standalone
    When the end user asks for a passcode reset in the Company Portal website
    Then the old passcode still unlocks the device
    When the answer arrives
    Then the old passcode no longer unlocks the device
