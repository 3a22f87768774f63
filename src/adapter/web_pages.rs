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
use crate::sut::protocol::question::{
    ActMessage, ActionMessage, Advance, Begin, Inject, LookMessage,
};
use crate::sut::protocol::refusal_code::RefusalCode;
use crate::sut::protocol::secret::Secret;
use crate::sut::protocol::shown_view::{Asks, PasscodeMessage, Says, ShownView};

/// Where a text around a passcode has it.
const SLOT: &str = "{passcode}";

/// How many pages are kept at most.
const KNOWN_MAX: usize = 10_000;

/// Portals and consoles that are pages.
pub(crate) struct WebPages {
    /// What every adapter knows and does.
    pub(crate) driven: Driven,
    /// The browser.
    page: BrowserPage,
    /// What was read from pages of the same surface and HTML.
    known: BTreeMap<(String, String), ShownView>,
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
        // No passcode outlives its scenario.
        let is_kept = self.known.len() < KNOWN_MAX;
        self.known.retain(|_, view| is_kept && view.passcode.is_none());
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
        self.views(&look.places).map_or_else(failed, Reply::Views)
    }

    fn advance(&mut self, advance: &Advance) -> Reply {
        self.driven.advance(advance)
    }

    fn inject(&mut self, inject: &Inject) -> Reply {
        self.driven.inject(inject)
    }

    fn end(&mut self) -> Reply {
        self.driven.end()
    }
}

impl WebPages {
    /// Pages that no one has opened yet.
    pub(crate) fn new(driven: Driven, page: BrowserPage) -> Self {
        Self { driven, page, known: BTreeMap::new() }
    }

    /// The page of a person, and its address; nothing where the surface is not for them.
    fn page_of(&self, actor: &str, surface: &str, device: u8) -> Option<(PageSurface, String)> {
        let page = self.driven.settings.pages.get(surface)?;
        let address = filled(page.people.get(actor)?, &self.driven.names_of(device), true);
        Some((page.clone(), address))
    }

    /// What is shown in some places. All their pages are asked for at once.
    fn views(&mut self, places: &[(String, String, u8)]) -> Result<Vec<ShownView>, String> {
        let pages = places.iter().map(|(actor, surface, device)| {
            if surface == THE_DEVICE { None } else { self.page_of(actor, surface, *device) }
        });
        let pages: Vec<_> = pages.collect();
        let addresses: Vec<String> =
            pages.iter().flatten().map(|(_, address)| address.clone()).collect();
        let mut fetched = self.page.fetched(&addresses)?.into_iter();
        let mut views = Vec::with_capacity(places.len());
        for ((actor, surface, device), page) in places.iter().zip(&pages) {
            views.push(match page {
                Some((page, address)) => {
                    self.shown(surface, page, address, fetched.next().flatten())?
                }
                None if surface == THE_DEVICE => self.driven.look_at_device(actor, *device)?,
                None => ShownView { not_allowed: true, ..ShownView::default() },
            });
        }
        Ok(views)
    }

    fn choose(&mut self, act: &ActMessage, option: u8) -> Reply {
        self.press(act, &format!("choose-{option}")).unwrap_or_else(failed)
    }

    fn press(&mut self, act: &ActMessage, action: &str) -> Result<Reply, String> {
        let Some((page, address)) = self.page_of(&act.actor, &act.surface, act.device) else {
            return Ok(refused(RefusalCode::NotAllowed, None));
        };
        let html = self.page.fetched(std::slice::from_ref(&address))?.pop().flatten();
        self.page.open(&address, html.as_ref())?;
        let pressed = match page.buttons.get(action) {
            Some(button) if self.is_asked(&page, action)? => self.page.press(button)?,
            Some(_) | None => false,
        };
        if !pressed {
            return Ok(refused(self.absent(&page, action)?, None));
        }
        let said = self.page.texts(&[page.texts.refused.as_ref()])?.pop().flatten();
        Ok(said.filter(|said| !said.is_empty()).map_or(Reply::Done, |said| {
            let code = reason(&page.texts, &said).unwrap_or(RefusalCode::Other);
            refused(code, Some(&said))
        }))
    }

    /// Whether the page asks for what an action answers. The button may be there all the same, and mean something else.
    fn is_asked(&mut self, page: &PageSurface, action: &str) -> Result<bool, String> {
        let answered = match action {
            "confirm" => PromptKind::Confirm,
            "enter-code" | "enter-wrong-code" => PromptKind::EnterCode,
            action if action.starts_with("choose-") => PromptKind::Choose,
            _ => return Ok(true),
        };
        let Some(asks) = &page.texts.asks else { return Ok(true) };
        let words = self.page.texts(&[Some(asks)])?.pop().flatten();
        let asked = words.map(|words| prompt(&page.texts, words)).transpose()?;
        Ok(asked.is_some_and(|asked| asked.prompt == answered))
    }

    /// What it means that a page does not have the button.
    fn absent(&mut self, page: &PageSurface, action: &str) -> Result<RefusalCode, String> {
        let said = self.page.texts(&[page.texts.nothing.as_ref()])?.pop().flatten();
        let reason = said.and_then(|said| reason(&page.texts, &said));
        let has = |element: Option<&Element>| element.is_some_and(|it| self.page.has(it));
        let signs_in = ["sign-in", "sign-in-on-the-device"];
        let is_signed_out = signs_in.iter().any(|name| has(page.buttons.get(*name)))
            && !has(page.buttons.get("sign-out"));
        Ok(match (action, reason) {
            ("select-reset", Some(reason)) => reason,
            (_, Some(reason)) if reason != RefusalCode::NotOffered => reason,
            ("select-reset" | "sign-out", None) if is_signed_out => RefusalCode::SignedOut,
            ("select-reset", None) => RefusalCode::NotOffered,
            (_, _) => RefusalCode::NotAsked,
        })
    }

    fn shown(
        &mut self,
        surface: &str,
        page: &PageSurface,
        address: &str,
        html: Option<String>,
    ) -> Result<ShownView, String> {
        let key = html.map(|html| (surface.to_owned(), html));
        if let Some(view) = key.as_ref().and_then(|key| self.known.get(key)) {
            return Ok(view.clone());
        }
        self.page.open(address, key.as_ref().map(|(_, html)| html))?;
        let view = self.read(page)?;
        if let Some(key) = key.filter(|(_, html)| self.page.is_of(html)) {
            self.known.insert(key, view.clone());
        }
        Ok(view)
    }

    /// What the page that is open shows.
    fn read(&mut self, page: &PageSurface) -> Result<ShownView, String> {
        let texts = &page.texts;
        let wanted = [&texts.says, &texts.asks, &texts.state].map(Option::as_ref);
        let passcode = [&texts.passcode, &texts.characters, &texts.instead].map(Option::as_ref);
        let read = self.page.texts(&[wanted, passcode].concat())?;
        let Ok([says, asked, state, around, characters, instead]) = <[_; 6]>::try_from(read) else {
            return Err("the browser is not where it should be".to_owned());
        };
        let Some(says) = says else {
            return Ok(ShownView { not_allowed: true, ..ShownView::default() });
        };
        let lines = says.lines().map(str::trim).filter(|line| !line.is_empty());
        let mut said: Vec<String> = lines.map(str::to_owned).collect();
        let is_superseded = texts.superseded.as_ref().is_some_and(|it| self.page.has(it));
        Ok(ShownView {
            offers_reset: page.buttons.get("select-reset").is_some_and(|it| self.page.has(it)),
            says: match said.len() {
                0 => None,
                1 => said.pop().map(Says::One),
                _ => Some(Says::Several(said)),
            },
            asks: asked.map(|words| prompt(texts, words)).transpose()?,
            state: state.and_then(|state| ResetState::from_name(&state)),
            passcode: passcode_shown(around, characters, instead, is_superseded),
            ..ShownView::default()
        })
    }
}

/// The passcode that a page shows, by the text around it, its characters and what is there in its place.
fn passcode_shown(
    around: Option<String>,
    characters: Option<String>,
    instead: Option<String>,
    superseded: bool,
) -> Option<PasscodeMessage> {
    if instead.is_some() {
        return Some(PasscodeMessage { words: instead, ..PasscodeMessage::default() });
    }
    let characters = characters?;
    let around = around.filter(|around| *around != characters);
    Some(PasscodeMessage {
        wording: around.map(|around| around.replace(&characters, SLOT)),
        superseded,
        shown: Some(Secret::new(&characters)),
        ..PasscodeMessage::default()
    })
}

/// The reason that a page gives, by its words.
fn reason(texts: &PageTexts, said: &str) -> Option<RefusalCode> {
    let (_, code) = texts.reasons.iter().find(|(words, _)| said.contains(words.as_str()))?;
    RefusalCode::from_name(code)
}

/// What a page asks for, by its words.
fn prompt(texts: &PageTexts, words: String) -> Result<Asks, String> {
    let kind = texts.prompts.get(&words).and_then(|kind| PromptKind::from_name(kind));
    let prompt = kind.ok_or_else(|| format!("no prompt of the settings is `{words}`"))?;
    Ok(Asks { prompt, says: Some(words) })
}
