//! Sentences about what goes wrong. Each asks a system under test to inject one fault, by its name.

use crate::domain::device::DeviceId;
use crate::domain::fault::Fault;
use crate::language::catalogue::instructions::act;
use crate::language::catalogue::sentence::Sentence;
use crate::language::catalogue::step_arguments::StepArguments;
use crate::language::plan::{Act, Instruction, NamedDevice};

pub(crate) static SENTENCES: &[Sentence] = &[
    Sentence::act(
        "the next {fault}",
        "The next such message between the server and the device is lost, comes late or comes twice; those after it \
         are not. Both sides repeat what is lost.",
        "the next push is lost",
        |arguments| {
            let (device, fault) = (arguments.device(), arguments.fault()?);
            Ok(act(vec![Act::Inject { device, fault }]))
        },
    ),
    Sentence::act(
        "{device} cannot carry out the next command",
        "The device answers the next command with a failure, and nothing changes on it.",
        "the device cannot carry out the next command",
        |arguments| Ok(inject(arguments, Fault::CommandFailed)),
    ),
    Sentence::act(
        "{device} does not support the next command",
        "The device answers that it does not know the next command, and nothing changes on it.",
        "the device does not support the next command",
        |arguments| Ok(inject(arguments, Fault::CommandNotSupported)),
    ),
    Sentence::act(
        "{device} restarts",
        "The device locks, and a command that was on its way to it is gone.",
        "the device restarts",
        |arguments| Ok(inject(arguments, Fault::DeviceRestarted)),
    ),
    Sentence::act(
        "the server restarts",
        "What was on its way to the server is gone; what it has accepted it remembers.",
        "the server restarts",
        |_| {
            let device = NamedDevice::Numbered(DeviceId::FIRST);
            Ok(act(vec![Act::Inject { device, fault: Fault::ServerRestarted }]))
        },
    )
    .about_no_device(),
    Sentence::act(
        "the server has no unlock token for {device}",
        "From now on the server lacks the token that some devices ask for before they remove their passcode.",
        "the server has no unlock token for the device",
        |arguments| Ok(inject(arguments, Fault::TokenMissing)),
    ),
    Sentence::act(
        "the server has a stale unlock token for {device}",
        "From now on the server has a token that the device no longer accepts.",
        "the server has a stale unlock token for the device",
        |arguments| Ok(inject(arguments, Fault::TokenStale)),
    ),
    Sentence::act(
        "{device} is unenrolled",
        "The device leaves management: a reset that is pending is withdrawn, and no surface knows the device any more.",
        "the device is unenrolled",
        |arguments| Ok(inject(arguments, Fault::DeviceUnenrolled)),
    ),
    Sentence::act(
        "{device} is wiped",
        "The device is erased, with its passcode: a reset that is pending is withdrawn, and no other one is offered.",
        "the device is wiped",
        |arguments| Ok(inject(arguments, Fault::DeviceWiped)),
    ),
    Sentence::act(
        "the pending reset is canceled",
        "The server withdraws the reset before the device has heard of it. The step fails where none is pending.",
        "the pending reset is canceled",
        |arguments| Ok(inject(arguments, Fault::ResetCanceled)),
    ),
    Sentence::act(
        "the page is reloaded",
        "The owner of the device loads the page again: they are still signed in, and what it asked for is gone.",
        "the page is reloaded",
        |arguments| Ok(inject(arguments, Fault::PageReloaded)),
    ),
    Sentence::act(
        "the session is lost",
        "The owner of the device is signed out, and what the page asked for is gone.",
        "the session is lost",
        |arguments| Ok(inject(arguments, Fault::SessionLost)),
    ),
];

fn inject(arguments: &StepArguments<'_>, fault: Fault) -> Instruction {
    act(vec![Act::Inject { device: arguments.device(), fault }])
}
