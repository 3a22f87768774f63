//! A small service in memory, and the adapter in front of it: replace the functions with calls to your product.
//!
//! It declares two consoles, in which an administrator resets the passcodes of devices.

mod passgate_protocol;

use std::collections::{BTreeMap, BTreeSet};

use passgate_protocol::{serve, text, Answer, NotDone, System};
use serde_json::{json, Value};

const ADMINISTRATOR: &str = "the administrator";
const DEVICE: &str = "the device";
const PENDING: &str = "A passcode reset is already pending";

/// The consoles, each with the management whose devices it knows.
const CONSOLES: [(&str, &str); 2] =
    [("the Intune administration console", "standalone"), ("the ConfigMgr console", "hybrid")];

/// What a reset gives a device: the characters, how many of them, and what the device says then, and how.
struct Rule {
    platform: &'static str,
    characters: &'static [u8],
    length: usize,
    kind: &'static str,
    says: &'static str,
}

const PLATFORMS: [Rule; 2] = [
    Rule {
        platform: "Windows Phone 8.1",
        characters: b"0123456789",
        length: 6,
        kind: "message",
        says: "The password was reset",
    },
    Rule {
        platform: "Android",
        characters: b"23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz",
        length: 8,
        kind: "notification",
        says: "A new temporary passcode was set",
    },
];

#[derive(Default)]
struct Device {
    owner: String,
    management: String,
    rule: usize,
    passcode: Option<String>,
    unlocked: bool,
    offline: bool,
    says: bool,
    state: &'static str,
    shown: Option<String>,
    waiting: bool,
}

impl Device {
    fn lock(&self) -> &'static str {
        match (&self.passcode, self.unlocked) {
            (None, _) => "no passcode",
            (Some(_), true) => "unlocked",
            (Some(_), false) => "locked",
        }
    }
}

/// What happens by itself.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Due {
    Apply(u64),
    Report(u64),
}

#[derive(Default)]
struct Service {
    random: u64,
    now: u64,
    planned: u64,
    due: BTreeSet<(u64, u64, Due)>,
    devices: BTreeMap<u64, Device>,
    signed_out: BTreeSet<String>,
    /// The device that each console says something about.
    messages: BTreeMap<String, u64>,
}

impl System for Service {
    fn identity(&self) -> Value {
        json!({ "name": "example-service", "version": "1.0" })
    }

    fn can(&self) -> Value {
        let platforms: Vec<&str> = PLATFORMS.iter().map(|rule| rule.platform).collect();
        let managements: Vec<&str> = CONSOLES.iter().map(|console| console.1).collect();
        let mut surfaces = json!({ DEVICE: ["look", "enter", "set", "connect"] });
        for (console, _) in CONSOLES {
            surfaces[console] = json!(["look", "reset"]);
        }
        json!({
            "clock": "virtual",
            "resolution_ms": 1,
            "until": true,
            "deterministic": true,
            "dimensions": { "platform": platforms, "management": managements },
            "actors": ["the end user", ADMINISTRATOR],
            "devices": { "count": 8, "from": "creates" },
            "surfaces": surfaces,
            "passcodes": "readable",
        })
    }

    fn begin(&mut self, scenario: &Value) -> Answer<()> {
        let random = text(scenario, "seed").parse().unwrap_or_default();
        *self = Self { random, ..Self::default() };
        Ok(())
    }

    fn end(&mut self) -> Answer<()> {
        *self = Self::default();
        Ok(())
    }

    fn act(&mut self, act: &Value) -> Answer<()> {
        let (number, action) = (act["device"].as_u64().unwrap_or_default(), text(act, "action"));
        if action == "enrol" {
            let platform = text(&act["is"], "platform");
            let rule = PLATFORMS.iter().position(|rule| rule.platform == platform);
            let rule = rule.ok_or(NotDone::Refused("no-row", None))?;
            let owner = text(act, "actor").to_owned();
            let management = text(&act["is"], "management").to_owned();
            let device = Device { owner, management, rule, state: "none", ..Device::default() };
            self.devices.insert(number, device);
            return Ok(());
        }
        let Some(device) = self.devices.get_mut(&number) else {
            return Err(NotDone::Refused("no-device", None));
        };
        let (actor, surface) = (text(act, "actor"), text(act, "surface"));
        if action == "connect" {
            device.offline = act["online"] == false;
            if !device.offline && std::mem::take(&mut device.waiting) {
                self.later(20_000, Due::Apply(number));
            }
            Ok(())
        } else if surface == DEVICE {
            use_device(device, actor, action, text(act, "passcode"))
        } else if !knows(actor, surface, device) {
            Err(NotDone::Refused("not-allowed", None))
        } else {
            self.use_console(number, surface, action)
        }
    }

    fn view(&mut self, actor: &str, surface: &str, number: u64) -> Answer<Option<Value>> {
        let Some(device) = self.devices.get(&number) else {
            return Ok(Some(json!({ "no_device": true })));
        };
        if surface == DEVICE {
            let mut view = json!({ "lock": device.lock() });
            if device.says {
                let Rule { kind, says, .. } = &PLATFORMS[device.rule];
                view["notice"] = json!({ "kind": kind, "says": says });
            }
            return Ok(Some(view).filter(|_| actor == device.owner));
        }
        if !knows(actor, surface, device) || self.signed_out.contains(surface) {
            return Ok(None);
        }
        let mut view = json!({ "offers_reset": true, "state": device.state });
        if let Some(shown) = &device.shown {
            view["passcode"] = json!({ "shown": shown });
        }
        if self.messages.get(surface) == Some(&number) {
            view["says"] = json!(PENDING);
        }
        Ok(Some(view))
    }

    fn now_ms(&self) -> Option<u64> {
        Some(self.now)
    }

    fn advance(&mut self, ms: u64, until_change: bool) -> Answer<bool> {
        let end = self.now + ms;
        while let Some(due) = self.due.first().copied().filter(|due| due.0 <= end) {
            self.due.remove(&due);
            self.now = due.0;
            self.happen(due.2);
            if until_change {
                return Ok(true);
            }
        }
        self.now = end;
        Ok(false)
    }
}

fn knows(actor: &str, console: &str, device: &Device) -> bool {
    let management = CONSOLES.iter().find(|known| known.0 == console).map(|known| known.1);
    actor == ADMINISTRATOR && management == Some(device.management.as_str())
}

fn use_device(device: &mut Device, actor: &str, action: &str, passcode: &str) -> Answer<()> {
    if actor != device.owner {
        return Err(NotDone::Refused("not-allowed", None));
    }
    match action {
        "enter-passcode" if device.passcode.as_deref() != Some(passcode) => {
            return Err(NotDone::Refused("wrong-passcode", None));
        }
        "enter-passcode" => device.unlocked = true,
        "set-passcode" if device.lock() == "locked" => {
            return Err(NotDone::Refused("device-locked", None));
        }
        "set-passcode" => {
            device.passcode = Some(passcode.to_owned());
            (device.unlocked, device.says) = (false, false);
        }
        _ => return Err(NotDone::Refused("not-allowed", None)),
    }
    Ok(())
}

impl Service {
    fn use_console(&mut self, number: u64, console: &str, action: &str) -> Answer<()> {
        let Some(device) = self.devices.get_mut(&number) else { return Ok(()) };
        match action {
            "sign-out" => _ = self.signed_out.insert(console.to_owned()),
            "sign-in" => _ = self.signed_out.remove(console),
            "select-reset" if self.signed_out.contains(console) => {
                return Err(NotDone::Refused("signed-out", None));
            }
            "select-reset" if ["pending", "active"].contains(&device.state) => {
                self.messages.insert(console.to_owned(), number);
                return Err(NotDone::Refused("already-pending", Some(PENDING.to_owned())));
            }
            "select-reset" => {
                self.messages.remove(console);
                (device.state, device.waiting) = ("pending", device.offline);
                if !device.offline {
                    self.later(20_000, Due::Apply(number));
                }
            }
            _ => return Err(NotDone::Refused("not-asked", None)),
        }
        Ok(())
    }

    fn later(&mut self, ms: u64, due: Due) {
        self.planned += 1;
        self.due.insert((self.now + ms, self.planned, due));
    }

    fn happen(&mut self, due: Due) {
        match due {
            Due::Apply(number) => {
                let Some(device) = self.devices.get(&number) else { return };
                if device.offline {
                    self.devices.entry(number).and_modify(|device| device.waiting = true);
                    return;
                }
                let made = self.passcode(device.rule, device.passcode.clone());
                self.devices.entry(number).and_modify(|device| {
                    (device.passcode, device.unlocked) = (Some(made), false);
                    (device.says, device.state) = (true, "active");
                });
                self.later(5_000, Due::Report(number));
            }
            Due::Report(number) => {
                self.devices.entry(number).and_modify(|device| {
                    (device.state, device.shown) = ("done", device.passcode.clone());
                });
            }
        }
    }

    /// A new passcode, from the seed of the scenario.
    fn passcode(&mut self, rule: usize, current: Option<String>) -> String {
        let Rule { characters, length, .. } = &PLATFORMS[rule];
        loop {
            let mut made = String::new();
            for _ in 0..*length {
                self.random = self.random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                let at = (self.random >> 33) as usize % characters.len();
                made.push(char::from(characters[at]));
            }
            let only_digits = made.bytes().all(|byte| byte.is_ascii_digit());
            if Some(&made) != current.as_ref() && (*length == 6 || !only_digits) {
                return made;
            }
        }
    }
}

fn main() -> std::io::Result<()> {
    serve(Service::default())
}
