//! From what a system says there is to see to a view.

use crate::document::sanitized::on_one_line;
use crate::domain::device::DeviceLock;
use crate::domain::passcode::{Alphabet, Passcode, Shape};
use crate::domain::place::Place;
use crate::domain::prompt::Asked;
use crate::domain::reset::ResetState;
use crate::domain::text_table::{TextId, TextTable};
use crate::domain::view::{Notice, NoticeKind, ShownPasscode, View};
use crate::policy::checked::Policy;
use crate::sut::protocol::shown_view::{
    Asks, NoticeMessage, PasscodeMessage, Says, ShapeMessage, ShownView,
};

/// What reads views: the policy that they are about, and the run's texts.
pub(crate) struct ViewReader<'r> {
    pub(crate) policy: &'r Policy,
    pub(crate) texts: &'r mut TextTable,
    /// The texts that hold no passcode if the system is right, and that the policy does not have.
    pub(crate) unknown: &'r mut Vec<String>,
}

impl ViewReader<'_> {
    /// The view that a person has in a place.
    ///
    /// # Errors
    ///
    /// When the view contradicts itself.
    pub(crate) fn read(&mut self, place: Place, shown: ShownView) -> Result<View, String> {
        let ShownView {
            not_allowed,
            no_device,
            unsupported: _,
            offers_reset,
            asks,
            says,
            state,
            passcode,
            lock,
            notice,
            apps_blocked,
            asks_for_own_passcode,
            greyed_out,
            lost,
        } = shown;
        if not_allowed || no_device {
            let rest = (
                offers_reset,
                apps_blocked,
                asks_for_own_passcode,
                greyed_out,
                &asks,
                &says,
                &passcode,
                &notice,
            );
            let shows_more = rest != (false, false, false, false, &None, &None, &None, &None);
            if shows_more || state.is_some() || lock.is_some() || !lost.is_empty() {
                return Err("a view that is not there shows something".to_owned());
            }
            return Ok(View::default());
        }
        let surface = self.policy.surface(place.surface);
        let button = surface.filter(|_| offers_reset).map(|surface| surface.button);
        let shows = passcode.as_ref().and_then(|it| it.shown.clone());
        let mut say = |text: &str| {
            let shown_here =
                shows.as_ref().is_some_and(|passcode| text.contains(passcode.reveal()));
            self.text(text, shown_here)
        };
        let says = match says {
            None => Vec::new(),
            Some(Says::One(text)) => vec![say(&text)],
            Some(Says::Several(texts)) => texts.iter().map(|text| say(text)).collect(),
        };
        Ok(View {
            allowed: true,
            offers: button,
            asks: asks.map(|asks| self.asked(place, &asks)),
            says: says.into_iter().collect(),
            state: state.map(|state: ResetState| state),
            passcode: passcode.map_or(Ok(ShownPasscode::Nothing), |it| self.passcode(&it))?,
            lock: lock.map(|lock: DeviceLock| lock),
            notice: notice.map(|notice| self.notice(&notice)),
            apps_blocked,
            asks_for_own_passcode,
            greyed_out,
            lost: lost.iter().map(|text| self.text(text, false)).collect(),
        })
    }

    fn asked(&mut self, place: Place, asks: &Asks) -> Asked {
        let surface = self.policy.surface(place.surface);
        let flow = surface.and_then(|surface| surface.flow.as_deref()).unwrap_or_default();
        let usual = flow.iter().map(|prompt| prompt.asked).find(|it| it.kind == asks.prompt);
        let words = match &asks.says {
            Some(says) => self.text(says, false),
            None => match usual {
                Some(usual) => usual.words,
                None => self.text(asks.prompt.name(), false),
            },
        };
        Asked { kind: asks.prompt, words }
    }

    fn notice(&mut self, notice: &NoticeMessage) -> Notice {
        let kind: NoticeKind = notice.kind;
        Notice { kind, says: self.text(&notice.says, false) }
    }

    fn passcode(&mut self, message: &PasscodeMessage) -> Result<ShownPasscode, String> {
        let PasscodeMessage { shown, shape, words, superseded, wording } = message;
        let superseded = *superseded;
        let wording = wording.as_ref().map(|wording| self.text(wording, false));
        match (shown, shape, words) {
            (Some(shown), None, None) => Ok(match Passcode::new(shown.reveal()) {
                Some(passcode) => ShownPasscode::Shown { passcode, superseded, wording },
                // It is seen, though no policy could have asked for it.
                None => ShownPasscode::Masked { shape: None, superseded },
            }),
            (None, Some(shape), None) => {
                let ShapeMessage { alphabet, length } = *shape;
                let alphabet: Alphabet = alphabet;
                let shape = Some(Shape { alphabet, length });
                Ok(ShownPasscode::Masked { shape, superseded })
            }
            (None, None, Some(words)) => Ok(ShownPasscode::Words(self.text(words, false))),
            (None, None, None) => Ok(ShownPasscode::Nothing),
            _ => Err("a passcode has one of `shown`, `shape` and `words`".to_owned()),
        }
    }

    fn text(&mut self, text: &str, shows_its_passcode: bool) -> TextId {
        let text = on_one_line(text);
        if let Some(id) = self.texts.find(&text) {
            return id;
        }
        if !shows_its_passcode {
            self.unknown.push(text.clone().into_owned());
        }
        self.texts.number(&text)
    }
}
