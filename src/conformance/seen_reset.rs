//! The resets that were seen to end, and whether people saw the new passcodes: what the cells of both tables are made of.

use crate::conformance::reset_outcome::ResetOutcome;
use crate::domain::actor::ActorId;
use crate::domain::place::Place;
use crate::domain::surface::SurfaceId;
use crate::journal::device_history::DeviceHistory;
use crate::journal::observed_reset::{ObservedReset, SeenAt};
use crate::policy::checked::Policy;
use crate::policy::table::{Earlier, ResetBefore};

/// Whether people see the new passcode of a reset in a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sees {
    /// No scenario looked there after such a reset.
    NotObserved,
    /// The surface does not know the device.
    NoSurface,
    /// They do not.
    Nothing,
    /// They do.
    Passcode,
    /// They do if such a reset had been performed before, and otherwise not: both was seen.
    After(ResetBefore),
    /// They did in some scenarios and not in others, and no earlier reset explains it.
    Sometimes,
}

/// A reset that was seen to end, with its device's owner and the policy's in each other's place.
///
/// To each device, its own owner is the owner: a policy's `visible` says so, and the tables do.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SeenReset<'h> {
    pub(crate) reset: &'h ObservedReset,
    /// How it went: only resets that went alike share a row.
    pub(crate) outcome: ResetOutcome,
    /// Who performed it.
    pub(crate) by: ActorId,
    owner: ActorId,
}

impl<'h> SeenReset<'h> {
    /// The resets of a device that were seen to end.
    pub(crate) fn of(
        policy: &Policy,
        device: &'h DeviceHistory,
    ) -> impl Iterator<Item = SeenReset<'h>> {
        let owner = device.owner;
        device.resets.iter().filter_map(move |reset| {
            let (outcome, by) =
                (ResetOutcome::of(reset)?, policy.seen_from(owner, reset.place.actor));
            Some(SeenReset { reset, outcome, by, owner })
        })
    }

    /// What was seen of it in a place.
    pub(crate) fn at(self, policy: &Policy, place: Place) -> SeenAt {
        let actor = policy.seen_from(self.owner, place.actor);
        let index = policy.place_index(Place { actor, ..place });
        index.map_or_else(SeenAt::default, |index| self.reset.at(index))
    }

    /// Whether the reset was made on this surface.
    pub(crate) fn is_made_on(self, surface: SurfaceId) -> bool {
        self.reset.place.surface == surface
    }
}

/// What was seen in some group of resets: that the passcode was not shown, and that it was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Shown {
    no: bool,
    yes: bool,
}

impl Shown {
    const fn only_no(self) -> bool {
        self.no && !self.yes
    }

    const fn only_yes(self) -> bool {
        self.yes && !self.no
    }
}

/// Whether the passcodes of these resets were seen in a place.
///
/// A condition is stated only where both of its branches were observed.
pub(crate) fn sees(policy: &Policy, place: Place, resets: &[SeenReset<'_>]) -> Sees {
    let mut groups = [Shown::default(); Earlier::ALL.len()];
    let (mut allowed, mut looked) = (false, false);
    for one in resets {
        let seen = one.at(policy, place);
        allowed |= seen.allowed;
        if !seen.looked && seen.passcode.is_none() && seen.allowed {
            continue;
        }
        looked = true;
        let Some(shown) = groups.get_mut(usize::from(one.reset.earlier.number())) else {
            continue;
        };
        shown.yes |= seen.passcode.is_some();
        shown.no |= seen.passcode.is_none();
    }
    if !looked {
        return Sees::NotObserved;
    }
    if !allowed && policy.is_console(place.surface) {
        return Sees::NoSurface;
    }
    let [none, by_owner, by_staff] = groups;
    let yes = groups.iter().any(|shown| shown.yes);
    if !yes {
        Sees::Nothing
    } else if groups.iter().all(|shown| !shown.no) {
        Sees::Passcode
    } else if none.only_no() && by_owner.only_yes() && !by_staff.no {
        Sees::After(ResetBefore::Any)
    } else if by_staff.only_yes() && !none.yes && !by_owner.yes {
        Sees::After(ResetBefore::ByStaff)
    } else {
        Sees::Sometimes
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::conformance::behaviour::{
        BehaviourRow, Found, PasscodeChange, SurfaceCell, behaviour,
    };
    use crate::conformance::outcome::ScenarioFacts;
    use crate::conformance::verdict::Verdict;
    use crate::conformance::visibility::{VisibilityRow, visibility};
    use crate::domain::actor::Role;
    use crate::domain::device::DeviceId;
    use crate::domain::fault::Fault;
    use crate::domain::reset::ResetState;
    use crate::journal::observing::Observing;

    /// The lines of both tables that are about plain resets of the first key, from these scenarios.
    fn tables(scenarios: &[&Observing]) -> (BehaviourRow, Vec<VisibilityRow>) {
        let (behaviour, visibility) = all_tables(scenarios);
        let plain = |row: &VisibilityRow| row.outcome == ResetOutcome::Done;
        (behaviour.into_iter().next().unwrap(), visibility.into_iter().filter(plain).collect())
    }

    /// The lines of both tables that are about the first key, from these scenarios.
    fn all_tables(scenarios: &[&Observing]) -> (Vec<BehaviourRow>, Vec<VisibilityRow>) {
        let policy = Observing::desk().policy;
        let read = |one: &&Observing| {
            let clauses = Vec::new().into();
            ScenarioFacts::read(&policy, &one.observations, &clauses, Verdict::Conforms)
        };
        let facts: Vec<ScenarioFacts> = scenarios.iter().map(read).collect();
        let mut rows = behaviour(&policy, &facts);
        let key = rows.first().unwrap().key;
        rows.retain(|row| row.key == key);
        let lines = visibility(&policy, &facts).into_iter();
        (rows, lines.filter(|line| line.key == key).collect())
    }

    fn in_portal(row: &BehaviourRow) -> Found {
        row.surfaces.first().unwrap().found.first().unwrap().1
    }

    /// A reset in a place is done, and its passcode, if it is given, is visible there.
    fn reset(observing: &mut Observing, place: Place, shown: Option<u8>) {
        let both = [place, observing.console()];
        let informed = if place == observing.portal() { &both[..] } else { &both[1..] };
        observing.later(1);
        observing.reset(place);
        observing.pending(informed);
        observing.later(1);
        observing.shows(place, shown);
        observing.done(informed);
    }

    fn enrolled() -> Observing {
        let mut observing = Observing::desk();
        observing.enrol(0, observing.owner());
        observing
    }

    /// The owner's own reset, the first ever: the portal shows no passcode.
    fn first_ever() -> Observing {
        let mut observing = enrolled();
        let portal = observing.portal();
        reset(&mut observing, portal, None);
        observing
    }

    /// The owner's own reset, after one by staff: the portal shows the passcode.
    fn after_staff() -> Observing {
        let mut observing = enrolled();
        let (portal, desk) = (observing.portal(), observing.console());
        reset(&mut observing, desk, Some(2));
        observing.shows(desk, None);
        reset(&mut observing, portal, Some(3));
        observing
    }

    #[test]
    fn a_condition_is_stated_if_both_of_its_branches_were_observed() {
        let sees = |scenarios: &[&Observing]| in_portal(&tables(scenarios).0);
        let found = |sees| Found::InPortal { sees, says: Some(ResetState::Done) };
        assert_eq!(sees(&[&first_ever()]), found(Sees::Nothing));
        assert_eq!(sees(&[&after_staff()]), found(Sees::Passcode));
        let after = Sees::After(ResetBefore::ByStaff);
        assert_eq!(sees(&[&first_ever(), &after_staff()]), found(after));
        let mut after_own = first_ever();
        let portal = after_own.portal();
        reset(&mut after_own, portal, None);
        assert_eq!(sees(&[&after_own, &after_staff()]), found(after));
        let mut after_any = first_ever();
        reset(&mut after_any, portal, Some(4));
        assert_eq!(sees(&[&after_any, &after_staff()]), found(Sees::After(ResetBefore::Any)));
        let mut at_once = enrolled();
        reset(&mut at_once, portal, Some(5));
        assert_eq!(sees(&[&at_once, &first_ever()]), found(Sees::Sometimes));
    }

    /// A reset from the portal that ends in this state for the desk, with a passcode that the portal shows.
    fn outcome(state: ResetState, fault: Option<Fault>) -> Observing {
        let mut other = enrolled();
        let (portal, desk) = (other.portal(), other.console());
        if let Some(fault) = fault {
            other.inject(fault);
        }
        other.reset(portal);
        other.pending(&[portal, desk]);
        other.later(1);
        other.shows(portal, Some(2));
        other.state(desk, state);
        other
    }

    #[test]
    fn resets_that_did_not_go_as_planned_are_rows_of_their_own() {
        let first = first_ever();
        let plain = all_tables(&[&first]);
        let lost = Some(Fault::PushLost);
        for (other, row) in [
            (outcome(ResetState::Failed, None), Some(ResetOutcome::Failed)),
            (outcome(ResetState::Failed, lost), Some(ResetOutcome::Failed)),
            (outcome(ResetState::Canceled, None), Some(ResetOutcome::Canceled)),
            (outcome(ResetState::NotSupported, None), Some(ResetOutcome::NotSupported)),
            (outcome(ResetState::Done, lost), Some(ResetOutcome::DoneDespiteFault)),
            (outcome(ResetState::Pending, lost), None),
            (outcome(ResetState::Pending, None), None),
        ] {
            let (mut behaviour, mut visibility) = all_tables(&[&first, &other]);
            let own: Vec<BehaviourRow> =
                behaviour.extract_if(.., |row| row.outcome != ResetOutcome::Done).collect();
            let lines: Vec<VisibilityRow> =
                visibility.extract_if(.., |row| row.outcome != ResetOutcome::Done).collect();
            // The plain rows say what they said without it, but for the verdicts: it is a scenario of the key.
            let said =
                |rows: &[BehaviourRow]| -> Vec<(BTreeSet<PasscodeChange>, Vec<SurfaceCell>)> {
                    rows.iter().map(|row| (row.changes.clone(), row.surfaces.clone())).collect()
                };
            assert_eq!((said(&behaviour), visibility), (said(&plain.0), plain.1.clone()));
            let outcomes: Vec<ResetOutcome> = own.iter().map(|row| row.outcome).collect();
            assert_eq!(outcomes, row.into_iter().collect::<Vec<_>>());
            let outcomes: Vec<ResetOutcome> = lines.iter().map(|row| row.outcome).collect();
            assert_eq!(outcomes, row.into_iter().collect::<Vec<_>>());
            if let (Some(own), Some(line)) = (own.first(), lines.first()) {
                assert!(matches!(in_portal(own), Found::InPortal { sees: Sees::Passcode, .. }));
                assert_eq!((own.scenario_count(), line.by), (1, Some(other.owner())));
            }
            // Alone, it is what is usual; where none was seen to end, the only row is not observed.
            let (behaviour, visibility) = all_tables(&[&other]);
            let usual = row.unwrap_or(ResetOutcome::NotObserved);
            let first: Vec<ResetOutcome> =
                behaviour.iter().filter(|row| row.is_first).map(|row| row.outcome).collect();
            assert_eq!((first.len(), first.first()), (plain.0.len(), Some(&usual)));
            assert_eq!(behaviour.len(), first.len());
            let line = visibility.first().unwrap();
            assert_eq!((line.outcome, line.by), (usual, row.map(|_| other.owner())));
        }
    }

    #[test]
    fn the_passcode_of_the_first_reset_is_not_taken_for_that_of_the_pending_one() {
        let mut pending = after_staff();
        let before = tables(&[&pending]);
        let (portal, desk) = (pending.portal(), pending.console());
        pending.later(1);
        pending.reset(desk);
        pending.pending(&[desk]);
        assert_eq!(tables(&[&pending]), before);
        // Once it is done, the portal that still shows the old passcode shows nothing of it.
        pending.later(1);
        pending.done(&[desk]);
        let by_staff = |table: &[VisibilityRow]| {
            let staff = Observing::desk().policy.first_with(Role::Staff);
            let row = table.iter().find(|row| row.by == staff).unwrap();
            row.places.iter().find(|(place, _)| *place == portal).unwrap().1
        };
        assert_eq!(by_staff(&tables(&[&pending]).1), Sees::Nothing);
    }

    #[test]
    fn people_who_find_different_things_have_words_of_their_own() {
        let mut observing = enrolled();
        let desk = observing.console();
        let policy = observing.policy.clone();
        let staff: Vec<ActorId> =
            policy.actor_ids().filter(|actor| policy.role(*actor) == Role::Staff).collect();
        let [teacher, caretaker] = staff.try_into().unwrap();
        reset(&mut observing, desk, Some(2));
        let (row, lines) = tables(&[&observing]);
        let cell = row.surfaces.get(1).unwrap();
        let found = |actor, sees| (vec![actor], Found::InConsole(sees));
        let nothing = found(caretaker, Sees::Nothing);
        assert_eq!(cell.found, [found(teacher, Sees::Passcode), nothing]);
        // The first row's management is not the other console's.
        let elsewhere = row.surfaces.get(2).unwrap();
        assert_eq!(elsewhere.found, [found(caretaker, Sees::NoSurface)]);
        let by: Vec<Option<ActorId>> = lines.iter().map(|line| line.by).collect();
        assert_eq!(by, [Some(teacher)]);
    }

    #[test]
    fn to_its_own_owner_a_device_is_as_any_other() {
        let mut observing = enrolled();
        let other = observing.policy.first_with(Role::OtherOwner).unwrap();
        observing.enrol(0, other);
        observing.about(DeviceId::SECOND);
        let portal = Place::new(other, observing.portal().surface);
        observing.reset(portal);
        observing.pending(&[portal]);
        observing.later(1);
        observing.shows(portal, Some(2));
        observing.done(&[portal]);
        let (row, lines) = tables(&[&observing]);
        assert_eq!(
            in_portal(&row),
            Found::InPortal { sees: Sees::Passcode, says: Some(ResetState::Done) }
        );
        let line = lines.first().unwrap();
        let seen: Vec<Sees> = line.places.iter().map(|(_, sees)| *sees).take(2).collect();
        assert_eq!((line.by, seen), (Some(observing.owner()), vec![Sees::Passcode, Sees::Nothing]));
    }

    #[test]
    fn a_surface_without_a_reset_says_so_and_one_that_no_one_looked_at_too() {
        let (row, _) = tables(&[&enrolled()]);
        let not_observed = Found::InPortal { sees: Sees::NotObserved, says: None };
        assert_eq!(in_portal(&row), not_observed);
        let mut closed = enrolled();
        closed.observations.iter_mut().for_each(Observing::without_offer);
        assert_eq!(in_portal(&tables(&[&closed]).0), Found::NotOffered);
        assert_eq!(in_portal(&tables(&[&closed, &enrolled()]).0), not_observed);
    }
}
