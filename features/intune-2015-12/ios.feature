@policy:intune-2015-12
Feature: iOS
  The passcode is removed. The end user has 60 minutes to set a new one.

  @clause:ios-passcode-removed @clause:ios-portal-shows-no-passcode
  Scenario Outline: The passcode is removed, in <management>
    Given an iOS device managed by Intune <management>
    When the end user resets the passcode in the Company Portal website
    Then the device has no passcode
    And the end user sees "Passcode successfully reset" in the Company Portal website
    And the end user sees no new passcode in the Company Portal website
    And nobody sees a new passcode anywhere

    Examples:
      | management |
      | standalone |
      | hybrid     |

  @clause:ios-device-message
  Scenario: The device asks for a new passcode
    Given an iOS device managed by Intune standalone
    When the end user resets the passcode in the Company Portal website
    Then the device says "The passcode must be changed within 60 minutes"
    When 60 minutes have passed since the device applied the reset
    And the end user sets a new passcode on the device
    Then the device does not say "The passcode must be changed within 60 minutes"
    And apps are not blocked on the device

  @clause:ios-set-new-within-60-minutes
  Scenario Outline: <time> without a passcode, in <management>
    Given an iOS device managed by Intune <management>
    When the end user resets the passcode in the Company Portal website
    And <time> have passed since the passcode was removed
    Then apps <are or are not> blocked on the device

    Examples:
      | management | time       | are or are not |
      | standalone | 59 minutes | are not        |
      | standalone | 60 minutes | are not        |
      | standalone | 1:00:01    | are            |
      | standalone | 61 minutes | are            |
      | hybrid     | 59 minutes | are not        |
      | hybrid     | 60 minutes | are not        |
      | hybrid     | 1:00:01    | are            |
      | hybrid     | 61 minutes | are            |

  @clause:ios-set-new-within-60-minutes
  Scenario: A passcode set in time keeps the apps open
    Given an iOS device managed by Intune standalone
    When the end user resets the passcode in the Company Portal website
    And 30 minutes pass
    And the end user sets a new passcode on the device
    And 2 hours pass
    Then apps are not blocked on the device
    And the passcode that the end user set unlocks the device

  @clause:ios-set-new-within-60-minutes
  Scenario: A passcode set too late opens the apps again
    Given an iOS device managed by Intune standalone
    When the end user resets the passcode in the Company Portal website
    And 2 hours pass
    Then apps are blocked on the device
    When the end user sets a new passcode on the device
    Then apps are not blocked on the device
