@policy:intune-2015-12
Feature: Windows Phone 8.1
  A new numeric passcode is created. In standalone the end user finds it in the portal. In hybrid
  only an administrator can find it, and only if a passcode reset had been performed before.

  @clause:wp81-standalone-numeric-in-portal @clause:new-passcode-unlocks
  Scenario: In standalone the end user sees the new passcode
    Given a Windows Phone 8.1 device managed by Intune standalone
    When the end user resets the passcode in the Company Portal website
    Then the end user sees a new numeric passcode of 6 characters in the Company Portal website
    And that passcode unlocks the device

  @clause:wp81-device-message
  Scenario Outline: The device says that the password was reset, in <management>
    Given a Windows Phone 8.1 device managed by Intune <management>
    Then the device says nothing
    When the end user resets the passcode in the Company Portal website
    Then the device says "The password was reset"

    Examples:
      | management |
      | standalone |
      | hybrid     |

  @clause:wp81-hybrid-portal-shows-no-passcode @clause:wp81-hybrid-console-only @clause:wp81-hybrid-numeric
  Scenario Outline: The end user has to ask the administrator, who looks in <surface>
    Given a Windows Phone 8.1 device managed by Intune hybrid
    And a passcode reset has been performed on the device before
    When the end user resets the passcode in the Company Portal website
    Then the end user sees "Passcode successfully reset" in the Company Portal website
    And the end user sees no new passcode in the Company Portal website
    And the administrator sees a new numeric passcode of 6 characters in <surface>
    And that passcode unlocks the device

    Examples:
      | surface                      |
      | the ConfigMgr console        |
      | Remote Mobile Device Manager |

  @clause:wp81-hybrid-needs-earlier-reset
  Scenario: An earlier reset by the administrator counts too
    Given a Windows Phone 8.1 device managed by Intune hybrid
    And the administrator has reset the passcode in the ConfigMgr console before
    When the end user resets the passcode in the Company Portal website
    Then the administrator sees a new numeric passcode in the ConfigMgr console
    And that passcode unlocks the device

  @clause:wp81-hybrid-needs-earlier-reset @clause:wp81-hybrid-administrator-resets-again
  Scenario Outline: The first reset ever leaves no one with a passcode, until <surface>
    Given a Windows Phone 8.1 device managed by Intune hybrid
    And no passcode reset has been performed on the device before
    When the end user resets the passcode in the Company Portal website
    Then nobody sees a new passcode anywhere
    And the old passcode no longer unlocks the device
    When the administrator resets the passcode in <surface>
    Then the administrator sees a new numeric passcode in <surface>
    And that passcode unlocks the device

    Examples:
      | surface                      |
      | the ConfigMgr console        |
      | Remote Mobile Device Manager |
