@policy:intune-2015-12
Feature: Android
  A new alphanumeric passcode is created, and the end user finds it in the portal.

  @clause:android-alphanumeric-in-portal @clause:new-passcode-unlocks
  Scenario Outline: The end user sees the new passcode, in <management>
    Given an Android device managed by Intune <management>
    When the end user resets the passcode in the Company Portal website
    Then the end user sees a new alphanumeric passcode of 8 characters in the Company Portal website
    And that passcode unlocks the device

    Examples:
      | management |
      | standalone |
      | hybrid     |

  @clause:android-device-notification
  Scenario Outline: The device notifies of a temporary passcode, in <management>
    Given an Android device managed by Intune <management>
    Then the device says nothing
    When the end user resets the passcode in the Company Portal website
    Then the device says "A new temporary passcode was set"

    Examples:
      | management |
      | standalone |
      | hybrid     |

  @clause:android-alphanumeric-in-portal
  Scenario: An Android device that had no passcode gets one
    Given an Android device without a passcode managed by Intune standalone
    Then the device has no passcode
    When the end user resets the passcode in the Company Portal website
    Then the end user sees a new alphanumeric passcode in the Company Portal website
    And the device has a passcode
    And that passcode unlocks the device

  @clause:android-alphanumeric-in-portal
  Scenario: The end user may choose another passcode afterwards
    Given an Android device managed by Intune standalone
    When the end user resets the passcode in the Company Portal website
    Then the end user sees a new alphanumeric passcode in the Company Portal website
    When the end user unlocks the device with the new passcode
    And the end user sets a new passcode on the device
    Then the passcode that the end user set unlocks the device

  @clause:android-alphanumeric-in-portal
  Scenario Outline: No character of a new passcode looks like another one, for <person> in <surface>
    Given an Android device managed by Intune <management>
    When <person> resets the passcode in <surface>
    Then <person> sees a new passcode without any of "01lIOo" in <surface>
    When <person> resets the passcode in <surface>
    Then <person> sees a new passcode without any of "01lIOo" in <surface>

    Examples:
      | management | person            | surface                      |
      | standalone | the end user      | the Company Portal website   |
      | hybrid     | the end user      | the Company Portal website   |
      | hybrid     | the administrator | the ConfigMgr console        |
      | hybrid     | the administrator | Remote Mobile Device Manager |
