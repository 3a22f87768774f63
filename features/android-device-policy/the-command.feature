@policy:android-device-policy
Feature: The command RESET_PASSWORD
  It expires, and only an administrator can issue it.

  Background:
    Given an Android device managed by DPC device owner, with Android 14, password set, user unlocked, token active and new password alphanumeric

  @clause:gone-after-10-minutes
  Scenario: A command that the device does not carry out expires after 10 minutes
    Given the device is offline
    When the administrator asks for a passcode reset in the enterprise console
    And 9 minutes 59 seconds pass
    Then the administrator sees that the latest reset is pending in the enterprise console
    When 1 second passes
    Then the administrator sees that the latest reset is canceled in the enterprise console
    When the device is online again
    And 5 minutes pass
    Then the old passcode still unlocks the device

  @clause:gone-after-10-minutes
  Scenario: A device that is back in time carries it out
    Given the device is offline
    When the administrator asks for a passcode reset in the enterprise console
    And 4 minutes pass
    And the device is online again
    And the answer arrives
    Then the administrator sees a new alphanumeric passcode in the enterprise console
    When 1 day passes
    Then the administrator sees a new alphanumeric passcode in the enterprise console
    And that passcode unlocks the device

  @clause:administrator-chooses
  Scenario: One command at a time
    Then the administrator is offered RESET_PASSWORD in the enterprise console
    And the administrator sees no message in the enterprise console
    When the administrator asks for a passcode reset in the enterprise console
    And the administrator tries to reset the passcode in the enterprise console
    Then it is refused because a reset is already pending
    And the administrator sees no message in the enterprise console
    When the answer arrives
    Then the administrator sees a new alphanumeric passcode in the enterprise console

  @clause:only-administrators
  Scenario: The user of the device cannot issue the command
    When the device user tries to reset the passcode in the enterprise console
    Then it is refused because it is not allowed
    And the old passcode still unlocks the device

  @clause:administrator-chooses
  Scenario: A command takes no longer than 5 minutes
    When the administrator asks for a passcode reset in the enterprise console
    And 5 minutes pass
    Then the administrator sees that the latest reset is done in the enterprise console
    And the administrator sees a new alphanumeric passcode in the enterprise console
