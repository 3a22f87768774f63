//! One line of a journal.

use serde::{Deserialize, Serialize};

use crate::domain::device::DeviceId;
use crate::domain::instant::Instant;
use crate::journal::event::Event;

/// Something that happened, when, and to which device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "EntryList", into = "EntryList")]
pub struct Entry {
    /// When.
    pub at: Instant,
    /// To which device.
    pub device: DeviceId,
    /// What.
    pub event: Event,
}

/// An entry's text form: a list of three, which is half as long as an object and quicker to read.
#[derive(Serialize, Deserialize)]
struct EntryList(Instant, DeviceId, Event);

impl From<EntryList> for Entry {
    fn from(EntryList(at, device, event): EntryList) -> Self {
        Self { at, device, event }
    }
}

impl From<Entry> for EntryList {
    fn from(Entry { at, device, event }: Entry) -> Self {
        Self(at, device, event)
    }
}
