//! What a policy says of devices whose reset a surface does not support.

use crate::domain::expectation::Expectation;
use crate::domain::place::Place;
use crate::domain::reset::ResetState;
use crate::language::catalogue::instructions::{sees, unlocks};
use crate::language::plan::KnownPasscode;
use crate::language::scaffold::clause_keywords::ClauseKeywords;
use crate::language::scaffold::draft::Draft;
use crate::language::scaffold::offering::offered;
use crate::language::scaffold::setting::{DEVICE, Setting, named};
use crate::policy::surface_support::SurfaceSupport;
use crate::policy::surfaces::Surface;

/// A scenario for each surface that does not support a reset of the device.
pub(crate) fn drafts<'p>(setting: &Setting<'p>) -> Vec<Draft<'p>> {
    let draft = |(id, support): &(_, SurfaceSupport)| {
        let surface = setting.policy.surface(*id)?;
        let knows = surface.manages(setting.key.management());
        let place = setting.user(*id).filter(|_| knows)?;
        Some(match support {
            SurfaceSupport::Hidden => hidden(setting, place, surface),
            SurfaceSupport::Greyed => greyed_out(setting, place, surface),
            SurfaceSupport::NotSupported => {
                let name = format!("the device does not support a reset from {}", surface.name);
                ends(setting, place, &name, ResetState::NotSupported)
            }
            SurfaceSupport::Fails => {
                let name = format!("a reset from {} fails", surface.name);
                ends(setting, place, &name, ResetState::Failed)
            }
        })
    };
    setting.row.support.iter().filter_map(draft).collect()
}

fn about() -> Vec<ClauseKeywords> {
    vec![ClauseKeywords::of(&[
        "not offered|not available|not supported|cannot|hidden|hides|greyed|fails",
    ])]
}

fn hidden<'p>(setting: &Setting<'p>, place: Place, surface: &Surface) -> Draft<'p> {
    let mut draft = setting.before(place, &format!("{} hides the reset", surface.name));
    draft.then(&sees(named(place), DEVICE, offered(setting, surface, false)), about());
    draft
}

fn greyed_out<'p>(setting: &Setting<'p>, place: Place, surface: &Surface) -> Draft<'p> {
    let mut draft = setting.before(place, &format!("{} has the reset greyed out", surface.name));
    let button = setting.text(surface.button).into();
    draft.then(&sees(named(place), DEVICE, Expectation::GreyedOut(button)), about());
    draft
}

/// A reset that is sent and does nothing.
fn ends<'p>(setting: &Setting<'p>, place: Place, name: &str, state: ResetState) -> Draft<'p> {
    let mut draft = setting.before(place, name);
    setting.reset(&mut draft, place);
    let state = setting.state_seen(place, state);
    draft.then(&sees(named(place), DEVICE, state), about());
    draft.then(&unlocks(DEVICE, KnownPasscode::Old, true), about());
    draft
}
