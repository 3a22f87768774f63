@policy:intune-portal-2015-11
Feature: What happens to the passcode, as the page for end users has it
  The page sets no kinds of management apart: standalone and hybrid are the same here.

  @clause:ios-passcode-removed @clause:confirmation-is-shown @clause:touch-id-to-be-set-up-again
  Scenario Outline: The passcode of an iOS device is removed, in <management>
    Given an iOS device managed by Intune <management>, with portal option offered
    When the end user resets the passcode in the Company Portal website
    Then the end user sees "Passcode successfully reset" in the Company Portal website
    And the device has no passcode
    And the device has lost "Touch ID"
    And the device shows the message "The passcode must be changed within 60 minutes"
    And nobody sees a new passcode anywhere
    When 60 minutes have passed since the passcode was removed
    Then apps are not blocked on the device
    When 1 second passes
    Then apps are blocked on the device

    Examples:
      | management |
      | standalone |
      | hybrid     |

  @clause:ios-passcode-removed
  Scenario: A passcode that is set in time keeps the apps open
    Given an iOS device managed by Intune standalone, with portal option offered
    When the end user resets the passcode in the Company Portal website
    Then the device has no passcode
    When the end user sets a new passcode on the device
    And 2 hours pass
    Then apps are not blocked on the device

  @clause:ios-passcode-removed
  Scenario Outline: An iOS device in <management> keeps its passcode without its unlock token
    Given an iOS device managed by Intune <management>, with portal option offered
    And the server has no unlock token for the device
    When the end user resets the passcode in the Company Portal website
    Then the end user sees "Passcode reset failed" in the Company Portal website
    And the device has a passcode

    Examples:
      | management |
      | standalone |
      | hybrid     |

  @clause:android-temporary-alphanumeric @clause:w10m-temporary-alphanumeric @clause:wp81-temporary-numeric @clause:confirmation-is-shown @clause:new-passcode-unlocks @clause:old-passcode-stops-working
  Scenario Outline: <a platform> device in <management> gets a temporary passcode
    Given <a platform> device managed by Intune <management>, with portal option offered
    When the end user resets the passcode in the Company Portal website
    Then the end user sees "Passcode successfully reset" in the Company Portal website
    And the end user sees a new <kind> passcode of <length> characters in the Company Portal website
    And the end user sees "New Passcode: {passcode}" in the Company Portal website
    And the device shows the <notice>
    And the old passcode no longer unlocks the device
    And that passcode unlocks the device
    When the end user unlocks the device with the new passcode
    Then the device asks its owner for a passcode of their own

    Examples:
      | a platform          | management | kind         | length | notice                                          |
      | an Android          | standalone | alphanumeric | 8      | notification "A new temporary passcode was set" |
      | an Android          | hybrid     | alphanumeric | 8      | notification "A new temporary passcode was set" |
      | a Windows 10 Mobile | standalone | alphanumeric | 6      | message "The password was reset"                |
      | a Windows 10 Mobile | hybrid     | alphanumeric | 6      | message "The password was reset"                |
      | a Windows Phone 8.1 | standalone | numeric      | 6      | message "The password was reset"                |
      | a Windows Phone 8.1 | hybrid     | numeric      | 6      | message "The password was reset"                |

  @clause:android-temporary-alphanumeric
  Scenario Outline: No character of an Android device's passcode looks like another one, in <management>
    Given an Android device managed by Intune <management>, with portal option offered
    When the end user resets the passcode in the Company Portal website
    Then the end user sees a new passcode without any of "01lIOo" in the Company Portal website
    When the end user resets the passcode in the Company Portal website
    Then the end user sees a new passcode without any of "01lIOo" in the Company Portal website
    When 1 day passes
    Then the end user sees a new alphanumeric passcode in the Company Portal website

    Examples:
      | management |
      | standalone |
      | hybrid     |

  @clause:wp81-temporary-numeric @clause:w10m-temporary-alphanumeric
  Scenario Outline: <a platform> device returns the passcode that it made once
    Given <a platform> device managed by Intune standalone, with portal option offered
    And the next answer is lost
    When the end user resets the passcode in the Company Portal website
    Then the end user sees "Passcode successfully reset" in the Company Portal website
    And nobody sees a new passcode anywhere

    Examples:
      | a platform          |
      | a Windows 10 Mobile |
      | a Windows Phone 8.1 |

  @clause:android-temporary-alphanumeric
  Scenario: The server knows the passcode of an Android device, whatever becomes of the answer
    Given an Android device managed by Intune standalone, with portal option offered
    And the next answer is lost
    When the end user resets the passcode in the Company Portal website
    Then the end user sees a new alphanumeric passcode in the Company Portal website
    And that passcode unlocks the device

  @clause:confirmation-is-shown
  Scenario Outline: <a platform> device needs no unlock token
    Given <a platform> device managed by Intune standalone, with portal option offered
    And the server has no unlock token for the device
    When the end user resets the passcode in the Company Portal website
    Then the end user sees "Passcode successfully reset" in the Company Portal website

    Examples:
      | a platform          |
      | an Android          |
      | a Windows 10 Mobile |
      | a Windows Phone 8.1 |
