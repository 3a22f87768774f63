//! What a view is made from, for a wrong simulation that shows something else.

use crate::domain::actor::{ActorId, Role};
use crate::domain::place::Place;
use crate::domain::reset::{Effect, ResetState};
use crate::domain::view::View;
use crate::policy::checked::Policy;
use crate::policy::row::{Generator, Row};
use crate::policy::surfaces::{Prompt, Surface, SurfaceTexts};
use crate::simulation::device::Device;
use crate::simulation::server::DeviceRecord;
use crate::simulation::session::{Session, SessionState};

/// What a view is made from.
pub(crate) struct Seeing<'s> {
    pub(crate) policy: &'s Policy,
    pub(crate) surface: &'s Surface,
    pub(crate) place: Place,
    pub(crate) owner: ActorId,
    pub(crate) row: &'s Row,
    pub(crate) record: &'s DeviceRecord,
    pub(crate) device: &'s Device,
    pub(crate) session: Option<&'s Session>,
}

/// What there is to see: all that is right.
pub(crate) const fn seen(view: View, _: &Seeing<'_>) -> View {
    view
}

impl Seeing<'_> {
    /// Whether the owner looks at a portal.
    pub(crate) fn is_own_portal(&self) -> bool {
        self.surface.is_portal() && self.place.actor == self.owner
    }

    pub(crate) const fn says(&self) -> SurfaceTexts {
        self.surface.says
    }

    pub(crate) fn flow(&self) -> &[Prompt] {
        self.surface.flow.as_deref().unwrap_or_default()
    }

    pub(crate) fn state(&self) -> ResetState {
        self.record.state()
    }

    pub(crate) fn in_flight(&self) -> bool {
        self.state().in_flight()
    }

    pub(crate) fn is_done(&self) -> bool {
        self.state() == ResetState::Done
    }

    /// Whether the latest reset has ended, and not well.
    pub(crate) fn has_failed(&self) -> bool {
        !matches!(self.state(), ResetState::None | ResetState::Done) && !self.in_flight()
    }

    /// Whether a reset had been done before the latest one.
    pub(crate) const fn is_again(&self) -> bool {
        self.record.previous.is_some()
    }

    /// Whether a reset on such a device removes the passcode.
    pub(crate) fn removes(&self) -> bool {
        self.row.effect == Effect::Removed
    }

    /// Whether such a device makes its new passcode itself; otherwise it gets it from the server. No for one that gets none.
    pub(crate) fn makes_passcode(&self, itself: bool) -> bool {
        let rule = self.row.passcode.as_ref();
        rule.is_some_and(|rule| (rule.generated_by == Generator::Device) == itself)
    }

    /// Whether such a device gets a passcode that is to be replaced.
    pub(crate) fn is_temporary(&self) -> bool {
        self.row.passcode.as_ref().is_some_and(|rule| rule.temporary)
    }

    /// Whether staff made the latest reset.
    pub(crate) fn is_by_staff(&self) -> bool {
        self.record.latest.is_some_and(|reset| reset.role == Role::Staff)
    }

    /// Whether the person is asked for something, about whichever device.
    pub(crate) fn is_asked_somewhere(&self) -> bool {
        let asked = |session: &Session| matches!(session.state, SessionState::Asked { .. });
        self.session.is_some_and(asked)
    }

    /// Whether another console comes before this one that shows the same to the same people.
    pub(crate) fn is_later_console(&self) -> bool {
        let same = |other: &&Surface| {
            other.is_console()
                && other.people == self.surface.people
                && self
                    .policy
                    .managements
                    .iter()
                    .all(|it| other.manages(it) == self.surface.manages(it))
        };
        let mut consoles = self.policy.declared_surfaces().map(|(_, surface)| surface).filter(same);
        self.surface.is_console()
            && consoles.next().is_some_and(|first| first.name != self.surface.name)
    }
}
