//! Who and where: the actors and surfaces of a policy, and the places that they make.

use crate::domain::actor::{ActorId, Role};
use crate::domain::key::Key;
use crate::domain::place::Place;
use crate::domain::surface::{SurfaceId, SurfaceSet};
use crate::domain::text_table::TextId;
use crate::policy::checked::Policy;
use crate::policy::surface_support::SurfaceSupport;
use crate::policy::surfaces::Surface;

/// What sentences call the device itself.
pub(crate) const THE_DEVICE: &str = "the device";

impl Policy {
    /// What sentences call the actor.
    pub fn actor_name(&self, id: ActorId) -> &str {
        self.actors.get(id.index()).map_or("", |actor| &actor.name)
    }

    /// What the actor is to the devices; a stranger owns some other device.
    pub fn role(&self, id: ActorId) -> Role {
        self.actors.get(id.index()).map_or(Role::OtherOwner, |actor| actor.role)
    }

    /// The actor called `name`.
    pub fn actor_named(&self, name: &str) -> Option<ActorId> {
        self.actor_ids().find(|id| self.actor_name(*id) == name)
    }

    /// Every actor, in the policy's order.
    pub fn actor_ids(&self) -> impl Iterator<Item = ActorId> + use<> {
        (0..).map(ActorId).take(self.actors.len())
    }

    /// The actor whose devices those of a scenario are, where no sentence says otherwise.
    pub const fn owner(&self) -> ActorId {
        self.owner
    }

    /// The first actor with this role.
    pub fn first_with(&self, role: Role) -> Option<ActorId> {
        self.actor_ids().find(|id| self.role(*id) == role)
    }

    /// The actor in whose place `actor` is, for a device of `owner`: to a device, its own owner is the owner, and the
    /// policy's is another one.
    pub fn seen_from(&self, owner: ActorId, actor: ActorId) -> ActorId {
        let usual = self.owner();
        if owner == usual {
            actor
        } else if actor == owner {
            usual
        } else if actor == usual {
            owner
        } else {
            actor
        }
    }

    /// The surface that `id` counts to.
    pub fn surface(&self, id: SurfaceId) -> Option<&Surface> {
        self.surfaces.get(id.index())
    }

    /// What sentences call the surface.
    pub fn surface_name(&self, id: SurfaceId) -> &str {
        self.surface(id).map_or("", |surface| &surface.name)
    }

    /// The surface called `name`.
    pub fn surface_named(&self, name: &str) -> Option<SurfaceId> {
        (0..).map(SurfaceId).zip(&self.surfaces).find(|(_, it)| &*it.name == name).map(|(id, _)| id)
    }

    /// The declared surfaces, in the policy's order: all but the device.
    pub fn declared_surfaces(&self) -> impl Iterator<Item = (SurfaceId, &Surface)> {
        (0..).map(SurfaceId).zip(&self.surfaces).skip(1)
    }

    /// The surface with its preposition: `in the portal`, `on the device`.
    pub fn in_surface(&self, id: SurfaceId) -> String {
        let preposition = if id == SurfaceId::DEVICE { "on" } else { "in" };
        format!("{preposition} {}", self.surface_name(id))
    }

    /// Whether the surface is a console.
    pub fn is_console(&self, id: SurfaceId) -> bool {
        self.surface(id).is_some_and(Surface::is_console)
    }

    /// Whether the surface is a portal.
    pub fn is_portal(&self, id: SurfaceId) -> bool {
        self.surface(id).is_some_and(Surface::is_portal)
    }

    /// The surfaces that know devices under a management.
    pub fn managing(&self, management: &str) -> SurfaceSet {
        let all = (0..).map(SurfaceId).zip(&self.surfaces);
        all.filter(|(_, surface)| surface.manages(management)).map(|(id, _)| id).collect()
    }

    /// Every place where someone may look: surface by surface, the device last.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// The position of `place` among [`Policy::places`].
    pub fn place_index(&self, place: Place) -> Option<usize> {
        let indices = self.place_indices.get(place.actor.index())?;
        indices.get(place.surface.index()).copied().flatten().map(usize::from)
    }

    /// Who saw something where, as a sentence continues: `by the help desk, in the console`.
    pub fn place_in_words(&self, place: Place) -> String {
        format!("by {}, {}", self.actor_name(place.actor), self.in_surface(place.surface))
    }

    /// Whether a surface offers a reset of such a device to someone who may use it.
    pub fn offers_reset(&self, surface: SurfaceId, key: &Key) -> bool {
        let row = self.key_id(key).and_then(|id| self.row(self.covered(id)?.row));
        let support = row.and_then(|row| row.support(surface));
        !support.is_some_and(SurfaceSupport::keeps_from_beginning)
            && self.surface(surface).is_some_and(|surface| surface.flow.is_some())
    }

    /// The first place from which such a device of `owner` can be reset, in the policy's order.
    pub fn first_resetting(&self, owner: ActorId, key: &Key) -> Option<Place> {
        self.resetting_places(owner, key).next()
    }

    /// Every place from which such a device of `owner` can be reset, in the policy's order of actors,
    /// and for each of them of surfaces.
    pub fn resetting_places<'p>(
        &'p self,
        owner: ActorId,
        key: &'p Key,
    ) -> impl Iterator<Item = Place> + 'p {
        self.actor_ids().flat_map(move |actor| {
            let there = self.declared_surfaces().filter(move |(id, surface)| {
                self.offers_reset(*id, key)
                    && surface.resetting.contains(&actor)
                    && surface.manages(key.management())
                    && (surface.is_console() || actor == owner)
            });
            there.map(move |(id, _)| Place::new(actor, id))
        })
    }

    /// The text that `id` counts to; empty where there is none.
    pub fn text(&self, id: TextId) -> &str {
        self.texts.text(id)
    }
}
