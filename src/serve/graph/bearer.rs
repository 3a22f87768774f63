//! Bearer tokens: each is for one person in one world, with some permissions.

use crate::domain::actor::{ActorId, Role};
use crate::policy::checked::Policy;
use crate::serve::service_secret::{ServiceSecret, same};

/// What a token allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Permission {
    /// To read devices and to reset them.
    Full,
    /// To read devices.
    Read,
    /// To reset devices, without reading anything of them.
    Reset,
}

impl Permission {
    /// Every permission.
    pub(crate) const ALL: &'static [Self] = &[Self::Full, Self::Read, Self::Reset];

    /// What a token and the pages call it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Read => "read",
            Self::Reset => "reset",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|permission| permission.name() == name)
    }

    /// Whether it allows reading devices.
    pub(crate) const fn reads(self) -> bool {
        matches!(self, Self::Full | Self::Read)
    }

    /// Whether it allows resetting them.
    pub(crate) const fn resets(self) -> bool {
        matches!(self, Self::Full | Self::Reset)
    }
}

/// Who calls, and what they may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Caller {
    /// The person that the token is for.
    pub(crate) actor: ActorId,
    /// Whether they look after the devices of others.
    pub(crate) is_staff: bool,
    /// What the token allows.
    pub(crate) permission: Permission,
}

/// The token of a person in a world.
pub(crate) fn token(
    secret: &ServiceSecret,
    world: &str,
    actor: ActorId,
    permission: Permission,
) -> String {
    let subject = format!("{}.{}", actor.0, permission.name());
    let proof = secret.token(&format!("graph/{world}/{subject}"));
    format!("passgate.{subject}.{proof}")
}

/// Whom an `Authorization` header is for; nothing where it is no token of this world.
pub(crate) fn caller(
    secret: &ServiceSecret,
    world: &str,
    policy: &Policy,
    authorization: &str,
) -> Option<Caller> {
    let (scheme, given) = authorization.split_once(' ')?;
    let parts: Vec<&str> = given.trim().split('.').collect();
    let &["passgate", actor, permission, _] = parts.as_slice() else { return None };
    let actor = ActorId(actor.parse().ok()?);
    let permission = Permission::from_name(permission)?;
    let exists = actor.index() < policy.actors.len();
    let is_bearer = scheme.eq_ignore_ascii_case("bearer");
    let expected = token(secret, world, actor, permission);
    (exists && is_bearer && same(given.trim(), &expected)).then(|| Caller {
        actor,
        is_staff: policy.role(actor) == Role::Staff,
        permission,
    })
}
