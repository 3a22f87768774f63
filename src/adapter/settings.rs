//! What an adapter can do, and how, as its file says it.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

/// Which of our adapters it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AdapterKind {
    /// A service in the shape of Microsoft Graph.
    Graph,
    /// Pages in a browser.
    Portal,
}

/// What an adapter can do, and how.
#[derive(Clone, Debug, Default)]
pub(crate) struct AdapterSettings {
    /// What the system is called in reports: letters, digits, `.`, `_` and `-`.
    pub(crate) name: String,
    /// Its version.
    pub(crate) version: String,
    /// The values of each dimension for which devices can be had, by the policy's names.
    pub(crate) dimensions: BTreeMap<String, Vec<String>>,
    /// The people it can be, by the policy's names.
    pub(crate) actors: Vec<String>,
    /// How many devices a scenario can have.
    pub(crate) devices: u8,
    /// What the hook that has something go wrong can do.
    pub(crate) faults: Vec<String>,
    /// What is the same in every address and document.
    pub(crate) names: BTreeMap<String, String>,
    /// What is done where the system itself offers no way.
    pub(crate) hooks: HookSettings,
    /// The surfaces that the API is, by the policy's names: for `graph`.
    pub(crate) api: BTreeMap<String, ApiSurface>,
    /// Whether the pages may run their scripts: for `portal`. Pages that work without are faster then.
    pub(crate) script: bool,
    /// The surfaces that are pages, by the policy's names: for `portal`.
    pub(crate) pages: BTreeMap<String, PageSurface>,
}

impl AdapterSettings {
    /// How its pages change: with a clock that is moved, and without scripts, by what is done alone.
    pub(crate) const fn pages_are(&self) -> PageLife {
        match (self.script, &self.hooks.advance) {
            (true, _) => PageLife::Scripted,
            (false, None) => PageLife::Plain,
            (false, Some(_)) => PageLife::Still,
        }
    }
}

/// What is done where the system itself offers no way. What is absent cannot be done.
#[derive(Clone, Debug, Default)]
pub(crate) struct HookSettings {
    /// At the beginning of a scenario.
    pub(crate) begin: Vec<Hook>,
    /// At its end.
    pub(crate) end: Vec<Hook>,
    /// Gives a device.
    pub(crate) enrol: Option<Hook>,
    /// Connects a device, or takes it offline.
    pub(crate) connect: Option<Hook>,
    /// Enters a passcode on a device.
    pub(crate) enter: Option<Hook>,
    /// Enters a passcode where the device's work profile asks for one.
    pub(crate) open_work_profile: Option<Hook>,
    /// Sets a passcode on a device.
    pub(crate) set: Option<Hook>,
    /// Shows what the device itself shows.
    pub(crate) look: Option<Hook>,
    /// Moves the clock.
    pub(crate) advance: Option<Hook>,
    /// Has something go wrong that is listed under `faults`.
    pub(crate) inject: Option<Hook>,
}

/// An HTTP request, or a command.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hook {
    /// The request: `POST http://127.0.0.1:8015/…`.
    pub(crate) http: Option<String>,
    /// The environment variable that holds the bearer token of the request.
    pub(crate) bearer: Option<String>,
    /// What the request contains, or the command reads.
    pub(crate) json: Option<Value>,
    /// The command and its arguments, in the place of a request. It prints JSON.
    pub(crate) run: Vec<String>,
    /// Statuses that are no failure, in addition to those below 300.
    pub(crate) allow: Vec<u16>,
    /// Where the answer has what later hooks name in braces, each as a JSON pointer.
    pub(crate) take: BTreeMap<String, String>,
}

/// A surface that the API is.
#[derive(Clone, Debug)]
pub(crate) struct ApiSurface {
    /// The address of the API: `https://graph.microsoft.com/v1.0`.
    pub(crate) url: String,
    /// The environment variable that holds the bearer token of each person who uses it.
    pub(crate) tokens: BTreeMap<String, String>,
    /// The values of `management` whose devices it has; empty for all.
    pub(crate) manages: Vec<String>,
    /// The name in braces that is the id of a device, as the hook that gives one has taken it.
    pub(crate) id: String,
}

/// A surface that is a page.
#[derive(Clone, Debug)]
pub(crate) struct PageSurface {
    /// The address for each person who uses it.
    pub(crate) people: BTreeMap<String, String>,
    /// What is pressed for each action: `select-reset`, `sign-out`, `sign-in`, `confirm`, `enter-code`, `cancel`.
    pub(crate) buttons: BTreeMap<String, Element>,
    /// What is shown where.
    pub(crate) texts: PageTexts,
}

/// Whether pages change by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PageLife {
    /// Their scripts run, and may change them at any time.
    Scripted,
    /// They run no script: every button leads to a page.
    Plain,
    /// Nor does anything change behind them but by what is done: what has the same HTML is the same page.
    Still,
}

/// An element of a page, as a screen reader knows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Element {
    /// Its role, such as `button`.
    pub(crate) role: String,
    /// Its name, such as the words on the button.
    pub(crate) name: String,
}

/// What a page shows where.
#[derive(Clone, Debug, Default)]
pub(crate) struct PageTexts {
    /// What is there only while the person may see anything of the device: what it says, a line each.
    pub(crate) says: Option<Element>,
    /// What it asks for.
    pub(crate) asks: Option<Element>,
    /// The kind of prompt of each text that it asks with.
    pub(crate) prompts: BTreeMap<String, String>,
    /// The state of the latest reset.
    pub(crate) state: Option<Element>,
    /// The passcode with the words around it.
    pub(crate) passcode: Option<Element>,
    /// The passcode alone.
    pub(crate) characters: Option<Element>,
    /// Words that are shown instead of a passcode.
    pub(crate) instead: Option<Element>,
    /// What says that the passcode is superseded.
    pub(crate) superseded: Option<Element>,
    /// What says why the person is shown nothing of the device.
    pub(crate) nothing: Option<Element>,
    /// What says that something was refused.
    pub(crate) refused: Option<Element>,
    /// The code of each reason that it gives.
    pub(crate) reasons: BTreeMap<String, String>,
}
