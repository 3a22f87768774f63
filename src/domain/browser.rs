//! Where the browser runs that shows the portal.

use crate::domain::phrase::phrases;

/// Where the browser runs in which a person is signed in to the portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Browser {
    /// Any other computer, tablet or phone.
    OnAnotherDevice,
    /// The managed device itself, which must be open to be used.
    OnTheDevice,
}

phrases!(Browser, "browser", {
    OnAnotherDevice = 0 => "another device",
    OnTheDevice = 1 => "the device itself",
});
