//! What happens by itself as time passes: pushes, check-ins, commands, answers and deadlines.

use crate::domain::{
    DeviceId, Effect, Instant, Passcode, Refusal, ResetId, ResetState, Span, Surface,
};
use crate::journal::Event;
use crate::policy::Generator;
use crate::simulation::Simulation;
use crate::simulation::clock::{Answered, Due};
use crate::simulation::network::Leg;

impl Simulation {
    /// Lets everything happen that is due until `end`, and moves the clock there.
    pub(super) fn run_until(&mut self, end: Instant) {
        while let Some((device, due)) = self.clock.next(end) {
            self.happen(device, due);
        }
        self.clock.move_to(end);
    }

    /// Lets things happen until no reset of `device` is in flight, at the latest until `end`.
    pub(super) fn run_until_answered(
        &mut self,
        device: DeviceId,
        end: Instant,
    ) -> Result<(), Refusal> {
        if self.managed(device).is_none() {
            return Err(Refusal::NoDevice);
        }
        while self.managed(device).is_some_and(|managed| managed.record.state().in_flight()) {
            let Some((about, due)) = self.clock.next(end) else {
                self.clock.move_to(end);
                break;
            };
            self.happen(about, due);
        }
        Ok(())
    }

    /// Lets things happen until `span` has passed since the device last applied a reset.
    pub(super) fn wait_since_applied(
        &mut self,
        device: DeviceId,
        span: Span,
    ) -> Result<(), Refusal> {
        let applied = self.managed(device).and_then(|managed| managed.device.last_applied_at());
        let end = applied.ok_or(Refusal::NothingApplied)?.after(span);
        if end < self.now() {
            return Err(Refusal::MomentPassed);
        }
        self.run_until(end);
        Ok(())
    }

    /// The device loses its connection, or is back and checks in.
    pub(super) fn connect(&mut self, device: DeviceId, online: bool) -> Result<(), Refusal> {
        let managed = self.managed_mut(device).ok_or(Refusal::NoDevice)?;
        if managed.device.online == online {
            return Ok(());
        }
        managed.device.online = online;
        if online {
            self.note(device, Event::CameOnline);
            self.after(Leg::CheckIn, device, Due::CheckIn);
        } else {
            self.note(device, Event::WentOffline);
        }
        Ok(())
    }

    /// The server asks the device to check in, and will ask again if nothing comes of it.
    pub(super) fn push(&mut self, device: DeviceId, reset: ResetId) {
        let Some(in_flight) =
            self.managed_mut(device).and_then(|managed| managed.record.in_flight())
        else {
            return;
        };
        in_flight.pushes += 1;
        let patience = in_flight.pushes;
        let again = self.now().after(self.network.patience(patience));
        self.note(device, Event::PushSent);
        self.after(Leg::Push, device, Due::PushArrives);
        self.clock.schedule(again, device, Due::PushAgain(reset));
    }

    /// The server learns how a reset ended, and tells the end user if it began in the portal.
    pub(super) fn end(
        &mut self,
        device: DeviceId,
        reset: ResetId,
        state: ResetState,
        made_by_device: Option<Passcode>,
    ) {
        let Some(managed) = self.managed_mut(device) else { return };
        let Some(ended) = managed.record.end(reset, state, made_by_device) else { return };
        self.note(device, Event::Ended { reset, state });
        self.console_says = None;
        if ended.surface == Surface::CompanyPortal {
            let says = &self.policy.portal.says;
            let text = if state == ResetState::Done { says.succeeded } else { says.failed };
            self.portal_says(ended.situation.by, device, text);
        }
    }

    pub(super) fn happen(&mut self, device: DeviceId, due: Due) {
        match due {
            Due::PushArrives => {
                if self.is_online(device) {
                    self.after(Leg::CheckIn, device, Due::CheckIn);
                }
            }
            Due::PushAgain(reset) => self.push_again(device, reset),
            Due::CheckIn => self.check_in(device),
            Due::CommandArrives(reset) => self.command_arrives(device, reset),
            Due::ResultArrives(reset, answer) => {
                let (state, made_by_device) = match answer {
                    Answered::Done(passcode) => (ResetState::Done, passcode),
                    Answered::Failed => (ResetState::Failed, None),
                };
                self.end(device, reset, state, made_by_device);
            }
            Due::FollowUpEnds => {
                let now = self.now();
                let managed = self.managed_mut(device);
                if managed.is_some_and(|managed| managed.device.end_follow_up(now)) {
                    self.note(device, Event::AppsBlocked);
                }
            }
        }
        self.watch_views();
    }

    fn push_again(&mut self, device: DeviceId, reset: ResetId) {
        let in_flight = self.managed_mut(device).and_then(|managed| managed.record.in_flight());
        if in_flight.is_some_and(|in_flight| in_flight.id == reset) {
            self.push(device, reset);
        }
    }

    fn check_in(&mut self, device: DeviceId) {
        if !self.is_online(device) {
            return;
        }
        self.note(device, Event::CheckedIn);
        let in_flight = self.managed_mut(device).and_then(|managed| managed.record.in_flight());
        if let Some(in_flight) = in_flight {
            in_flight.state = ResetState::Active;
            let reset = in_flight.id;
            self.after(Leg::Message, device, Due::CommandArrives(reset));
        }
    }

    fn command_arrives(&mut self, device: DeviceId, reset: ResetId) {
        let Some(managed) = self.managed(device).filter(|managed| managed.device.online) else {
            return;
        };
        let answer = match managed.device.answered(reset) {
            Some(answer) => {
                self.note(device, Event::Ignored { reset });
                answer
            }
            None => {
                self.note(device, Event::CommandDelivered { reset });
                self.carry_out(device, reset)
            }
        };
        self.after(Leg::Message, device, Due::ResultArrives(reset, answer));
    }

    /// The device does what its row says, and remembers what it answered.
    fn carry_out(&mut self, device: DeviceId, reset: ResetId) -> Answered {
        let now = self.now();
        let Some(Some(managed)) = self.devices.get_mut(device.index()) else {
            return Answered::Failed;
        };
        let Some(row) = self.policy.row(managed.row) else { return Answered::Failed };
        if row.needs_unlock_token
            && managed.record.unlock_token != Some(managed.device.unlock_token)
        {
            managed.device.remember(reset, Answered::Failed, now);
            self.note(device, Event::NotApplied { reset });
            return Answered::Failed;
        }
        let by_device = row.passcode.as_ref().filter(|rule| rule.generated_by == Generator::Device);
        let made = by_device
            .and_then(|rule| self.passcodes.passcode(rule, managed.device.passcode.as_ref()));
        let sent = managed.record.latest.and_then(|latest| latest.passcode);
        let new = made.or(sent);
        match row.effect {
            Effect::Removed => managed.device.replace(None),
            Effect::Replaced => managed.device.replace(new),
            Effect::Unchanged => {}
        }
        if let Some(notice) = &row.on_device {
            managed.device.tell(notice.says);
        }
        if let Some(follow_up) = &row.follow_up {
            let over = managed.device.expect_follow_up(follow_up, now);
            self.clock.schedule(over, device, Due::FollowUpEnds);
        }
        let answer = Answered::Done(made);
        managed.device.remember(reset, answer, now);
        let (effect, owner) = (row.effect, managed.owner);
        let says = row.on_device.map(|notice| notice.says);
        let shape = new.filter(|_| effect == Effect::Replaced).map(|passcode| passcode.shape());
        self.note(device, Event::Applied { reset, effect, shape });
        if let Some(text) = says {
            let surface = Surface::Device;
            self.note(device, Event::Said { surface, to: owner, text, shape: None });
        }
        answer
    }

    fn is_online(&self, device: DeviceId) -> bool {
        self.managed(device).is_some_and(|managed| managed.device.online)
    }

    fn after(&mut self, leg: Leg, device: DeviceId, due: Due) {
        let at = self.now().after(self.network.latency(leg));
        self.clock.schedule(at, device, due);
    }
}
