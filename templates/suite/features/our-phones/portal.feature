@policy:our-phones
Feature: The portal
  What the end user goes through, whatever the device.

  Background:
    Given an iOS device managed by Intune standalone

  @clause:portal-asks-to-sign-in-again
  Scenario: The portal asks to sign in again
    When the end user selects Reset Passcode in the Company Portal website
    Then the end user is asked to sign out and sign in again

  @clause:portal-asks-to-sign-in-again
  Scenario Outline: Signing in again <time> after signing out
    When the end user selects Reset Passcode in the Company Portal website
    Then the end user is asked to sign out and sign in again
    When 5 minutes 1 second pass
    And the end user signs out and signs in again after <time>
    Then the end user <is or is not> asked to reset the passcode

    Examples:
      | time | is or is not |
      | 5:00 | is           |
      | 5:01 | is not       |

  @clause:portal-in-any-browser
  Scenario: Any browser will do
    When the end user tries to sign in to the Company Portal website from a browser on another device
    Then the end user is offered Reset Passcode in the Company Portal website

  Scenario: Everyone resets a device of their own
    Given another end user has an iOS device managed by Intune standalone
    When another end user resets the passcode in the Company Portal website for another end user's device
    Then another end user's device has no passcode
    And the old passcode still unlocks the device

  @clause:portal-says-how-far
  Scenario: The portal says how far a reset has come
    When the end user asks for a passcode reset in the Company Portal website
    Then the end user sees "Passcode reset is pending" in the Company Portal website
    When the end user tries to select Reset Passcode in the Company Portal website
    Then it is refused because a reset is already pending
    And the end user sees "A passcode reset is already pending" in the Company Portal website
    And within 5 minutes the end user sees "Passcode successfully reset" in the Company Portal website

  @clause:old-passcode-stops-working
  Scenario: A device that is offline keeps its passcode until it is back
    Given the device is offline
    When the end user asks for a passcode reset in the Company Portal website
    And 2 hours pass
    Then the old passcode still unlocks the device
    When the device is online again
    And the answer arrives
    Then the old passcode no longer unlocks the device
