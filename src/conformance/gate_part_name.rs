//! The parts of the gate, by name.

/// A part of the gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GatePartName {
    /// Every scenario conforms, and the tables are as approved.
    Run,
    /// Nothing that the suite seems to have is missing: features of its own, approved tables, files that are read.
    Inputs,
    /// The same run again, one scenario at a time, gives the same recording.
    Twice,
    /// Every clause has a scenario, and every row is reached.
    Coverage,
    /// A scenario fails under every change of a policy.
    Mutate,
    /// The scenarios conform under faults that the policy leaves room for.
    Benign,
    /// The invariants hold under any faults.
    Hostile,
    /// The invariants hold in every interleaving of a small world.
    Explore,
}

impl GatePartName {
    /// Every part, in the order of execution.
    pub(crate) const ALL: [Self; 8] = [
        Self::Run,
        Self::Inputs,
        Self::Twice,
        Self::Coverage,
        Self::Mutate,
        Self::Benign,
        Self::Hostile,
        Self::Explore,
    ];

    /// What the gate calls it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Run => "run",
            Self::Inputs => "inputs",
            Self::Twice => "twice",
            Self::Coverage => "coverage",
            Self::Mutate => "mutate",
            Self::Benign => "benign",
            Self::Hostile => "hostile",
            Self::Explore => "explore",
        }
    }

    /// The part that has to pass before this one is executed: while the scenarios themselves fail, every other part
    /// would only repeat it.
    pub(crate) const fn requires(self) -> Option<Self> {
        match self {
            Self::Run | Self::Inputs => None,
            Self::Twice
            | Self::Coverage
            | Self::Mutate
            | Self::Benign
            | Self::Hostile
            | Self::Explore => Some(Self::Run),
        }
    }
}
