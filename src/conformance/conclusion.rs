//! How a piece of work ended as a whole: a run, a sweep, a part of the gate.

/// How a piece of work ended, from the best to the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Conclusion {
    /// Everything conforms.
    Conforms,
    /// Something does not conform, or was not shown to.
    DoesNotConform,
    /// It was interrupted: what was not done could change everything else.
    Interrupted,
    /// The simulation or the harness broke one of its own rules: a defect of passgate.
    Broken,
}

impl Conclusion {
    /// Whether everything conforms.
    pub(crate) fn conforms(self) -> bool {
        self == Self::Conforms
    }

    /// The worst of several.
    pub(crate) fn worst(all: impl IntoIterator<Item = Self>) -> Self {
        all.into_iter().max().unwrap_or(Self::Conforms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Conclusion::{Broken, Conforms, DoesNotConform, Interrupted};

    #[test]
    fn the_worst_part_decides_and_nothing_conforms() {
        assert_eq!(Conclusion::worst([]), Conforms);
        assert_eq!(Conclusion::worst([DoesNotConform, Conforms]), DoesNotConform);
        assert_eq!(Conclusion::worst([DoesNotConform, Interrupted, Conforms]), Interrupted);
        assert_eq!(Conclusion::worst([Broken, Interrupted]), Broken);
        let conforms = [Conforms, DoesNotConform, Interrupted, Broken].map(Conclusion::conforms);
        assert_eq!(conforms, [true, false, false, false]);
    }
}
