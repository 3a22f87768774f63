@policy:intune-2015-12
Feature: Resetting a passcode in the Company Portal website
  The end user selects Reset Passcode, signs out and signs in again within 5 minutes, and selects
  Reset Passcode again. Nothing is sent to the device before that.

  Background:
    Given a Windows Phone 8.1 device managed by Intune standalone

  @clause:portal-offers-reset @clause:self-service-since-november-2015
  Scenario: The end user is offered a reset
    Then the end user is offered Reset Passcode in the Company Portal website

  @clause:portal-asks-to-sign-in-again
  Scenario: The first Reset Passcode sends nothing yet
    When the end user selects Reset Passcode in the Company Portal website
    Then the end user is asked to sign out and sign in again
    And the end user is not asked to reset the passcode
    When 10 minutes pass
    Then the end user sees no message in the Company Portal website
    And the old passcode still unlocks the device

  @clause:portal-confirms-within-window @clause:portal-window-lapses
  Scenario Outline: Signing in again <minutes> after signing out
    When the end user selects Reset Passcode in the Company Portal website
    And the end user signs out and signs in again after <minutes>
    Then the end user <is or is not> asked to reset the passcode

    Examples:
      | minutes | is or is not |
      | 4:59    | is           |
      | 5:00    | is           |
      | 5:01    | is not       |

  @clause:portal-confirms-within-window
  Scenario: The window opens at the sign-out, not at the first Reset Passcode
    When the end user selects Reset Passcode in the Company Portal website
    And 3 minutes pass
    And the end user signs out and signs in again after 4:30
    Then the end user is asked to reset the passcode

  @clause:portal-confirms-within-window
  Scenario: Being asked to reset the passcode resets nothing
    When the end user selects Reset Passcode in the Company Portal website
    And the end user signs out and signs in again after 1 minute
    And 10 minutes pass
    Then the end user sees no message in the Company Portal website
    And the old passcode still unlocks the device

  @clause:portal-window-lapses
  Scenario: Signing in too late means starting over
    When the end user selects Reset Passcode in the Company Portal website
    And the end user signs out and signs in again after 6 minutes
    And 10 minutes pass
    Then the end user sees no message in the Company Portal website
    And the old passcode still unlocks the device
    And the end user is offered Reset Passcode in the Company Portal website
    When the end user resets the passcode in the Company Portal website
    Then the end user sees "Passcode successfully reset" in the Company Portal website

  @clause:portal-says-pending
  Scenario: After confirming, the reset is pending
    When the end user asks for a passcode reset in the Company Portal website
    Then the end user sees "Passcode reset is pending" in the Company Portal website
    And the end user sees no new passcode in the Company Portal website

  @clause:portal-says-succeeded
  Scenario: Within a few minutes the reset has succeeded
    When the end user asks for a passcode reset in the Company Portal website
    Then within 5 minutes the end user sees "Passcode successfully reset" in the Company Portal website
    And the end user sees "New Passcode: {passcode}" in the Company Portal website

  @clause:portal-cancel-sends-nothing
  Scenario: Cancelling when asked to sign out
    When the end user selects Reset Passcode in the Company Portal website
    And the end user cancels in the Company Portal website
    And the end user signs out and signs in again after 1 minute
    Then the end user is not asked to reset the passcode
    When 10 minutes pass
    Then the end user sees no message in the Company Portal website
    And the old passcode still unlocks the device

  @clause:portal-cancel-sends-nothing
  Scenario: Cancelling when asked to reset the passcode
    When the end user selects Reset Passcode in the Company Portal website
    And the end user signs out and signs in again after 1 minute
    And the end user cancels in the Company Portal website
    And 10 minutes pass
    Then the end user is not asked to reset the passcode
    And the end user sees no message in the Company Portal website
    And the old passcode still unlocks the device

  @clause:portal-from-any-browser
  Scenario: A browser on another device is enough
    When the end user tries to sign in to the Company Portal website from a browser on another device
    Then the end user is offered Reset Passcode in the Company Portal website

  @clause:portal-from-any-browser
  Scenario: The phone itself is not needed
    When the end user resets the passcode in the Company Portal website from a browser on another device
    Then the end user sees a new numeric passcode in the Company Portal website

  @clause:portal-from-any-browser
  Scenario: The phone itself can be used too, while it is unlocked
    Given the end user unlocks the device with the old passcode
    When the end user resets the passcode in the Company Portal website from a browser on the device itself
    Then the end user sees a new numeric passcode in the Company Portal website
