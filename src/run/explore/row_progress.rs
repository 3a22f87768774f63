//! How far the exploration of one row is: each layer is taken to cost a few times as much as the one before.

use crate::run::progress::Progress;
use crate::run::progress::Unreported;

/// Roughly how many times as long as the one before it a layer takes.
const GROWTH: u64 = 4;

/// How many units the first layer has, so that even it can be reported in parts.
const UNITS_MIN: u64 = 64;

/// The progress of one row.
pub(crate) struct RowProgress<'a> {
    progress: &'a dyn Progress,
    depth: usize,
    done: u64,
}

impl<'a> RowProgress<'a> {
    /// A row that is explored to this depth, from its beginning.
    pub(crate) const fn new(progress: &'a dyn Progress, depth: usize) -> Self {
        Self { progress, depth, done: 0 }
    }

    /// How many units a row has.
    pub(crate) fn total(depth: usize) -> u64 {
        (0..depth).fold(0, |sum: u64, layer| sum.saturating_add(weight(layer)))
    }

    /// `left` of the `states` of a layer, counted from zero, are done.
    pub(crate) fn report(&mut self, layer: usize, left: usize, states: usize) {
        let share = u128::from(weight(layer)) * left as u128 / states.max(1) as u128;
        let share = u64::try_from(share).unwrap_or(u64::MAX);
        self.advance_to(Self::total(layer).saturating_add(share));
    }

    /// The row is done, whether or not all layers had to be searched.
    pub(crate) fn finish(&mut self) {
        self.advance_to(Self::total(self.depth));
    }

    /// Whether the search is to end.
    pub(crate) fn is_stopped(&self) -> bool {
        self.progress.is_stopped()
    }

    /// The progress of more work on the row, which counts for nothing.
    pub(crate) const fn unreported(&self) -> Unreported<'a> {
        Unreported(self.progress)
    }

    fn advance_to(&mut self, units: u64) {
        // Every core reports: only a visible change is worth the synchronisation.
        let step = (Self::total(self.depth) / 200).max(1);
        if units >= self.done.saturating_add(step) || units == Self::total(self.depth) {
            self.progress.advance(units.saturating_sub(self.done));
            self.done = units;
        }
    }
}

fn weight(layer: usize) -> u64 {
    let exponent = u32::try_from(layer).unwrap_or(u32::MAX);
    UNITS_MIN.saturating_mul(GROWTH.saturating_pow(exponent))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    #[derive(Default)]
    struct Sum(AtomicU64);

    impl Progress for Sum {
        fn start(&self, _: &'static str, _: u64) {}

        fn advance(&self, units: u64) {
            self.0.fetch_add(units, Ordering::Relaxed);
        }
    }

    /// A row whose search ends early must not leave the display short of its end, nor one with many states pass it.
    #[test]
    fn a_row_adds_up_to_its_total_however_it_ends() {
        for layers in [1, 3, 7] {
            let sum = Sum::default();
            let mut row = RowProgress::new(&sum, 7);
            for layer in 0..layers {
                (1..=9).for_each(|left| row.report(layer, left, 9));
            }
            row.finish();
            assert_eq!(sum.0.into_inner(), RowProgress::total(7));
        }
    }
}
