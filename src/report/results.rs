//! A recorded run with what was worked out from it once, for all formats.

use crate::conformance::tally::Tally;
use crate::conformance::waivers::WaiverViolation;
use crate::recording::comparison::Changes;
use crate::recording::support::Support;
use crate::recording::whole::Recording;

/// What every format reads.
#[derive(Debug)]
pub struct Results<'r> {
    /// The run.
    pub recording: &'r Recording,
    /// The results of its scenarios under each policy, the newest policy first.
    pub tallies: Vec<Tally>,
    /// The waivers that fail it.
    pub violations: Vec<WaiverViolation>,
    /// How much of it its system supports, if that is an outside one.
    pub(crate) support: Option<Support>,
    /// What the recording lacks, in words; nothing if it is complete.
    pub gaps: Option<String>,
    /// What has changed since another run, if the user named one.
    pub changes: Option<Changes>,
    /// What a page about it is called, if the user named it.
    pub title: Option<String>,
    /// Where the build is that it is from, if the user named it.
    pub build_url: Option<String>,
}

impl<'r> Results<'r> {
    /// The results of a recording.
    pub fn of(recording: &'r Recording) -> Self {
        let tallies = recording.tallies();
        Self {
            recording,
            support: recording.support(&tallies),
            tallies,
            violations: recording.violations(),
            gaps: recording.gaps_in_words(),
            changes: None,
            title: None,
            build_url: None,
        }
    }

    /// How much of the run its system supports; nothing if it was run on the simulation.
    pub const fn support(&self) -> Option<&Support> {
        self.support.as_ref()
    }

    /// The same, with a title and the address of the build for its page.
    #[must_use]
    pub fn labelled(self, title: Option<&str>, build_url: Option<&str>) -> Self {
        let given = |text: Option<&str>| {
            text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
        };
        Self { title: given(title), build_url: given(build_url), ..self }
    }

    /// The same, with what has changed since `baseline`.
    #[must_use]
    pub fn since(self, baseline: &Recording) -> Self {
        Self { changes: Some(Changes::between(baseline, self.recording)), ..self }
    }
}
