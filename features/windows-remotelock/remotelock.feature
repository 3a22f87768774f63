@policy:windows-remotelock
Feature: The RemoteLock nodes of a Windows phone
  A management server has the device make a new PIN, and reads it once.

  @clause:new-pin-by-the-device @clause:pin-satisfies-the-policies @clause:hello-keys-deleted
  Scenario Outline: LockAndResetPIN on Windows 10 Mobile, with PIN policy <policy> and PIN recovery <recovery>
    Given a Windows 10 Mobile device managed by OMA DM 1.2.1, with PIN policy <policy> and PIN recovery <recovery>
    When the server administrator resets the passcode in LockAndResetPIN
    Then the server administrator sees that the latest reset is done in LockAndResetPIN
    And the server administrator sees a new <kind> passcode of 4 characters in LockAndResetPIN
    And the server administrator sees a new <kind> passcode in LockAndRecoverPIN
    And the device has lost "Windows Hello keys"
    And the device is locked
    And the old passcode no longer unlocks the device
    And that passcode unlocks the device
    When the phone owner unlocks the device with the new passcode
    Then the device does not ask its owner for a passcode of their own

    Examples:
      | policy           | recovery    | kind         |
      | none             | not known   | numeric      |
      | none             | not enabled | numeric      |
      | none             | enabled     | numeric      |
      | letters required | not known   | alphanumeric |
      | letters required | not enabled | alphanumeric |
      | letters required | enabled     | alphanumeric |

  @clause:new-pin-by-the-device @clause:pin-satisfies-the-policies
  Scenario Outline: LockAndResetPIN on Windows Phone 8.1, with PIN policy <policy>
    Given a Windows Phone 8.1 device managed by OMA DM 1.2.1, with PIN policy <policy> and PIN recovery not known
    When the server administrator resets the passcode in LockAndResetPIN
    Then the server administrator sees that the latest reset is done in LockAndResetPIN
    And the server administrator sees a new <kind> passcode of 4 characters in LockAndResetPIN
    And the server administrator sees a new <kind> passcode in LockAndRecoverPIN
    And the old passcode no longer unlocks the device
    And that passcode unlocks the device
    When the phone owner unlocks the device with the new passcode
    Then the device does not ask its owner for a passcode of their own

    Examples:
      | policy           | kind         |
      | none             | numeric      |
      | letters required | alphanumeric |

  @clause:hello-keys-kept @clause:new-pin-by-the-device
  Scenario Outline: LockAndRecoverPIN keeps the Hello keys, with PIN policy <policy>
    Given a Windows 10 Mobile device managed by OMA DM 1.2.1, with PIN policy <policy> and PIN recovery enabled
    When the server administrator resets the passcode in LockAndRecoverPIN
    Then the server administrator sees a new <kind> passcode in LockAndRecoverPIN
    And the device still has "Windows Hello keys"
    And the old passcode no longer unlocks the device
    And that passcode unlocks the device

    Examples:
      | policy           | kind         |
      | none             | numeric      |
      | letters required | alphanumeric |

  @clause:recovery-has-to-be-enabled
  Scenario Outline: LockAndRecoverPIN fails where PIN recovery is not enabled, with PIN policy <policy>
    Given a Windows 10 Mobile device managed by OMA DM 1.2.1, with PIN policy <policy> and PIN recovery not enabled
    When the server administrator resets the passcode in LockAndRecoverPIN
    Then the server administrator sees that the latest reset is failed in LockAndRecoverPIN
    And the device still has "Windows Hello keys"
    And the old passcode still unlocks the device

    Examples:
      | policy           |
      | none             |
      | letters required |

  @clause:recovery-since-1703
  Scenario Outline: A <platform> device without LockAndRecoverPIN does not support it, with PIN policy <policy>
    Given a <platform> device managed by OMA DM 1.2.1, with PIN policy <policy> and PIN recovery not known
    When the server administrator resets the passcode in LockAndRecoverPIN
    Then the server administrator sees that the latest reset is not supported in LockAndRecoverPIN
    And the old passcode still unlocks the device

    Examples:
      | platform          | policy           |
      | Windows 10 Mobile | none             |
      | Windows 10 Mobile | letters required |
      | Windows Phone 8.1 | none             |
      | Windows Phone 8.1 | letters required |

  @clause:with-or-without-a-pin
  Scenario Outline: A <platform> device that had no PIN has one afterwards
    Given a <platform> device without a passcode managed by OMA DM 1.2.1, with PIN policy none and PIN recovery not known
    Then the device has no passcode
    When the server administrator resets the passcode in LockAndResetPIN
    Then the server administrator sees a new numeric passcode in LockAndResetPIN
    And the device has a passcode
    And that passcode unlocks the device

    Examples:
      | platform          |
      | Windows 10 Mobile |
      | Windows Phone 8.1 |

  @clause:read-once
  Scenario Outline: A PIN whose message is lost can no longer be read, of <platform> with PIN policy <policy> and PIN recovery <recovery>
    Given a <platform> device managed by OMA DM 1.2.1, with PIN policy <policy> and PIN recovery <recovery>
    And the next answer is lost
    When the server administrator resets the passcode in LockAndResetPIN
    Then the server administrator sees that the latest reset is done in LockAndResetPIN
    And nobody sees a new passcode anywhere
    And the old passcode no longer unlocks the device

    Examples:
      | platform          | policy           | recovery    |
      | Windows 10 Mobile | none             | not known   |
      | Windows 10 Mobile | none             | not enabled |
      | Windows 10 Mobile | none             | enabled     |
      | Windows 10 Mobile | letters required | not known   |
      | Windows 10 Mobile | letters required | not enabled |
      | Windows 10 Mobile | letters required | enabled     |
      | Windows Phone 8.1 | none             | not known   |
      | Windows Phone 8.1 | letters required | not known   |

  @clause:new-pin-by-the-device
  Scenario Outline: LockAndResetPIN needs no unlock token of <platform>, with PIN policy <policy> and PIN recovery <recovery>
    Given a <platform> device managed by OMA DM 1.2.1, with PIN policy <policy> and PIN recovery <recovery>
    And the server has no unlock token for the device
    When the server administrator resets the passcode in LockAndResetPIN
    Then the server administrator sees that the latest reset is done in LockAndResetPIN
    And the old passcode no longer unlocks the device

    Examples:
      | platform          | policy           | recovery    |
      | Windows 10 Mobile | none             | not known   |
      | Windows 10 Mobile | none             | not enabled |
      | Windows 10 Mobile | none             | enabled     |
      | Windows 10 Mobile | letters required | not known   |
      | Windows 10 Mobile | letters required | not enabled |
      | Windows 10 Mobile | letters required | enabled     |
      | Windows Phone 8.1 | none             | not known   |
      | Windows Phone 8.1 | letters required | not known   |
