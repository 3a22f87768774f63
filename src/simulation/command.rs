//! What a device does with the command of a reset.

use crate::domain::instant::Instant;
use crate::domain::passcode::Passcode;
use crate::domain::reset::{Effect, ResetId, ResetScope};
use crate::domain::view::{Notice, Said};
use crate::policy::row::{FollowUp, Generator, PasscodeRule, Row};
use crate::simulation::clock::Answered;
use crate::simulation::device::Device;
use crate::simulation::random_stream::RandomStream;
use crate::simulation::server::DeviceRecord;

/// The command of a reset, as it reaches a device: what its row has the device do.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ResetCommand<'r> {
    /// Which reset.
    pub(crate) reset: ResetId,
    /// When the server accepted it.
    pub(crate) accepted_at: Instant,
    /// What happens to the passcode.
    pub(crate) effect: Effect,
    /// Whose passcode that is.
    pub(crate) scope: ResetScope,
    /// What else it takes away.
    pub(crate) takes_away: Said,
    /// How the device makes a new passcode, where it makes one.
    pub(crate) makes: Option<&'r PasscodeRule>,
    /// The new passcode that came with the command.
    pub(crate) brings: Option<Passcode>,
    /// The server's unlock token, where the device asks for one.
    pub(crate) unlock_token: Option<Option<u64>>,
    /// What the device says.
    pub(crate) says: Option<Notice>,
    /// What the owner has to do afterwards.
    pub(crate) follow_up: Option<FollowUp>,
    /// When the time for that begins.
    pub(crate) follow_up_from: Instant,
    /// Whether the new passcode is meant to be replaced by the owner's own.
    pub(crate) temporary: bool,
    /// What the device answers where it cannot carry the command out.
    pub(crate) fails: Option<Answered>,
}

/// What a device did with a command, and what it answers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Receipt {
    pub(crate) did: Did,
    pub(crate) answer: Answered,
}

/// What a device did with a command.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Did {
    /// Nothing: it had carried the command out before.
    Nothing,
    /// It could not carry the command out.
    NotApplied,
    /// It carried the command out.
    Applied {
        /// The new passcode, where it has one.
        new: Option<Passcode>,
        /// What it says.
        said: Option<Notice>,
        /// When the time to follow up is over.
        follow_up_ends: Option<Instant>,
    },
}

impl<'r> ResetCommand<'r> {
    /// The command of a reset under a row, from what the server keeps of the device.
    pub(crate) fn new(reset: ResetId, row: &'r Row, record: &DeviceRecord, now: Instant) -> Self {
        let rule = row.passcode.as_ref();
        Self {
            reset,
            accepted_at: record.latest.map_or(now, |latest| latest.accepted_at),
            effect: row.effect,
            scope: row.scope,
            takes_away: row
                .also_removes
                .iter()
                .filter(|(_, from)| record.latest.is_some_and(|it| from.has(it.at.surface)))
                .map(|(what, _)| *what)
                .collect(),
            makes: rule.filter(|rule| rule.generated_by == Generator::Device),
            brings: record.latest.and_then(|latest| latest.passcode),
            unlock_token: row.needs_unlock_token.then_some(record.unlock_token),
            says: row.on_device,
            follow_up: row.follow_up,
            follow_up_from: now,
            temporary: rule.is_some_and(|rule| rule.temporary),
            fails: None,
        }
    }
}

/// Carries a command out, once: a device that did so twice would make a second passcode.
pub(crate) fn receive(
    device: &mut Device,
    command: &ResetCommand<'_>,
    passcodes: &mut RandomStream,
) -> Receipt {
    if let Some(answer) = device.answered(command.reset) {
        return Receipt { did: Did::Nothing, answer };
    }
    let receipt = carry_out(device, command, passcodes);
    device.remember(command.reset, receipt.answer);
    receipt
}

fn carry_out(
    device: &mut Device,
    command: &ResetCommand<'_>,
    passcodes: &mut RandomStream,
) -> Receipt {
    if let Some(answer) = command.fails {
        return Receipt { did: Did::NotApplied, answer };
    }
    if command.unlock_token.is_some_and(|token| token != Some(device.unlock_token)) {
        return Receipt { did: Did::NotApplied, answer: Answered::Failed };
    }
    let current = device.passcode;
    let made = command.makes.and_then(|rule| passcodes.passcode(rule, current.as_ref()));
    let new = made.or(command.brings);
    match (command.effect, command.scope) {
        (Effect::Removed, ResetScope::Device) => device.replace(None),
        (Effect::Removed, ResetScope::WorkProfile) => device.replace_in_profile(None),
        (Effect::Replaced, ResetScope::WorkProfile) => device.replace_in_profile(new),
        (Effect::Replaced, ResetScope::Device) => {
            device.replace(new);
            device.temporary = command.temporary;
        }
        (Effect::Unchanged, _) => {}
    }
    device.lose(command.takes_away);
    if let Some(notice) = command.says {
        device.show(notice);
    }
    let starts = |follow_up| device.start_follow_up(&follow_up, command.follow_up_from);
    let follow_up_ends = command.follow_up.map(starts);
    Receipt {
        did: Did::Applied { new, said: command.says, follow_up_ends },
        answer: Answered::Done(made),
    }
}
