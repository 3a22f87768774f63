//! What a run did without, in words.

use crate::recording::absence::Absence;

/// Something that a run did without, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AbsenceNote {
    /// What is missing, in a line.
    pub(crate) title: String,
    /// What to do.
    pub(crate) remedy: String,
}

/// A line for each absence.
pub(crate) fn absence_lines(absences: &[Absence]) -> String {
    let line = |absence| {
        let AbsenceNote { title, remedy } = absence_in_words(absence);
        format!("{title}; {remedy}\n")
    };
    absences.iter().map(line).collect()
}

/// An absence in words.
pub(crate) fn absence_in_words(absence: &Absence) -> AbsenceNote {
    let (title, remedy) = match absence {
        Absence::OwnFeatures => (
            "no features/ in this folder: the bundled ones were run".to_owned(),
            "change to the folder of your suite, or add `--bundled` if they are meant".to_owned(),
        ),
        Absence::UnreadFile { path, meant } => {
            (format!("`{path}` is not read"), format!("call it `{meant}`, or remove it"))
        }
        Absence::Scenarios { policy } => (
            format!("no scenario is about the policy `{policy}`"),
            format!("write `@policy:{policy}` above the features that describe it, or remove it"),
        ),
        Absence::TableOwner { path } => (
            format!("`{path}` is the approved table of nothing that exists"),
            "remove it, or restore the policy that it belongs to".to_owned(),
        ),
    };
    AbsenceNote { title, remedy }
}
