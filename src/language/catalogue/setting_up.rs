//! Sentences about devices, and about what happened to them before.

use crate::domain::action::Action;
use crate::domain::actor::Actor;
use crate::domain::browser::Browser;
use crate::domain::device::DeviceId;
use crate::domain::surface::Surface;
use crate::language::catalogue::flow::{RESETTING, act, reset};
use crate::language::catalogue::sentence::Sentence;
use crate::language::catalogue::step_arguments::{ArgumentError, StepArguments};
use crate::language::plan::{Act, Instruction};

pub(crate) static SENTENCES: &[Sentence] = &[
    Sentence::act(
        "a(n) {platform} device managed by Intune {management}",
        "The end user has such a device under management, and sets a passcode on it: the old one.",
        "an iOS device managed by Intune standalone",
        |arguments| enrol(arguments, DeviceId::FIRST, Actor::EndUser),
    ),
    Sentence::act(
        "another end user has a(n) {platform} device managed by Intune {management}",
        "Another end user has such a device under that management, with a passcode of their own.",
        "another end user has an Android device managed by Intune standalone",
        |arguments| enrol(arguments, DeviceId::SECOND, Actor::AnotherEndUser),
    ),
    Sentence::act(
        "no passcode reset has been performed on the device before",
        "Nothing is done: the next reset is the first ever of this device.",
        "no passcode reset has been performed on the device before",
        |_| Ok(act(Vec::new())),
    ),
    Sentence::act(
        "{actor} has reset the passcode in {surface} before",
        "That person has gone through a whole reset there, and its answer has arrived.",
        "the administrator has reset the passcode in the ConfigMgr console before",
        |arguments| {
            let surface = arguments.surface_among(&RESETTING)?;
            Ok(act(reset(arguments.actor()?, surface, Browser::OnAnotherDevice)))
        },
    ),
    Sentence::act(
        "a passcode reset has been performed on the device before",
        "The end user has gone through a whole reset in the portal, and its answer has arrived.",
        "a passcode reset has been performed on the device before",
        |_| {
            let portal = Surface::CompanyPortal;
            Ok(act(reset(Actor::EndUser, portal, Browser::OnAnotherDevice)))
        },
    ),
    Sentence::act(
        "the device is offline",
        "From now on the device has no connection.",
        "the device is offline",
        |_| Ok(connect(false)),
    ),
    Sentence::act(
        "the device is online again",
        "From now on the device has a connection.",
        "the device is online again",
        |_| Ok(connect(true)),
    ),
];

fn enrol(
    arguments: &StepArguments,
    device: DeviceId,
    owner: Actor,
) -> Result<Instruction, ArgumentError> {
    let (platform, management) = (arguments.platform()?, arguments.management()?);
    Ok(act(vec![Act::Plain(Action::Enrol { device, owner, platform, management })]))
}

fn connect(online: bool) -> Instruction {
    act(vec![Act::Plain(Action::Connect { device: DeviceId::FIRST, online })])
}
