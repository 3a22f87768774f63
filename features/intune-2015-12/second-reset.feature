@policy:intune-2015-12
Feature: One reset after another
  What people see of a second reset, in either order of two people, and what the earlier one leaves behind.

  @clause:android-alphanumeric-in-portal @clause:administrator-resets-in-console
  Scenario Outline: The passcode of <second>'s reset replaces that of <first>'s
    Given an Android device managed by Intune hybrid
    When <first> resets the passcode in <one surface>
    Then <first> sees a new alphanumeric passcode in <one surface>
    When <second> resets the passcode in <other surface>
    Then <second> sees a new alphanumeric passcode in <other surface>
    And <first> sees no new passcode in <one surface>
    And that passcode unlocks the device
    And <second> is offered Reset Passcode in <other surface>

    Examples:
      | first             | one surface                | second            | other surface                |
      | the end user      | the Company Portal website | the administrator | the ConfigMgr console        |
      | the end user      | the Company Portal website | the administrator | Remote Mobile Device Manager |
      | the administrator | the ConfigMgr console      | the end user      | the Company Portal website   |

  @clause:portal-says-pending @clause:portal-says-succeeded
  Scenario Outline: The portal says of a second reset of <a platform> device what it said of the first
    Given <a platform> device managed by Intune standalone
    And a passcode reset has been performed on the device before
    When the end user asks for a passcode reset in the Company Portal website
    Then the end user sees "Passcode reset is pending" in the Company Portal website
    And the end user does not see "Passcode successfully reset" in the Company Portal website
    When the answer arrives
    Then the end user sees "Passcode successfully reset" in the Company Portal website
    And the end user is offered Reset Passcode in the Company Portal website
    And the end user is not asked to sign out and sign in again

    Examples:
      | a platform          |
      | an iOS              |
      | a Windows Phone 8.1 |
      | an Android          |

  @clause:wp81-device-message @clause:android-device-notification
  Scenario Outline: The device says it again and is locked: <a platform>
    Given <a platform> device managed by Intune standalone
    And a passcode reset has been performed on the device before
    When the end user resets the passcode in the Company Portal website
    Then the device is locked
    And apps are not blocked on the device
    And the device says "<text>"
    And the end user sees a new <kind> passcode in the Company Portal website
    When the end user unlocks the device with the new passcode
    And the end user sets a new passcode on the device
    Then the device says nothing
    When the end user resets the passcode in the Company Portal website
    Then the device says "<text>"
    And the device is locked

    Examples:
      | a platform          | text                             | kind         |
      | a Windows Phone 8.1 | The password was reset           | numeric      |
      | an Android          | A new temporary passcode was set | alphanumeric |

  Scenario: The device asks again for a passcode of the owner's own
    Given an Android device managed by Intune standalone
    And a passcode reset has been performed on the device before
    When the end user resets the passcode in the Company Portal website
    Then the end user sees a new alphanumeric passcode in the Company Portal website
    When the end user unlocks the device with the new passcode
    Then the device asks its owner for a passcode of their own

  @clause:ios-set-new-within-60-minutes @clause:ios-passcode-removed
  Scenario: The 60 minutes begin again with a second reset
    Given an iOS device managed by Intune hybrid
    When the end user resets the passcode in the Company Portal website
    Then apps are not blocked on the device
    When the end user sets a new passcode on the device
    And the administrator resets the passcode in Remote Mobile Device Manager
    Then the device has no passcode
    And the administrator sees "N/A" instead of a passcode in Remote Mobile Device Manager
    When 61 minutes pass
    Then apps are blocked on the device

  @clause:remote-mobile-device-manager
  Scenario Outline: Words appear in Remote Mobile Device Manager when they are true: <a platform> device
    Given <a platform> device managed by Intune hybrid
    Then the administrator sees nothing in the place of a passcode in Remote Mobile Device Manager
    And the administrator sees "no PINRESET state information" in Remote Mobile Device Manager
    When the end user asks for a passcode reset in the Company Portal website
    Then the administrator sees nothing in the place of a passcode in Remote Mobile Device Manager
    And the administrator sees no message in Remote Mobile Device Manager
    When the answer arrives
    Then the administrator sees <instead> in Remote Mobile Device Manager
    And the administrator sees no message in Remote Mobile Device Manager

    Examples:
      | a platform          | instead                            |
      | an iOS              | "N/A" instead of a passcode        |
      | a Windows Phone 8.1 | nothing in the place of a passcode |
      | an Android          | nothing in the place of a passcode |

  Scenario Outline: A device that is open stays so while a reset is pending: <a platform>
    Given <a platform> device managed by Intune standalone
    And the device is offline
    And the end user unlocks the device with the old passcode
    Then the device does not ask its owner for a passcode of their own
    When the end user asks for a passcode reset in the Company Portal website
    Then the device is unlocked
    And the device says nothing
    And apps are not blocked on the device
    And the device does not ask its owner for a passcode of their own

    Examples:
      | a platform          |
      | an iOS              |
      | a Windows Phone 8.1 |
      | an Android          |

  @clause:administrator-resets-in-console @clause:administrator-resets-in-standalone
  Scenario Outline: Two resets by the administrator show the end user nothing: <a platform> device in <surface>
    Given <a platform> device managed by Intune <management>
    And the administrator has reset the passcode in <surface> before
    When the administrator resets the passcode in <surface>
    Then the administrator sees a new <kind> passcode in <surface>
    And the end user sees no new passcode in the Company Portal website
    And the end user sees no message in the Company Portal website

    Examples:
      | a platform          | management | surface                           | kind         |
      | a Windows Phone 8.1 | standalone | the Intune administration console | numeric      |
      | a Windows Phone 8.1 | hybrid     | the ConfigMgr console             | numeric      |
      | an Android          | standalone | the Intune administration console | alphanumeric |
      | an Android          | hybrid     | Remote Mobile Device Manager      | alphanumeric |

  @clause:administrator-resets-in-console @clause:administrator-resets-in-standalone
  Scenario Outline: An earlier reset does not show the administrator the end user's passcode: <a platform> device in <surface>
    Given <a platform> device managed by Intune <management>
    And the administrator has reset the passcode in <surface> before
    When the end user resets the passcode in the Company Portal website
    Then the end user sees a new <kind> passcode in the Company Portal website
    And the administrator sees no new passcode in <surface>

    Examples:
      | a platform          | management | surface                           | kind         |
      | a Windows Phone 8.1 | standalone | the Intune administration console | numeric      |
      | an Android          | standalone | the Intune administration console | alphanumeric |
      | an Android          | hybrid     | Remote Mobile Device Manager      | alphanumeric |
      | an Android          | hybrid     | the ConfigMgr console             | alphanumeric |
