//! Which surfaces may show something else of a device than before.

use crate::domain::device::{DEVICES_MAX, DeviceId};
use crate::domain::surface::SurfaceSet;

/// Some surfaces for each device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Touched([SurfaceSet; DEVICES_MAX]);

impl Touched {
    /// Those of one device.
    pub(crate) fn of(&self, device: DeviceId) -> SurfaceSet {
        self.0.get(device.index()).copied().unwrap_or(SurfaceSet::ALL)
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(|surfaces| surfaces.is_empty())
    }

    /// Adds surfaces of one device.
    pub(crate) fn add(&mut self, device: DeviceId, surfaces: SurfaceSet) {
        if let Some(known) = self.0.get_mut(device.index()) {
            known.add(surfaces);
        }
    }

    /// Adds a surface of every device.
    pub(crate) fn add_everywhere(&mut self, surfaces: SurfaceSet) {
        self.0.iter_mut().for_each(|known| known.add(surfaces));
    }

    /// Forgets all of them.
    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Those of one device, which are forgotten.
    pub(crate) fn take(&mut self, device: DeviceId) -> SurfaceSet {
        self.0.get_mut(device.index()).map(std::mem::take).unwrap_or(SurfaceSet::ALL)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::surface::SurfaceId;

    #[test]
    fn what_was_touched_stays_so_until_it_is_taken() {
        let (page, desk) = (SurfaceSet::one(SurfaceId(1)), SurfaceSet::one(SurfaceId(2)));
        let mut touched = Touched::default();
        assert!(touched.is_empty());
        touched.add(DeviceId::SECOND, page);
        assert!(!touched.is_empty());
        touched.add_everywhere(desk);
        assert_eq!(touched.of(DeviceId::FIRST), desk);
        let mut both = page;
        both.add(desk);
        assert_eq!(touched.take(DeviceId::SECOND), both);
        assert!(touched.of(DeviceId::SECOND).is_empty() && !touched.is_empty());
        touched.clear();
        assert!(touched.is_empty());
    }
}
