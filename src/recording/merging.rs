//! Puts the parts of one run together, and refuses what are not parts of one run.

use std::collections::BTreeSet;

use miette::Diagnostic;
use thiserror::Error;

use crate::recording::case::Case;
use crate::recording::ends::{Footer, Header};
use crate::recording::tables::{NotCompared, TableComparison};
use crate::recording::whole::Recording;

/// Why recordings are not parts of one run.
#[derive(Debug, Diagnostic, Error)]
#[non_exhaustive]
pub(crate) enum MergeError {
    /// There is nothing to put together.
    #[error("there is no recording to read")]
    #[diagnostic(
        code(record::nothing),
        help("name one or more files that `passgate run -f record:PATH` wrote")
    )]
    Nothing,
    /// They differ in something that all parts of a run have in common.
    #[error("`{first}` and `{second}` are not parts of one run: they differ in {what}")]
    #[diagnostic(
        code(record::different_runs),
        help("run every shard with the same passgate, features, policies, seed and selection")
    )]
    Different {
        /// The first recording.
        first: String,
        /// The one that differs.
        second: String,
        /// In what.
        what: &'static str,
    },
    /// One of several recordings is no shard.
    #[error("`{path}` is a whole run, and not a shard of one")]
    #[diagnostic(code(record::not_a_shard), help("name shards of one run, or one whole run"))]
    NotAShard {
        /// The recording.
        path: String,
    },
    /// Two recordings hold the same shard.
    #[error("`{first}` and `{second}` are both shard {index}")]
    #[diagnostic(code(record::same_shard), help("name each shard once"))]
    SameShard {
        /// The one.
        first: String,
        /// The other.
        second: String,
        /// Which shard, counted from one.
        index: usize,
    },
    /// Two shards hold the same scenario.
    #[error("`{first}` and `{second}` both hold {place}")]
    #[diagnostic(
        code(record::overlap),
        help("run the shards again: they have to be parts of one run")
    )]
    Overlap {
        /// The one.
        first: String,
        /// The other.
        second: String,
        /// The scenario's place.
        place: String,
    },
}

/// Puts shards together in the order of the scenarios; one recording alone stays as it is.
///
/// Shards that are not there are a gap of the result, not an error.
///
/// # Errors
///
/// When there are none, or they are not disjoint shards of one run.
pub(crate) fn merge(parts: Vec<(String, Recording)>) -> Result<Recording, MergeError> {
    let mut parts = parts.into_iter();
    let (name, mut whole) = parts.next().ok_or(MergeError::Nothing)?;
    let mut names: Vec<(String, usize)> = Vec::new();
    let mut owners: Vec<(usize, usize)> = Vec::new();
    let mut footers = vec![whole.footer.take()];
    let mut add = |name: String, index: usize, recording: &Recording| {
        owners.extend(recording.cases.iter().map(|case| (case.position, names.len())));
        names.push((name, index));
    };
    let Some(first) = whole.header.shard else {
        return match parts.next() {
            Some(_) => Err(MergeError::NotAShard { path: name }),
            None => {
                whole.footer = footers.pop().flatten();
                Ok(whole)
            }
        };
    };
    add(name.clone(), first.index, &whole);
    let mut finished = footers.iter().all(Option::is_some);
    for (path, mut part) in parts {
        if let Some(what) = difference(&whole.header, &part.header) {
            return Err(MergeError::Different { first: name, second: path, what });
        }
        let Some(shard) = part.header.shard else { return Err(MergeError::NotAShard { path }) };
        add(path, shard.index, &part);
        finished &= part.footer.is_some();
        footers.push(part.footer.take());
        whole.header.cases += part.header.cases;
        whole.join(part);
    }
    disjoint(&names, &mut owners, &whole)?;
    let there: BTreeSet<usize> = names.iter().map(|(_, index)| *index).collect();
    whole.missing = (1..=first.count).filter(|index| !there.contains(index)).collect();
    if whole.missing.is_empty() {
        whole.header.shard = None;
    }
    let complete = whole.header.complete && whole.missing.is_empty();
    if finished {
        whole.footer = Some(joined(&whole, footers.into_iter().flatten(), complete));
    }
    Ok(whole)
}

impl Recording {
    /// Takes over the cases of another part, and the documents that only it has.
    fn join(&mut self, part: Self) {
        for (document, policy) in part.documents.iter().zip(part.policies()) {
            if self.policy(&policy.id).is_none() {
                self.add_policy(document.clone(), std::sync::Arc::clone(policy));
            }
        }
        for absence in part.header.absences {
            if !self.header.absences.contains(&absence) {
                self.header.absences.push(absence);
            }
        }
        for note in part.header.policies {
            if !self.header.policies.contains(&note) {
                self.header.policies.push(note);
            }
        }
        for source in part.features {
            if !self.features.contains(&source) {
                self.features.push(source);
            }
        }
        self.cases.extend(part.cases);
        self.cases.sort_by_key(|case| case.position);
    }
}

/// What two parts of one run must have in common, and have not.
fn difference(first: &Header, second: &Header) -> Option<&'static str> {
    let same_policies = first.policies.iter().all(|note| {
        second.policies.iter().all(|other| other.id != note.id || other.digest == note.digest)
    });
    let count = |header: &Header| header.shard.map(|shard| shard.count);
    let compared = [
        (first.engine == second.engine, "the version of passgate"),
        (first.target == second.target, "the system under test"),
        (first.system == second.system, "what the system under test declares or is held to"),
        (first.seed == second.seed, "the seed"),
        (first.faults == second.faults, "the faults"),
        (first.features == second.features, "the features"),
        (first.bundled == second.bundled, "whether the features are the bundled ones"),
        (same_policies, "the policies"),
        (first.selection == second.selection, "the selection"),
        (first.selected == second.selected, "the number of scenarios"),
        (second.shard.is_none() || count(first) == count(second), "the number of shards"),
    ];
    compared.into_iter().find(|(same, _)| !same).map(|(_, what)| what)
}

/// Whether no shard and no scenario is there twice.
fn disjoint(
    names: &[(String, usize)],
    owners: &mut [(usize, usize)],
    whole: &Recording,
) -> Result<(), MergeError> {
    for (place, (second, index)) in names.iter().enumerate() {
        let earlier = names.iter().take(place).find(|(_, other)| other == index);
        if let Some((first, _)) = earlier {
            let (first, second) = (first.clone(), second.clone());
            return Err(MergeError::SameShard { first, second, index: *index });
        }
    }
    owners.sort_unstable();
    let twice = owners.windows(2).find_map(|pair| match pair {
        [(one, first), (other, second)] if one == other => Some((*one, *first, *second)),
        _ => None,
    });
    let Some((position, first, second)) = twice else { return Ok(()) };
    let name = |part: usize| names.get(part).map(|(name, _)| name.clone()).unwrap_or_default();
    let place = whole.cases.iter().find(|case| case.position == position);
    Err(MergeError::Overlap {
        first: name(first),
        second: name(second),
        place: place.map(Case::place).unwrap_or_default(),
    })
}

/// The footer of the whole: sums where the parts have numbers, and no tables, which no part could compare.
fn joined(whole: &Recording, footers: impl Iterator<Item = Footer>, complete: bool) -> Footer {
    let tables = TableComparison::NotCompared(NotCompared::RunInShards);
    let mut joined = whole.ended(tables);
    for footer in footers {
        joined.interrupted |= footer.interrupted;
        // Shards run at the same time: the slowest one says how long the whole took.
        joined.took = joined.took.max(footer.took);
        for status in footer.waivers {
            match joined.waivers.iter_mut().find(|known| known.waiver == status.waiver) {
                Some(known) => known.add(&status),
                None => joined.waivers.push(status),
            }
        }
    }
    for status in &mut joined.waivers {
        status.everything = complete;
    }
    joined
}
