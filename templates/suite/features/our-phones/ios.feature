@policy:our-phones
Feature: iOS
  The passcode is removed. The end user has an hour to set a new one.

  @clause:phone-passcode-removed @clause:old-passcode-stops-working
  Scenario: The passcode is removed
    Given an iOS device managed by Intune standalone
    When the end user resets the passcode in the Company Portal website
    Then the device has no passcode
    And the end user sees no new passcode in the Company Portal website
    And the device says "The passcode must be changed within 60 minutes"
    And the old passcode no longer unlocks the device

  @clause:phone-new-one-within-an-hour
  Scenario Outline: <time> without a passcode
    Given an iOS device managed by Intune standalone
    When the end user resets the passcode in the Company Portal website
    And <time> have passed since the passcode was removed
    Then apps <are or are not> blocked on the device

    Examples:
      | time       | are or are not |
      | 60 minutes | are not        |
      | 1:00:01    | are            |
