//! What people see in a browser: pages of passgate in a real Chromium, without a network.
//!
//! Where there is no Chromium, each test says that it is left out; `PASSGATE_BROWSER=required` makes it fail.
#![expect(clippy::unwrap_used, unreachable_pub, reason = "a test stops where it fails")]

mod accessibility;
mod chromium;
mod page;
mod report;
