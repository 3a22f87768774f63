@policy:intune-2015-10
Feature: What goes wrong on the way, in October
  Only administrators reset, and their consoles show how a reset ended.

  Scenario Outline: An iOS device in <management> keeps its passcode where the server has <the token>
    Given an iOS device managed by Intune <management>
    And the server has <the token> for the device
    When the administrator resets the passcode in <surface>
    Then the administrator sees that the latest reset is failed in <surface>
    And the old passcode still unlocks the device

    Examples:
      | management | the token            | surface                           |
      | standalone | no unlock token      | the Intune administration console |
      | standalone | a stale unlock token | the Intune administration console |
      | hybrid     | no unlock token      | the ConfigMgr console             |
      | hybrid     | a stale unlock token | Remote Mobile Device Manager      |

  @clause:administrator-resets-in-console
  Scenario Outline: <a platform> device in <management> asks for no unlock token
    Given <a platform> device managed by Intune <management>
    And the server has no unlock token for the device
    When the administrator resets the passcode in <surface>
    Then the administrator sees that the latest reset is done in <surface>
    And the old passcode no longer unlocks the device

    Examples:
      | a platform          | management | surface                           |
      | a Windows Phone 8.1 | standalone | the Intune administration console |
      | a Windows Phone 8.1 | hybrid     | the ConfigMgr console             |
      | an Android          | standalone | the Intune administration console |
      | an Android          | hybrid     | the ConfigMgr console             |

  @clause:administrator-resets-in-console
  Scenario Outline: A Windows Phone 8.1 device in <management> returns the passcode that it made once
    Given a Windows Phone 8.1 device managed by Intune <management>
    And the next answer is lost
    When the administrator resets the passcode in <surface>
    Then the administrator sees that the latest reset is done in <surface>
    And nobody sees a new passcode anywhere

    Examples:
      | management | surface                           |
      | standalone | the Intune administration console |
      | hybrid     | the ConfigMgr console             |

  @clause:administrator-resets-in-console
  Scenario Outline: The server knows the passcode of an Android device in <management>
    Given an Android device managed by Intune <management>
    And the next answer is lost
    When the administrator resets the passcode in <surface>
    Then the administrator sees a new alphanumeric passcode in <surface>
    And that passcode unlocks the device
    And the device asks its owner for a passcode of their own

    Examples:
      | management | surface                           |
      | standalone | the Intune administration console |
      | hybrid     | the ConfigMgr console             |

  @clause:administrator-resets-in-console
  Scenario Outline: A Windows Phone 8.1 device in <management> has a passcode that may stay
    Given a Windows Phone 8.1 device managed by Intune <management>
    When the administrator resets the passcode in <surface>
    Then the administrator sees a new numeric passcode in <surface>
    And that passcode unlocks the device
    And the device does not ask its owner for a passcode of their own

    Examples:
      | management | surface                           |
      | standalone | the Intune administration console |
      | hybrid     | the ConfigMgr console             |

  Scenario Outline: <a platform> device in <management> says it as a <kind>
    Given <a platform> device managed by Intune <management>
    When the administrator resets the passcode in <surface>
    Then the device shows the <kind> "<text>"

    Examples:
      | a platform          | management | surface                           | kind         | text                                           |
      | an iOS              | standalone | the Intune administration console | message      | The passcode must be changed within 60 minutes |
      | an iOS              | hybrid     | the ConfigMgr console             | message      | The passcode must be changed within 60 minutes |
      | a Windows Phone 8.1 | standalone | the Intune administration console | message      | The password was reset                         |
      | a Windows Phone 8.1 | hybrid     | the ConfigMgr console             | message      | The password was reset                         |
      | an Android          | standalone | the Intune administration console | notification | A new temporary passcode was set               |
      | an Android          | hybrid     | the ConfigMgr console             | notification | A new temporary passcode was set               |

  @clause:administrator-resets-in-console @clause:administrator-resets-in-standalone
  Scenario Outline: A reset takes a few minutes at most, in <management>
    Given an Android device managed by Intune <management>
    When the administrator asks for a passcode reset in <surface>
    And 5 minutes pass
    Then the administrator sees that the latest reset is done in <surface>

    Examples:
      | management | surface                           |
      | standalone | the Intune administration console |
      | hybrid     | the ConfigMgr console             |

  @clause:administrator-resets-in-console @clause:administrator-resets-in-standalone
  Scenario Outline: The portal shows no passcode of <a platform> device in <management>
    Given <a platform> device managed by Intune <management>
    And the administrator has reset the passcode in <surface> before
    When the administrator resets the passcode in <surface>
    Then the administrator sees a new <kind> passcode in <surface>
    And the end user sees no new passcode in the Company Portal website

    Examples:
      | a platform          | management | surface                           | kind         |
      | a Windows Phone 8.1 | standalone | the Intune administration console | numeric      |
      | a Windows Phone 8.1 | hybrid     | the ConfigMgr console             | numeric      |
      | an Android          | standalone | the Intune administration console | alphanumeric |
      | an Android          | hybrid     | Remote Mobile Device Manager      | alphanumeric |
