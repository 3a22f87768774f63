//! One scenario on a system that is a child process.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use crate::domain::action::Action;
use crate::domain::actor::ActorId;
use crate::domain::device::DeviceId;
use crate::domain::fault::Fault;
use crate::domain::instant::Instant;
use crate::domain::place::Place;
use crate::domain::refusal::Refusal;
use crate::domain::span::Span;
use crate::domain::surface::{SurfaceId, SurfaceSet};
use crate::domain::text_table::TextTable;
use crate::domain::view::View;
use crate::journal::Trace;
use crate::policy::checked::Policy;
use crate::simulation::random_stream::Seed;
use crate::sut::process::asking::{action_message, begin_message, place_message};
use crate::sut::process::connection::{Connection, TimedReply};
use crate::sut::process::pool::SystemPool;
use crate::sut::process::reading_views::ViewReader;
use crate::sut::process::secrets::Secrets;
use crate::sut::process::sign_in_window::SignInWindow;
use crate::sut::process::system_clock::SystemClock;
use crate::sut::protocol::answer::{Reply, Stopped};
use crate::sut::protocol::declaration::Ability;
use crate::sut::protocol::question::{
    ActMessage, ActionMessage, Advance, End, Inject, LookMessage, Message, StopAt,
};
use crate::sut::protocol::shown_view::ShownView;
use crate::sut::{Capabilities, Closing, Leak, SutError, SystemUnderTest, Title};

/// How often in a row a clock may stop without having moved.
const STANDSTILLS_MAX: u32 = 1000;

/// One scenario on a system that is a child process. The process is asked for when something is done first.
pub(crate) struct ProcessSystem {
    pool: Arc<SystemPool>,
    policy: Arc<Policy>,
    seed: Seed,
    title: Title,
    connection: Option<Connection>,
    is_begun: bool,
    texts: TextTable,
    clock: SystemClock,
    owners: Vec<ActorId>,
    secrets: Secrets,
    /// Texts that hold no passcode if the system is right.
    unknown: Vec<String>,
    signing: SignInWindow,
    /// How long it has waited on the wall.
    waited: Duration,
    standstills: u32,
    /// Its own words for the last refusal.
    refusal: Option<String>,
}

impl ProcessSystem {
    /// A scenario that has not begun yet.
    pub(crate) fn new(
        pool: &Arc<SystemPool>,
        policy: &Arc<Policy>,
        seed: Seed,
        title: Title,
    ) -> Self {
        let setup = &pool.setup;
        Self {
            pool: Arc::clone(pool),
            policy: Arc::clone(policy),
            seed,
            title,
            connection: None,
            is_begun: false,
            texts: policy.texts.clone(),
            clock: SystemClock::start(pool.declared().can.clock, setup.time_scale),
            owners: Vec::new(),
            secrets: Secrets::default(),
            unknown: Vec::new(),
            signing: SignInWindow::default(),
            waited: Duration::ZERO,
            standstills: 0,
            refusal: None,
        }
    }

    /// The process, in which the scenario has begun.
    fn begun(&mut self) -> Result<&mut Connection, SutError> {
        if !self.is_begun {
            let connection = self.pool.lend()?;
            let begin = Message::Begin(begin_message(&self.policy, self.seed, &self.title));
            let connection = self.connection.insert(connection);
            let answered = connection.ask(begin, self.pool.setup.limits.begin)?;
            if let Reply::Unsupported(it) = answered.reply {
                return Err(SutError::Unsupported { what: it.needs });
            }
            if answered.reply != Reply::Ready {
                return Err(unexpected("begin", &answered.reply));
            }
            let (kind, scale) = (self.pool.declared().can.clock, self.pool.setup.time_scale);
            self.clock = SystemClock::start(kind, scale);
            self.is_begun = true;
        }
        self.connection.as_mut().ok_or_else(|| SutError::Lost { how: "it was closed".to_owned() })
    }

    fn ask(&mut self, message: Message, limit: Duration) -> Result<Reply, SutError> {
        let name = message.name();
        let TimedReply { reply, now_ms } = self.begun()?.ask(message, limit)?;
        if let (SystemClock::Moved(now), Some(given)) = (&mut self.clock, now_ms) {
            let given = Instant::from_milliseconds(given);
            if given < *now {
                let how = format!("after `{name}` its clock shows {given}, before {now}");
                return Err(SutError::Violation { how });
            }
            *now = given;
        }
        // Needs were compared with what it declares before anything was sent.
        if let Reply::Unsupported(it) = reply {
            return Err(SutError::BrokenPromise { what: it.needs });
        }
        Ok(reply)
    }

    fn act_message(&mut self, action: &Action) -> ActMessage {
        let (device, actor, surface, action) = match action {
            Action::Enrol { device, owner, key } => {
                let dimensions = self.policy.dimension_names();
                let values = key.values().iter().map(ToString::to_string);
                self.owners.push(*owner);
                let is = dimensions.map(str::to_owned).zip(values).collect();
                (*device, *owner, SurfaceId::DEVICE, ActionMessage::Enrol { is })
            }
            Action::Connect { device, online } => {
                let owner = self.owners.get(device.index()).copied();
                let owner = owner.unwrap_or_else(|| self.policy.owner());
                let connect = ActionMessage::Connect { online: *online };
                (*device, owner, SurfaceId::DEVICE, connect)
            }
            Action::Do { at, device, user_action } => {
                (*device, at.actor, at.surface, action_message(*user_action))
            }
        };
        if let ActionMessage::EnterPasscode { passcode }
        | ActionMessage::OpenWorkProfile { passcode }
        | ActionMessage::SetPasscode { passcode } = &action
        {
            self.secrets.learn(passcode.reveal());
        }
        let actor = self.policy.actor_name(actor).to_owned();
        let surface = self.policy.surface_name(surface).to_owned();
        ActMessage { actor, surface, device: device.0, action }
    }

    fn views(
        &mut self,
        places: &[(Place, DeviceId)],
        shown: Vec<ShownView>,
    ) -> Result<Vec<View>, SutError> {
        if shown.len() != places.len() {
            let (given, asked) = (shown.len(), places.len());
            let how = format!("it was asked for {asked} views, and answered {given}");
            return Err(SutError::Violation { how });
        }
        let mut views = Vec::with_capacity(shown.len());
        for ((place, _), shown) in places.iter().zip(shown) {
            if let Some(it) = shown.unsupported {
                return Err(SutError::BrokenPromise { what: it.needs });
            }
            if let Some(passcode) = shown.passcode.as_ref().and_then(|it| it.shown.as_ref()) {
                self.secrets.learn(passcode.reveal());
            }
            let (policy, texts, unknown) = (&self.policy, &mut self.texts, &mut self.unknown);
            let view = ViewReader { policy, texts, unknown }.read(*place, shown);
            let place = || self.policy.place_in_words(*place);
            let view = view
                .map_err(|why| SutError::Violation { how: format!("its view {}: {why}", place()) });
            views.push(view?);
        }
        Ok(views)
    }

    /// Waits on the wall, as long as the scenario may.
    fn wait(&mut self, span: Span) -> Result<bool, SutError> {
        let mut left = self.clock.on_the_wall(span);
        let patience = self.pool.setup.patience;
        if self.waited.saturating_add(left) > patience {
            let what = format!("waits longer than {} s", patience.as_secs());
            return Err(SutError::Unsupported { what });
        }
        self.waited += left;
        let slice = Duration::from_millis(50);
        while !left.is_zero() {
            if self.pool.setup.stop.load(Ordering::Relaxed) {
                return Err(SutError::Interrupted);
            }
            let next = left.min(slice);
            std::thread::sleep(next);
            left -= next;
        }
        Ok(true)
    }

    fn move_clock(&mut self, span: Span) -> Result<bool, SutError> {
        let before = self.now();
        let until = self.pool.declared().can.until.then_some(StopAt::Change);
        let advance = Advance { ms: span.milliseconds(), until };
        let reply = self.ask(Message::Advance(advance), self.pool.setup.limits.act)?;
        let Reply::Stopped(stopped) = reply else { return Err(unexpected("advance", &reply)) };
        let end = before.after(span);
        let now = self.now();
        let is_short = now < end && (stopped == Stopped::End || until.is_none());
        self.standstills =
            if now > before || span == Span::ZERO { 0 } else { self.standstills + 1 };
        if now > end || is_short || self.standstills > STANDSTILLS_MAX {
            let how = format!("its clock was to move from {before} to {end}, and is at {now}");
            return Err(SutError::Violation { how });
        }
        Ok(stopped == Stopped::Change)
    }

    /// Where a passcode was found that is in no view.
    fn leaks(&self, stderr: Option<&str>) -> Vec<Leak> {
        let at = |place: &str, text: &str| {
            let shape = self.secrets.found_in(text)?.to_owned();
            Some(Leak { place: place.to_owned(), shape })
        };
        let in_stderr = stderr.and_then(|text| at("its standard error", text));
        let in_texts = self.unknown.iter().filter_map(|text| at("a text that it says", text));
        in_stderr.into_iter().chain(in_texts.take(1)).collect()
    }
}

impl SystemUnderTest for ProcessSystem {
    fn act(&mut self, action: &Action) -> Result<Result<(), Refusal>, SutError> {
        let message = Message::Act(self.act_message(action));
        let sent = self.now();
        let reply = self.ask(message, self.pool.setup.limits.act)?;
        if let SystemClock::Running { .. } = self.clock
            && let Some(limit) = self.signing.done(&self.policy, action, (sent, self.now()))
        {
            let what = format!("a clock that can say whether {limit} had passed");
            return Err(SutError::Unsupported { what });
        }
        if let Reply::Refused(refused) = reply {
            self.unknown.extend(refused.says.clone());
            self.refusal = refused.says;
            return Ok(Err(refused.why.into()));
        }
        if reply == Reply::Done { Ok(Ok(())) } else { Err(unexpected("act", &reply)) }
    }

    fn look(
        &mut self,
        places: &[(Place, DeviceId)],
        views: &mut Vec<View>,
    ) -> Result<(), SutError> {
        views.clear();
        let declared = self.pool.declared();
        let is_there = |place: Place| declared.can_look(&self.policy, place);
        let asked: Vec<(Place, DeviceId)> =
            places.iter().filter(|(place, _)| is_there(*place)).copied().collect();
        let mut seen = Vec::new().into_iter();
        if !asked.is_empty() {
            let named = asked.iter().map(|it| place_message(&self.policy, *it));
            let look = LookMessage { places: named.collect() };
            let reply = self.ask(Message::Look(look), self.pool.setup.limits.look)?;
            let Reply::Views(shown) = reply else { return Err(unexpected("look", &reply)) };
            seen = self.views(&asked, shown)?.into_iter();
        }
        let declared = self.pool.declared();
        views.extend(places.iter().map(|(place, _)| {
            let is_there = declared.can_look(&self.policy, *place);
            is_there.then(|| seen.next()).flatten().unwrap_or_default()
        }));
        Ok(())
    }

    fn take_touched(&mut self, _: DeviceId) -> SurfaceSet {
        SurfaceSet::ALL
    }

    fn advance(&mut self, span: Span) -> Result<bool, SutError> {
        match self.clock {
            SystemClock::Moved(_) => self.move_clock(span),
            SystemClock::Running { .. } => self.wait(span),
        }
    }

    fn inject(&mut self, fault: Fault, device: DeviceId) -> Result<(), SutError> {
        if !self.pool.declared().has_fault(fault.name()) {
            return Err(SutError::Unsupported { what: format!("the fault `{fault}`") });
        }
        let message = Inject { fault: fault.name().to_owned(), device: device.0 };
        let reply = self.ask(Message::Inject(message), self.pool.setup.limits.act)?;
        if reply == Reply::Done { Ok(()) } else { Err(unexpected("inject", &reply)) }
    }

    fn now(&self) -> Instant {
        self.clock.now()
    }

    fn texts(&self) -> &TextTable {
        &self.texts
    }

    fn take_trace(&mut self) -> Trace {
        Trace::default()
    }

    fn trace_length(&self) -> usize {
        0
    }

    fn capabilities(&self) -> Capabilities {
        let declared = self.pool.declared();
        Capabilities {
            polled_every: declared.polled_every(self.pool.setup.time_scale),
            deterministic: declared.can.deterministic,
            watched_from_outside: true,
        }
    }

    fn can_look(&self, place: Place) -> bool {
        self.pool.declared().can_look(&self.policy, place)
    }

    fn can_set_passcode(&self, place: Place) -> bool {
        let declared = self.pool.declared();
        declared.knows_actor(&self.policy, place.actor)
            && declared.can_do(&self.policy, place.surface, Ability::Set)
    }

    fn refusal_in_words(&self, refusal: Refusal) -> String {
        match &self.refusal {
            Some(says) => format!("{refusal} (\"{}\")", self.redact(says)),
            None => refusal.to_string(),
        }
    }

    fn redact(&self, text: &str) -> String {
        self.secrets.redact(text).into_owned()
    }

    fn close(&mut self) -> Result<Closing, SutError> {
        let Some(mut connection) = self.connection.take() else { return Ok(Closing::default()) };
        let mut ended = Ok(());
        if self.is_begun && !connection.is_lost {
            let answered = connection.ask(Message::End(End {}), self.pool.setup.limits.end);
            ended = answered.and_then(|TimedReply { reply, .. }| {
                if reply == Reply::Done { Ok(()) } else { Err(unexpected("end", &reply)) }
            });
        }
        let stderr = connection.stderr();
        if let Some(file) = &self.pool.setup.transcript {
            connection.transcript.write(file, &self.title.place, &self.secrets);
        }
        connection.forget();
        self.pool.take_back(connection);
        let leaks = self.leaks(stderr.as_deref());
        let known = self.policy.texts.iter().count();
        let texts = self.texts.iter().skip(known).map(|text| self.redact(text).into()).collect();
        let stderr = stderr.map(|text| self.redact(&text));
        Ok(Closing { texts, stderr, leaks, error: ended.err() })
    }
}

impl Drop for ProcessSystem {
    fn drop(&mut self) {
        // A scenario that was not closed is over, too.
        let _ = self.close();
    }
}

fn unexpected(name: &str, reply: &Reply) -> SutError {
    SutError::Violation { how: format!("it answered `{name}` with `{}`", reply.name()) }
}
