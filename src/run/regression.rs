//! A finding that is kept: run first by every later sweep.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::domain::fault::Fault;
use crate::domain::key::Key;
use crate::policy::checked::Policy;
use crate::run::batch::Plan;
use crate::run::shrink::Shrunk;
use crate::run::sweep::Trial;
use crate::simulation::fault::{FaultPlan, InjectedFault, Profile};

/// The version of the form that this crate writes, and the only one it reads.
const VERSION: u32 = 1;

/// A kept finding, as it is written in its file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regression {
    regression: u32,
    /// The version of passgate that found it.
    pub engine: String,
    /// The policy that it was found under.
    pub policy: String,
    profile: Profile,
    seed: u64,
    /// The feature and the scenario.
    pub feature: String,
    /// The scenario's name.
    pub scenario: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    example: Option<usize>,
    /// The values of the device that it is about, where that is not the scenario's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    device: Option<Vec<String>>,
    steps: Vec<usize>,
    faults: Vec<KeptFault>,
    /// What was found, in words.
    pub found: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeptFault {
    fault: Fault,
    opportunity: u32,
}

/// A text that is not a kept finding, or one that cannot be run any more.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum RegressionError {
    /// The text is damaged.
    #[error("it is not a kept finding: {0}")]
    Damaged(#[from] serde_json::Error),
    /// The text was written by another version.
    #[error("it has version {found}, and this passgate reads version {VERSION}")]
    Version {
        /// The version that it names.
        found: u32,
    },
    /// The scenario is gone.
    #[error("there is no scenario `{scenario}` in `{feature}` any more")]
    NoScenario {
        /// The feature that it names.
        feature: String,
        /// The scenario that it names.
        scenario: String,
    },
    /// The scenario has fewer steps than it had.
    #[error("step {step} of `{scenario}` is gone")]
    NoStep {
        /// The step, counted from one.
        step: usize,
        /// The scenario that it names.
        scenario: String,
    },
}

impl Regression {
    /// Keeps what was found; `found` says it in words.
    pub(crate) fn new(shrunk: &Shrunk, engine: &str, found: String) -> Self {
        let trial = &shrunk.found.trial;
        let scenario = &trial.plan.scenario;
        let values = |key: &Key| key.values().iter().map(ToString::to_string).collect();
        let kept = |injected: &InjectedFault| KeptFault {
            fault: injected.fault,
            opportunity: injected.opportunity,
        };
        Self {
            regression: VERSION,
            engine: engine.to_owned(),
            policy: trial.policy.id.to_string(),
            profile: trial.profile,
            seed: trial.seed,
            feature: scenario.path.to_string(),
            scenario: scenario.name.to_string(),
            example: scenario.example,
            device: shrunk.device.as_ref().map(values),
            steps: shrunk.steps.clone(),
            faults: shrunk.injected.iter().map(kept).collect(),
            found,
        }
    }

    /// Reads a kept finding.
    ///
    /// # Errors
    ///
    /// When the text is not one, or is of another version.
    pub fn read(text: &str) -> Result<Self, RegressionError> {
        let regression: Self = serde_json::from_str(text)?;
        if regression.regression != VERSION {
            return Err(RegressionError::Version { found: regression.regression });
        }
        Ok(regression)
    }

    /// The finding as text.
    pub fn write(&self) -> String {
        // Names and numbers always have a JSON form.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// The trial that found it, from the loaded plans.
    ///
    /// # Errors
    ///
    /// When its scenario or one of its steps is gone.
    pub fn trial(&self, plans: &[(Plan, Arc<Policy>)]) -> Result<Trial, RegressionError> {
        let same = |plan: &Plan| {
            let scenario = &plan.scenario;
            *scenario.path == *self.feature
                && *scenario.name == *self.scenario
                && scenario.example == self.example
        };
        let (plan, policy) = plans.iter().find(|(plan, _)| same(plan)).ok_or_else(|| {
            RegressionError::NoScenario {
                feature: self.feature.clone(),
                scenario: self.scenario.clone(),
            }
        })?;
        let count = plan.steps().len();
        if let Some(step) = self.steps.iter().find(|step| **step >= count) {
            let scenario = self.scenario.clone();
            return Err(RegressionError::NoStep { step: step + 1, scenario });
        }
        let plan = match &self.device {
            Some(values) => plan.about(&Key::new(values.iter().map(|value| value.as_str().into()))),
            None => plan.clone(),
        };
        let injected =
            |kept: &KeptFault| InjectedFault { fault: kept.fault, opportunity: kept.opportunity };
        Ok(Trial {
            plan: plan.reduced(|step| self.steps.contains(&step)),
            policy: Arc::clone(policy),
            seed: self.seed,
            profile: self.profile,
            faults: FaultPlan::Given(self.faults.iter().map(injected).collect()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::scenarios_of_tests::scenario;
    use crate::policy::samples::{key, plain};

    /// A kept finding about these steps of a scenario, and the trial that it is of a suite with one scenario of three
    /// steps.
    fn trial(name: &str, rest: &str, steps: &[usize]) -> Result<Trial, String> {
        let text = format!(
            r#"{{"regression":1,"engine":"0","policy":"plain","profile":"hostile","seed":7,
            "feature":"a.feature","scenario":"{name}","steps":{steps:?},
            "faults":[{{"fault":"push lost","opportunity":2}}],{rest}"found":"it fails"}}"#
        );
        let kept = Regression::read(&text).unwrap();
        assert_eq!(Regression::read(&kept.write()).unwrap(), kept);
        let policy = plain();
        let scenario = scenario(
            &policy,
            "Given a Digits device managed by Plain joint\n\
             When the clerk resets the passcode in the desk\n\
             Then the device is locked",
        );
        let plan = Plan::new(&scenario).unwrap();
        kept.trial(&[(plan, policy)]).map_err(|error| error.to_string())
    }

    #[test]
    fn a_kept_finding_is_tried_again_as_it_was_found() {
        let kept = trial("S", "", &[0, 2]).unwrap();
        let steps = kept.plan.scenario.steps.iter();
        let steps: Vec<_> = steps.map(|step| step.instruction.clone().unwrap()).collect();
        assert_eq!(kept.plan.steps(), [Arc::clone(&steps[0]), Arc::clone(&steps[2])]);
        assert_eq!((kept.seed, kept.profile, &*kept.policy.id), (7, Profile::Hostile, "plain"));
        let lost = InjectedFault { fault: Fault::PushLost, opportunity: 2 };
        assert!(matches!(kept.faults, FaultPlan::Given(faults) if *faults == [lost]));
        let other = trial("S", r#""device":["Letters","single"],"#, &[0]).unwrap();
        let (_, enrolled) = other.plan.steps()[0].enrolment().unwrap();
        assert_eq!(*enrolled, key("Letters", "single"));
    }

    #[test]
    fn a_finding_whose_scenario_or_step_is_gone_says_so() {
        assert_eq!(trial("S", "", &[0, 3]).unwrap_err(), "step 4 of `S` is gone");
        assert_eq!(trial("S", "", &[5]).unwrap_err(), "step 6 of `S` is gone");
        let gone = "there is no scenario `T` in `a.feature` any more";
        assert_eq!(trial("T", "", &[0]).unwrap_err(), gone);
        let row = trial("S", r#""example":1,"#, &[0]).unwrap_err();
        assert_eq!(row, "there is no scenario `S` in `a.feature` any more");
    }

    #[test]
    fn a_finding_of_another_version_is_not_read() {
        let text = r#"{"regression":2,"engine":"0","policy":"plain","profile":"benign","seed":7,
            "feature":"a.feature","scenario":"S","steps":[],"faults":[],"found":""}"#;
        let error = Regression::read(text).unwrap_err().to_string();
        assert_eq!(error, "it has version 2, and this passgate reads version 1");
    }
}
