//! The texts of a run that its policies do not have: each scenario counts its own, the tables count those of the run.

use std::borrow::Cow;
use std::sync::Arc;

use crate::domain::text_table::TextId;
use crate::journal::observation::{Observation, Observed, SeenPasscode, SeenView};
use crate::policy::checked::Policy;
use crate::recording::case::Case;

/// The policies of a run, with every text that its system said besides.
pub(crate) struct RunTexts {
    policies: Vec<Arc<Policy>>,
}

impl RunTexts {
    /// The policies, without any text besides.
    pub(crate) fn new(policies: &[Arc<Policy>]) -> Self {
        Self { policies: policies.to_vec() }
    }

    /// The policies, with every text of the scenarios that were asked for.
    pub(crate) fn policies(self) -> Vec<Arc<Policy>> {
        self.policies
    }

    /// The observations of a scenario, in the numbers of the run.
    pub(crate) fn observations<'c>(
        &mut self,
        policy: &Policy,
        case: &'c Case,
    ) -> Cow<'c, [Observed]> {
        let known = policy.texts.iter().count();
        let own = self.policies.iter_mut().find(|it| it.id == policy.id);
        let Some(own) = own.filter(|_| !case.texts.is_empty()) else {
            return Cow::Borrowed(&case.journal.observations);
        };
        let texts = &mut Arc::make_mut(own).texts;
        let numbers: Vec<TextId> = case.texts.iter().map(|text| texts.number(text)).collect();
        let number = |id: TextId| {
            let position = usize::from(id.0).checked_sub(known);
            position.and_then(|at| numbers.get(at)).copied().unwrap_or(id)
        };
        let observed = case.journal.observations.iter().copied();
        Cow::Owned(observed.map(|observed| renumbered(observed, &number)).collect())
    }
}

/// The policy with texts that it does not have, numbered after its own.
pub(crate) fn with_texts(policy: &Arc<Policy>, texts: &[Arc<str>]) -> Arc<Policy> {
    let mut policy = Arc::clone(policy);
    if !texts.is_empty() {
        let own = Arc::make_mut(&mut policy);
        texts.iter().for_each(|text| own.texts.push(text));
    }
    policy
}

fn renumbered(mut observed: Observed, number: &impl Fn(TextId) -> TextId) -> Observed {
    if let Observation::Saw { view, .. } = &mut observed.observation {
        let SeenView { offers, asks, says, passcode, notice, .. } = view;
        *offers = offers.map(number);
        if let Some(asks) = asks {
            asks.words = number(asks.words);
        }
        *says = says.texts().iter().map(|id| number(*id)).collect();
        if let Some(notice) = notice {
            notice.says = number(notice.says);
        }
        match passcode {
            SeenPasscode::Words(words) => *words = number(*words),
            SeenPasscode::Shown { wording, .. } => *wording = wording.map(number),
            SeenPasscode::Nothing | SeenPasscode::Masked { .. } => {}
        }
    }
    observed
}
