@policy:intune-2015-10
Feature: The month before self-service
  Until the November 2015 update only an administrator could reset a passcode.

  @clause:self-service-since-november-2015
  Scenario Outline: The end user is not offered a reset of a <platform> device in <scenario>
    Given a <platform> device managed by Intune <scenario>
    Then the end user is not offered Reset Passcode in the Company Portal website
    When the end user tries to reset the passcode in the Company Portal website
    Then it is refused because it is not offered
    And the old passcode still unlocks the device

    Examples:
      | platform          | scenario   |
      | iOS               | standalone |
      | iOS               | hybrid     |
      | Windows Phone 8.1 | standalone |
      | Windows Phone 8.1 | hybrid     |
      | Android           | standalone |
      | Android           | hybrid     |

  @clause:administrator-resets-in-console
  Scenario Outline: The administrator resets a <platform> device
    Given a <platform> device managed by Intune hybrid
    When the administrator resets the passcode in the ConfigMgr console
    Then the administrator sees that the latest reset is done in the ConfigMgr console
    And the administrator sees <seen> in the ConfigMgr console
    And the old passcode no longer unlocks the device

    Examples:
      | platform          | seen                        |
      | iOS               | no new passcode             |
      | Windows Phone 8.1 | a new numeric passcode      |
      | Android           | a new alphanumeric passcode |

  @clause:ios-passcode-removed
  Scenario: The administrator removes the passcode of an iOS device
    Given an iOS device managed by Intune hybrid
    When the administrator resets the passcode in the ConfigMgr console
    Then the device has no passcode
    And nobody sees a new passcode anywhere

  @clause:wp81-hybrid-numeric @clause:wp81-device-message
  Scenario: The administrator's reset gives a Windows Phone 8.1 device a numeric passcode
    Given a Windows Phone 8.1 device managed by Intune hybrid
    When the administrator resets the passcode in Remote Mobile Device Manager
    Then the administrator sees a new numeric passcode of 6 characters in Remote Mobile Device Manager
    And that passcode unlocks the device
    And the device says "The password was reset"

  @clause:android-device-notification
  Scenario: An Android device notifies of an administrator's reset
    Given an Android device managed by Intune hybrid
    When the administrator resets the passcode in the ConfigMgr console
    Then the device says "A new temporary passcode was set"

  @clause:only-the-owner
  Scenario: Another end user is not offered a reset either
    Given an Android device managed by Intune hybrid
    Then another end user is not offered Reset Passcode in the Company Portal website
    When another end user tries to reset the passcode in the Company Portal website
    Then it is refused because it is not offered
    And another end user sees no message in the Company Portal website
