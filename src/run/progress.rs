//! How far a long piece of work is, reported without knowing who displays it.

/// Something that is informed of how far work is. Work on several cores reports from all of them.
pub trait Progress: Sync {
    /// A piece of work begins that has `total` units, such as seeds or mutants. Without a name for its units, only
    /// their share of the whole means something.
    fn start(&self, units: &'static str, total: u64);

    /// This many more units are done.
    fn advance(&self, units: u64);
}

/// Reports to no one.
impl Progress for () {
    fn start(&self, _: &'static str, _: u64) {}

    fn advance(&self, _: u64) {}
}
