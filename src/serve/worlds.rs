//! The worlds of a service, by name.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use thiserror::Error;

use crate::policy::checked::Policy;
use crate::serve::client::client_record::ClientRecord;
use crate::serve::served::origin::Origin;
use crate::serve::served::served_world::ServedWorld;
use crate::simulation::fault::Profile;

/// How many worlds there may be at once.
pub(crate) const WORLDS_MAX: usize = 20_000;

/// The longest name of a world.
const NAME_MAX: usize = 40;

/// A world, and what its clients did.
#[derive(Debug)]
pub(crate) struct SharedWorld {
    /// Its name.
    pub(crate) name: String,
    world: Mutex<ServedWorld>,
    client: Mutex<ClientRecord>,
}

/// Every world of a service.
#[derive(Debug)]
pub(crate) struct Worlds {
    policies: Vec<Arc<Policy>>,
    seed: u64,
    faults: Option<Profile>,
    rate: u32,
    answers: Vec<u16>,
    known: Mutex<BTreeMap<String, Arc<SharedWorld>>>,
}

/// Why there is no new world.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(crate) enum WorldError {
    /// The name cannot be in an address.
    #[error("`{0}` cannot be the name of a world: use up to 40 of a-z, 0-9 and -")]
    Name(String),
    /// There is one of that name.
    #[error("there is a world `{0}` already: choose another name")]
    Exists(String),
    /// There are too many.
    #[error("there are {WORLDS_MAX} worlds: end one first")]
    TooMany,
    /// No policy has that name.
    #[error("there is no policy `{0}`")]
    Policy(String),
}

impl SharedWorld {
    /// The world, for as long as no one else needs it. What a thread that panicked left is still a world.
    pub(crate) fn world(&self) -> MutexGuard<'_, ServedWorld> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What its clients did.
    pub(crate) fn client(&self) -> MutexGuard<'_, ClientRecord> {
        self.client.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Worlds {
    /// No world yet; new ones have one of these policies, and this seed where no one chooses one.
    pub(crate) fn new(
        policies: Vec<Arc<Policy>>,
        seed: u64,
        faults: Option<Profile>,
        rate: u32,
        answers: Vec<u16>,
    ) -> Self {
        Self { policies, seed, faults, rate, answers, known: Mutex::default() }
    }

    fn known(&self) -> MutexGuard<'_, BTreeMap<String, Arc<SharedWorld>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The policies that a world can have.
    pub(crate) fn policies(&self) -> &[Arc<Policy>] {
        &self.policies
    }

    /// The policy called `id`.
    pub(crate) fn policy(&self, id: &str) -> Result<&Arc<Policy>, WorldError> {
        let found = self.policies.iter().find(|policy| &*policy.id == id);
        found.ok_or_else(|| WorldError::Policy(id.chars().take(NAME_MAX).collect()))
    }

    /// Where a new world begins.
    pub(crate) fn origin(&self, policy: &Arc<Policy>, seed: Option<u64>) -> Origin {
        let seed = seed.unwrap_or(self.seed);
        Origin { policy: Arc::clone(policy), seed, faults: self.faults }
    }

    /// The seed of worlds for which no one chooses one.
    pub(crate) const fn seed(&self) -> u64 {
        self.seed
    }

    /// How many times as fast the clock of a new world moves as that on the wall.
    pub(crate) const fn rate(&self) -> u32 {
        self.rate
    }

    /// Adds a world.
    pub(crate) fn add(
        &self,
        name: &str,
        world: ServedWorld,
    ) -> Result<Arc<SharedWorld>, WorldError> {
        let allowed = |one: u8| one.is_ascii_lowercase() || one.is_ascii_digit() || one == b'-';
        if name.is_empty() || name.len() > NAME_MAX || !name.bytes().all(allowed) {
            return Err(WorldError::Name(name.chars().take(NAME_MAX).collect()));
        }
        let mut known = self.known();
        if known.contains_key(name) {
            return Err(WorldError::Exists(name.to_owned()));
        }
        if known.len() >= WORLDS_MAX {
            return Err(WorldError::TooMany);
        }
        let client = Mutex::new(ClientRecord::answering(&self.answers));
        let shared =
            Arc::new(SharedWorld { name: name.to_owned(), world: Mutex::new(world), client });
        known.insert(name.to_owned(), Arc::clone(&shared));
        Ok(shared)
    }

    /// A name that no world has yet.
    pub(crate) fn free_name(&self, wanted: &str) -> String {
        let known = self.known();
        let numbered = (2..).map(|number| format!("{wanted}-{number}"));
        let mut names = std::iter::once(wanted.to_owned()).chain(numbered);
        names.find(|name| !known.contains_key(name)).unwrap_or_default()
    }

    /// The world called `name`.
    pub(crate) fn named(&self, name: &str) -> Option<Arc<SharedWorld>> {
        self.known().get(name).cloned()
    }

    /// Every world, in the order of their names.
    pub(crate) fn all(&self) -> Vec<Arc<SharedWorld>> {
        self.known().values().cloned().collect()
    }

    /// Ends a world; whether there was one.
    pub(crate) fn end(&self, name: &str) -> bool {
        self.known().remove(name).is_some()
    }
}
