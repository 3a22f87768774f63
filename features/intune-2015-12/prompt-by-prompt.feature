@policy:intune-2015-12
Feature: Prompt by prompt
  What people see at each prompt of the portal, on every kind of device, and what interrupts it.

  @clause:portal-asks-to-sign-in-again @clause:portal-confirms-within-window @clause:portal-says-pending
  Scenario Outline: The whole way on <a platform> device in <management>
    Given <a platform> device managed by Intune <management>
    Then the end user is offered Reset Passcode in the Company Portal website
    And the end user sees no message in the Company Portal website
    When the end user selects Reset Passcode in the Company Portal website
    Then the end user is asked to sign out and sign in again
    And the end user is not asked to reset the passcode
    And the end user sees no message in the Company Portal website
    And the end user is offered Reset Passcode in the Company Portal website
    When the end user signs out of the Company Portal website
    Then the end user is not offered Reset Passcode in the Company Portal website
    And the end user is not asked to sign out and sign in again in the Company Portal website
    When the end user signs in to the Company Portal website again
    Then the end user is asked to reset the passcode
    And the end user is not asked to sign out and sign in again
    And the end user sees no message in the Company Portal website
    When the end user selects Reset Passcode again in the Company Portal website
    Then the end user is not asked to reset the passcode
    And the end user is not asked to sign out and sign in again
    And the end user sees "Passcode reset is pending" in the Company Portal website
    And the end user does not see "Passcode successfully reset" in the Company Portal website
    And the end user sees no new passcode in the Company Portal website
    And the end user is offered Reset Passcode in the Company Portal website
    When the answer arrives
    Then the end user sees "Passcode successfully reset" in the Company Portal website
    And the end user does not see "Passcode reset is pending" in the Company Portal website
    And the end user is offered Reset Passcode in the Company Portal website
    And the end user is not asked to sign out and sign in again
    And the end user is not asked to reset the passcode

    Examples:
      | a platform          | management |
      | an iOS              | standalone |
      | an iOS              | hybrid     |
      | a Windows Phone 8.1 | standalone |
      | a Windows Phone 8.1 | hybrid     |
      | an Android          | standalone |
      | an Android          | hybrid     |

  @clause:portal-asks-to-sign-in-again
  Scenario: What is asked about one device is not asked about another one
    Given an Android device managed by Intune standalone
    And the end user has an iOS device managed by Intune standalone
    When the end user selects Reset Passcode in the Company Portal website
    Then the end user is asked to sign out and sign in again in the Company Portal website
    And the end user is not asked to sign out and sign in again in the Company Portal website for the second device
    And the end user is offered Reset Passcode in the Company Portal website for the second device
    And the old passcode still unlocks the second device

  @clause:android-alphanumeric-in-portal
  Scenario: The earlier passcode is shown at each prompt of a newer reset
    Given an Android device managed by Intune standalone
    When the end user resets the passcode in the Company Portal website
    And the end user selects Reset Passcode in the Company Portal website
    Then the end user is asked to sign out and sign in again
    And the end user sees a new alphanumeric passcode in the Company Portal website
    When the end user signs out and signs in again after 1 minute
    Then the end user is asked to reset the passcode
    And the end user sees a new alphanumeric passcode in the Company Portal website
    And that passcode unlocks the device

  Rule: What interrupts the flow sends nothing

    Background:
      Given an Android device managed by Intune standalone

    @clause:portal-asks-to-sign-in-again
    Scenario: The page is reloaded at the first prompt
      When the end user selects Reset Passcode in the Company Portal website
      And the page is reloaded
      Then the end user is not asked to sign out and sign in again
      And the end user is offered Reset Passcode in the Company Portal website
      When the end user signs out and signs in again after 1 minute
      Then the end user is not asked to reset the passcode

    @clause:portal-confirms-within-window
    Scenario: The page is reloaded at the second prompt
      When the end user selects Reset Passcode in the Company Portal website
      And the end user signs out and signs in again after 1 minute
      And the page is reloaded
      Then the end user is not asked to reset the passcode
      When the end user tries to select Reset Passcode again in the Company Portal website
      Then it is refused because it is not asked for
      When 10 minutes pass
      Then the old passcode still unlocks the device

    @clause:portal-says-pending @clause:portal-says-succeeded
    Scenario: The page is reloaded while the reset is pending
      When the end user asks for a passcode reset in the Company Portal website
      And the page is reloaded
      Then the end user sees "Passcode reset is pending" in the Company Portal website
      When the answer arrives
      And the page is reloaded
      Then the end user sees "Passcode successfully reset" in the Company Portal website
      And the end user sees a new alphanumeric passcode in the Company Portal website

    @clause:portal-asks-to-sign-in-again
    Scenario: The session is lost at the first prompt
      When the end user selects Reset Passcode in the Company Portal website
      And the session is lost
      And the end user tries to select Reset Passcode in the Company Portal website
      Then it is refused because nobody is signed in
      When the end user signs in to the Company Portal website again
      Then the end user is not asked to reset the passcode
      And the end user is not asked to sign out and sign in again

    @clause:portal-confirms-within-window
    Scenario: The session is lost at the second prompt
      When the end user selects Reset Passcode in the Company Portal website
      And the end user signs out and signs in again after 1 minute
      And the session is lost
      And the end user tries to select Reset Passcode again in the Company Portal website
      Then it is refused because it is not asked for
      When the end user signs in to the Company Portal website again
      And 10 minutes pass
      Then the end user sees no message in the Company Portal website
      And the old passcode still unlocks the device

    @clause:portal-says-succeeded @clause:android-alphanumeric-in-portal
    Scenario: The session is lost while the reset is pending
      When the end user asks for a passcode reset in the Company Portal website
      And the session is lost
      Then the end user is not offered Reset Passcode in the Company Portal website
      When the end user signs in to the Company Portal website again
      Then the end user sees "Passcode reset is pending" in the Company Portal website
      When the answer arrives
      Then the end user sees a new alphanumeric passcode in the Company Portal website
