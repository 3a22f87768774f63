@policy:configmgr-hybrid-2017-10
Feature: The top-level site
  A reset is begun at the top-level site, and nowhere else.

  Background:
    Given an Android device managed by Intune hybrid, with Azure AD joined

  @clause:console-offers-reset
  Scenario: At the top-level site the console offers a reset, and shows how far it is
    Then the administrator is offered Passcode Reset in the ConfigMgr console
    And the administrator sees no message in the ConfigMgr console
    When the administrator asks for a passcode reset in the ConfigMgr console
    Then the administrator sees that the latest reset is pending in the ConfigMgr console
    When the administrator tries to reset the passcode in the ConfigMgr console
    Then it is refused because a reset is already pending
    And the administrator sees no message in the ConfigMgr console
    When 5 minutes pass
    Then the administrator sees that the latest reset is done in the ConfigMgr console

  @clause:only-at-the-top-level-site
  Scenario: At a lower site it offers none
    Then the administrator is not offered Passcode Reset in the lower-site console
    And the administrator sees no message in the lower-site console
    When the administrator tries to reset the passcode in the lower-site console
    Then it is refused because it is not offered
    And the old passcode still unlocks the device

  @clause:console-offers-reset
  Scenario: The reset of an offline device waits
    Given the device is offline
    When the administrator asks for a passcode reset in the ConfigMgr console
    And 2 days pass
    Then the administrator sees that the latest reset is pending in the ConfigMgr console
    When the device is online again
    And the answer arrives
    Then the administrator sees that the latest reset is done in the ConfigMgr console

  @clause:only-administrators
  Scenario Outline: The end user resets nothing in <console>
    When the end user tries to reset the passcode in <console>
    Then it is refused because it is not allowed
    And the old passcode still unlocks the device

    Examples:
      | console                |
      | the ConfigMgr console  |
      | the lower-site console |
