@policy:our-phones
Feature: Shop tablets
  A new passcode takes the place of the old one, and the end user reads it in the portal.

  Background:
    Given a Shop Tablet device managed by Intune standalone

  @clause:tablet-passcode-in-portal @clause:old-passcode-stops-working
  Scenario: The end user sees the new passcode
    When the end user resets the passcode in the Company Portal website
    Then the end user sees a new numeric passcode of 6 characters in the Company Portal website
    And the end user sees "New Passcode: {passcode}" in the Company Portal website
    And that passcode unlocks the device
    And the device says "The passcode was reset"
    And the old passcode no longer unlocks the device

  @clause:tablet-passcode-in-portal
  Scenario: The passcode is shown until a newer reset is done
    Given a passcode reset has been performed on the device before
    When the end user asks for a passcode reset in the Company Portal website
    Then the end user sees a new numeric passcode in the Company Portal website
    And that passcode unlocks the device
    When the answer arrives
    Then that passcode no longer unlocks the device
