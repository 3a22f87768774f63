@policy:intune-2015-12
Feature: One reset at a time
  While a reset is in flight, a second one is refused, wherever it is asked for.

  @clause:portal-says-pending @clause:administrator-resets-in-console
  Scenario Outline: A second reset in <second>, while one from <first> is in flight
    Given a Windows Phone 8.1 device managed by Intune hybrid
    When <person> asks for a passcode reset in <first>
    And <other> tries to reset the passcode in <second>
    Then it is refused because a reset is already pending
    And <other> sees "A passcode reset is already pending" in <second>

    Examples:
      | person            | first                        | other             | second                       |
      | the end user      | the Company Portal website   | the end user      | the Company Portal website   |
      | the end user      | the Company Portal website   | the administrator | the ConfigMgr console        |
      | the end user      | the Company Portal website   | the administrator | Remote Mobile Device Manager |
      | the administrator | the ConfigMgr console        | the end user      | the Company Portal website   |
      | the administrator | the ConfigMgr console        | the administrator | Remote Mobile Device Manager |
      | the administrator | Remote Mobile Device Manager | the administrator | the ConfigMgr console        |

  @clause:administrator-resets-in-console
  Scenario: The refused reset leaves the first one alone
    Given a Windows Phone 8.1 device managed by Intune hybrid
    And the device is offline
    When the administrator asks for a passcode reset in the ConfigMgr console
    And the end user tries to ask for a passcode reset in the Company Portal website
    And the device is online again
    And the answer arrives
    Then the administrator sees that the latest reset is done in the ConfigMgr console
    And the administrator sees a new numeric passcode in the ConfigMgr console
    And that passcode unlocks the device

  @clause:administrator-resets-in-standalone
  Scenario: A second reset in the Intune administration console, while one is in flight
    Given a Windows Phone 8.1 device managed by Intune standalone
    When the end user asks for a passcode reset in the Company Portal website
    And the administrator tries to reset the passcode in the Intune administration console
    Then it is refused because a reset is already pending
    And the administrator sees "A passcode reset is already pending" in the Intune administration console

  @clause:administrator-resets-in-console
  Scenario Outline: The earlier passcode is shown until a newer reset has replaced it, in <surface>
    Given an Android device managed by Intune hybrid
    When <person> resets the passcode in <surface>
    And <person> asks for a passcode reset in <surface>
    Then <person> sees a new alphanumeric passcode in <surface>
    And that passcode unlocks the device
    When the answer arrives
    Then that passcode no longer unlocks the device
    And <person> sees a new alphanumeric passcode in <surface>
    And that passcode unlocks the device

    Examples:
      | person            | surface                    |
      | the end user      | the Company Portal website |
      | the administrator | the ConfigMgr console      |
