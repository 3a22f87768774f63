//! Portals and consoles that are pages, in a real browser: what is pressed and read has a role and a name each.

use std::collections::BTreeMap;

use crate::adapter::browser_page::BrowserPage;
use crate::adapter::conversation::Adapted;
use crate::adapter::driven::{Driven, THE_DEVICE, failed, refused};
use crate::adapter::settings::{Element, PageSurface, PageTexts};
use crate::adapter::template::filled;
use crate::domain::browser::Browser;
use crate::domain::prompt::PromptKind;
use crate::domain::reset::ResetState;
use crate::sut::protocol::answer::Reply;
use crate::sut::protocol::declaration::{Ability, Can, Identity};
use crate::sut::protocol::question::{ActMessage, ActionMessage, Advance, Begin, LookMessage};
use crate::sut::protocol::refusal_code::RefusalCode;
use crate::sut::protocol::secret::Secret;
use crate::sut::protocol::shown_view::{Asks, PasscodeMessage, Says, ShownView};

/// Where a text around a passcode has it.
const SLOT: &str = "{passcode}";

/// Portals and consoles that are pages.
pub(crate) struct WebPages {
    /// What every adapter knows and does.
    pub(crate) driven: Driven,
    /// The browser.
    pub(crate) page: BrowserPage,
}

impl Adapted for WebPages {
    fn declared(&self) -> (Identity, Can) {
        let abilities = |page: &PageSurface| {
            let mut abilities = vec![Ability::Look];
            if page.buttons.contains_key("select-reset") {
                abilities.push(Ability::Reset);
            }
            if page.buttons.contains_key("cancel") {
                abilities.push(Ability::Cancel);
            }
            abilities
        };
        let pages = self.driven.settings.pages.iter();
        let surfaces: BTreeMap<_, _> =
            pages.map(|(name, page)| (name.clone(), abilities(page))).collect();
        (self.driven.identity(), self.driven.can(surfaces))
    }

    fn now_ms(&self) -> Option<u64> {
        self.driven.now_ms()
    }

    fn begin(&mut self, begin: &Begin) -> Reply {
        match self.page.forget() {
            Ok(()) => self.driven.begin(begin),
            Err(error) => failed(error),
        }
    }

    fn act(&mut self, act: &ActMessage) -> Reply {
        let button = match &act.action {
            ActionMessage::SelectReset => "select-reset",
            ActionMessage::SignOut => "sign-out",
            ActionMessage::SignIn { browser: Browser::OnAnotherDevice } => "sign-in",
            ActionMessage::SignIn { browser: Browser::OnTheDevice } => "sign-in-on-the-device",
            ActionMessage::Confirm => "confirm",
            ActionMessage::EnterCode { right: true } => "enter-code",
            ActionMessage::EnterCode { right: false } => "enter-wrong-code",
            ActionMessage::Choose { option } => return self.choose(act, *option),
            ActionMessage::Cancel => "cancel",
            ActionMessage::Enrol { .. }
            | ActionMessage::Connect { .. }
            | ActionMessage::EnterPasscode { .. }
            | ActionMessage::OpenWorkProfile { .. }
            | ActionMessage::SetPasscode { .. } => return self.driven.act_on_device(act),
        };
        if act.surface == THE_DEVICE {
            return self.driven.act_on_device(act);
        }
        self.press(act, button).unwrap_or_else(failed)
    }

    fn look(&mut self, look: &LookMessage) -> Reply {
        let mut views = Vec::with_capacity(look.places.len());
        for (actor, surface, device) in &look.places {
            let view = if surface == THE_DEVICE {
                self.driven.look_at_device(actor, *device)
            } else {
                self.shown(actor, surface, *device)
            };
            match view {
                Ok(view) => views.push(view),
                Err(error) => return failed(error),
            }
        }
        Reply::Views(views)
    }

    fn advance(&mut self, advance: &Advance) -> Reply {
        self.driven.advance(advance)
    }

    fn end(&mut self) -> Reply {
        self.driven.end()
    }
}

impl WebPages {
    /// Opens the page of a person; nothing where the surface is not for them.
    fn open(
        &mut self,
        actor: &str,
        surface: &str,
        device: u8,
    ) -> Result<Option<PageSurface>, String> {
        let Some(page) = self.driven.settings.pages.get(surface).cloned() else { return Ok(None) };
        let Some(url) = page.people.get(actor) else { return Ok(None) };
        let url = filled(url, &self.driven.names_of(device), true);
        self.page.open(&url)?;
        Ok(Some(page))
    }

    fn choose(&mut self, act: &ActMessage, option: u8) -> Reply {
        self.press(act, &format!("choose-{option}")).unwrap_or_else(failed)
    }

    fn press(&mut self, act: &ActMessage, action: &str) -> Result<Reply, String> {
        let Some(page) = self.open(&act.actor, &act.surface, act.device)? else {
            return Ok(refused(RefusalCode::NotAllowed, None));
        };
        let pressed = match page.buttons.get(action) {
            Some(button) => self.page.press(button)?,
            None => false,
        };
        if !pressed {
            return Ok(refused(self.absent(&page, action), None));
        }
        let Some(element) = &page.texts.refused else { return Ok(Reply::Done) };
        let said = self.page.text(element)?.filter(|said| !said.is_empty());
        Ok(said.map_or(Reply::Done, |said| {
            let mut reasons = page.texts.reasons.iter();
            let code = reasons.find(|(words, _)| said.contains(words.as_str()));
            let code = code.and_then(|(_, code)| RefusalCode::from_name(code));
            refused(code.unwrap_or(RefusalCode::Other), Some(&said))
        }))
    }

    /// What it means that a page does not have the button.
    fn absent(&self, page: &PageSurface, action: &str) -> RefusalCode {
        let sign_in = page.buttons.get("sign-in");
        let is_signed_out = sign_in.is_some_and(|button| self.page.has(button));
        match action {
            "select-reset" | "sign-out" if is_signed_out => RefusalCode::SignedOut,
            "select-reset" => RefusalCode::NotOffered,
            _ => RefusalCode::NotAsked,
        }
    }

    fn shown(&mut self, actor: &str, surface: &str, device: u8) -> Result<ShownView, String> {
        let nothing = ShownView { not_allowed: true, ..ShownView::default() };
        let Some(page) = self.open(actor, surface, device)? else { return Ok(nothing) };
        let texts = &page.texts;
        let Some(says) = self.read(texts.says.as_ref())? else { return Ok(nothing) };
        let mut said: Vec<String> = says
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect();
        let asked = self.read(texts.asks.as_ref())?;
        let state = self.read(texts.state.as_ref())?;
        Ok(ShownView {
            offers_reset: page.buttons.get("select-reset").is_some_and(|it| self.page.has(it)),
            says: match said.len() {
                0 => None,
                1 => said.pop().map(Says::One),
                _ => Some(Says::Several(said)),
            },
            asks: match asked {
                None => None,
                Some(words) => Some(prompt(texts, words)?),
            },
            state: state.and_then(|state| ResetState::from_name(&state)),
            passcode: self.passcode(texts)?,
            ..ShownView::default()
        })
    }

    fn passcode(&mut self, texts: &PageTexts) -> Result<Option<PasscodeMessage>, String> {
        if let Some(words) = self.read(texts.instead.as_ref())? {
            return Ok(Some(PasscodeMessage { words: Some(words), ..PasscodeMessage::default() }));
        }
        let Some(characters) = self.read(texts.characters.as_ref())? else { return Ok(None) };
        let around = self.read(texts.passcode.as_ref())?.filter(|around| *around != characters);
        Ok(Some(PasscodeMessage {
            wording: around.map(|around| around.replace(&characters, SLOT)),
            superseded: texts.superseded.as_ref().is_some_and(|it| self.page.has(it)),
            shown: Some(Secret::new(&characters)),
            ..PasscodeMessage::default()
        }))
    }

    fn read(&mut self, element: Option<&Element>) -> Result<Option<String>, String> {
        element.map_or(Ok(None), |element| self.page.text(element))
    }
}

/// What a page asks for, by its words.
fn prompt(texts: &PageTexts, words: String) -> Result<Asks, String> {
    let kind = texts.prompts.get(&words).and_then(|kind| PromptKind::from_name(kind));
    let prompt = kind.ok_or_else(|| format!("no prompt of the settings is `{words}`"))?;
    Ok(Asks { prompt, says: Some(words) })
}
