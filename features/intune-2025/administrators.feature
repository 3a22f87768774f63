@policy:intune-2025
Feature: Administrators and help desk operators reset Android devices
  The admin center shows the new passcode to everyone who may reset, for 7 days.

  @clause:new-passcode-in-the-admin-center @clause:read-only-may-not
  Scenario Outline: The administrator resets a device enrolled as <enrolment>
    Given an Android device managed by Intune <enrolment>, with Android version 8+, passcode policy assigned and reset token <token>
    When the administrator resets the passcode in the admin center
    Then the administrator sees a new alphanumeric passcode of 8 characters in the admin center
    And the help desk operator sees a new alphanumeric passcode in the admin center
    And the read-only operator sees no new passcode in the admin center
    And the end user sees no new passcode in the Company Portal website
    When the administrator resets the passcode in the admin center
    Then the administrator sees a new alphanumeric passcode in the admin center
    And the help desk operator sees a new alphanumeric passcode in the admin center
    And the read-only operator sees no new passcode in the admin center
    And the end user sees no new passcode in the Company Portal website

    Examples:
      | enrolment                     | token      |
      | dedicated                     | not needed |
      | AOSP userless                 | not needed |
      | personally-owned work profile | active     |
      | fully managed                 | not needed |
      | corporate-owned work profile  | active     |
      | AOSP user-associated          | not needed |

  @clause:help-desk-may-reset @clause:read-only-may-not
  Scenario Outline: A help desk operator resets a device enrolled as <enrolment>
    Given an Android device managed by Intune <enrolment>, with Android version 8+, passcode policy assigned and reset token <token>
    When the help desk operator resets the passcode in the admin center
    Then the help desk operator sees a new alphanumeric passcode in the admin center
    And the administrator sees a new alphanumeric passcode in the admin center
    And the read-only operator sees that the latest reset is done in the admin center
    And the read-only operator sees no new passcode in the admin center
    And the end user sees no new passcode in the Company Portal website

    Examples:
      | enrolment                     | token      |
      | dedicated                     | not needed |
      | AOSP userless                 | not needed |
      | personally-owned work profile | active     |
      | fully managed                 | not needed |
      | corporate-owned work profile  | active     |
      | AOSP user-associated          | not needed |

  @clause:new-passcode-unlocks
  Scenario Outline: The new passcode of a device enrolled as <enrolment> is typed on it
    Given an Android device managed by Intune <enrolment>, with Android version 8+, passcode policy assigned and reset token <token>
    When the administrator resets the passcode in the admin center
    Then the administrator sees a new alphanumeric passcode in the admin center
    And the old passcode no longer unlocks the device
    And that passcode unlocks the device
    When the end user unlocks the device with the new passcode
    Then the device asks its owner for a passcode of their own

    Examples:
      | enrolment            | token      |
      | dedicated            | not needed |
      | AOSP userless        | not needed |
      | fully managed        | not needed |
      | AOSP user-associated | not needed |

  @clause:work-profile-alone
  Scenario Outline: A reset of a <enrolment> leaves the device its passcode
    Given an Android device managed by Intune <enrolment>, with Android version 8+, passcode policy assigned and reset token <token>
    When the administrator asks for a passcode reset in the admin center
    Then the old passcode still unlocks the work profile of the device
    When the answer arrives
    Then the administrator sees a new alphanumeric passcode in the admin center
    And that passcode unlocks the work profile of the device
    And the old passcode no longer unlocks the work profile of the device
    And the old passcode still unlocks the device

    Examples:
      | enrolment                     | token  |
      | personally-owned work profile | active |
      | corporate-owned work profile  | active |

  @clause:new-passcode-in-the-admin-center
  Scenario Outline: The server knows the passcode of a device enrolled as <enrolment>, whatever becomes of the answer
    Given an Android device managed by Intune <enrolment>, with Android version 8+, passcode policy assigned and reset token <token>
    And the server has no unlock token for the device
    And the next answer is lost
    When the administrator resets the passcode in the admin center
    Then the administrator sees a new alphanumeric passcode in the admin center

    Examples:
      | enrolment                     | token      |
      | dedicated                     | not needed |
      | AOSP userless                 | not needed |
      | personally-owned work profile | active     |
      | fully managed                 | not needed |
      | corporate-owned work profile  | active     |
      | AOSP user-associated          | not needed |

  @clause:shown-for-7-days
  Scenario: The admin center shows the new passcode for 7 days
    Given an Android device managed by Intune dedicated, with Android version 8+, passcode policy assigned and reset token not needed
    When the administrator resets the passcode in the admin center
    And 6 days 23 hours 59 minutes 59 seconds pass
    Then the administrator sees a new alphanumeric passcode in the admin center
    When 1 second passes
    Then nobody sees a new passcode anywhere
    And the administrator sees that the latest reset is done in the admin center

  @clause:new-passcode-in-the-admin-center
  Scenario: One reset at a time
    Given an Android device managed by Intune dedicated, with Android version 8+, passcode policy assigned and reset token not needed
    Then the administrator sees no message in the admin center
    When the administrator asks for a passcode reset in the admin center
    Then the administrator sees that the latest reset is pending in the admin center
    When the help desk operator tries to reset the passcode in the admin center
    Then it is refused because a reset is already pending
    And the help desk operator sees no message in the admin center
    When the answer arrives
    Then the help desk operator sees a new alphanumeric passcode in the admin center

  @clause:new-passcode-in-the-admin-center
  Scenario: The reset of an offline device waits
    Given an Android device managed by Intune dedicated, with Android version 8+, passcode policy assigned and reset token not needed
    And the device is offline
    When the administrator asks for a passcode reset in the admin center
    And 2 days pass
    Then the administrator sees that the latest reset is pending in the admin center
    When the device is online again
    And the answer arrives
    Then the administrator sees a new alphanumeric passcode in the admin center
