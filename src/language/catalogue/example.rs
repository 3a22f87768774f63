//! Examples of sentences, in the names of a policy.

use crate::document::wording::article;
use crate::domain::actor::{ActorId, Role};
use crate::domain::place::Place;
use crate::domain::prompt::PromptKind;
use crate::domain::reset::ResetScope;
use crate::domain::surface::{SurfaceId, SurfaceKind};
use crate::domain::text_table::TextId;
use crate::domain::view::NoticeKind;
use crate::language::catalogue::compiled::{CatalogueEntry, SentenceMatch};
use crate::language::catalogue::meaning::resolved;
use crate::language::policy_names::{self, PolicyNames};
use crate::language::policy_scope::PolicyScope;
use crate::policy::checked::Policy;
use crate::policy::surface_support::SurfaceSupport;
use crate::policy::surfaces::Surface;

/// What something says where the policy has no text for it.
const DONE: &str = "The passcode was reset";

impl CatalogueEntry {
    /// The sentence with words in it that `policy` knows: about the first place that it makes sense for; nothing where
    /// there is none.
    pub fn example(&self, policy: &Policy) -> Option<String> {
        let mut places = places(policy, self.sentence().template).into_iter();
        places.find_map(|at| self.example_at(policy, at))
    }

    /// The same about a surface.
    pub(crate) fn example_on(&self, policy: &Policy, surface: SurfaceId) -> Option<String> {
        let places = places(policy, self.sentence().template).into_iter();
        let mut there = places.filter(|at| at.surface == surface);
        there.find_map(|at| self.example_at(policy, at))
    }

    fn example_at(&self, policy: &Policy, at: Place) -> Option<String> {
        let text = fill(self.sentence().template, policy, at)?;
        resolved(&SentenceMatch::new(self, &text), &text, PolicyNames::of(policy)).ok()?;
        Some(text)
    }

    /// The same for the first policy that knows such words, those of `scope` before the others.
    pub fn example_in(&self, scope: PolicyScope<'_>) -> Option<String> {
        let all = scope.policies().into_iter().chain(scope.widened().policies());
        all.into_iter().find_map(|policy| self.example(policy))
    }
}

/// Who could say a sentence, and where: first those whom its template is about.
fn places(policy: &Policy, template: &str) -> Vec<Place> {
    let by_staff = template.contains("{staff}") || template.contains("{console}");
    let (role, kind) = match by_staff {
        true => (Role::Staff, SurfaceKind::Console),
        false => (Role::Owner, SurfaceKind::Portal),
    };
    let declared = policy.places().iter().filter(|place| place.surface != SurfaceId::DEVICE);
    let mut places: Vec<Place> = declared.copied().collect();
    places.sort_by_key(|place| {
        let surface = policy.surface(place.surface);
        let is_kind = surface.is_some_and(|surface| surface.kind == kind);
        let resets = surface.is_some_and(|surface| surface.flow.is_some());
        (!resets, policy.role(place.actor) != role, !is_kind)
    });
    places
}

/// The template with names of `policy` in place of what is in braces, said by someone at `at`; nothing where the policy
/// has no such name.
pub(crate) fn fill(template: &str, policy: &Policy, at: Place) -> Option<String> {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, behind) = after.split_once('}')?;
        let word = word(name, policy, at)?;
        match before.strip_suffix("a(n) ") {
            Some(before) => text += &format!("{before}{} {word}", article(&word)),
            None => text += &format!("{before}{word}"),
        }
        rest = behind;
    }
    Some(text + rest)
}

fn word(name: &str, policy: &Policy, at: Place) -> Option<String> {
    let surface = policy.surface(at.surface)?;
    let row = || policy.rows.iter().find(|row| row.passcode.is_some());
    let key = || {
        let mut covered = policy.key_ids().filter_map(|id| policy.covered(id));
        covered.find(|covered| surface.manages(covered.key.management()))
    };
    let text = |id: TextId| policy.text(id).to_owned();
    Some(match name {
        "owner" | "staff" => policy.actor_name(at.actor).to_owned(),
        "portal" | "console" => surface.name.to_string(),
        "other" => policy.actor_name(other(policy, at.actor)).to_owned(),
        "platform" => key()?.key.platform().to_owned(),
        "managed" => policy_names::managed(policy, key()?.key.management()),
        "values" => {
            policy_names::with_values(policy, key()?.key.others().iter().map(|value| &**value))
        }
        "button" => text(surface.button),
        "prompt" => policy_names::asked_in(policy, surface).into_iter().next()?,
        "option" => text(option(surface)?),
        "says" => says(surface).map_or_else(|| DONE.to_owned(), text),
        "instead" => text(surface.says.removed_passcode?),
        "lost" => text(policy.rows.iter().find_map(|row| row.also_removes.first())?.0),
        "work profile" => {
            let mut scopes = policy.rows.iter().map(|row| row.scope);
            scopes.find(|scope| *scope == ResetScope::WorkProfile)?;
            name.to_owned()
        }
        "greyed out" => {
            let mut all = policy.rows.iter().map(|row| row.support(at.surface));
            all.find(|support| *support == Some(SurfaceSupport::Greyed))?;
            text(surface.button)
        }
        "notice" => {
            let notice = policy.rows.iter().find_map(|row| row.on_device);
            notice.map_or_else(|| DONE.to_owned(), |notice| text(notice.says))
        }
        "notice kind" => {
            let notice = policy.rows.iter().find_map(|row| row.on_device);
            notice.map_or(NoticeKind::Message, |notice| notice.kind).to_string()
        }
        "alphabet" => row()?.passcode.as_ref()?.alphabet.to_string(),
        "length" => row()?.passcode.as_ref()?.length.to_string(),
        _ => return None,
    })
}

/// Someone else than `actor`: first another owner of devices.
fn other(policy: &Policy, actor: ActorId) -> ActorId {
    let others = || policy.actor_ids().filter(|id| *id != actor);
    let owner = others().find(|id| policy.role(*id) == Role::OtherOwner);
    owner.or_else(|| others().next()).unwrap_or(actor)
}

/// What the surface says first of all that it may say.
fn says(surface: &Surface) -> Option<TextId> {
    let says = &surface.says;
    says.succeeded.or(says.already_pending).or(says.no_reset_state).or(says.removed_passcode)
}

/// The option that goes on with the reset, in the first list that the surface shows.
fn option(surface: &Surface) -> Option<TextId> {
    let mut flow = surface.flow.iter().flat_map(|flow| flow.iter());
    let list = flow.find(|prompt| prompt.asked.kind == PromptKind::Choose)?;
    list.options.get(usize::from(list.right)).copied()
}
