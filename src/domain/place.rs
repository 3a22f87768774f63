//! A person on a surface: where something can be done and seen.

use std::fmt;

use crate::domain::actor::Actor;
use crate::domain::surface::Surface;

/// Who, and where: a person in front of a surface.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct Place {
    /// Who.
    pub actor: Actor,
    /// Where.
    pub surface: Surface,
}

impl Place {
    /// How many places there are.
    pub const COUNT: usize = Actor::COUNT * Surface::COUNT;

    /// The place of `actor` on `surface`.
    pub const fn new(actor: Actor, surface: Surface) -> Self {
        Self { actor, surface }
    }

    /// Every place: person by person, and each of them on every surface.
    pub fn all() -> impl Iterator<Item = Self> {
        const ALL: [[Place; Surface::COUNT]; Actor::COUNT] = [
            Place::of(Actor::EndUser),
            Place::of(Actor::AnotherEndUser),
            Place::of(Actor::Administrator),
        ];
        ALL.as_flattened().iter().copied()
    }

    /// A person on every surface. A constant list: going through it is the innermost loop of every run.
    const fn of(actor: Actor) -> [Self; Surface::COUNT] {
        [
            Self::new(actor, Surface::CompanyPortal),
            Self::new(actor, Surface::ConfigMgrConsole),
            Self::new(actor, Surface::RemoteMobileDeviceManager),
            Self::new(actor, Surface::Device),
        ]
    }

    /// This place's position among all of them.
    pub const fn index(self) -> usize {
        self.actor.index() * Surface::COUNT + self.surface.index()
    }

    /// What a digest hashes for this place.
    pub const fn number(self) -> u16 {
        u16::from_be_bytes([self.actor.number(), self.surface.number()])
    }
}

/// Who saw something where, as a sentence continues: `by the end user, in the Company Portal website`.
impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "by {}, {}", self.actor, self.surface.with_preposition())
    }
}

/// A value for every place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ByPlace<T>([T; Place::COUNT]);

impl<T> ByPlace<T> {
    /// The value for `place`.
    pub fn at(&self, place: Place) -> &T {
        let [first, others @ ..] = &self.0;
        place.index().checked_sub(1).and_then(|index| others.get(index)).unwrap_or(first)
    }

    /// The value for `place`, to be changed.
    pub fn at_mut(&mut self, place: Place) -> &mut T {
        let [first, others @ ..] = &mut self.0;
        place.index().checked_sub(1).and_then(|index| others.get_mut(index)).unwrap_or(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_has_a_value_of_its_own() {
        let mut table = ByPlace::default();
        for (place, number) in Place::all().zip(0..) {
            assert_eq!(place.index(), number, "{place}");
            *table.at_mut(place) = number;
        }
        let values: Vec<usize> = Place::all().map(|place| *table.at(place)).collect();
        assert_eq!(values, Vec::from_iter(0..Place::COUNT));
    }

    #[test]
    fn a_place_is_named_by_who_is_there_and_where_that_is() {
        let named = |surface| Place::new(Actor::EndUser, surface).to_string();
        assert_eq!(named(Surface::CompanyPortal), "by the end user, in the Company Portal website");
        assert_eq!(named(Surface::Device), "by the end user, on the device");
    }
}
