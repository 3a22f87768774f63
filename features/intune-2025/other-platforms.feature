@policy:intune-2025
Feature: iOS, visionOS, macOS and Windows devices
  A passcode is removed, never replaced.

  @clause:ios-passcode-removed
  Scenario Outline: <someone> removes the passcode of an iOS device, with passcode policy <policy>
    Given an iOS device managed by Intune Device Enrollment, with Android version none, passcode policy <policy> and reset token not needed
    When <someone> resets the passcode in <surface>
    Then the device has no passcode
    And nobody sees a new passcode anywhere
    And the administrator sees that the latest reset is done in the admin center
    And the administrator sees nothing in the place of a passcode in the admin center

    Examples:
      | someone                | surface                    | policy   |
      | the administrator      | the admin center           | assigned |
      | the administrator      | the admin center           | missing  |
      | the help desk operator | the admin center           | assigned |
      | the end user           | the Company Portal website | assigned |
      | the end user           | the Company Portal website | missing  |

  @clause:ios-asks-for-a-new-passcode
  Scenario: An iOS device under a passcode policy asks for a new passcode, and blocks its apps after 60 minutes
    Given an iOS device managed by Intune Device Enrollment, with Android version none, passcode policy assigned and reset token not needed
    When the administrator resets the passcode in the admin center
    Then the device shows the message "A passcode is required"
    When 60 minutes have passed since the passcode was removed
    Then apps are not blocked on the device
    When 1 second passes
    Then apps are blocked on the device
    When the end user sets a new passcode on the device
    Then apps are not blocked on the device

  @clause:ios-passcode-removed
  Scenario: An iOS device without a passcode policy asks for nothing
    Given an iOS device managed by Intune Device Enrollment, with Android version none, passcode policy missing and reset token not needed
    When the administrator resets the passcode in the admin center
    Then the device has no passcode
    And the device says nothing
    When 2 hours pass
    Then apps are not blocked on the device

  @clause:ios-needs-its-unlock-token
  Scenario Outline: Without the right unlock token only a wipe helps, with passcode policy <policy>
    Given an iOS device managed by Intune Device Enrollment, with Android version none, passcode policy <policy> and reset token not needed
    And the server has a stale unlock token for the device
    When the administrator resets the passcode in the admin center
    Then the administrator sees that the latest reset is failed in the admin center
    And the device has a passcode
    When the administrator resets the passcode in the admin center
    Then the administrator sees that the latest reset is failed in the admin center
    When the device is wiped
    Then the device has no passcode

    Examples:
      | policy   |
      | assigned |
      | missing  |

  @clause:not-for-user-enrollment
  Scenario: The passcode stays under User Enrollment
    Given an iOS device managed by Intune User Enrollment, with Android version none, passcode policy assigned and reset token not needed
    Then the end user is not offered Reset Passcode in the Company Portal website
    When the administrator resets the passcode in the admin center
    Then the administrator sees that the latest reset is not supported in the admin center
    And the device has a passcode
    And the old passcode still unlocks the device

  @clause:not-for-macos-and-windows
  Scenario Outline: A <platform> device has no such action
    Given a <platform> device managed by Intune Device Enrollment, with Android version none, passcode policy assigned and reset token not needed
    Then the administrator is not offered Reset Passcode in the admin center
    And the end user is not offered Reset Passcode in the Company Portal website
    When the administrator tries to reset the passcode in the admin center
    Then it is refused because it is not offered
    And the old passcode still unlocks the device

    Examples:
      | platform   |
      | macOS      |
      | Windows PC |

  @clause:visionos-passcode-removed
  Scenario Outline: <someone> removes the passcode of a visionOS device, with passcode policy <policy>
    Given a visionOS device managed by Intune Device Enrollment, with Android version none, passcode policy <policy> and reset token not needed
    Then the end user is not offered Reset Passcode in the Company Portal website
    When <someone> resets the passcode in the admin center
    Then the device has no passcode
    And the administrator sees that the latest reset is done in the admin center

    Examples:
      | someone                | policy   |
      | the administrator      | assigned |
      | the administrator      | missing  |
      | the help desk operator | assigned |
      | the help desk operator | missing  |

  @clause:ios-needs-its-unlock-token
  Scenario Outline: A visionOS device keeps its passcode without its unlock token, with passcode policy <policy>
    Given a visionOS device managed by Intune Device Enrollment, with Android version none, passcode policy <policy> and reset token not needed
    And the server has no unlock token for the device
    When the administrator resets the passcode in the admin center
    Then the administrator sees that the latest reset is failed in the admin center
    And the device has a passcode

    Examples:
      | policy   |
      | assigned |
      | missing  |
