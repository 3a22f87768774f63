//! The matrix of seeded defects in words: what each is about, and what catches it.

use std::collections::BTreeSet;

use crate::document::wording::counted;
use crate::report::paint::Paint;
use crate::run::defect_matrix::TriedDefect;
use crate::simulation::defect::moments::{Moment, Part, WITHOUT_DEFECT};

/// Every part of what is seen, at every moment: its defects with what catches them, or why there is none.
pub(crate) fn defect_list(tried: &[TriedDefect], paint: Paint) -> String {
    let mut text = String::new();
    for part in Part::ALL {
        text += &format!("{}\n", paint.strong(part.name()));
        for moment in Moment::ALL {
            let own = tried
                .iter()
                .filter(|it| (it.defect.part(), it.defect.moment()) == (*part, *moment));
            let lines: String = own.map(|it| line(it, paint)).collect();
            let excused = WITHOUT_DEFECT.iter().filter(|it| (it.0, it.1) == (*part, *moment));
            let reasons: String = excused.map(|it| format!("    no defect: {}\n", it.2)).collect();
            text += &format!("  {moment}\n{lines}{reasons}");
        }
    }
    text + &format!("{}\n", counts(tried))
}

/// `99 seeded defects · 99 caught by scenarios alone · 97 by failures of their own · 90 by a first failure of their own`
fn counts(tried: &[TriedDefect]) -> String {
    let caught = || tried.iter().filter(|it| it.is_caught());
    let own = caught().filter(|it| it.same_as.is_none()).count();
    let first: BTreeSet<_> =
        caught().filter_map(|it| Some(it.catches.first()?.signature())).collect();
    format!(
        "{} · {} caught by scenarios alone · {own} by failures of their own · {} by a first failure of their own",
        counted(tried.len(), "seeded defect"),
        caught().count(),
        first.len()
    )
}

fn line(tried: &TriedDefect, paint: Paint) -> String {
    let (name, description) = (tried.defect.name(), tried.defect.description());
    let mut text = format!("    {name}: {description}\n");
    let Some(first) = tried.catches.first() else {
        return text + &format!("      {}\n", paint.bad("no scenario fails"));
    };
    let scenarios = counted(tried.catches.len(), "scenario");
    text += &format!("      {scenarios}, the first: {}\n", first.scenario.name);
    let step = first.scenario.steps.get(first.step).map_or("", |step| &step.text);
    text += &format!(
        "      {step}: expected {}, seen {}\n",
        first.failure.expected, first.failure.seen
    );
    if let Some(same) = tried.same_as {
        text += &format!("      fails by the same steps as {}\n", same.name());
    }
    text
}
