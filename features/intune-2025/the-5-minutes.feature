@policy:intune-2025
Feature: Signing in again within 5 minutes, in 2025
  Otherwise the portal resets nothing.

  Background:
    Given an Android device managed by Intune fully managed, with Android version 8+, passcode policy assigned and reset token not needed

  @clause:sign-in-again-within-5-minutes
  Scenario Outline: Signing in again <minutes> after signing out
    When the end user selects Reset Passcode in the Company Portal website
    Then the end user is asked to sign out and sign in again
    And the end user is not asked to reset the passcode
    When the end user signs out and signs in again after <minutes>
    Then the end user <is or is not> asked to reset the passcode
    And the old passcode still unlocks the device

    Examples:
      | minutes | is or is not |
      | 4:59    | is           |
      | 5:00    | is           |
      | 5:01    | is not       |

  @clause:sign-in-again-within-5-minutes
  Scenario: The 5 minutes start at the sign-out
    When the end user selects Reset Passcode in the Company Portal website
    And 3 minutes pass
    And the end user signs out and signs in again after 4:30
    Then the end user is asked to reset the passcode

  @clause:confirmation-is-shown
  Scenario: The portal says that the reset is pending, and then that it is done
    When the end user asks for a passcode reset in the Company Portal website
    Then the end user sees "Passcode reset is pending" in the Company Portal website
    When the end user tries to reset the passcode in the Company Portal website
    Then it is refused because a reset is already pending
    And the end user sees "A passcode reset is already pending" in the Company Portal website
    And within 5 minutes the end user sees "Passcode successfully reset" in the Company Portal website

  @clause:confirmation-is-shown
  Scenario: The reset of an offline device waits
    Given the device is offline
    When the end user asks for a passcode reset in the Company Portal website
    And 2 days pass
    Then the end user sees "Passcode reset is pending" in the Company Portal website
    When the device is online again
    Then within 5 minutes the end user sees "Passcode successfully reset" in the Company Portal website

  @clause:portal-resets-android
  Scenario: Any browser will do
    When the end user tries to sign in to the Company Portal website from a browser on another device
    Then the end user is offered Reset Passcode in the Company Portal website
    When the end user resets the passcode in the Company Portal website
    Then the end user sees a new alphanumeric passcode in the Company Portal website
