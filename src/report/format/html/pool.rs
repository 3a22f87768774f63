//! Values that are written once and counted from zero: what keeps the file small.

use std::borrow::Borrow;
use std::collections::BTreeMap;

/// Values by their numbers, in the order in which they were first met.
#[derive(Debug)]
pub(crate) struct Pool<T> {
    numbers: BTreeMap<T, usize>,
}

impl<T> Default for Pool<T> {
    fn default() -> Self {
        Self { numbers: BTreeMap::new() }
    }
}

impl<T: Ord> Pool<T> {
    /// The number of a value: a new one at the first request.
    pub(crate) fn number<Q>(&mut self, value: &Q) -> usize
    where
        T: Borrow<Q>,
        Q: Ord + ToOwned<Owned = T> + ?Sized,
    {
        if let Some(number) = self.numbers.get(value) {
            return *number;
        }
        let number = self.numbers.len();
        self.numbers.insert(value.to_owned(), number);
        number
    }

    /// All values, each at the place of its number.
    pub(crate) fn into_values(self) -> Vec<T> {
        let mut values: Vec<(usize, T)> =
            self.numbers.into_iter().map(|(value, number)| (number, value)).collect();
        values.sort_unstable_by_key(|(number, _)| *number);
        values.into_iter().map(|(_, value)| value).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_keeps_its_number_and_its_place() {
        let mut pool = Pool::<String>::default();
        assert_eq!([pool.number("b"), pool.number("a"), pool.number("b")], [0, 1, 0]);
        assert_eq!(pool.into_values(), ["b", "a"]);
    }
}
