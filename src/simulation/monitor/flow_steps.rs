//! How far a person is on a surface, as the events show.

use crate::domain::device::DeviceId;
use crate::domain::instant::Instant;
use crate::domain::surface::SurfaceId;
use crate::policy::checked::Policy;
use crate::policy::surfaces::{MeasuredFrom, Prompt};

/// How far a person is on a surface, as the events show.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Steps {
    /// When the reset was selected, and of which device.
    pub(super) selected_at: Option<(Instant, DeviceId)>,
    pub(super) signed_out_at: Option<Instant>,
    /// How many prompts have been answered, one after the other and in time.
    pub(super) answered: u8,
}

impl Steps {
    /// The prompt that has to be answered next.
    pub(super) fn next<'p>(&self, flow: &'p [Prompt]) -> Option<&'p Prompt> {
        self.selected_at.and_then(|_| flow.get(usize::from(self.answered)))
    }

    /// The person has signed in: that answers a prompt to do so if it is in time. A person who comes too late starts over,
    /// and so does one who signs in at any other prompt.
    pub(super) fn sign_in(&mut self, at: Instant, flow: &[Prompt]) {
        if self.is_in_time(at, flow) {
            self.answered = self.answered.saturating_add(1);
            self.signed_out_at = None;
        } else {
            *self = Self::default();
        }
    }

    fn is_in_time(&self, at: Instant, flow: &[Prompt]) -> bool {
        let window = self.next(flow).and_then(|prompt| prompt.window);
        let (Some(window), Some((selected, _)), Some(out)) =
            (window, self.selected_at, self.signed_out_at)
        else {
            return false;
        };
        let opened = match window.measured_from {
            MeasuredFrom::SignOut => out,
            MeasuredFrom::Request => selected,
        };
        window.limit.admits(at.since(opened), window.within)
    }
}

/// What a surface asks for.
pub(super) fn flow_of(policy: &Policy, surface: SurfaceId) -> &[Prompt] {
    policy.surface(surface).and_then(|surface| surface.flow.as_deref()).unwrap_or_default()
}
