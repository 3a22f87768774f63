//! Sentences about devices, and about what happened to them before.

use crate::domain::action::Action;
use crate::domain::actor::Actor;
use crate::domain::browser::Browser;
use crate::domain::device::DeviceId;
use crate::domain::surface::Surface;
use crate::language::catalogue::flow::{RESETTING, act, reset};
use crate::language::catalogue::sentence::{Section, Sentence, SentenceKind};
use crate::language::catalogue::step_arguments::{Fault, Words};
use crate::language::plan::{Act, Instruction};

const fn sentence(
    expression: &'static str,
    meaning: &'static str,
    example: &'static str,
    translate: super::sentence::Translate,
) -> Sentence {
    let (kind, section) = (SentenceKind::Act, Section::SettingUp);
    Sentence { kind, section, expression, meaning, example, translate }
}

pub(crate) static SENTENCES: &[Sentence] = &[
    sentence(
        "a(n) {platform} device managed by Intune {scenario}",
        "The end user has such a device under management, and sets a passcode on it: the old one.",
        "an iOS device managed by Intune standalone",
        |words| enrol(words, DeviceId::FIRST, Actor::EndUser),
    ),
    sentence(
        "another end user has a(n) {platform} device managed by Intune {scenario}",
        "Somebody else has such a device under the same management, with a passcode of their own.",
        "another end user has an Android device managed by Intune standalone",
        |words| enrol(words, DeviceId::SECOND, Actor::AnotherEndUser),
    ),
    sentence(
        "no passcode reset has been performed on the device before",
        "Nothing is done: the next reset is the first ever of this device.",
        "no passcode reset has been performed on the device before",
        |_| Ok(act(Vec::new())),
    ),
    sentence(
        "a passcode reset has been performed on the device before",
        "The end user has gone through a whole reset in the portal, and its answer has arrived.",
        "a passcode reset has been performed on the device before",
        |_| {
            let portal = Surface::CompanyPortal;
            Ok(act(reset(Actor::EndUser, portal, Browser::OnAnotherDevice)))
        },
    ),
    sentence(
        "{actor} has reset the passcode in {surface} before",
        "That person has gone through a whole reset there, and its answer has arrived.",
        "the administrator has reset the passcode in the ConfigMgr console before",
        |words| {
            let surface = words.surface_among(&RESETTING)?;
            Ok(act(reset(words.actor()?, surface, Browser::OnAnotherDevice)))
        },
    ),
    sentence(
        "the device is offline",
        "From now on the device has no connection.",
        "the device is offline",
        |_| Ok(connect(false)),
    ),
    sentence(
        "the device is online again",
        "From now on the device has a connection.",
        "the device is online again",
        |_| Ok(connect(true)),
    ),
];

fn enrol(words: &Words, device: DeviceId, owner: Actor) -> Result<Instruction, Fault> {
    let (platform, management) = (words.platform()?, words.management()?);
    Ok(act(vec![Act::Plain(Action::Enrol { device, owner, platform, management })]))
}

fn connect(online: bool) -> Instruction {
    act(vec![Act::Plain(Action::Connect { device: DeviceId::FIRST, online })])
}
