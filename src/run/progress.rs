//! How far a long piece of work is, and whether it is to go on, without knowing who displays or decides that.

/// Something that is informed of how far work is, and says whether it goes on. Work on several cores uses it from all
/// of them.
pub trait Progress: Sync {
    /// A piece of work begins that has `total` units, such as seeds or mutants. Without a name for its units, only
    /// their share of the whole means something.
    fn start(&self, units: &'static str, total: u64);

    /// This many more units are done.
    fn advance(&self, units: u64);

    /// Whether the work is to end before it is done.
    fn is_stopped(&self) -> bool {
        false
    }
}

/// Reports to no one how far it is, and ends when the other work does.
pub(crate) struct Unreported<'a>(pub(crate) &'a dyn Progress);

impl Progress for Unreported<'_> {
    fn start(&self, _: &'static str, _: u64) {}

    fn advance(&self, _: u64) {}

    fn is_stopped(&self) -> bool {
        self.0.is_stopped()
    }
}

/// Reports to no one, and goes on.
impl Progress for () {
    fn start(&self, _: &'static str, _: u64) {}

    fn advance(&self, _: u64) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Stopped(bool);

    impl Progress for Stopped {
        fn start(&self, _: &'static str, _: u64) {}

        fn advance(&self, _: u64) {}

        fn is_stopped(&self) -> bool {
            self.0
        }
    }

    #[test]
    fn unreported_work_ends_when_the_other_work_does() {
        assert!(Unreported(&Stopped(true)).is_stopped());
        assert!(!Unreported(&Stopped(false)).is_stopped());
        assert!(!Unreported(&()).is_stopped());
    }
}
