//! What happens by itself as time passes: pushes, check-ins, commands, answers and deadlines.

use crate::domain::device::DeviceId;
use crate::domain::fault::Fault;
use crate::domain::instant::Instant;
use crate::domain::passcode::Passcode;
use crate::domain::place::Place;
use crate::domain::refusal::Refusal;
use crate::domain::reset::{Effect, ResetId, ResetState};
use crate::domain::span::Span;
use crate::domain::surface::SurfaceSet;
use crate::journal::event::Event;
use crate::policy::surface_support::SurfaceSupport;
use crate::simulation::clock::{Answered, Due};
use crate::simulation::command::{Did, Receipt, ResetCommand};
use crate::simulation::network::Leg;
use crate::simulation::{Managed, Simulation};

impl Simulation {
    /// Lets everything happen that is due until `end`, and moves the clock there.
    pub(crate) fn run_until(&mut self, end: Instant) {
        while let Some((device, due)) = self.clock.next(end) {
            self.happen(device, due);
        }
        self.clock.move_to(end);
    }

    /// Lets time pass, and everything happen that is due meanwhile, up to the first instant at which something has
    /// happened that people could see; returns whether that was so, now or at the end.
    pub fn advance(&mut self, span: Span) -> bool {
        let end = self.now().after(span);
        while let Some((device, due)) = self.clock.next(end) {
            self.happen(device, due);
            if !self.touched.is_empty() && !self.clock.is_due_now() {
                return true;
            }
        }
        self.clock.move_to(end);
        self.inject_from_outside();
        self.monitor_views();
        !self.touched.is_empty()
    }

    /// The device loses its connection, or is back and checks in.
    pub(crate) fn connect(&mut self, device: DeviceId, online: bool) -> Result<(), Refusal> {
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

    /// The server asks the device to check in, and will ask again if it does not.
    pub(crate) fn push(&mut self, device: DeviceId, reset: ResetId) {
        let Some(in_flight) =
            self.managed_mut(device).and_then(|managed| managed.record.in_flight())
        else {
            return;
        };
        in_flight.pushes += 1;
        self.note(device, Event::PushSent);
        if !self.goes_wrong(device, Fault::PushLost) {
            self.after(Leg::Push, device, Due::PushArrives);
        }
        if self.goes_wrong(device, Fault::PushDuplicated) {
            self.after(Leg::Push, device, Due::PushArrives);
        }
        self.push_later(device, reset);
    }

    /// The server learns how far a reset is; how one ended is reported to the person who began it, where it began.
    pub(crate) fn learn(
        &mut self,
        device: DeviceId,
        reset: ResetId,
        state: ResetState,
        made_by_device: Option<Passcode>,
    ) {
        let Some(Some(managed)) = self.devices.get_mut(device.index()) else { return };
        let before = managed.record.state();
        let counts = (self.rules.counts_as_earlier)(state);
        let ended = managed.record.learn(reset, state, made_by_device, counts);
        if managed.record.state() != before {
            self.touch(device, SurfaceSet::DECLARED);
        }
        let Some(ended) = ended else { return };
        let is_shown = ended.state == ResetState::Done && ended.passcode.is_some();
        if let Some(visible_for) = self.policy.visible_for.filter(|_| is_shown) {
            let over = self.now().after(visible_for);
            self.clock.schedule(over, device, Due::PasscodeExpires(reset));
        }
        self.note(device, Event::Ended { reset, state });
        self.take_back_refusals(device);
        self.reports(ended.at, device, state);
    }

    /// What a surface said when it refused a second reset is over once the first has ended.
    fn take_back_refusals(&mut self, device: DeviceId) {
        let places = self.policy.places().iter();
        for (session, place) in self.sessions.iter_mut().zip(places) {
            let console = self.policy.is_console(place.surface);
            let about_it = session.message.is_some_and(|(about, _)| about == device);
            if console && about_it {
                session.message = None;
            }
        }
    }

    pub(crate) fn happen(&mut self, device: DeviceId, due: Due) {
        match due {
            Due::PushArrives => {
                if self.is_online(device) {
                    let late = self.goes_wrong(device, Fault::PushLate);
                    self.send(Leg::CheckIn, late, device, Due::CheckIn);
                }
            }
            Due::PushAgain(reset) => self.push_again(device, reset),
            Due::CheckIn => self.check_in(device),
            Due::CommandArrives(reset) => self.command_arrives(device, reset),
            Due::ResultArrives(reset, answer) => {
                let (state, made_by_device) = match answer {
                    Answered::Done(passcode) => (ResetState::Done, passcode),
                    Answered::Failed => (ResetState::Failed, None),
                    Answered::NotSupported => (ResetState::NotSupported, None),
                };
                self.learn(device, reset, state, made_by_device);
            }
            Due::GivesUp(reset) => self.give_up(device, reset),
            Due::PasscodeExpires(reset) => {
                if let Some(managed) = self.managed_mut(device) {
                    managed.record.forget_passcode(reset);
                }
                self.touch(device, SurfaceSet::DECLARED);
            }
            Due::BackOnline => {
                // A device that has been enrolled stays so; nothing else is refused here.
                let _ = self.connect(device, true);
            }
            Due::FollowUpEnds => {
                let now = self.now();
                let managed = self.managed_mut(device);
                let over = managed.is_some_and(|managed| managed.device.end_follow_up(now));
                if over {
                    self.touch(device, SurfaceSet::DEVICE);
                    self.note(device, Event::AppsBlocked);
                }
            }
        }
        self.inject_from_outside();
        self.monitor_views();
    }

    /// The server will push again, unless the reset has ended by then. It waits for one push at a time.
    fn push_later(&mut self, device: DeviceId, reset: ResetId) {
        self.clock.cancel(|about, due| about == device && matches!(due, Due::PushAgain(_)));
        let in_flight = self.managed_mut(device).and_then(|managed| managed.record.in_flight());
        let pushes = in_flight.map(|in_flight| in_flight.pushes);
        if let Some(pushes) = pushes.filter(|pushes| *pushes < self.rules.pushes_max) {
            let at = self.now().after(self.network.patience(pushes));
            self.clock.schedule(at, device, Due::PushAgain(reset));
        }
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
            // The device is there: what gets lost now is asked for again soon.
            in_flight.pushes = 1;
            let reset = in_flight.id;
            self.push_later(device, reset);
            self.send_command(device, reset);
            self.learn(device, reset, self.rules.state_at_check_in, None);
        }
    }

    fn command_arrives(&mut self, device: DeviceId, reset: ResetId) {
        let now = self.now();
        let fails = self.command_fails(device, reset);
        if let Some(row) = self.managed(device).map(|managed| managed.row) {
            self.draw_what_was_added(row);
        }
        let Some(Some(managed)) = self.devices.get_mut(device.index()) else { return };
        let Some(row) = self.policy.row(managed.row).filter(|_| managed.is_reachable()) else {
            return;
        };
        let command = ResetCommand { fails, ..ResetCommand::new(reset, row, &managed.record, now) };
        let Receipt { did, answer } =
            (self.rules.receive)(&mut managed.device, &command, &mut self.passcodes);
        let (effect, owner) = (row.effect, managed.owner);
        self.touch(device, SurfaceSet::DEVICE);
        match did {
            Did::Nothing => self.note(device, Event::Ignored { reset }),
            Did::NotApplied => {
                self.note(device, Event::CommandDelivered { reset });
                self.note(device, Event::NotApplied { reset });
            }
            Did::Applied { new, said, follow_up_ends } => {
                self.note(device, Event::CommandDelivered { reset });
                if let Some(over) = follow_up_ends {
                    self.clock.schedule(over, device, Due::FollowUpEnds);
                }
                let shape = new.filter(|_| effect == Effect::Replaced).map(|it| it.shape());
                self.note(device, Event::Applied { reset, effect, shape });
                if let Some(notice) = said {
                    let at = Place::on_device(owner);
                    self.note(device, Event::Said { at, text: notice.says, shape: None });
                }
            }
        }
        if self.goes_wrong(device, Fault::AnswerLost) {
            if let Some(managed) = self.managed_mut(device) {
                managed.device.has_returned_passcode(reset);
            }
        } else {
            let late = self.goes_wrong(device, Fault::AnswerLate);
            self.send(Leg::Message, late, device, Due::ResultArrives(reset, answer));
        }
        if self.goes_wrong(device, Fault::AnswerDuplicated) {
            self.after(Leg::Message, device, Due::ResultArrives(reset, answer));
        }
    }

    /// What the device answers to a command that it has not carried out yet and cannot carry out.
    fn command_fails(&mut self, device: DeviceId, reset: ResetId) -> Option<Answered> {
        let managed = self.managed(device).filter(|managed| managed.is_reachable())?;
        if managed.device.answered(reset).is_some() {
            return None;
        }
        let row = self.policy.row(managed.row);
        let support = managed.record.latest.and_then(|reset| row?.support(reset.at.surface));
        match support {
            Some(SurfaceSupport::NotSupported) => return Some(Answered::NotSupported),
            Some(SurfaceSupport::Fails) => return Some(Answered::Failed),
            Some(SurfaceSupport::Hidden | SurfaceSupport::Greyed) | None => {}
        }
        if self.goes_wrong(device, Fault::CommandFailed) {
            return Some(Answered::Failed);
        }
        self.goes_wrong(device, Fault::CommandNotSupported).then_some(Answered::NotSupported)
    }

    fn send_command(&mut self, device: DeviceId, reset: ResetId) {
        if !self.goes_wrong(device, Fault::CommandLost) {
            let late = self.goes_wrong(device, Fault::CommandLate);
            self.send(Leg::Message, late, device, Due::CommandArrives(reset));
        }
        if self.goes_wrong(device, Fault::CommandDuplicated) {
            self.after(Leg::Message, device, Due::CommandArrives(reset));
        }
    }

    fn is_online(&self, device: DeviceId) -> bool {
        self.managed(device).is_some_and(Managed::is_reachable)
    }

    pub(crate) fn after(&mut self, leg: Leg, device: DeviceId, due: Due) {
        self.send(leg, false, device, due);
    }

    fn send(&mut self, leg: Leg, late: bool, device: DeviceId, due: Due) {
        let latency = self.network.latency(leg);
        let mut taken = if late { self.network.delay() } else { latency };
        if leg == Leg::Push {
            let delay = (self.rules.push_delay)(&self.policy).milliseconds();
            taken = Span::from_milliseconds(taken.milliseconds().saturating_add(delay));
        }
        self.clock.schedule(self.now().after(taken), device, due);
    }
}
