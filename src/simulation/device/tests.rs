//! What a device does when it is locked, opened, reset and kept waiting.

use super::*;
use crate::domain::text_table::TextId;
use crate::domain::view::NoticeKind;

fn passcode(characters: &str) -> Passcode {
    Passcode::new(characters).unwrap()
}

/// A device with a passcode, locked as it is after setting one.
fn locked() -> Device {
    let mut device = Device::new(7);
    device.set(passcode("2580"));
    device
}

const IN_AN_HOUR: FollowUp = FollowUp {
    set_passcode_within: Span::from_minutes(60),
    limit: Limit::Inclusive,
    otherwise: Otherwise::AppsBlocked,
};

fn minutes(minutes: u64) -> Instant {
    Instant::START.after(Span::from_minutes(minutes))
}

#[test]
fn a_device_locks_when_it_gets_a_passcode_and_has_no_lock_without_one() {
    let mut device = locked();
    device.open();
    assert_eq!(device.lock(), DeviceLock::Unlocked);
    device.set(passcode("1111"));
    assert_eq!(device.lock(), DeviceLock::Locked);
    device.open();
    device.replace(Some(passcode("123456")));
    assert_eq!((device.lock(), device.given), (DeviceLock::Locked, Some(passcode("123456"))));
    device.replace(None);
    assert_eq!((device.lock(), device.given), (DeviceLock::NoPasscode, None));
}

#[test]
fn a_reset_of_the_work_profile_leaves_the_device_its_passcode() {
    let mut device = Device::new(7).with_profile_for(ResetScope::WorkProfile);
    device.set(passcode("2580"));
    assert_eq!(device.profile_passcode(), Some(passcode("2580")), "it is the device's at first");
    device.replace_in_profile(Some(passcode("a1b2c3d4")));
    assert_eq!(device.profile_passcode(), Some(passcode("a1b2c3d4")));
    assert_eq!(device.passcode, Some(passcode("2580")));
    device.set(passcode("1111"));
    assert_eq!(device.profile_passcode(), Some(passcode("a1b2c3d4")), "they are two by now");
    device.erase();
    assert_eq!(device.profile_passcode(), None, "a device that was erased has no profile");
}

#[test]
fn a_command_that_was_carried_out_is_answered_and_not_repeated() {
    let mut device = locked();
    assert_eq!(device.answered(ResetId(1)), None);
    device.remember(ResetId(2), Answered::Done(None));
    assert_eq!(device.answered(ResetId(2)), Some(Answered::Done(None)));
    assert_eq!(device.answered(ResetId(1)), Some(Answered::Done(None)), "one that comes late");
    assert_eq!(device.answered(ResetId(3)), None, "a newer one");
}

#[test]
fn the_time_to_follow_up_is_over_after_its_last_instant() {
    let last = minutes(60);
    let over = Device::new(7).start_follow_up(&IN_AN_HOUR, Instant::START);
    assert_eq!(over, last.after(Span::from_milliseconds(1)));
    let exclusive = FollowUp { limit: Limit::Exclusive, ..IN_AN_HOUR };
    assert_eq!(Device::new(7).start_follow_up(&exclusive, Instant::START), last);
}

#[test]
fn apps_are_blocked_from_the_end_of_the_time_until_a_passcode_is_set() {
    let mut device = Device::new(7);
    let over = device.start_follow_up(&IN_AN_HOUR, Instant::START);
    assert!(!device.end_follow_up(minutes(60)), "it is not over yet");
    assert!(device.end_follow_up(over));
    assert!(!device.end_follow_up(over), "it ends once");
    device.set(passcode("1111"));
    assert!(!device.apps_blocked());
}

#[test]
fn a_passcode_that_is_set_in_time_ends_the_time_and_the_notice() {
    let mut device = Device::new(7);
    device.show(Notice { kind: NoticeKind::Message, says: TextId(3) });
    let over = device.start_follow_up(&IN_AN_HOUR, Instant::START);
    device.set(passcode("1111"));
    assert_eq!((device.notice, device.end_follow_up(over)), (None, false));
}

#[test]
fn a_newer_reset_restarts_the_time_and_lifts_the_block() {
    let mut device = Device::new(7);
    let first = device.start_follow_up(&IN_AN_HOUR, Instant::START);
    assert!(device.end_follow_up(first));
    device.replace(None);
    assert!(!device.apps_blocked);
    device.start_follow_up(&IN_AN_HOUR, minutes(30));
    assert!(!device.end_follow_up(first), "that was the older one's end");
}

#[test]
fn a_policy_may_let_the_time_pass_without_consequence() {
    let mut device = Device::new(7);
    let lenient = FollowUp { otherwise: Otherwise::Nothing, ..IN_AN_HOUR };
    let over = device.start_follow_up(&lenient, Instant::START);
    assert!(!device.end_follow_up(over));
    assert!(!device.apps_blocked);
}
