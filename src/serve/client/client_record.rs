//! What the clients of a world did, as far as it matters for the verdict on them. It keeps no text of theirs.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use tokio::time::Instant;

use crate::domain::device::DeviceId;
use crate::domain::passcode::Passcode;

/// How many different things of one kind are remembered.
const KEPT_MAX: usize = 1000;

/// A client that is this much early has only another clock.
const TOLERANCE: Duration = Duration::from_millis(50);

/// What the clients of a world did.
#[derive(Debug, Default)]
pub(crate) struct ClientRecord {
    /// The statuses that the next resets are answered with although they are accepted.
    answers: VecDeque<u16>,
    /// How many requests there were.
    pub(crate) request_count: u64,
    /// What was done about each device.
    pub(crate) devices: BTreeMap<DeviceId, DeviceRequests>,
    /// How many resets repeated the request id of an accepted one.
    pub(crate) repeated_ids: u32,
    /// How many answers had `Retry-After`.
    pub(crate) retry_after_count: u32,
    /// How early the first request came that did not wait, and how long it had to wait.
    pub(crate) early: Option<(Duration, Duration)>,
    /// Where a passcode was found.
    pub(crate) leaks: BTreeSet<&'static str>,
    /// Whether a log of the client's could not be read.
    pub(crate) has_unread_log: bool,
    ids: BTreeSet<String>,
    /// When a request may be repeated, and how long that is from the answer.
    not_before: BTreeMap<String, (Instant, Duration)>,
    shown: Vec<Passcode>,
    window: Option<(Instant, u32)>,
}

/// What clients did about a device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct DeviceRequests {
    /// How often a person asked for a reset, as far as the control API was informed.
    pub(crate) asked: u32,
    /// How many resets were accepted.
    pub(crate) accepted: u32,
    /// Whether the end of the last one has been read.
    pub(crate) read_end: bool,
}

impl ClientRecord {
    /// Nothing yet; the first resets are answered with these statuses.
    pub(crate) fn answering(statuses: &[u16]) -> Self {
        Self { answers: statuses.iter().copied().collect(), ..Self::default() }
    }

    /// Answers the next resets with these statuses.
    pub(crate) fn answer_with(&mut self, statuses: &[u16]) {
        let room = KEPT_MAX.saturating_sub(self.answers.len());
        self.answers.extend(statuses.iter().take(room));
    }

    /// The status that an accepted reset is answered with in the place of its own.
    pub(crate) fn next_answer(&mut self) -> Option<u16> {
        self.answers.pop_front().filter(|status| *status >= 400)
    }

    /// A person has asked the client for a reset of the device.
    pub(crate) fn person_asked(&mut self, device: DeviceId) {
        self.devices.entry(device).or_default().asked += 1;
    }

    /// A reset of the device was accepted.
    pub(crate) fn accepted(&mut self, device: DeviceId, id: &str) {
        let requests = self.devices.entry(device).or_default();
        requests.accepted = requests.accepted.saturating_add(1);
        requests.read_end = false;
        if id.is_empty() {
            return;
        }
        if self.ids.contains(id) {
            self.repeated_ids = self.repeated_ids.saturating_add(1);
        } else if self.ids.len() < KEPT_MAX {
            self.ids.insert(id.to_owned());
        }
    }

    /// A client was shown a device whose latest reset has ended, and its passcode if it has one.
    pub(crate) fn read_end(&mut self, device: DeviceId, passcode: Option<&Passcode>) {
        if let Some(requests) = self.devices.get_mut(&device) {
            requests.read_end = true;
        }
        let new = passcode.filter(|passcode| !self.shown.contains(passcode));
        if let Some(passcode) = new.filter(|_| self.shown.len() < KEPT_MAX) {
            self.shown.push(*passcode);
        }
    }

    /// Whether a client has read a passcode.
    pub(crate) const fn has_read_passcode(&self) -> bool {
        !self.shown.is_empty()
    }

    /// A request has arrived: `key` is its method and address, without what changes when it is repeated.
    pub(crate) fn arrived(&mut self, key: &str, now: Instant) {
        self.request_count = self.request_count.saturating_add(1);
        let Some((until, span)) = self.not_before.remove(key) else { return };
        let left = until.saturating_duration_since(now);
        if left > TOLERANCE && self.early.is_none() {
            self.early = Some((span.saturating_sub(left), span));
        }
    }

    /// A request was answered with `Retry-After`.
    pub(crate) fn has_to_wait(&mut self, key: String, seconds: u32, now: Instant) {
        self.retry_after_count = self.retry_after_count.saturating_add(1);
        let span = Duration::from_secs(seconds.into());
        if self.not_before.len() < KEPT_MAX {
            self.not_before.insert(key, (now + span, span));
        }
    }

    /// Searches a text of the client's for the passcodes that it was shown.
    pub(crate) fn search(&mut self, place: &'static str, text: &str) {
        if self.shown.iter().any(|passcode| holds_token(text, passcode.reveal())) {
            self.leaks.insert(place);
        }
    }

    /// Searches a log of the client's; nothing is one that cannot be read.
    pub(crate) fn search_log(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.search("the client's log", text),
            None => self.has_unread_log = true,
        }
    }

    /// Whether one more request is within the limit of this second.
    pub(crate) fn admits(&mut self, limit: u32, now: Instant) -> bool {
        if limit == 0 {
            return true;
        }
        let fresh = self.window.filter(|(since, _)| now.duration_since(*since).as_secs() == 0);
        let (since, count) = fresh.unwrap_or((now, 0));
        self.window = Some((since, count.saturating_add(1)));
        count < limit
    }
}

/// Whether a text holds a word of its own that is this.
fn holds_token(text: &str, token: &str) -> bool {
    text.match_indices(token).any(|(at, found)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + found.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(passcode: &str) -> ClientRecord {
        let mut record = ClientRecord::default();
        record.read_end(DeviceId::FIRST, Passcode::new(passcode).as_ref());
        record
    }

    #[test]
    fn a_passcode_is_found_in_a_log_only_as_a_word_of_its_own() {
        for (log, found) in [
            ("code=7351kQ;", true),
            ("7351kQ", true),
            ("a7351kQ", false),
            ("7351kQ9", false),
            ("", false),
        ] {
            let mut record = shown("7351kQ");
            record.search_log(Some(log));
            assert_eq!(!record.leaks.is_empty(), found, "{log}");
        }
        assert!(!format!("{:?}", shown("7351kQ")).contains("7351kQ"));
    }

    #[test]
    fn a_request_that_is_repeated_too_soon_is_noticed() {
        let now = Instant::now();
        let mut record = ClientRecord::default();
        record.has_to_wait("POST /one".to_owned(), 2, now);
        record.arrived("POST /other", now);
        assert_eq!(record.early, None);
        record.arrived("POST /one", now + Duration::from_secs(1));
        assert_eq!(record.early, Some((Duration::from_secs(1), Duration::from_secs(2))));
        let mut patient = ClientRecord::default();
        patient.has_to_wait("POST /one".to_owned(), 2, now);
        patient.arrived("POST /one", now + Duration::from_millis(1960));
        assert_eq!(patient.early, None);
    }

    #[test]
    fn a_limit_counts_the_requests_of_a_second() {
        let now = Instant::now();
        let mut record = ClientRecord::default();
        assert!(record.admits(2, now) && record.admits(2, now) && !record.admits(2, now));
        assert!(record.admits(2, now + Duration::from_secs(1)));
    }
}
