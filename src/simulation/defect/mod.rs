//! Wrong simulations, each with a name: other rules, so that features and invariants can show what they notice.

pub(crate) mod device_defects;
pub(crate) mod flow_defects;
pub(crate) mod moments;
pub(crate) mod notice_defects;
pub(crate) mod passcode_defects;
pub(crate) mod surface_defects;

use crate::domain::view::View;
use crate::simulation::command::{Receipt, ResetCommand};
use crate::simulation::defect::moments::{Moment, Part};
use crate::simulation::device::Device;
use crate::simulation::random_stream::RandomStream;
use crate::simulation::rules::{Respond, Rules, Show};
use crate::simulation::seeing::Seeing;

/// One way to be wrong.
#[derive(Debug)]
pub struct Defect {
    name: &'static str,
    description: &'static str,
    part: Part,
    moment: Moment,
    pub(crate) rules: Rules,
}

impl Defect {
    /// The name by which it is chosen: words with hyphens, which never change.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// What the simulation does wrong.
    pub const fn description(&self) -> &'static str {
        self.description
    }

    /// What people could see go wrong.
    pub const fn part(&self) -> Part {
        self.part
    }

    /// When, or for whom.
    pub const fn moment(&self) -> Moment {
        self.moment
    }

    /// The defect called `name`.
    pub fn from_name(name: &str) -> Option<&'static Self> {
        Self::all().find(|defect| defect.name == name)
    }

    /// Every seeded defect.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        let all = [
            flow_defects::DEFECTS,
            surface_defects::DEFECTS,
            passcode_defects::DEFECTS,
            device_defects::DEFECTS,
            notice_defects::DEFECTS,
        ];
        all.into_iter().flatten()
    }

    pub(crate) const fn new(
        name: &'static str,
        description: &'static str,
        (part, moment): (Part, Moment),
        rules: Rules,
    ) -> Self {
        Self { name, description, part, moment, rules }
    }
}

/// Other answers to user actions.
const fn responding(respond: Respond) -> Rules {
    Rules { respond, ..Rules::RIGHT }
}

/// Other passcodes in view.
const fn showing(visible_passcode: Show) -> Rules {
    Rules { visible_passcode, ..Rules::RIGHT }
}

/// A device that does something else with commands.
const fn receiving(
    receive: fn(&mut Device, &ResetCommand<'_>, &mut RandomStream) -> Receipt,
) -> Rules {
    Rules { receive, ..Rules::RIGHT }
}

/// Other views.
const fn seeing(seen: fn(View, &Seeing<'_>) -> View) -> Rules {
    Rules { seen, ..Rules::RIGHT }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::defect::moments::WITHOUT_DEFECT;

    #[test]
    fn every_defect_has_a_name_of_its_own_made_of_words_with_hyphens() {
        for defect in Defect::all() {
            let named = Defect::from_name(defect.name()).map(Defect::description);
            assert_eq!(named, Some(defect.description()), "two are called {}", defect.name());
            let letters =
                |word: &str| !word.is_empty() && word.bytes().all(|it| it.is_ascii_lowercase());
            assert!(defect.name().split('-').all(letters), "{}", defect.name());
        }
    }

    #[test]
    fn every_part_has_at_every_moment_a_defect_or_a_reason_for_none() {
        for part in Part::ALL {
            for moment in Moment::ALL {
                let defects = Defect::all().filter(|it| (it.part, it.moment) == (*part, *moment));
                let excused = |it: &&(Part, Moment, &str)| (it.0, it.1) == (*part, *moment);
                let reasons = WITHOUT_DEFECT.iter().filter(excused).count();
                assert_eq!(defects.count() == 0, reasons == 1, "{part}, {moment}");
            }
        }
    }
}
