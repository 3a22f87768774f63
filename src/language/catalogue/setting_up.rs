//! Sentences about devices, and about what happened to them before.

use crate::domain::actor::ActorId;
use crate::language::catalogue::instructions::{act, answer, reset};
use crate::language::catalogue::sentence::Sentence;
use crate::language::catalogue::step_arguments::{ArgumentError, StepArguments};
use crate::language::plan::{Act, Instruction};

pub(crate) static SENTENCES: &[Sentence] = &[
    Sentence::act(
        "a(n) {platform} device managed by {managed}",
        "The owner has such a device under management, and sets a passcode on it: the old one.",
        "a(n) {platform} device managed by {managed}",
        |arguments| enrol(arguments, arguments.owner(), (false, true)),
    )
    .about_no_device(),
    Sentence::act(
        "a(n) {platform} device managed by {managed}, with {values}",
        "The same, with a value of each dimension that the policy declares besides.",
        "a(n) {platform} device managed by {managed}, with {values}",
        |arguments| enrol(arguments, arguments.owner(), (true, true)),
    )
    .about_no_device(),
    Sentence::act(
        "a(n) {platform} device without a passcode managed by {managed}",
        "The owner has such a device under management, and has not set a passcode on it.",
        "a(n) {platform} device without a passcode managed by {managed}",
        |arguments| enrol(arguments, arguments.owner(), (false, false)),
    )
    .about_no_device(),
    Sentence::act(
        "a(n) {platform} device without a passcode managed by {managed}, with {values}",
        "The same, with a value of each dimension that the policy declares besides.",
        "a(n) {platform} device without a passcode managed by {managed}, with {values}",
        |arguments| enrol(arguments, arguments.owner(), (true, false)),
    )
    .about_no_device(),
    Sentence::act(
        "{actor} has a(n) {platform} device managed by {managed}",
        "That person has such a device under management, with a passcode of their own.",
        "{other} has a(n) {platform} device managed by {managed}",
        |arguments| enrol(arguments, arguments.owning_actor()?, (false, true)),
    )
    .about_no_device(),
    Sentence::act(
        "{actor} has a(n) {platform} device managed by {managed}, with {values}",
        "The same, with a value of each dimension that the policy declares besides.",
        "{other} has a(n) {platform} device managed by {managed}, with {values}",
        |arguments| enrol(arguments, arguments.owning_actor()?, (true, true)),
    )
    .about_no_device(),
    Sentence::act(
        "no passcode reset has been performed on {device} before",
        "The next reset is the first ever of this device: no step before this one has seen another.",
        "no passcode reset has been performed on the device before",
        |arguments| Ok(act(vec![Act::NeverReset { device: arguments.device() }])),
    ),
    Sentence::act(
        "{actor} has reset the passcode in {surface} before",
        "That person has gone through a whole reset there, and its answer has arrived.",
        "{staff} has reset the passcode in {console} before",
        |arguments| {
            let at = arguments.place_declared()?;
            Ok(act(reset(at, arguments.device(), arguments.usual_browser())))
        },
    ),
    Sentence::act(
        "a passcode reset has been performed on {device} before",
        "The first person who may has gone through a whole reset on the first surface that offers it, in the policy's \
         order, and its answer has arrived.",
        "a passcode reset has been performed on the device before",
        |arguments| {
            let device = arguments.device();
            Ok(act(vec![Act::ResetSomehow { device }, answer(device)]))
        },
    ),
    Sentence::act(
        "a passcode reset has failed on {device} before",
        "The same, but the device could not carry it out: its passcode is the one it had.",
        "a passcode reset has failed on the device before",
        |arguments| Ok(act(vec![Act::FailReset { device: arguments.device() }])),
    ),
    Sentence::act(
        "apps have been blocked on {device}",
        "Such a reset has removed the passcode, and none has been set in time.",
        "apps have been blocked on the device",
        |arguments| {
            let device = arguments.device();
            Ok(act(vec![Act::ResetSomehow { device }, answer(device), Act::AwaitBlock { device }]))
        },
    ),
    Sentence::act(
        "{device} is offline",
        "From now on the device has no connection.",
        "the device is offline",
        |arguments| Ok(connect(arguments, false)),
    ),
    Sentence::act(
        "{device} is online again",
        "From now on the device has a connection.",
        "the device is online again",
        |arguments| Ok(connect(arguments, true)),
    ),
];

fn enrol(
    arguments: &StepArguments<'_>,
    owner: ActorId,
    (with_values, with_passcode): (bool, bool),
) -> Result<Instruction, ArgumentError> {
    Ok(act(vec![Act::Enrol { owner, key: arguments.key(with_values)?, with_passcode }]))
}

fn connect(arguments: &StepArguments<'_>, online: bool) -> Instruction {
    act(vec![Act::Connect { device: arguments.device(), online }])
}
