@policy:intune-2015-12
Feature: A device that is offline
  The reset stays pending until the device is back.

  @clause:portal-says-pending @clause:portal-says-succeeded
  Scenario Outline: Back after <absence>: <a platform> device
    Given <a platform> device managed by Intune standalone
    And the device is offline
    When the end user asks for a passcode reset in the Company Portal website
    And <absence> pass
    Then the end user sees "Passcode reset is pending" in the Company Portal website
    And the old passcode still unlocks the device
    When the device is online again
    Then within 5 minutes the end user sees "Passcode successfully reset" in the Company Portal website
    And the old passcode no longer unlocks the device

    Examples:
      | a platform          | absence    |
      | an iOS              | 10 minutes |
      | a Windows Phone 8.1 | 3 hours    |
      | an Android          | 2 days     |

  @clause:ios-set-new-within-60-minutes
  Scenario: The 60 minutes begin when the device removes the passcode
    Given an iOS device managed by Intune standalone
    And the device is offline
    When the end user asks for a passcode reset in the Company Portal website
    And 3 hours pass
    Then apps are not blocked on the device
    When the device is online again
    And the answer arrives
    And 59 minutes have passed since the passcode was removed
    Then apps are not blocked on the device
    When 2 minutes pass
    Then apps are blocked on the device
