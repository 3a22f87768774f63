@policy:windows-remotelock
Feature: The management server and its commands

  Background:
    Given a Windows 10 Mobile device managed by OMA DM 1.2.1, with PIN policy none and PIN recovery enabled

  @clause:new-pin-by-the-device
  Scenario: One command at a time
    Then the server administrator is offered Exec LockAndResetPIN in LockAndResetPIN
    And the server administrator is offered Exec LockAndRecoverPIN in LockAndRecoverPIN
    And the server administrator sees no message in LockAndResetPIN
    And the server administrator sees no message in LockAndRecoverPIN
    When the server administrator asks for a passcode reset in LockAndResetPIN
    Then the server administrator sees that the latest reset is pending in LockAndResetPIN
    When the server administrator tries to reset the passcode in LockAndResetPIN
    Then it is refused because a reset is already pending
    And the server administrator sees no message in LockAndResetPIN
    When the server administrator tries to reset the passcode in LockAndRecoverPIN
    Then it is refused because a reset is already pending
    And the server administrator sees no message in LockAndRecoverPIN
    When the answer arrives
    Then the server administrator sees a new numeric passcode in LockAndResetPIN

  @clause:new-pin-by-the-device
  Scenario: The command of an offline device waits
    Given the device is offline
    When the server administrator asks for a passcode reset in LockAndResetPIN
    And 2 days pass
    Then the server administrator sees that the latest reset is pending in LockAndResetPIN
    When the device is online again
    And the answer arrives
    Then the server administrator sees a new numeric passcode in LockAndResetPIN

  @clause:read-once
  Scenario: The earlier PIN is gone once a newer one is made
    When the server administrator resets the passcode in LockAndResetPIN
    And 1 day passes
    Then the server administrator sees a new numeric passcode in LockAndResetPIN
    When the next answer is lost
    And the server administrator resets the passcode in LockAndResetPIN
    Then nobody sees a new passcode anywhere

  @clause:only-the-server
  Scenario Outline: The phone's owner cannot reach <node>
    When the phone owner tries to reset the passcode in <node>
    Then it is refused because it is not allowed
    And the old passcode still unlocks the device

    Examples:
      | node              |
      | LockAndResetPIN   |
      | LockAndRecoverPIN |

  @clause:new-pin-by-the-device
  Scenario: A command takes no longer than 5 minutes
    When the server administrator asks for a passcode reset in LockAndResetPIN
    And 5 minutes pass
    Then the server administrator sees that the latest reset is done in LockAndResetPIN
    And the server administrator sees a new numeric passcode in LockAndResetPIN
