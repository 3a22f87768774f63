@policy:android-device-policy
Feature: What Android allows
  By the role of the managing app, the version, the state of the user and the token.

  @clause:administrator-chooses @clause:device-admin-up-to-6 @clause:owner-on-7-when-unlocked @clause:token-has-to-be-active @clause:before-first-unlock
  Scenario Outline: A <role> sets the password on Android <version>, with the user <user> and the token <token>
    Given an Android device managed by DPC <role>, with Android <version>, password set, user <user>, token <token> and new password alphanumeric
    When the administrator resets the passcode in the enterprise console
    Then the administrator sees that the latest reset is done in the enterprise console
    And the administrator sees a new alphanumeric passcode of 6 characters in the enterprise console
    And the old passcode no longer unlocks the device
    And that passcode unlocks the device
    When the device user unlocks the device with the new passcode
    Then the device does not ask its owner for a passcode of their own

    Examples:
      | role         | version | user     | token      |
      | device admin | 6       | unlocked | not needed |
      | device owner | 7       | unlocked | not needed |
      | device owner | 8 to 13 | unlocked | active     |
      | device owner | 14      | unlocked | active     |
      | device owner | 8 to 13 | locked   | active     |
      | device owner | 14      | locked   | active     |

  @clause:profile-owner-resets-the-profile @clause:owner-on-7-when-unlocked @clause:token-has-to-be-active @clause:before-first-unlock
  Scenario Outline: A profile owner sets the password of its profile on Android <version>, with the user <user> and the token <token>
    Given an Android device managed by DPC <role>, with Android <version>, password set, user <user>, token <token> and new password alphanumeric
    When the administrator resets the passcode in the enterprise console
    Then the administrator sees that the latest reset is done in the enterprise console
    And the administrator sees a new alphanumeric passcode of 6 characters in the enterprise console
    And that passcode unlocks the work profile of the device
    And the old passcode no longer unlocks the work profile of the device
    And the old passcode still unlocks the device

    Examples:
      | role          | version | user     | token      |
      | profile owner | 7       | unlocked | not needed |
      | profile owner | 8 to 13 | unlocked | active     |
      | profile owner | 14      | unlocked | active     |
      | profile owner | 8 to 13 | locked   | active     |
      | profile owner | 14      | locked   | active     |

  @clause:device-admin-from-7 @clause:owner-on-7-when-unlocked @clause:token-has-to-be-active
  Scenario Outline: A <role> cannot set the password on Android <version>, with the user <user> and the token <token>
    Given an Android device managed by DPC <role>, with Android <version>, password set, user <user>, token <token> and new password alphanumeric
    When the administrator resets the passcode in the enterprise console
    Then the administrator sees that the latest reset is failed in the enterprise console
    And the old passcode still unlocks the device

    Examples:
      | role          | version | user     | token      |
      | device admin  | 7       | unlocked | not needed |
      | device admin  | 8 to 13 | unlocked | not needed |
      | device admin  | 14      | unlocked | not needed |
      | device owner  | 7       | locked   | not needed |
      | profile owner | 7       | locked   | not needed |
      | device owner  | 8 to 13 | unlocked | not active |
      | device owner  | 14      | unlocked | not active |
      | device owner  | 8 to 13 | locked   | not active |
      | device owner  | 14      | locked   | not active |
      | profile owner | 8 to 13 | unlocked | not active |
      | profile owner | 14      | unlocked | not active |
      | profile owner | 8 to 13 | locked   | not active |
      | profile owner | 14      | locked   | not active |

  @clause:device-admin-first-password @clause:device-admin-up-to-6
  Scenario Outline: A device admin sets the first password on Android <version>
    Given an Android device without a passcode managed by DPC device admin, with Android <version>, password none, user unlocked, token not needed and new password alphanumeric
    Then the device has no passcode
    When the administrator resets the passcode in the enterprise console
    Then the administrator sees a new alphanumeric passcode of 6 characters in the enterprise console
    And the device has a passcode
    And that passcode unlocks the device
    When the device user unlocks the device with the new passcode
    Then the device does not ask its owner for a passcode of their own

    Examples:
      | version |
      | 6       |
      | 7       |
      | 8 to 13 |
      | 14      |

  @clause:administrator-chooses
  Scenario Outline: A <role> needs no unlock token and no answer to set the password on Android <version>
    Given an Android device managed by DPC <role>, with Android <version>, password <password>, user unlocked, token <token> and new password alphanumeric
    And the server has no unlock token for the device
    And the next answer is lost
    When the administrator resets the passcode in the enterprise console
    Then the administrator sees that the latest reset is done in the enterprise console
    And the administrator sees a new alphanumeric passcode in the enterprise console

    Examples:
      | role          | version | password | token      |
      | device admin  | 6       | set      | not needed |
      | device admin  | 7       | none     | not needed |
      | device owner  | 7       | set      | not needed |
      | device owner  | 8 to 13 | set      | active     |
      | device owner  | 14      | set      | active     |
      | profile owner | 7       | set      | not needed |
      | profile owner | 8 to 13 | set      | active     |
      | profile owner | 14      | set      | active     |

  @clause:not-with-a-managed-profile
  Scenario: A device owner on Android 7 cannot set the password of a user who has a managed profile
    Given an Android device managed by DPC device owner, with Android 7, password set, user with managed profile, token not needed and new password alphanumeric
    When the administrator resets the passcode in the enterprise console
    Then the administrator sees that the latest reset is failed in the enterprise console
    And the old passcode still unlocks the device

  @clause:no-lock-screen-no-password
  Scenario Outline: Without a secure lock screen a <role> sets no password on Android <version>
    Given an Android device without a passcode managed by DPC <role>, with Android <version>, password no lock screen, user unlocked, token not needed and new password alphanumeric
    When the administrator resets the passcode in the enterprise console
    Then the administrator sees that the latest reset is failed in the enterprise console
    And the device has no passcode

    Examples:
      | role         | version |
      | device admin | 6       |
      | device admin | 7       |
      | device owner | 6       |
      | device owner | 7       |

  @clause:short-numeric-from-14
  Scenario: Up to Android 13 a password of 4 digits is set
    Given an Android device managed by DPC device owner, with Android 8 to 13, password set, user unlocked, token active and new password 4 digits
    When the administrator resets the passcode in the enterprise console
    Then the administrator sees a new numeric passcode of 4 characters in the enterprise console
    And the old passcode no longer unlocks the device
    And that passcode unlocks the device
    When the device user unlocks the device with the new passcode
    Then the device does not ask its owner for a passcode of their own

  @clause:short-numeric-from-14
  Scenario: A password of 4 digits needs neither an unlock token nor an answer
    Given an Android device managed by DPC device owner, with Android 8 to 13, password set, user unlocked, token active and new password 4 digits
    And the server has no unlock token for the device
    And the next answer is lost
    When the administrator resets the passcode in the enterprise console
    Then the administrator sees a new numeric passcode in the enterprise console

  @clause:short-numeric-from-14
  Scenario: From Android 14 on a password of 4 digits is refused
    Given an Android device managed by DPC device owner, with Android 14, password set, user unlocked, token active and new password 4 digits
    When the administrator resets the passcode in the enterprise console
    Then the administrator sees that the latest reset is failed in the enterprise console
    And the old passcode still unlocks the device
