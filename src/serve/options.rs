//! What a service is to serve, and where.

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;

use crate::policy::checked::Policy;
use crate::serve::client::expected::ClientRule;
use crate::simulation::fault::Profile;

/// Saves a feature under a name; what became of it, in words.
pub(crate) type Save = dyn Fn(&str, &str) -> Result<String, String> + Send + Sync;

/// Reads the logs of clients.
pub(crate) type ClientLogs = dyn Fn() -> Vec<Option<String>>;

/// What a service is to serve, and where.
pub(crate) struct ServeOptions {
    /// The address to listen on.
    pub(crate) listen: SocketAddr,
    /// Whether to speak TLS, with a certificate made on the spot.
    pub(crate) tls: bool,
    /// Hosts by which it may be called, in addition to the address itself.
    pub(crate) hosts: Vec<String>,
    /// Origins of other pages that may call the Graph API.
    pub(crate) origins: Vec<String>,
    /// The policies that a world can have.
    pub(crate) policies: Vec<Arc<Policy>>,
    /// The policies of which there is a world from the start.
    pub(crate) first: Vec<Arc<Policy>>,
    /// The seed of worlds for which no one chooses one.
    pub(crate) seed: u64,
    /// What may go wrong by chance.
    pub(crate) faults: Option<Profile>,
    /// How many times as fast the clock of a new world moves as that on the wall.
    pub(crate) rate: u32,
    /// How many Graph requests a world answers in a second; zero for no limit.
    pub(crate) throttle: u32,
    /// The statuses that the first resets are answered with although they were accepted.
    pub(crate) answers: Vec<u16>,
    /// What a client must have done.
    pub(crate) expected: Vec<ClientRule>,
    /// The token for the control API; one is made up where there is none.
    pub(crate) control_token: Option<String>,
    /// Saves a feature.
    pub(crate) save: Box<Save>,
    /// The logs of clients as they are at the end; nothing for one that cannot be read.
    pub(crate) client_logs: Box<ClientLogs>,
}

impl fmt::Debug for ServeOptions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Without the token.
        formatter.debug_struct("ServeOptions").field("listen", &self.listen).finish_non_exhaustive()
    }
}
