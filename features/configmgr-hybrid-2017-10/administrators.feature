@policy:configmgr-hybrid-2017-10
Feature: Administrators reset passcodes in hybrid Configuration Manager
  At the top-level site, in the ConfigMgr console, which also shows the state and the new passcode.

  @clause:ios-passcode-cleared
  Scenario Outline: The passcode of an iOS device is cleared, with Azure AD <membership>
    Given an iOS device managed by Intune hybrid, with Azure AD <membership>
    When the administrator resets the passcode in the ConfigMgr console
    Then the administrator sees that the latest reset is done in the ConfigMgr console
    And the device has no passcode
    And the device says nothing
    And nobody sees a new passcode anywhere
    And the administrator sees nothing in the place of a passcode in the ConfigMgr console
    And the administrator sees nothing in the place of a passcode in the lower-site console
    When 60 minutes have passed since the passcode was removed
    Then apps are not blocked on the device
    When 1 second passes
    Then apps are blocked on the device

    Examples:
      | membership |
      | joined     |
      | not joined |

  @clause:ios-passcode-cleared
  Scenario Outline: An iOS device keeps its passcode without its unlock token, with Azure AD <membership>
    Given an iOS device managed by Intune hybrid, with Azure AD <membership>
    And the server has no unlock token for the device
    When the administrator resets the passcode in the ConfigMgr console
    Then the administrator sees that the latest reset is failed in the ConfigMgr console
    And the device has a passcode

    Examples:
      | membership |
      | joined     |
      | not joined |

  @clause:android-temporary-passcode @clause:windows-phones-get-a-passcode
  Scenario Outline: The administrator finds the passcode of <a platform> device, with Azure AD <membership>
    Given <a platform> device managed by Intune hybrid, with Azure AD <membership>
    When the administrator resets the passcode in the ConfigMgr console
    Then the administrator sees that the latest reset is done in the ConfigMgr console
    And the administrator sees a new <kind> passcode of <length> characters in the ConfigMgr console
    And the administrator sees no new passcode in the lower-site console
    And the device shows the <notice>
    And the old passcode no longer unlocks the device
    And that passcode unlocks the device
    When the end user unlocks the device with the new passcode
    Then the device asks its owner for a passcode of their own

    Examples:
      | a platform          | membership | kind         | length | notice                                          |
      | an Android          | joined     | alphanumeric | 8      | notification "A new temporary passcode was set" |
      | an Android          | not joined | alphanumeric | 8      | notification "A new temporary passcode was set" |
      | a Windows Phone 8.1 | joined     | numeric      | 6      | message "The password was reset"                |
      | a Windows Phone 8.1 | not joined | numeric      | 6      | message "The password was reset"                |
      | a Windows 10 Mobile | not joined | alphanumeric | 6      | message "The password was reset"                |

  @clause:android-temporary-passcode
  Scenario Outline: No character of an Android device's passcode looks like another one, with Azure AD <membership>
    Given an Android device managed by Intune hybrid, with Azure AD <membership>
    When the administrator resets the passcode in the ConfigMgr console
    Then the administrator sees a new passcode without any of "01lIOo" in the ConfigMgr console
    When the administrator resets the passcode in the ConfigMgr console
    Then the administrator sees a new passcode without any of "01lIOo" in the ConfigMgr console

    Examples:
      | membership |
      | joined     |
      | not joined |

  @clause:android-temporary-passcode @clause:windows-phones-get-a-passcode
  Scenario Outline: When the answer is lost, the administrator sees <seen> of <a platform> device, with Azure AD <membership>
    Given <a platform> device managed by Intune hybrid, with Azure AD <membership>
    And the next answer is lost
    When the administrator resets the passcode in the ConfigMgr console
    Then the administrator sees that the latest reset is done in the ConfigMgr console
    And the administrator sees <seen> in the ConfigMgr console

    Examples:
      | a platform          | membership | seen                        |
      | an Android          | joined     | a new alphanumeric passcode |
      | an Android          | not joined | a new alphanumeric passcode |
      | a Windows Phone 8.1 | joined     | no new passcode             |
      | a Windows Phone 8.1 | not joined | no new passcode             |
      | a Windows 10 Mobile | not joined | no new passcode             |

  @clause:console-offers-reset
  Scenario Outline: <a platform> device, with Azure AD <membership> needs no unlock token
    Given <a platform> device managed by Intune hybrid, with Azure AD <membership>
    And the server has no unlock token for the device
    When the administrator resets the passcode in the ConfigMgr console
    Then the administrator sees that the latest reset is done in the ConfigMgr console

    Examples:
      | a platform          | membership |
      | an Android          | joined     |
      | an Android          | not joined |
      | a Windows Phone 8.1 | joined     |
      | a Windows Phone 8.1 | not joined |
      | a Windows 10 Mobile | not joined |

  @clause:windows-phones-get-a-passcode
  Scenario: The earlier passcode is gone once a newer reset is done
    Given a Windows Phone 8.1 device managed by Intune hybrid, with Azure AD joined
    When the administrator resets the passcode in the ConfigMgr console
    Then the administrator sees a new numeric passcode in the ConfigMgr console
    When 10 minutes pass
    And the next answer is lost
    And the administrator resets the passcode in the ConfigMgr console
    Then nobody sees a new passcode anywhere

  @clause:android-temporary-passcode @clause:windows-phones-get-a-passcode
  Scenario Outline: The lower site shows no passcode of a second reset of <a platform> device, with Azure AD <membership>
    Given <a platform> device managed by Intune hybrid, with Azure AD <membership>
    And the administrator has reset the passcode in the ConfigMgr console before
    When the administrator resets the passcode in the ConfigMgr console
    Then the administrator sees a new <kind> passcode in the ConfigMgr console
    And the administrator sees no new passcode in the lower-site console
    When 1 day passes
    Then the administrator sees a new <kind> passcode in the ConfigMgr console

    Examples:
      | a platform          | membership | kind         |
      | an Android          | joined     | alphanumeric |
      | an Android          | not joined | alphanumeric |
      | a Windows Phone 8.1 | joined     | numeric      |
      | a Windows Phone 8.1 | not joined | numeric      |
      | a Windows 10 Mobile | not joined | alphanumeric |

  @clause:not-on-azure-ad-joined-phones @clause:platforms-not-supported
  Scenario Outline: <a platform> device, with Azure AD <membership> does not support a reset
    Given <a platform> device managed by Intune hybrid, with Azure AD <membership>
    When the administrator resets the passcode in the ConfigMgr console
    Then the administrator sees that the latest reset is not supported in the ConfigMgr console
    And the device says nothing
    And the old passcode still unlocks the device

    Examples:
      | a platform          | membership |
      | a Windows 10 Mobile | joined     |
      | an Android for Work | joined     |
      | an Android for Work | not joined |
      | a macOS             | joined     |
      | a macOS             | not joined |
      | a Windows 10        | joined     |
      | a Windows 10        | not joined |
      | a Windows 8.1       | joined     |
      | a Windows 8.1       | not joined |
      | a Windows RT        | joined     |
      | a Windows RT        | not joined |
