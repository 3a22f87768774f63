@policy:intune-2015-12
Feature: Administrators
  In hybrid an administrator can reset a passcode and look at the state of the latest reset, in the
  ConfigMgr console and in Remote Mobile Device Manager.

  @clause:administrator-resets-in-console @clause:remote-mobile-device-manager
  Scenario Outline: The administrator resets <a platform> device in <surface>
    Given <a platform> device managed by Intune hybrid
    When the administrator resets the passcode in <surface>
    Then the administrator sees that the latest reset is done in <surface>
    And the administrator sees <seen> in <surface>
    And the end user sees no new passcode in the Company Portal website
    And the end user sees no message in the Company Portal website
    And the old passcode no longer unlocks the device

    Examples:
      | a platform          | surface                      | seen                        |
      | an iOS              | the ConfigMgr console        | no new passcode             |
      | an iOS              | Remote Mobile Device Manager | no new passcode             |
      | a Windows Phone 8.1 | the ConfigMgr console        | a new numeric passcode      |
      | a Windows Phone 8.1 | Remote Mobile Device Manager | a new numeric passcode      |
      | an Android          | the ConfigMgr console        | a new alphanumeric passcode |
      | an Android          | Remote Mobile Device Manager | a new alphanumeric passcode |

  @clause:administrator-resets-in-console
  Scenario: The administrator follows the end user's reset
    Given an Android device managed by Intune hybrid
    Then the administrator sees that the device has no reset state in the ConfigMgr console
    And the administrator sees that the latest reset is none in Remote Mobile Device Manager
    When the end user asks for a passcode reset in the Company Portal website
    Then the administrator sees that the latest reset is pending in the ConfigMgr console
    When the answer arrives
    Then the administrator sees that the latest reset is done in the ConfigMgr console
    And the administrator sees no new passcode in the ConfigMgr console

  @clause:remote-mobile-device-manager
  Scenario: Remote Mobile Device Manager says N/A for an iOS passcode
    Given an iOS device managed by Intune hybrid
    When the administrator resets the passcode in Remote Mobile Device Manager
    Then the administrator sees "N/A" instead of a passcode in Remote Mobile Device Manager

  @clause:administrator-resets-in-console
  Scenario: The ConfigMgr console puts no words in the place of a passcode
    Given an iOS device managed by Intune hybrid
    Then the administrator sees no message in the ConfigMgr console
    When the administrator resets the passcode in the ConfigMgr console
    Then the administrator sees nothing in the place of a passcode in the ConfigMgr console

  @clause:remote-mobile-device-manager
  Scenario: Remote Mobile Device Manager says when a device has no reset state
    Given an iOS device managed by Intune hybrid
    Then the administrator sees "no PINRESET state information" in Remote Mobile Device Manager
    And the administrator sees that the device has no reset state in Remote Mobile Device Manager
    When the end user resets the passcode in the Company Portal website
    Then the administrator does not see "no PINRESET state information" in Remote Mobile Device Manager

  @clause:remote-mobile-device-manager
  Scenario: Both tools show one record
    Given a Windows Phone 8.1 device managed by Intune hybrid
    When the administrator resets the passcode in Remote Mobile Device Manager
    Then the administrator sees a new numeric passcode in the ConfigMgr console
    And the administrator sees a new numeric passcode in Remote Mobile Device Manager
    And that passcode unlocks the device

  @clause:administrator-resets-in-console
  Scenario: An administrator's reset takes the end user's passcode out of the portal
    Given an Android device managed by Intune hybrid
    When the end user resets the passcode in the Company Portal website
    Then the end user sees a new alphanumeric passcode in the Company Portal website
    When the administrator resets the passcode in the ConfigMgr console
    Then the end user sees no new passcode in the Company Portal website
    And the administrator sees a new alphanumeric passcode in the ConfigMgr console
    And that passcode unlocks the device

  @clause:administrator-resets-in-console
  Scenario Outline: Neither tool knows a device in standalone: <surface>
    Given <a platform> device managed by Intune standalone
    When the administrator tries to reset the passcode in <surface>
    Then it is refused because it is not allowed
    And the old passcode still unlocks the device

    Examples:
      | a platform          | surface                      |
      | an iOS              | the ConfigMgr console        |
      | a Windows Phone 8.1 | Remote Mobile Device Manager |
      | an Android          | the ConfigMgr console        |

  @clause:administrator-resets-in-standalone
  Scenario Outline: The administrator resets <a platform> device in standalone
    Given <a platform> device managed by Intune standalone
    Then the administrator is offered Reset Passcode in the Intune administration console
    And the administrator sees no message in the Intune administration console
    When the administrator resets the passcode in the Intune administration console
    Then the administrator sees that the latest reset is done in the Intune administration console
    And the administrator sees <seen> in the Intune administration console
    And the end user sees no new passcode in the Company Portal website
    And the old passcode no longer unlocks the device

    Examples:
      | a platform          | seen                        |
      | an iOS              | no new passcode             |
      | a Windows Phone 8.1 | a new numeric passcode      |
      | an Android          | a new alphanumeric passcode |

  @clause:administrator-resets-in-standalone
  Scenario Outline: The administrator does not see the passcode of the end user's reset of <a platform> device
    Given <a platform> device managed by Intune standalone
    When the end user resets the passcode in the Company Portal website
    Then the administrator sees that the latest reset is done in the Intune administration console
    And the administrator sees no new passcode in the Intune administration console
    And the administrator sees nothing in the place of a passcode in the Intune administration console

    Examples:
      | a platform          |
      | an iOS              |
      | a Windows Phone 8.1 |
      | an Android          |

  @clause:administrator-resets-in-standalone
  Scenario: The Intune administration console does not know a device in hybrid
    Given an Android device managed by Intune hybrid
    When the administrator tries to reset the passcode in the Intune administration console
    Then it is refused because it is not allowed

  @clause:administrator-resets-in-console
  Scenario Outline: Not for <person>: <console>
    Given an Android device managed by Intune <management>
    When <person> tries to reset the passcode in <console>
    Then it is refused because it is not allowed
    And the old passcode still unlocks the device

    Examples:
      | person           | console                           | management |
      | the end user     | the ConfigMgr console             | hybrid     |
      | the end user     | Remote Mobile Device Manager      | hybrid     |
      | the end user     | the Intune administration console | standalone |
      | another end user | the ConfigMgr console             | hybrid     |
      | another end user | Remote Mobile Device Manager      | hybrid     |
      | another end user | the Intune administration console | standalone |

  @clause:administrator-resets-in-console
  Scenario Outline: The administrator is offered a reset in <console>
    Given an Android device managed by Intune hybrid
    Then the administrator is offered Reset Passcode in <console>

    Examples:
      | console                      |
      | the ConfigMgr console        |
      | Remote Mobile Device Manager |
