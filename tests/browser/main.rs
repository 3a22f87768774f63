//! What people see in a browser: pages of passgate in a real Chromium, without a network.
//!
//! Where there is no Chromium, each test says that it is left out; `PASSGATE_BROWSER=required` makes it fail.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    unreachable_pub,
    reason = "a test stops where it fails"
)]
#![expect(clippy::disallowed_methods, reason = "a browser is looked for, and waited for")]

mod accessibility;
mod chromium;
mod page;
mod report;
mod serving;
