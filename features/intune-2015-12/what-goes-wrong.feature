@policy:intune-2015-12
Feature: What goes wrong on the way
  Messages get lost, come late or come twice; devices and servers restart; a reset fails or is canceled. People see
  how it ended, and a reset that failed leaves everything as it was.

  Rule: A reset arrives, whatever happens to one message

    @clause:portal-says-succeeded @clause:new-passcode-unlocks
    Scenario Outline: The next <mishap>
      Given an Android device managed by Intune standalone
      And the next <mishap>
      When the end user resets the passcode in the Company Portal website
      Then the end user sees "Passcode successfully reset" in the Company Portal website
      And the end user sees a new alphanumeric passcode in the Company Portal website
      And that passcode unlocks the device

      Examples:
        | mishap                |
        | push is lost          |
        | push is late          |
        | push is duplicated    |
        | command is lost       |
        | command is late       |
        | command is duplicated |
        | answer is lost        |
        | answer is late        |
        | answer is duplicated  |

    @clause:wp81-standalone-numeric-in-portal @clause:new-passcode-unlocks
    Scenario Outline: A phone that is told twice makes one passcode: the <message> is duplicated
      Given a Windows Phone 8.1 device managed by Intune standalone
      And the next <message> is duplicated
      When the end user resets the passcode in the Company Portal website
      And 2 minutes pass
      Then the end user sees a new numeric passcode in the Company Portal website
      And that passcode unlocks the device

      Examples:
        | message |
        | push    |
        | command |
        | answer  |

    @clause:wp81-standalone-numeric-in-portal
    Scenario: A phone returns the passcode that it made once
      Given a Windows Phone 8.1 device managed by Intune standalone
      And the next answer is lost
      When the end user resets the passcode in the Company Portal website
      Then the end user sees "Passcode successfully reset" in the Company Portal website
      And nobody sees a new passcode anywhere
      And the old passcode no longer unlocks the device
      When the end user resets the passcode in the Company Portal website
      Then the end user sees a new numeric passcode in the Company Portal website

    @clause:wp81-hybrid-administrator-resets-again
    Scenario: What a phone returns in hybrid is returned once, too
      Given a Windows Phone 8.1 device managed by Intune hybrid
      And the next answer is lost
      When the administrator resets the passcode in the ConfigMgr console
      Then nobody sees a new passcode anywhere
      When the administrator resets the passcode in the ConfigMgr console
      Then the administrator sees a new numeric passcode in the ConfigMgr console

    @clause:android-alphanumeric-in-portal
    Scenario: The server knows the passcode of an Android device, whatever becomes of the answer
      Given an Android device managed by Intune hybrid
      And the next answer is lost
      When the end user resets the passcode in the Company Portal website
      Then the end user sees a new alphanumeric passcode in the Company Portal website
      And that passcode unlocks the device

    @clause:administrator-resets-in-console @clause:remote-mobile-device-manager
    Scenario: Between the command and its answer the reset is active
      Given an Android device managed by Intune hybrid
      And the next answer is lost
      When the end user asks for a passcode reset in the Company Portal website
      And 50 seconds pass
      Then the administrator sees that the latest reset is active in the ConfigMgr console
      And the administrator sees that the latest reset is active in Remote Mobile Device Manager
      And the end user sees "Passcode reset is pending" in the Company Portal website
      And the old passcode no longer unlocks the device
      And nobody sees a new passcode anywhere

    @clause:portal-says-succeeded
    Scenario Outline: <what> while the reset of <a platform> device is pending
      Given <a platform> device managed by Intune standalone
      And the device is offline
      When the end user asks for a passcode reset in the Company Portal website
      And <what>
      Then the end user sees "Passcode reset is pending" in the Company Portal website
      When the device is online again
      And the answer arrives
      Then the end user sees "Passcode successfully reset" in the Company Portal website
      And the old passcode no longer unlocks the device

      Examples:
        | a platform          | what                |
        | an iOS              | the server restarts |
        | a Windows Phone 8.1 | the server restarts |
        | an Android          | the server restarts |
        | an iOS              | the device restarts |
        | a Windows Phone 8.1 | the device restarts |
        | an Android          | the device restarts |

  Rule: A reset that failed leaves everything as it was

    @clause:portal-says-succeeded @clause:administrator-resets-in-console
    Scenario Outline: <a platform> device in hybrid cannot carry out the command
      Given <a platform> device managed by Intune hybrid
      And the device cannot carry out the next command
      When the end user resets the passcode in the Company Portal website
      Then the end user sees "Passcode reset failed" in the Company Portal website
      And the end user does not see "Passcode reset is pending" in the Company Portal website
      And the administrator sees that the latest reset is failed in the ConfigMgr console
      And the administrator sees that the latest reset is failed in Remote Mobile Device Manager
      And the end user is not asked to reset the passcode
      And nobody sees a new passcode anywhere
      And the administrator sees nothing in the place of a passcode in Remote Mobile Device Manager
      And the device says nothing
      And the device is locked
      And apps are not blocked on the device
      And the old passcode still unlocks the device
      And the device does not ask its owner for a passcode of their own

      Examples:
        | a platform          |
        | an iOS              |
        | a Windows Phone 8.1 |
        | an Android          |

    @clause:portal-says-succeeded @clause:administrator-resets-in-standalone
    Scenario Outline: <a platform> device in standalone does not support the command
      Given <a platform> device managed by Intune standalone
      And the device does not support the next command
      When the end user resets the passcode in the Company Portal website
      Then the end user sees "Passcode reset failed" in the Company Portal website
      And the administrator sees that the latest reset is not supported in the Intune administration console
      And the device says nothing
      And the old passcode still unlocks the device
      When the end user resets the passcode in the Company Portal website
      Then the end user sees "Passcode successfully reset" in the Company Portal website

      Examples:
        | a platform          |
        | an iOS              |
        | a Windows Phone 8.1 |
        | an Android          |

    @clause:ios-passcode-removed
    Scenario Outline: An iOS device in <management> keeps its passcode where <the token>
      Given an iOS device managed by Intune <management>
      And the server has <the token> for the device
      When the end user resets the passcode in the Company Portal website
      Then the end user sees "Passcode reset failed" in the Company Portal website
      And the device has a passcode
      And the old passcode still unlocks the device

      Examples:
        | management | the token            |
        | standalone | no unlock token      |
        | standalone | a stale unlock token |
        | hybrid     | no unlock token      |
        | hybrid     | a stale unlock token |

    @clause:portal-says-succeeded
    Scenario Outline: <a platform> device in <management> asks for no unlock token
      Given <a platform> device managed by Intune <management>
      And the server has no unlock token for the device
      When the end user resets the passcode in the Company Portal website
      Then the end user sees "Passcode successfully reset" in the Company Portal website
      And the old passcode no longer unlocks the device

      Examples:
        | a platform          | management |
        | a Windows Phone 8.1 | standalone |
        | a Windows Phone 8.1 | hybrid     |
        | an Android          | standalone |
        | an Android          | hybrid     |

    @clause:android-alphanumeric-in-portal
    Scenario Outline: The earlier passcode is still shown after a newer reset failed, in <surface>
      Given an Android device managed by Intune hybrid
      When <person> resets the passcode in <surface>
      And the device cannot carry out the next command
      And <person> resets the passcode in <surface>
      Then <person> sees a new alphanumeric passcode in <surface>
      And that passcode unlocks the device

      Examples:
        | person            | surface                      |
        | the end user      | the Company Portal website   |
        | the administrator | the ConfigMgr console        |
        | the administrator | Remote Mobile Device Manager |

    @clause:wp81-hybrid-needs-earlier-reset
    Scenario Outline: A reset that failed is no earlier reset, for <surface>
      Given a Windows Phone 8.1 device managed by Intune hybrid
      And a passcode reset has failed on the device before
      When the end user resets the passcode in the Company Portal website
      Then the administrator sees that the latest reset is done in <surface>
      And the administrator sees no new passcode in <surface>

      Examples:
        | surface                      |
        | the ConfigMgr console        |
        | Remote Mobile Device Manager |

  Rule: A reset that is pending can be withdrawn

    @clause:administrator-resets-in-console @clause:remote-mobile-device-manager
    Scenario Outline: The reset of <a platform> device in hybrid is canceled
      Given <a platform> device managed by Intune hybrid
      And the device is offline
      When the end user asks for a passcode reset in the Company Portal website
      And the pending reset is canceled
      Then the end user sees "Passcode reset failed" in the Company Portal website
      And the administrator sees that the latest reset is canceled in the ConfigMgr console
      And the administrator sees that the latest reset is canceled in Remote Mobile Device Manager
      When the device is online again
      And 10 minutes pass
      Then the old passcode still unlocks the device
      And the end user is offered Reset Passcode in the Company Portal website

      Examples:
        | a platform          |
        | an iOS              |
        | a Windows Phone 8.1 |
        | an Android          |

    @clause:administrator-resets-in-standalone
    Scenario: The administrator's reset in standalone is canceled
      Given an Android device managed by Intune standalone
      When the administrator asks for a passcode reset in the Intune administration console
      And the pending reset is canceled
      Then the administrator sees that the latest reset is canceled in the Intune administration console
      And the end user sees no message in the Company Portal website
      When 10 minutes pass
      Then the old passcode still unlocks the device

    @clause:portal-offers-reset
    Scenario Outline: <a platform> device is unenrolled while a reset is pending
      Given <a platform> device managed by Intune standalone
      When the end user asks for a passcode reset in the Company Portal website
      And the device is unenrolled
      And 10 minutes pass
      Then the end user is not offered Reset Passcode in the Company Portal website
      And the end user sees no message in the Company Portal website
      And the old passcode still unlocks the device
      When the end user tries to select Reset Passcode in the Company Portal website
      Then it is refused because there is no such device

      Examples:
        | a platform          |
        | an iOS              |
        | a Windows Phone 8.1 |
        | an Android          |

    @clause:administrator-resets-in-console
    Scenario Outline: <a platform> device is wiped while a reset is pending
      Given <a platform> device managed by Intune hybrid
      When the end user asks for a passcode reset in the Company Portal website
      And the device is wiped
      And 10 minutes pass
      Then the device has no passcode
      And the device says nothing
      And the administrator sees that the latest reset is canceled in the ConfigMgr console
      And the end user is not offered Reset Passcode in the Company Portal website
      When the administrator tries to select Reset Passcode in the ConfigMgr console
      Then it is refused because it is not offered

      Examples:
        | a platform          |
        | an iOS              |
        | a Windows Phone 8.1 |
        | an Android          |

    @clause:android-alphanumeric-in-portal
    Scenario: No passcode of a device that was wiped is shown
      Given an Android device managed by Intune standalone
      When the end user resets the passcode in the Company Portal website
      Then the end user sees a new alphanumeric passcode in the Company Portal website
      When the device is wiped
      Then nobody sees a new passcode anywhere
