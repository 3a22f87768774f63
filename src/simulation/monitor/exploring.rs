//! What a search asks of a monitor: when a reset has taken too long, and what distinguishes two monitors.

use crate::domain::device::DeviceId;
use crate::domain::instant::Instant;
use crate::domain::reset::ResetId;
use crate::domain::span::Span;
use crate::policy::checked::Policy;
use crate::simulation::marks::{Marks, past};
use crate::simulation::monitor::flow_steps::{Steps, flow_of};
use crate::simulation::monitor::{Ledger, Monitor};

impl Monitor {
    /// The first moment at which a reset of `device` that is still in flight breaks the policy's bound.
    pub(crate) fn bound_broken_at(&self, policy: &Policy, device: DeviceId) -> Option<Instant> {
        let ledger = self.ledger(device)?;
        let since = ledger.in_flight_since?.max(ledger.online_since?);
        Some(since.after(past(policy.completes_within)))
    }

    /// The resets that the ledger of `device` names.
    pub(crate) fn named(&self, device: DeviceId) -> [Option<ResetId>; 2] {
        let ledger = self.ledger(device);
        [ledger.and_then(|it| it.latest.map(|(id, _)| id)), ledger.and_then(|it| it.applied)]
    }

    /// Adds what distinguishes this monitor from others. Which rules have been reached is for the search
    /// to collect, step by step: it changes nothing that may happen.
    pub(crate) fn mark(&self, policy: &Policy, marks: &mut Marks) {
        let Self { ledgers, steps, faulty, breach, reached: _ } = self;
        marks.flag(*faulty);
        marks.flag(breach.is_some());
        for (device, ledger) in (0..).map(DeviceId).zip(ledgers) {
            let Some(ledger) = ledger else { continue };
            let Ledger {
                row,
                // A device keeps its owner.
                owner: _,
                earlier,
                latest,
                done,
                superseded,
                in_flight_since,
                applied,
                online_since,
                // An explored world has no faults.
                faults_ended: _,
            } = ledger;
            marks.number(row.0.into());
            marks.small(earlier.number());
            marks.reset(device, latest.map(|(id, _)| id));
            if let Some((_, situation)) = latest {
                marks.small(situation.by.0);
                marks.small(situation.earlier.number());
            }
            for situation in [done, superseded] {
                marks.flag(situation.is_some());
                if let Some(situation) = situation {
                    marks.small(situation.by.0);
                    marks.small(situation.earlier.number());
                }
            }
            marks.reset(device, *applied);
            marks.flag(in_flight_since.is_some());
            marks.flag(online_since.is_some());
            // Only the later of the two is ever measured from, and only while both are known.
            let since = in_flight_since.zip(*online_since).map(|(a, b)| a.max(b));
            marks.age(since, past(policy.completes_within));
        }
        for (person, place) in steps.iter().zip(policy.places()) {
            let Steps { selected_at, signed_out_at, answered } = person;
            marks.flag(selected_at.is_some());
            // Without a selection nothing that follows counts.
            let Some((selected, about)) = *selected_at else { continue };
            marks.small(about.0);
            marks.small(*answered);
            let ahead = flow_of(policy, place.surface).iter().skip(usize::from(*answered));
            let windows = ahead.filter_map(|prompt| prompt.window);
            let longest = windows.map(|window| window.within).max().map_or(Span::ZERO, past);
            marks.age(Some(selected), longest);
            marks.age(*signed_out_at, longest);
        }
    }
}
