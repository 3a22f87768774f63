@policy:intune-2025
Feature: What a reset needs
  A passcode policy, and for work profiles an active reset token. Without one of them nothing changes on the device.

  @clause:policy-has-to-be-assigned
  Scenario Outline: Without a passcode policy the reset of a device enrolled as <enrolment> fails
    Given an Android device managed by Intune <enrolment>, with Android version 8+, passcode policy missing and reset token <token>
    When the administrator resets the passcode in the admin center
    Then the administrator sees that the latest reset is failed in the admin center
    And the old passcode still unlocks the device

    Examples:
      | enrolment                     | token      |
      | dedicated                     | not needed |
      | AOSP userless                 | not needed |
      | fully managed                 | not needed |
      | AOSP user-associated          | not needed |
      | corporate-owned work profile  | not active |
      | personally-owned work profile | not active |

  @clause:policy-has-to-be-assigned
  Scenario Outline: Without a passcode policy the end user's reset of a device enrolled as <enrolment> fails, too
    Given an Android device managed by Intune <enrolment>, with Android version 8+, passcode policy missing and reset token <token>
    When the end user resets the passcode in the Company Portal website
    Then the end user sees "Passcode reset failed" in the Company Portal website
    And the administrator sees that the latest reset is failed in the admin center
    And the old passcode still unlocks the device

    Examples:
      | enrolment                    | token      |
      | fully managed                | not needed |
      | AOSP user-associated         | not needed |
      | corporate-owned work profile | not active |

  @clause:token-has-to-be-active
  Scenario Outline: A <enrolment> whose reset token is not active is not reset
    Given an Android device managed by Intune <enrolment>, with Android version 8+, passcode policy assigned and reset token not active
    When the administrator resets the passcode in the admin center
    Then the administrator sees that the latest reset is not supported in the admin center
    And the old passcode still unlocks the device

    Examples:
      | enrolment                     |
      | corporate-owned work profile  |
      | personally-owned work profile |

  @clause:token-has-to-be-active
  Scenario: The end user meets the same for a corporate-owned work profile
    Given an Android device managed by Intune corporate-owned work profile, with Android version 8+, passcode policy assigned and reset token not active
    When the end user resets the passcode in the Company Portal website
    Then the end user sees "Passcode reset failed" in the Company Portal website
    And the administrator sees that the latest reset is not supported in the admin center
    And the old passcode still unlocks the device

  @clause:work-profiles-from-android-8
  Scenario: A personally-owned work profile is not reset up to Android 7
    Given an Android device managed by Intune personally-owned work profile, with Android version 7, passcode policy assigned and reset token not needed
    When the administrator resets the passcode in the admin center
    Then the administrator sees that the latest reset is not supported in the admin center
    And the end user is not offered Reset Passcode in the Company Portal website
    And the old passcode still unlocks the device

  @clause:device-administrator-greyed-out
  Scenario Outline: Under device administrator, Android <version> has the action greyed out
    Given an Android device managed by Intune device administrator, with Android version <version>, passcode policy assigned and reset token not needed
    Then the administrator sees Reset Passcode greyed out in the admin center
    And the end user is not offered Reset Passcode in the Company Portal website
    When the administrator tries to reset the passcode in the admin center
    Then it is refused because it is not offered
    And the old passcode still unlocks the device

    Examples:
      | version |
      | 7       |
      | 8+      |
