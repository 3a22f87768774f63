@policy:intune-2015-10
Feature: The month before self-service
  Until the November 2015 update only an administrator could reset a passcode.

  @clause:self-service-since-november-2015
  Scenario Outline: The end user is not offered a reset of <a platform> device in <management>
    Given <a platform> device managed by Intune <management>
    Then the end user is not offered Reset Passcode in the Company Portal website
    When the end user tries to reset the passcode in the Company Portal website
    Then it is refused because it is not offered
    And the old passcode still unlocks the device

    Examples:
      | a platform          | management |
      | an iOS              | standalone |
      | an iOS              | hybrid     |
      | a Windows Phone 8.1 | standalone |
      | a Windows Phone 8.1 | hybrid     |
      | an Android          | standalone |
      | an Android          | hybrid     |

  @clause:administrator-resets-in-console
  Scenario Outline: The administrator resets <a platform> device in hybrid
    Given <a platform> device managed by Intune hybrid
    When the administrator resets the passcode in the ConfigMgr console
    Then the administrator sees that the latest reset is done in the ConfigMgr console
    And the administrator sees <seen> in the ConfigMgr console
    And the old passcode no longer unlocks the device
    When 1 day passes
    Then the administrator sees <seen> in the ConfigMgr console

    Examples:
      | a platform          | seen                        |
      | an iOS              | no new passcode             |
      | a Windows Phone 8.1 | a new numeric passcode      |
      | an Android          | a new alphanumeric passcode |

  @clause:administrator-resets-in-standalone
  Scenario Outline: The administrator resets <a platform> device in standalone
    Given <a platform> device managed by Intune standalone
    Then the administrator is offered Reset Passcode in the Intune administration console
    When the administrator resets the passcode in the Intune administration console
    Then the administrator sees that the latest reset is done in the Intune administration console
    And the administrator sees <seen> in the Intune administration console
    And the old passcode no longer unlocks the device

    Examples:
      | a platform          | seen                        |
      | an iOS              | no new passcode             |
      | a Windows Phone 8.1 | a new numeric passcode      |
      | an Android          | a new alphanumeric passcode |

  @clause:ios-passcode-removed
  Scenario: The administrator removes the passcode of an iOS device
    Given an iOS device managed by Intune hybrid
    When the administrator resets the passcode in the ConfigMgr console
    Then the device has no passcode
    And nobody sees a new passcode anywhere

  @clause:wp81-hybrid-numeric
  Scenario: The administrator's reset gives a Windows Phone 8.1 device a numeric passcode
    Given a Windows Phone 8.1 device managed by Intune hybrid
    When the administrator resets the passcode in Remote Mobile Device Manager
    Then the administrator sees a new numeric passcode of 6 characters in Remote Mobile Device Manager
    And that passcode unlocks the device

  @clause:wp81-device-message
  Scenario: A Windows Phone 8.1 device says that an administrator has reset its password
    Given a Windows Phone 8.1 device managed by Intune hybrid
    When the administrator resets the passcode in the ConfigMgr console
    Then the device says "The password was reset"

  @clause:android-device-notification
  Scenario: An Android device notifies of an administrator's reset
    Given an Android device managed by Intune hybrid
    When the administrator resets the passcode in the ConfigMgr console
    Then the device says "A new temporary passcode was set"

  @clause:administrator-resets-in-console
  Scenario Outline: Only the administrator sees an Android device's new passcode, in <surface>
    Given an Android device managed by Intune hybrid
    When the administrator resets the passcode in <surface>
    Then the administrator sees a new alphanumeric passcode of 8 characters in <surface>
    And the administrator sees a new passcode without any of "01lIOo" in <surface>
    And the end user sees no new passcode in the Company Portal website
    And that passcode unlocks the device

    Examples:
      | surface                      |
      | the ConfigMgr console        |
      | Remote Mobile Device Manager |

  @clause:administrator-resets-in-console
  Scenario Outline: A second reset in <second>, while one from <first> is in flight
    Given an Android device managed by Intune hybrid
    When the administrator asks for a passcode reset in <first>
    And the administrator tries to reset the passcode in <second>
    Then it is refused because a reset is already pending
    And the administrator sees "A passcode reset is already pending" in <second>

    Examples:
      | first                        | second                       |
      | the ConfigMgr console        | Remote Mobile Device Manager |
      | Remote Mobile Device Manager | the ConfigMgr console        |

  @clause:administrator-resets-in-console
  Scenario: The earlier passcode is shown until a newer reset has replaced it
    Given an Android device managed by Intune hybrid
    And the administrator has reset the passcode in the ConfigMgr console before
    When the administrator asks for a passcode reset in the ConfigMgr console
    Then the administrator sees a new alphanumeric passcode in the ConfigMgr console
    And that passcode unlocks the device
    When the answer arrives
    Then that passcode no longer unlocks the device
    And the administrator sees a new alphanumeric passcode in Remote Mobile Device Manager
    And that passcode unlocks the device

  @clause:administrator-resets-in-console
  Scenario: The reset of an offline device stays pending until it is back
    Given an Android device managed by Intune hybrid
    And the device is offline
    When the administrator asks for a passcode reset in the ConfigMgr console
    And 2 hours pass
    Then the administrator sees that the latest reset is pending in the ConfigMgr console
    When the device is online again
    And the answer arrives
    Then the administrator sees that the latest reset is done in the ConfigMgr console

  @clause:administrator-resets-in-console
  Scenario Outline: Within 5 minutes an administrator's reset of <a platform> device is done
    Given <a platform> device managed by Intune hybrid
    When the administrator asks for a passcode reset in the ConfigMgr console
    And 5 minutes pass
    Then the administrator sees that the latest reset is done in the ConfigMgr console

    Examples:
      | a platform          |
      | an iOS              |
      | a Windows Phone 8.1 |
      | an Android          |

  @clause:administrator-resets-in-console
  Scenario Outline: Neither tool knows a device in standalone: <surface>
    Given an Android device managed by Intune standalone
    When the administrator tries to reset the passcode in <surface>
    Then it is refused because it is not allowed

    Examples:
      | surface                      |
      | the ConfigMgr console        |
      | Remote Mobile Device Manager |

  @clause:administrator-resets-in-console
  Scenario: Only Remote Mobile Device Manager has words for what is not there
    Given an iOS device managed by Intune hybrid
    Then the administrator sees no message in the ConfigMgr console
    And the administrator sees "no PINRESET state information" in Remote Mobile Device Manager
    When the administrator resets the passcode in the ConfigMgr console
    Then the administrator sees nothing in the place of a passcode in the ConfigMgr console
    And the administrator sees "N/A" instead of a passcode in Remote Mobile Device Manager

  Scenario: An iOS device asks for a new passcode
    Given an iOS device managed by Intune hybrid
    When the administrator resets the passcode in the ConfigMgr console
    Then the device says "The passcode must be changed within 60 minutes"

  Scenario Outline: <time> without a passcode
    Given an iOS device managed by Intune hybrid
    When the administrator resets the passcode in the ConfigMgr console
    And <time> have passed since the passcode was removed
    Then apps <are or are not> blocked on the device

    Examples:
      | time       | are or are not |
      | 60 minutes | are not        |
      | 1:00:01    | are            |

  @clause:only-the-owner
  Scenario: Another end user is not offered a reset either
    Given an Android device managed by Intune hybrid
    Then another end user is not offered Reset Passcode in the Company Portal website
    When another end user tries to reset the passcode in the Company Portal website
    Then it is refused because it is not offered
    And another end user sees no message in the Company Portal website

  @clause:administrator-resets-in-standalone @clause:only-the-owner
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

  @clause:administrator-resets-in-standalone
  Scenario: The Intune administration console does not know a device in hybrid
    Given an Android device managed by Intune hybrid
    When the administrator tries to reset the passcode in the Intune administration console
    Then it is refused because it is not allowed

  @clause:administrator-resets-in-standalone
  Scenario: A second reset in the Intune administration console, while one is in flight
    Given an iOS device managed by Intune standalone
    Then the administrator sees no message in the Intune administration console
    When the administrator asks for a passcode reset in the Intune administration console
    And the administrator tries to reset the passcode in the Intune administration console
    Then it is refused because a reset is already pending
    And the administrator sees "A passcode reset is already pending" in the Intune administration console
    When the answer arrives
    Then the administrator sees nothing in the place of a passcode in the Intune administration console

  @clause:administrator-resets-in-console
  Scenario Outline: The administrator is offered a reset in <console>
    Given an Android device managed by Intune hybrid
    Then the administrator is offered Reset Passcode in <console>

    Examples:
      | console                      |
      | the ConfigMgr console        |
      | Remote Mobile Device Manager |
