//! What every request of a service shares.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::watch;

use crate::recording::whole::Recording;
use crate::serve::client::expected::ClientRule;
use crate::serve::client::judging::judged;
use crate::serve::options::{Save, ServeOptions};
use crate::serve::served::served_world::ServedWorld;
use crate::serve::service_secret::ServiceSecret;
use crate::serve::worlds::{SharedWorld, Worlds};

/// What every request of a service shares.
pub(crate) struct Service {
    /// The worlds.
    pub(crate) worlds: Worlds,
    /// What its tokens are derived from.
    pub(crate) secret: ServiceSecret,
    /// The hosts by which it may be called, each with its port.
    pub(crate) hosts: Vec<String>,
    /// Origins of other pages that may call the Graph API.
    pub(crate) origins: Vec<String>,
    /// Whether it speaks TLS.
    pub(crate) tls: bool,
    /// How many Graph requests a world answers in a second; zero for no limit.
    pub(crate) throttle: u32,
    /// What a client must have done.
    pub(crate) expected: Vec<ClientRule>,
    /// Saves a feature.
    pub(crate) save: Box<Save>,
    stop: watch::Sender<bool>,
    requests: AtomicU64,
}

impl Service {
    /// A service with the worlds that there are from the start; `port` is the one that it really listens on.
    pub(crate) fn new(options: ServeOptions, secret: ServiceSecret, port: u16) -> Arc<Self> {
        let ServeOptions { listen, tls, hosts, origins, policies, first, seed, .. } = options;
        let ServeOptions { faults, rate, throttle, answers, expected, save, .. } = options;
        let own = [
            "localhost".to_owned(),
            host(&listen.ip()),
            "127.0.0.1".to_owned(),
            "[::1]".to_owned(),
        ];
        let named = own.into_iter().chain(hosts);
        let hosts = named.flat_map(|host| [format!("{host}:{port}"), host]).collect();
        let worlds = Worlds::new(policies, seed, faults, rate, answers);
        for policy in &first {
            let name = worlds.free_name(&world_name(&policy.id));
            let world = ServedWorld::new(worlds.origin(policy, None), rate);
            // The name is free and can be in an address.
            let _ = worlds.add(&name, world);
        }
        let (stop, requests) = (watch::Sender::new(false), AtomicU64::new(0));
        Arc::new(Self {
            worlds,
            secret,
            hosts,
            origins,
            tls,
            throttle,
            expected,
            save,
            stop,
            requests,
        })
    }

    /// Ends the service once what is under way is done.
    pub(crate) fn stop(&self) {
        self.stop.send_replace(true);
    }

    /// Becomes true when the service ends.
    pub(crate) fn stopping(&self) -> watch::Receiver<bool> {
        self.stop.subscribe()
    }

    /// The number of the next request.
    pub(crate) fn next_request(&self) -> u64 {
        self.requests.fetch_add(1, Ordering::Relaxed)
    }

    /// The address of the service as a request called it.
    pub(crate) fn address(&self, host: &str) -> String {
        format!("{}://{host}", if self.tls { "https" } else { "http" })
    }

    /// The verdict on the clients of one world.
    pub(crate) fn verdict_on(&self, shared: &SharedWorld) -> Recording {
        let origin = shared.world().origin.clone();
        let client = shared.client();
        let world = (shared.name.as_str(), origin.policy, origin.seed, &*client);
        judged(std::iter::once(world), self.rules())
    }

    /// The verdict on the clients of every world that had some; of the first world if none had.
    pub(crate) fn verdict(&self) -> Recording {
        let all = self.worlds.all();
        let used: Vec<_> = all.iter().filter(|it| it.client().request_count > 0).collect();
        let judged_worlds = if used.is_empty() { all.iter().take(1).collect() } else { used };
        let guards: Vec<_> = judged_worlds
            .iter()
            .map(|shared| (shared.name.as_str(), shared.world().origin.clone(), shared.client()))
            .collect();
        let worlds = guards.iter().map(|(name, origin, client)| {
            (*name, Arc::clone(&origin.policy), origin.seed, &**client)
        });
        judged(worlds, self.rules())
    }

    fn rules(&self) -> &[ClientRule] {
        if self.expected.is_empty() { ClientRule::ALL } else { &self.expected }
    }
}

/// The name of a policy as that of a world.
fn world_name(id: &str) -> String {
    let plain =
        |one: char| if one.is_ascii_alphanumeric() { one.to_ascii_lowercase() } else { '-' };
    id.chars().map(plain).take(30).collect()
}

/// An address as a `Host` header has it.
fn host(ip: &std::net::IpAddr) -> String {
    match ip {
        std::net::IpAddr::V4(ip) => ip.to_string(),
        std::net::IpAddr::V6(ip) => format!("[{ip}]"),
    }
}

impl fmt::Debug for Service {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Service").field("hosts", &self.hosts).finish_non_exhaustive()
    }
}
