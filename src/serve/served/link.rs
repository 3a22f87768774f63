//! Steps as a short text that an address can hold, and back. It holds no passcode: those go by their ordinal.

use crate::domain::actor::ActorId;
use crate::domain::browser::Browser;
use crate::domain::device::DeviceId;
use crate::domain::fault::Fault;
use crate::domain::place::Place;
use crate::domain::reset::ResetScope;
use crate::domain::span::Span;
use crate::domain::surface::SurfaceId;
use crate::language::plan::SurfaceAction;
use crate::policy::keys::KeyId;
use crate::serve::served::step::{EnteredPasscode, FirstPasscode, WorldStep};

/// How many steps a link restores.
pub(crate) const STEPS_MAX: usize = 500;

/// Steps as a link has them: `e0.3~d0.1.0.r~t60000`.
pub(crate) fn written<'s>(steps: impl Iterator<Item = &'s WorldStep>) -> String {
    steps.map(WorldStep::written).collect::<Vec<_>>().join("~")
}

/// The steps of a link; what is wrong with the first that cannot be read.
pub(crate) fn read(text: &str) -> Result<Vec<WorldStep>, String> {
    let parts: Vec<&str> = text.split('~').filter(|part| !part.is_empty()).collect();
    if parts.len() > STEPS_MAX {
        return Err(format!("it has {} steps, and a link has at most {STEPS_MAX}", parts.len()));
    }
    let step = |(position, part): (usize, &&str)| {
        WorldStep::read(part).ok_or_else(|| format!("step {} cannot be read", position + 1))
    };
    parts.iter().enumerate().map(step).collect()
}

impl WorldStep {
    fn written(&self) -> String {
        match self {
            Self::Enrol { owner, key, first } => {
                let kind = if *first == FirstPasscode::None { 'b' } else { 'e' };
                format!("{kind}{}.{}", owner.0, key.0)
            }
            Self::Connect { device, online } => format!("c{}.{}", device.0, u8::from(*online)),
            Self::Do { at, device, action } => {
                format!("d{}.{}.{}.{}", at.actor.0, at.surface.0, device.0, letter(*action))
            }
            Self::Reset { at, device } => {
                format!("r{}.{}.{}", at.actor.0, at.surface.0, device.0)
            }
            Self::Enter { who, device, scope, passcode } => {
                let kind = enters(*scope);
                match passcode {
                    EnteredPasscode::Known(ordinal) => {
                        format!("{kind}{}.{}.{ordinal}", who.0, device.0)
                    }
                    EnteredPasscode::Wrong => format!("{kind}{}.{}.x", who.0, device.0),
                }
            }
            Self::Set { who, device, .. } => format!("s{}.{}", who.0, device.0),
            Self::Pass { span, until_change } => {
                format!("{}{}", if *until_change { 'n' } else { 't' }, span.milliseconds())
            }
            Self::Inject { device, fault } => format!("f{}.{}", device.0, fault.number()),
        }
    }

    fn read(part: &str) -> Option<Self> {
        let kind = part.chars().next()?;
        let rest = part.strip_prefix(kind)?;
        let words: Vec<&str> = rest.split('.').collect();
        let byte = |word: &str| word.parse::<u8>().ok();
        let step = match (kind, words.as_slice()) {
            ('e' | 'b', [owner, key]) => {
                let first = if kind == 'b' { FirstPasscode::None } else { FirstPasscode::MadeUp };
                let key = KeyId(key.parse().ok()?);
                Self::Enrol { owner: ActorId(byte(owner)?), key, first }
            }
            ('c', [device, online]) => {
                Self::Connect { device: DeviceId(byte(device)?), online: byte(online)? == 1 }
            }
            ('d', [actor, surface, device, action]) => Self::Do {
                at: Place::new(ActorId(byte(actor)?), SurfaceId(byte(surface)?)),
                device: DeviceId(byte(device)?),
                action: action_of(action)?,
            },
            ('r', [actor, surface, device]) => Self::Reset {
                at: Place::new(ActorId(byte(actor)?), SurfaceId(byte(surface)?)),
                device: DeviceId(byte(device)?),
            },
            ('p' | 'w', [who, device, passcode]) => Self::Enter {
                who: ActorId(byte(who)?),
                device: DeviceId(byte(device)?),
                scope: ResetScope::ALL.iter().copied().find(|scope| enters(*scope) == kind)?,
                passcode: match *passcode {
                    "x" => EnteredPasscode::Wrong,
                    ordinal => EnteredPasscode::Known(byte(ordinal)?),
                },
            },
            ('s', [who, device]) => Self::Set {
                who: ActorId(byte(who)?),
                device: DeviceId(byte(device)?),
                passcode: None,
            },
            ('t' | 'n', [span]) => {
                let span = Span::from_milliseconds(span.parse().ok()?).min(Span::MAX);
                Self::Pass { span, until_change: kind == 'n' }
            }
            ('f', [device, fault]) => {
                let number = byte(fault)?;
                let fault = Fault::ALL.iter().find(|fault| fault.number() == number)?;
                Self::Inject { device: DeviceId(byte(device)?), fault: *fault }
            }
            _ => return None,
        };
        Some(step)
    }
}

/// What a link and a page's button call entering a passcode.
pub(crate) const fn enters(scope: ResetScope) -> char {
    match scope {
        ResetScope::Device => 'p',
        ResetScope::WorkProfile => 'w',
    }
}

/// What a link and a page's button call what a person does on a surface.
pub(crate) fn letter(action: SurfaceAction) -> String {
    match action {
        SurfaceAction::SelectReset => "r".to_owned(),
        SurfaceAction::SignOut => "o".to_owned(),
        SurfaceAction::SignIn(Browser::OnAnotherDevice) => "i".to_owned(),
        SurfaceAction::SignIn(Browser::OnTheDevice) => "j".to_owned(),
        SurfaceAction::Confirm => "c".to_owned(),
        SurfaceAction::EnterCode { right: true } => "k".to_owned(),
        SurfaceAction::EnterCode { right: false } => "w".to_owned(),
        SurfaceAction::Choose(option) => format!("h{option}"),
        SurfaceAction::Cancel => "x".to_owned(),
    }
}

/// The action that [`letter`] calls this.
pub(crate) fn action_of(letter: &str) -> Option<SurfaceAction> {
    Some(match letter {
        "r" => SurfaceAction::SelectReset,
        "o" => SurfaceAction::SignOut,
        "i" => SurfaceAction::SignIn(Browser::OnAnotherDevice),
        "j" => SurfaceAction::SignIn(Browser::OnTheDevice),
        "c" => SurfaceAction::Confirm,
        "k" => SurfaceAction::EnterCode { right: true },
        "w" => SurfaceAction::EnterCode { right: false },
        "x" => SurfaceAction::Cancel,
        other => SurfaceAction::Choose(other.strip_prefix('h')?.parse().ok()?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_step_is_read_as_it_was_written() {
        let text = "e0.3~b1.2~c0.0~c0.1~d0.1.0.r~d0.1.0.o~d0.1.0.i~d0.1.0.j~d0.1.0.c~d0.1.0.k~d0.1.0.w~\
                    d0.1.0.h2~d0.1.0.x~r2.2.0~p0.0.3~p0.0.x~s0.0~t60000~n1234~f0.5";
        let steps = read(text).unwrap();
        assert_eq!(steps.len(), 20);
        assert_eq!(written(steps.iter()), text);
    }

    #[test]
    fn a_link_that_is_damaged_or_too_long_is_refused() {
        for damaged in ["q1", "e0", "e0.x", "d0.1.0.z", "p0.0.999", "f0.200", "t-1", "é"] {
            assert!(read(damaged).is_err(), "{damaged}");
        }
        assert!(read(&"t1~".repeat(STEPS_MAX)).is_ok());
        assert!(read(&"t1~".repeat(STEPS_MAX + 1)).is_err());
    }

    #[test]
    fn no_passcode_is_in_a_link() {
        let passcode = crate::domain::passcode::Passcode::new("864209");
        let set = WorldStep::Set { who: ActorId(0), device: DeviceId(0), passcode };
        assert_eq!(set.written(), "s0.0");
    }
}
