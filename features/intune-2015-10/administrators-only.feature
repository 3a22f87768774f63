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
