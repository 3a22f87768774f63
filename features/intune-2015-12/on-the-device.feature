@policy:intune-2015-12
Feature: What the device itself shows
  Its lock, what it says and how, and what it asks for.

  @clause:old-passcode-stops-working
  Scenario Outline: <a platform> device is locked and unlocked
    Given <a platform> device managed by Intune standalone
    Then the device is locked
    And the device has a passcode
    And apps are not blocked on the device
    When the end user tries to set a new passcode on the device
    Then it is refused because the device is locked
    When the end user unlocks the device with the old passcode
    Then the device is unlocked
    When the device restarts
    Then the device is locked
    And the old passcode still unlocks the device
    And the device is not locked

    Examples:
      | a platform          |
      | an iOS              |
      | a Windows Phone 8.1 |
      | an Android          |

  Scenario Outline: A reset locks <a platform> device that was open
    Given <a platform> device managed by Intune hybrid
    And the end user unlocks the device with the old passcode
    When the end user resets the passcode in the Company Portal website
    Then the device is locked

    Examples:
      | a platform          |
      | a Windows Phone 8.1 |
      | an Android          |

  @clause:ios-passcode-removed
  Scenario: A device without a passcode is open, even after a restart
    Given an iOS device managed by Intune standalone
    When the end user resets the passcode in the Company Portal website
    Then the device is unlocked
    When the device restarts
    Then the device is unlocked
    When the end user sets a new passcode on the device
    Then the device is locked

  @clause:old-passcode-stops-working
  Scenario Outline: A wrong passcode three times on <a platform> device
    Given <a platform> device managed by Intune standalone
    When the end user enters a wrong passcode three times on the device
    Then it is refused because the passcode is wrong
    And the device is locked
    And the old passcode still unlocks the device

    Examples:
      | a platform          |
      | an iOS              |
      | a Windows Phone 8.1 |
      | an Android          |

  @clause:new-passcode-unlocks
  Scenario: A wrong passcode does not keep the new one from opening the device
    Given an Android device managed by Intune standalone
    When the end user resets the passcode in the Company Portal website
    And the end user enters a wrong passcode on the device
    Then it is refused because the passcode is wrong
    And the end user sees a new alphanumeric passcode in the Company Portal website
    And that passcode unlocks the device

  @clause:ios-set-new-within-60-minutes
  Scenario Outline: Apps that are blocked keep the browser closed, in <management>
    Given an iOS device managed by Intune <management>
    And apps have been blocked on the device
    When the end user tries to sign in to the Company Portal website from a browser on the device itself
    Then it is refused because apps are blocked on the device
    When the end user sets a new passcode on the device
    And the end user unlocks the device with the passcode that the end user set
    Then apps are not blocked on the device
    When the end user signs in to the Company Portal website from a browser on the device itself
    Then the end user is offered Reset Passcode in the Company Portal website

    Examples:
      | management |
      | standalone |
      | hybrid     |

  Scenario: A browser on a device that is locked or offline cannot be used
    Given an Android device managed by Intune standalone
    When the end user tries to sign in to the Company Portal website from a browser on the device itself
    Then it is refused because the device is locked
    When the end user unlocks the device with the old passcode
    And the device is offline
    And the end user tries to sign in to the Company Portal website from a browser on the device itself
    Then it is refused because the device is offline

  @clause:ios-device-message
  Scenario Outline: An iOS device in <management> shows a message
    Given an iOS device managed by Intune <management>
    Then the device says nothing
    When <person> resets the passcode in <surface>
    Then the device shows the message "The passcode must be changed within 60 minutes"

    Examples:
      | management | person            | surface                           |
      | standalone | the end user      | the Company Portal website        |
      | standalone | the administrator | the Intune administration console |
      | hybrid     | the end user      | the Company Portal website        |
      | hybrid     | the administrator | the ConfigMgr console             |
      | hybrid     | the administrator | Remote Mobile Device Manager      |

  @clause:wp81-device-message
  Scenario Outline: A Windows Phone 8.1 device in <management> shows a message
    Given a Windows Phone 8.1 device managed by Intune <management>
    Then the device says nothing
    When <person> resets the passcode in <surface>
    Then the device shows the message "The password was reset"

    Examples:
      | management | person            | surface                           |
      | standalone | the end user      | the Company Portal website        |
      | standalone | the administrator | the Intune administration console |
      | hybrid     | the end user      | the Company Portal website        |
      | hybrid     | the administrator | the ConfigMgr console             |
      | hybrid     | the administrator | Remote Mobile Device Manager      |

  @clause:android-device-notification
  Scenario Outline: An Android device in <management> shows a notification
    Given an Android device managed by Intune <management>
    Then the device says nothing
    When <person> resets the passcode in <surface>
    Then the device shows the notification "A new temporary passcode was set"

    Examples:
      | management | person            | surface                           |
      | standalone | the end user      | the Company Portal website        |
      | standalone | the administrator | the Intune administration console |
      | hybrid     | the end user      | the Company Portal website        |
      | hybrid     | the administrator | the ConfigMgr console             |
      | hybrid     | the administrator | Remote Mobile Device Manager      |

  @clause:android-device-notification
  Scenario: A temporary passcode is meant to be replaced
    Given an Android device managed by Intune standalone
    When the end user resets the passcode in the Company Portal website
    Then the device does not ask its owner for a passcode of their own
    And the end user sees a new alphanumeric passcode in the Company Portal website
    When the end user unlocks the device with the new passcode
    Then the device asks its owner for a passcode of their own
    When the device restarts
    And the end user tries to unlock the device with the old passcode
    Then it is refused because the passcode is wrong
    When the end user unlocks the device with the new passcode
    Then the device asks its owner for a passcode of their own
    When the end user sets a new passcode on the device
    Then the device does not ask its owner for a passcode of their own
    And the device says nothing
    And the passcode that the end user set unlocks the device
    And the device does not ask its owner for a passcode of their own

  @clause:new-passcode-unlocks
  Scenario Outline: A passcode that is not temporary may stay, in <management>
    Given a Windows Phone 8.1 device managed by Intune <management>
    And a passcode reset has been performed on the device before
    When <person> resets the passcode in <surface>
    Then <person> sees a new numeric passcode in <surface>
    And that passcode unlocks the device
    And the device does not ask its owner for a passcode of their own

    Examples:
      | management | person            | surface                    |
      | standalone | the end user      | the Company Portal website |
      | hybrid     | the administrator | the ConfigMgr console      |
