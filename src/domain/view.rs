//! What there is to see in a place at one moment: the only way out of a system under test.

use crate::domain::device::DeviceLock;
use crate::domain::passcode::{Passcode, Shape};
use crate::domain::phrase::phrases;
use crate::domain::prompt::Asked;
use crate::domain::reset::ResetState;
use crate::domain::text_table::TextId;

/// How many texts a surface may say at once.
const TEXTS_MAX: usize = 4;

/// The texts that a surface says, in its order.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
)]
#[serde(from = "Vec<TextId>", into = "Vec<TextId>")]
pub struct Said {
    texts: [TextId; TEXTS_MAX],
    count: u8,
}

impl Said {
    /// No text.
    pub(crate) const NOTHING: Self = Self { texts: [TextId(0); TEXTS_MAX], count: 0 };

    /// The texts, in order.
    pub fn texts(&self) -> &[TextId] {
        self.texts.get(..usize::from(self.count)).unwrap_or_default()
    }

    /// Whether the surface says nothing.
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Adds a text. A surface that says more than fits is seen to say what comes first.
    pub fn push(&mut self, text: TextId) {
        if let Some(empty) = self.texts.get_mut(usize::from(self.count)) {
            *empty = text;
            self.count += 1;
        }
    }
}

impl FromIterator<TextId> for Said {
    fn from_iter<I: IntoIterator<Item = TextId>>(texts: I) -> Self {
        let mut said = Self::default();
        texts.into_iter().for_each(|text| said.push(text));
        said
    }
}

impl From<Vec<TextId>> for Said {
    fn from(texts: Vec<TextId>) -> Self {
        texts.into_iter().collect()
    }
}

impl From<Said> for Vec<TextId> {
    fn from(said: Said) -> Self {
        said.texts().to_vec()
    }
}

/// How a device says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoticeKind {
    /// In the way of everything else, until it is answered.
    Message,
    /// Among other notifications.
    Notification,
}

phrases!(NoticeKind, "notice", {
    Message = 0 => "message",
    Notification = 1 => "notification",
});

/// What a device says after a reset, and how.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct Notice {
    /// How it says it.
    pub kind: NoticeKind,
    /// What it says.
    pub says: TextId,
}

/// What a surface shows where a new passcode could be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ShownPasscode {
    /// Nothing.
    #[default]
    Nothing,
    /// Words in the place of a passcode, such as `N/A`.
    Words(TextId),
    /// A passcode.
    Shown {
        /// The passcode itself.
        passcode: Passcode,
        /// Whether the surface says that it is no longer the device's.
        superseded: bool,
        /// The surface's words around it, with a `{passcode}` slot; none where it shows the passcode alone.
        wording: Option<TextId>,
    },
    /// A passcode whose characters cannot be read.
    Masked {
        /// Its shape; nothing where it is made of what no policy could ask for.
        shape: Option<Shape>,
        /// Whether the surface says that it is no longer the device's.
        superseded: bool,
    },
}

/// What there is to see in one place. The default is what a person sees who is not allowed in: nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// Whether the person is allowed to see anything here of the device.
    pub allowed: bool,
    /// The button that offers to reset the device's passcode.
    pub offers: Option<TextId>,
    /// What the surface asks for next.
    pub asks: Option<Asked>,
    /// What the surface says.
    pub says: Said,
    /// The state of the device's latest reset, where the surface shows it.
    pub state: Option<ResetState>,
    /// What is shown where a new passcode could be.
    pub passcode: ShownPasscode,
    /// The lock, on the device itself.
    pub lock: Option<DeviceLock>,
    /// What the device itself says.
    pub notice: Option<Notice>,
    /// Whether the device keeps its apps closed until a passcode is set.
    pub apps_blocked: bool,
    /// Whether the device asks its owner to replace a temporary passcode by one of their own.
    pub asks_for_own_passcode: bool,
    /// Whether the button that begins a reset is greyed out: it is there, and cannot be selected.
    pub greyed_out: bool,
    /// What the device had and a reset took away, by its names.
    pub lost: Said,
}

impl View {
    /// The visible passcode, unless it is marked as superseded.
    pub const fn new_passcode(&self) -> Option<&Passcode> {
        match &self.passcode {
            ShownPasscode::Shown { passcode, superseded: false, .. } => Some(passcode),
            ShownPasscode::Shown { .. }
            | ShownPasscode::Masked { .. }
            | ShownPasscode::Words(_)
            | ShownPasscode::Nothing => None,
        }
    }

    /// The passcode that is visible, superseded or not.
    pub const fn any_passcode(&self) -> Option<&Passcode> {
        match &self.passcode {
            ShownPasscode::Shown { passcode, .. } => Some(passcode),
            ShownPasscode::Masked { .. } | ShownPasscode::Words(_) | ShownPasscode::Nothing => None,
        }
    }

    /// The shape of the visible passcode, unless it is marked as superseded.
    pub fn new_shape(&self) -> Option<Shape> {
        match &self.passcode {
            ShownPasscode::Shown { passcode, superseded: false, .. } => Some(passcode.shape()),
            ShownPasscode::Masked { shape, superseded: false } => *shape,
            ShownPasscode::Shown { .. }
            | ShownPasscode::Masked { .. }
            | ShownPasscode::Words(_)
            | ShownPasscode::Nothing => None,
        }
    }

    /// Every text that is said: the surface's own, and the device's notice.
    pub fn texts(&self) -> impl Iterator<Item = TextId> {
        let notice = self.notice.map(|notice| notice.says);
        let (texts, count) = (self.says.texts, usize::from(self.says.count));
        texts.into_iter().take(count).chain(notice)
    }
}
