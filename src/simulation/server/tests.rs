//! Tests of what the server keeps of a device.

use super::*;
use crate::domain::actor::ActorId;
use crate::domain::surface::SurfaceId;

const OWNER: ActorId = ActorId(0);
const STAFF: ActorId = ActorId(2);
const PORTAL: Place = Place::new(OWNER, SurfaceId(1));
const CONSOLE: Place = Place::new(STAFF, SurfaceId(2));

fn passcode(characters: &str) -> Option<Passcode> {
    Passcode::new(characters)
}

/// A record whose resets, one after the other, ended like this.
fn record(resets: &[(Place, ResetState, &str)]) -> DeviceRecord {
    let mut record = DeviceRecord::new(7);
    for ((at, state, characters), id) in resets.iter().zip(1..) {
        let role = if at.actor == STAFF { Role::Staff } else { Role::Owner };
        record.accept(ResetId(id), *at, role, passcode(characters), Instant::START);
        if !state.in_flight() {
            assert!(record.learn(ResetId(id), *state, None, *state == ResetState::Done).is_some());
        }
    }
    record
}

/// The passcode that is visible where the passcodes of one's own resets are, and whether it is marked.
fn shown(record: &DeviceRecord, superseded: Superseded, place: Place) -> Option<(Passcode, bool)> {
    let own = |situation: Situation| situation.by == place.actor;
    let visible = visible_passcode(record, &own, superseded, (SurfaceKind::Console, place))?;
    Some((visible.passcode, visible.superseded))
}

#[test]
fn a_reset_is_in_flight_until_it_ends_and_ends_once() {
    let mut record = record(&[(PORTAL, ResetState::Pending, "")]);
    assert_eq!(record.state(), ResetState::Pending);
    assert!(record.in_flight().is_some());
    assert!(record.learn(ResetId(2), ResetState::Done, None, true).is_none(), "another one's end");
    assert!(record.learn(ResetId(1), ResetState::Failed, None, false).is_some());
    assert!(record.in_flight().is_none());
    assert!(record.learn(ResetId(1), ResetState::Done, None, true).is_none(), "a second answer");
    assert_eq!(record.state(), ResetState::Failed);
}

#[test]
fn only_resets_that_were_done_count_as_earlier_ones() {
    let earlier = |resets: &[_]| {
        let mut record = record(resets);
        record.accept(ResetId(9), PORTAL, Role::Owner, None, Instant::START);
        record.latest.unwrap().situation.earlier
    };
    let (done, failed) = (ResetState::Done, ResetState::Failed);
    assert_eq!(earlier(&[]), Earlier::None);
    assert_eq!(earlier(&[(CONSOLE, failed, "")]), Earlier::None);
    assert_eq!(earlier(&[(PORTAL, done, "")]), Earlier::ByOwner);
    let both = [(CONSOLE, done, ""), (PORTAL, done, "")];
    assert_eq!(earlier(&both), Earlier::ByStaff, "a later one takes nothing back");
}

#[test]
fn a_passcode_is_shown_once_its_reset_is_done() {
    let seen = |state| shown(&record(&[(PORTAL, state, "abcdefgh")]), Superseded::Hidden, PORTAL);
    assert_eq!(seen(ResetState::Pending), None);
    assert_eq!(seen(ResetState::Failed), None);
    assert_eq!(seen(ResetState::Done), passcode("abcdefgh").map(|it| (it, false)));
}

#[test]
fn the_passcode_that_the_device_made_is_the_one_that_is_shown() {
    let mut record = record(&[(PORTAL, ResetState::Pending, "abcdefgh")]);
    record.learn(ResetId(1), ResetState::Done, passcode("kkkkkkkk"), true);
    let seen = shown(&record, Superseded::Hidden, PORTAL);
    assert_eq!(seen, passcode("kkkkkkkk").map(|it| (it, false)));
}

#[test]
fn a_newer_reset_hides_the_passcode_before_or_marks_it() {
    let done = (PORTAL, ResetState::Done, "abcdefgh");
    let record = record(&[done, (CONSOLE, ResetState::Done, "kkkkkkkk")]);
    assert_eq!(shown(&record, Superseded::Hidden, PORTAL), None);
    let marked = shown(&record, Superseded::Marked, PORTAL);
    assert_eq!(marked, passcode("abcdefgh").map(|it| (it, true)));
    let own = shown(&record, Superseded::Marked, CONSOLE);
    assert_eq!(own, passcode("kkkkkkkk").map(|it| (it, false)), "the newer one comes first");
}

#[test]
fn until_a_newer_reset_is_done_the_older_passcode_is_shown_as_the_devices() {
    let done = (PORTAL, ResetState::Done, "abcdefgh");
    for state in [ResetState::Pending, ResetState::Active, ResetState::Failed] {
        let record = record(&[done, (CONSOLE, state, "kkkkkkkk")]);
        for superseded in [Superseded::Hidden, Superseded::Marked] {
            let seen = shown(&record, superseded, PORTAL);
            assert_eq!(seen, passcode("abcdefgh").map(|it| (it, false)), "{state}");
        }
    }
}

#[test]
fn a_text_is_in_the_place_of_a_passcode_only_once_it_was_removed() {
    let text = TextId(3);
    let says = SurfaceTexts { removed_passcode: Some(text), ..SurfaceTexts::default() };
    let done = record(&[(CONSOLE, ResetState::Done, "")]);
    let pending = record(&[(CONSOLE, ResetState::Pending, "")]);
    assert_eq!(removed_text(&says, Effect::Removed, &done), Some(text));
    assert_eq!(removed_text(&says, Effect::Replaced, &done), None);
    assert_eq!(removed_text(&says, Effect::Removed, &pending), None);
    assert_eq!(removed_text(&SurfaceTexts::default(), Effect::Removed, &done), None);
}
