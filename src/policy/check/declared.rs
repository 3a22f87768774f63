//! What the rest of a document declares that a row may refer to.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::document::yaml::path::NodePart;
use crate::domain::actor::{ActorId, Role};
use crate::domain::surface::SurfaceId;
use crate::policy::actors::Actor;
use crate::policy::check::checker::Checker;
use crate::policy::checked::Dimension;
use crate::policy::surface_support::SurfaceSupport;
use crate::policy::surfaces::Surface;

/// How surfaces treat a reset that they do not support, by their names.
pub(crate) type RowSupport = BTreeMap<String, SurfaceSupport>;

/// What a row may refer to elsewhere in the document.
pub(crate) struct Declared<'a> {
    pub(crate) clause_ids: &'a BTreeSet<Arc<str>>,
    pub(crate) actors: &'a [Actor],
    pub(crate) surfaces: &'a [Surface],
    pub(crate) managements: &'a [Arc<str>],
    pub(crate) dimensions: &'a [Dimension],
    /// Whether all actors and surfaces could be read: what is missing may be the very one that a row needs.
    pub(crate) complete: bool,
}

impl Declared<'_> {
    /// Every surface by its number, the device first.
    pub(crate) fn numbered(&self) -> impl Iterator<Item = (SurfaceId, &Surface)> + Clone {
        (0..).map(SurfaceId).zip(self.surfaces)
    }

    /// The one of these surfaces that is called `name`; reported at `place` if there is none.
    pub(crate) fn surface_among<'s>(
        checker: &mut Checker,
        mut surfaces: impl Iterator<Item = (SurfaceId, &'s Surface)> + Clone,
        name: &str,
        place: NodePart,
    ) -> Option<SurfaceId> {
        let known = surfaces.clone().map(|(_, surface)| &*surface.name);
        let found = surfaces.find(|(_, surface)| *surface.name == *name).map(|(id, _)| id);
        if found.is_none() {
            checker.report_unknown("policy::unknown_surface", "surface", name, known, place);
        }
        found
    }

    pub(crate) fn actor_name(&self, id: ActorId) -> &str {
        self.actors.get(id.index()).map_or("", |actor| &actor.name)
    }

    pub(crate) fn role(&self, id: ActorId) -> Option<Role> {
        self.actors.get(id.index()).map(|actor| actor.role)
    }

    /// Whether an actor can reset devices under this management somewhere: their own in a portal, anyone's in a console.
    /// Where a surface keeps them from beginning one, it does not count. What could not be read may be what allows it.
    pub(crate) fn resets(&self, by: ActorId, management: &str, support: &RowSupport) -> bool {
        !self.complete
            || self.surfaces.iter().any(|surface| {
                let own = surface.is_console() || self.role(by) == Some(Role::Owner);
                let there = support.get(&*surface.name).copied();
                surface.flow.is_some()
                    && !there.is_some_and(SurfaceSupport::keeps_from_beginning)
                    && surface.resetting.contains(&by)
                    && surface.manages(management)
                    && own
            })
    }

    /// Whether anyone can reset the devices of the owner under this management.
    pub(crate) fn anyone_resets(&self, management: &str) -> bool {
        let mut actors = (0..).map(ActorId).take(self.actors.len());
        actors.any(|by| self.resets(by, management, &RowSupport::new()))
    }
}
