@policy:apple-mdm-clear-passcode
Feature: ClearPasscode
  An administrator sends the command; the device answers. No portal takes part, and no one sees a passcode.

  @clause:passcode-is-cleared
  Scenario Outline: The passcode of <a platform> device is removed, with a passcode policy <policy>
    Given <a platform> device managed by Apple MDM Device Enrollment, with access right granted and passcode policy <policy>
    Then the administrator is offered Clear Passcode in the MDM server
    And the administrator sees "No command was sent" in the MDM server
    When the administrator asks for a passcode reset in the MDM server
    Then the administrator sees that the latest reset is pending in the MDM server
    When the answer arrives
    Then the administrator sees that the latest reset is done in the MDM server
    And the device has no passcode
    And the device is unlocked
    And nobody sees a new passcode anywhere
    And the administrator sees nothing in the place of a passcode in the MDM server
    And the administrator sees no message in the MDM server

    Examples:
      | a platform | policy   |
      | an iOS     | assigned |
      | an iOS     | none     |
      | a visionOS | assigned |
      | a visionOS | none     |
      | a watchOS  | assigned |
      | a watchOS  | none     |

  @clause:unlock-token-is-needed
  Scenario Outline: <a platform> device keeps its passcode without its unlock token, with a passcode policy <policy>
    Given <a platform> device managed by Apple MDM Device Enrollment, with access right granted and passcode policy <policy>
    And the server has no unlock token for the device
    When the administrator resets the passcode in the MDM server
    Then the administrator sees that the latest reset is failed in the MDM server
    And the device has a passcode
    And the old passcode still unlocks the device

    Examples:
      | a platform | policy   |
      | an iOS     | assigned |
      | an iOS     | none     |
      | a visionOS | assigned |
      | a visionOS | none     |
      | a watchOS  | assigned |
      | a watchOS  | none     |

  @clause:unlock-token-is-needed
  Scenario: A stale unlock token is of no use
    Given an iOS device managed by Apple MDM Device Enrollment, with access right granted and passcode policy none
    And the server has a stale unlock token for the device
    When the administrator resets the passcode in the MDM server
    Then the administrator sees that the latest reset is failed in the MDM server
    And the device has a passcode

  @clause:access-right-is-needed
  Scenario Outline: <a platform> device under a server without the access right, with a passcode policy <policy>
    Given <a platform> device managed by Apple MDM Device Enrollment, with access right not granted and passcode policy <policy>
    When the administrator resets the passcode in the MDM server
    Then the administrator sees that the latest reset is not supported in the MDM server
    And the device has a passcode
    And the device says nothing

    Examples:
      | a platform | policy   |
      | a visionOS | assigned |
      | a visionOS | none     |
      | a watchOS  | assigned |
      | a watchOS  | none     |

  @clause:only-administrators
  Scenario: The device holder cannot send the command
    Given an iOS device managed by Apple MDM Device Enrollment, with access right granted and passcode policy none
    When the device holder tries to reset the passcode in the MDM server
    Then it is refused because it is not allowed
    And the old passcode still unlocks the device

  @clause:access-right-is-needed @clause:not-for-shared-ipad-and-user-enrollment
  Scenario Outline: Not supported: <management>, access right <right>, passcode policy <policy>
    Given an iOS device managed by Apple MDM <management>, with access right <right> and passcode policy <policy>
    When the administrator resets the passcode in the MDM server
    Then the administrator sees that the latest reset is not supported in the MDM server
    And the device has a passcode
    And the old passcode still unlocks the device
    And the device says nothing

    Examples:
      | management        | right       | policy   |
      | Device Enrollment | not granted | assigned |
      | Device Enrollment | not granted | none     |
      | User Enrollment   | granted     | assigned |
      | User Enrollment   | granted     | none     |
      | User Enrollment   | not granted | assigned |
      | User Enrollment   | not granted | none     |
      | Shared iPad       | granted     | assigned |
      | Shared iPad       | granted     | none     |
      | Shared iPad       | not granted | assigned |
      | Shared iPad       | not granted | none     |

  @clause:not-for-macos-and-tvos
  Scenario Outline: <a platform> device does not know the command: access right <right>, passcode policy <policy>
    Given <a platform> device managed by Apple MDM Device Enrollment, with access right <right> and passcode policy <policy>
    When the administrator resets the passcode in the MDM server
    Then the administrator sees that the latest reset is not supported in the MDM server
    And the device has a passcode
    And the device says nothing

    Examples:
      | a platform | right       | policy   |
      | a macOS    | granted     | assigned |
      | a macOS    | granted     | none     |
      | a macOS    | not granted | assigned |
      | a macOS    | not granted | none     |
      | a tvOS     | granted     | assigned |
      | a tvOS     | granted     | none     |
      | a tvOS     | not granted | assigned |
      | a tvOS     | not granted | none     |

  @clause:new-passcode-within-60-minutes
  Scenario: Under a passcode policy the device holder has 60 minutes
    Given an iOS device managed by Apple MDM Device Enrollment, with access right granted and passcode policy assigned
    When the administrator resets the passcode in the MDM server
    Then the device shows the message "A passcode is required"
    When 60 minutes have passed since the passcode was removed
    Then apps are not blocked on the device
    When 1 second passes
    Then apps are blocked on the device
    When the device holder sets a new passcode on the device
    Then apps are not blocked on the device

  @clause:no-policy-no-deadline
  Scenario Outline: Without a deadline the apps stay open: <a platform> device, passcode policy <policy>
    Given <a platform> device managed by Apple MDM Device Enrollment, with access right granted and passcode policy <policy>
    When the administrator resets the passcode in the MDM server
    Then the device says nothing
    When 30 days pass
    Then apps are not blocked on the device

    Examples:
      | a platform | policy   |
      | an iOS     | none     |
      | a visionOS | assigned |
      | a visionOS | none     |
      | a watchOS  | assigned |
      | a watchOS  | none     |

  @clause:passcode-is-cleared
  Scenario: A command waits for a device that is offline
    Given an iOS device managed by Apple MDM Device Enrollment, with access right granted and passcode policy none
    And the device is offline
    When the administrator asks for a passcode reset in the MDM server
    And 2 days pass
    Then the administrator sees that the latest reset is pending in the MDM server
    And the old passcode still unlocks the device
    When the administrator tries to reset the passcode in the MDM server
    Then it is refused because a reset is already pending
    And the administrator sees no message in the MDM server
    When the device is online again
    And the answer arrives
    Then the administrator sees that the latest reset is done in the MDM server

  @clause:passcode-is-cleared
  Scenario: Within 5 minutes the passcode of a device that is online is gone
    Given an iOS device managed by Apple MDM Device Enrollment, with access right granted and passcode policy none
    When the administrator asks for a passcode reset in the MDM server
    And 5 minutes pass
    Then the administrator sees that the latest reset is done in the MDM server
    And the device has no passcode
