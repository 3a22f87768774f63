@policy:intune-2015-12
Feature: What happens to the passcode
  The whole table in one place: for every platform and management, what happens to the passcode
  after the end user resets it, and who sees the new one where.

  @clause:portal-says-succeeded @clause:old-passcode-stops-working
  Scenario Outline: <a platform> device in <management>, with <earlier> reset before it
    Given <a platform> device managed by Intune <management>
    And <earlier> passcode reset has been performed on the device before
    When the end user resets the passcode in the Company Portal website
    Then the end user sees "Passcode successfully reset" in the Company Portal website
    And the end user sees <in the portal> in the Company Portal website
    And the administrator sees <in the console> in the ConfigMgr console
    And the administrator sees <in the console> in Remote Mobile Device Manager
    And the device has <a or no> passcode
    And the device says "<on the device>"
    And the old passcode no longer unlocks the device

    Examples: A passcode is removed
      | a platform | management | earlier | in the portal   | in the console  | a or no | on the device                                  |
      | an iOS     | standalone | no      | no new passcode | no new passcode | no      | The passcode must be changed within 60 minutes |
      | an iOS     | standalone | a       | no new passcode | no new passcode | no      | The passcode must be changed within 60 minutes |
      | an iOS     | hybrid     | no      | no new passcode | no new passcode | no      | The passcode must be changed within 60 minutes |
      | an iOS     | hybrid     | a       | no new passcode | no new passcode | no      | The passcode must be changed within 60 minutes |

    Examples: A numeric passcode takes its place
      | a platform          | management | earlier | in the portal          | in the console         | a or no | on the device          |
      | a Windows Phone 8.1 | standalone | no      | a new numeric passcode | no new passcode        | a       | The password was reset |
      | a Windows Phone 8.1 | standalone | a       | a new numeric passcode | no new passcode        | a       | The password was reset |
      | a Windows Phone 8.1 | hybrid     | no      | no new passcode        | no new passcode        | a       | The password was reset |
      | a Windows Phone 8.1 | hybrid     | a       | no new passcode        | a new numeric passcode | a       | The password was reset |

    Examples: An alphanumeric passcode takes its place
      | a platform | management | earlier | in the portal               | in the console  | a or no | on the device                    |
      | an Android | standalone | no      | a new alphanumeric passcode | no new passcode | a       | A new temporary passcode was set |
      | an Android | standalone | a       | a new alphanumeric passcode | no new passcode | a       | A new temporary passcode was set |
      | an Android | hybrid     | no      | a new alphanumeric passcode | no new passcode | a       | A new temporary passcode was set |
      | an Android | hybrid     | a       | a new alphanumeric passcode | no new passcode | a       | A new temporary passcode was set |
