//! The columns of the picture of a timeline.

use crate::journal::lane::Lane;

/// What the columns of the picture are called, from left to right.
pub(crate) const COLUMNS: [&str; 6] =
    ["end user", "portal", "server", "device", "console", "administrator"];

/// The column of a lane. End users share one; the words say which of them it is.
pub(crate) const fn column(lane: Lane) -> u8 {
    match lane {
        Lane::EndUser | Lane::AnotherEndUser => 0,
        Lane::Portal => 1,
        Lane::Server => 2,
        Lane::Device => 3,
        Lane::Console => 4,
        Lane::Administrator => 5,
    }
}
