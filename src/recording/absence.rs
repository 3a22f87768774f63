//! What a run did without, though it may look as if it had it: reports name it, and the gate fails for it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// Something that a run did without.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Absence {
    /// The folder has no features: the bundled ones were run, and no one asked for them.
    OwnFeatures,
    /// This file is not read, since its name is only nearly that of one that is.
    UnreadFile {
        /// The file.
        path: String,
        /// What it would have to be called.
        meant: String,
    },
    /// No scenario is about this policy of the folder.
    Scenarios {
        /// The policy.
        policy: Arc<str>,
    },
    /// This approved table belongs to nothing that exists.
    TableOwner {
        /// The file.
        path: String,
    },
}

impl Absence {
    /// The file that it is about.
    pub fn path(&self) -> Option<&str> {
        match self {
            Self::UnreadFile { path, .. } | Self::TableOwner { path } => Some(path),
            Self::OwnFeatures | Self::Scenarios { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_absence_names_the_file_that_it_is_about() {
        let unread = Absence::UnreadFile { path: "a.yml".into(), meant: "a.yaml".into() };
        assert_eq!(unread.path(), Some("a.yml"));
        assert_eq!(Absence::TableOwner { path: "a.snap".into() }.path(), Some("a.snap"));
        assert_eq!(Absence::OwnFeatures.path(), None);
        assert_eq!(Absence::Scenarios { policy: "plain".into() }.path(), None);
    }
}
