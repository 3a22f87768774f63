//! What a seeded defect is about: a rule at one moment, and why some pairs of them have no defect.

use crate::domain::phrase::phrases;

/// What people could see go wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The button that offers a reset.
    Offer,
    /// What a surface asks for, and what follows from an answer.
    Prompts,
    /// What is refused, and why.
    Refusals,
    /// What a portal says.
    Texts,
    /// The state in consoles.
    State,
    /// The new passcode in portals.
    PortalPasscode,
    /// The new passcode in consoles.
    ConsolePasscode,
    /// Words in consoles, in the place of a passcode or of a state.
    Words,
    /// The device's lock.
    Lock,
    /// Which passcode opens the device.
    Opens,
    /// What the device says.
    Notice,
    /// Whether the device keeps its apps closed.
    Apps,
    /// Whether the device asks for a passcode of the owner's own.
    Own,
    /// What becomes of messages.
    Delivery,
}

phrases!(Part, "part of what is seen", {
    Offer => "the button",
    Prompts => "prompts",
    Refusals => "refusals",
    Texts => "texts of portals",
    State => "state in consoles",
    PortalPasscode => "passcode in portals",
    ConsolePasscode => "passcode in consoles",
    Words => "words in consoles",
    Lock => "lock of the device",
    Opens => "what opens the device",
    Notice => "what the device says",
    Apps => "blocked apps",
    Own => "asking for an own passcode",
    Delivery => "delivery",
});

/// When it goes wrong, or for whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moment {
    /// Before any reset.
    Before,
    /// At a prompt.
    Prompted,
    /// While a reset is pending.
    Pending,
    /// Once a reset is done.
    Done,
    /// After a reset that did not end well.
    Failed,
    /// On a second reset, in either order of two people.
    Again,
    /// For another person, device or surface.
    Other,
    /// On one kind of row alone.
    Row,
}

phrases!(Moment, "moment", {
    Before => "before any reset",
    Prompted => "at a prompt",
    Pending => "while pending",
    Done => "once done",
    Failed => "after a failure",
    Again => "on a second reset",
    Other => "for others",
    Row => "on one kind of row",
});

const NOTHING_SENT: &str =
    "a prompt sends nothing: `first-selection-sends` and `cancel-still-sends` break that";
const NO_PASSCODE: &str = "no passcode has been made yet that could be shown";
const NO_PROMPTS: &str = "consoles ask for nothing before they send a reset";

/// The pairs without a defect, each with the reason.
pub(crate) const WITHOUT_DEFECT: &[(Part, Moment, &str)] = &[
    (Part::Refusals, Moment::Row, "who may reset does not depend on the row"),
    (Part::State, Moment::Prompted, NOTHING_SENT),
    (Part::PortalPasscode, Moment::Before, NO_PASSCODE),
    (Part::ConsolePasscode, Moment::Before, NO_PASSCODE),
    (Part::ConsolePasscode, Moment::Prompted, NO_PROMPTS),
    (Part::Words, Moment::Prompted, NO_PROMPTS),
    (Part::Lock, Moment::Prompted, NOTHING_SENT),
    (Part::Opens, Moment::Prompted, NOTHING_SENT),
    (Part::Notice, Moment::Prompted, NOTHING_SENT),
    (Part::Apps, Moment::Prompted, NOTHING_SENT),
    (Part::Own, Moment::Prompted, NOTHING_SENT),
    (Part::Delivery, Moment::Before, "there is no message yet"),
    (Part::Delivery, Moment::Prompted, NOTHING_SENT),
    (Part::Delivery, Moment::Other, "each device has its own messages, and no one sees them"),
];
