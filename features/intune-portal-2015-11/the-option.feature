@policy:intune-portal-2015-11
Feature: Whether the end user finds the option
  An organization can hide it, and some devices are not supported.

  @clause:portal-offers-reset @clause:only-the-owner
  Scenario Outline: Only the owner is offered a reset of <a platform> device in <management>
    Given <a platform> device managed by Intune <management>, with portal option offered
    Then the end user is offered Reset Passcode in the Company Portal website
    And another end user is not offered Reset Passcode in the Company Portal website
    When another end user tries to reset the passcode in the Company Portal website
    Then it is refused because it is not offered
    And the old passcode still unlocks the device
    When the end user resets the passcode in the Company Portal website
    Then another end user sees no new passcode in the Company Portal website
    And another end user sees no message in the Company Portal website

    Examples:
      | a platform          | management |
      | an iOS              | standalone |
      | an iOS              | hybrid     |
      | an Android          | standalone |
      | an Android          | hybrid     |
      | a Windows 10 Mobile | standalone |
      | a Windows 10 Mobile | hybrid     |
      | a Windows Phone 8.1 | standalone |
      | a Windows Phone 8.1 | hybrid     |

  @clause:option-may-be-hidden
  Scenario Outline: The organization has hidden the option: <a platform> device in <management>
    Given <a platform> device managed by Intune <management>, with portal option hidden
    Then the end user is not offered Reset Passcode in the Company Portal website
    When the end user tries to reset the passcode in the Company Portal website
    Then it is refused because it is not offered
    And the old passcode still unlocks the device

    Examples:
      | a platform          | management |
      | an iOS              | standalone |
      | an iOS              | hybrid     |
      | an Android          | standalone |
      | an Android          | hybrid     |
      | a Windows 10 Mobile | standalone |
      | a Windows 10 Mobile | hybrid     |
      | a Windows Phone 8.1 | standalone |
      | a Windows Phone 8.1 | hybrid     |

  @clause:windows-pcs-not-supported
  Scenario Outline: <a platform> device in <management> is not supported, with portal option <option>
    Given <a platform> device managed by Intune <management>, with portal option <option>
    Then the end user is not offered Reset Passcode in the Company Portal website
    When the end user tries to reset the passcode in the Company Portal website
    Then it is refused because it is not offered
    And the old passcode still unlocks the device

    Examples:
      | a platform    | management | option  |
      | a Windows 8.1 | standalone | offered |
      | a Windows 8.1 | standalone | hidden  |
      | a Windows 8.1 | hybrid     | offered |
      | a Windows 8.1 | hybrid     | hidden  |
      | a Windows RT  | standalone | offered |
      | a Windows RT  | standalone | hidden  |
      | a Windows RT  | hybrid     | offered |
      | a Windows RT  | hybrid     | hidden  |
