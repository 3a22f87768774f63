//! A headless Chromium with one page, spoken to in its own protocol.

use std::fs;
use std::io::ErrorKind;
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;
use tungstenite::{Message, WebSocket};

/// How long an answer of the browser may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// How often it is looked whether something has happened.
const EVERY: Duration = Duration::from_millis(5);

/// Names under which the browser is installed.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// What it takes to run without a display or a word to the network.
const FLAGS: [&str; 10] = [
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--remote-debugging-port=0",
];

/// A browser with one page.
pub(crate) struct DevTools {
    process: Child,
    socket: WebSocket<TcpStream>,
    session: String,
    calls: u64,
    /// How many pages have finished loading.
    loads: u64,
    _profile: TempDir,
}

impl DevTools {
    /// Starts a browser: the one that is named, or one that is installed; `flags` are added to its own.
    ///
    /// # Errors
    ///
    /// When there is none, or it does not answer, in words.
    pub(crate) fn start(named: Option<&str>, flags: &[String]) -> Result<Self, String> {
        let profile = tempfile::tempdir().map_err(|error| error.to_string())?;
        let candidates: Vec<&str> = named.map_or_else(|| NAMES.to_vec(), |named| vec![named]);
        let started = candidates.iter().find_map(|program| {
            Command::new(program)
                .args(FLAGS)
                .args(flags)
                .arg(format!("--user-data-dir={}", profile.path().display()))
                .arg("about:blank")
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .ok()
        });
        let mut process =
            started.ok_or("there is no Chromium: install one, or name it in CHROMIUM")?;
        let (host, path) = address(profile.path(), &mut process)?;
        let stream = TcpStream::connect(&host).map_err(|error| error.to_string())?;
        stream.set_read_timeout(Some(PATIENCE)).map_err(|error| error.to_string())?;
        let (socket, _) = tungstenite::client(format!("ws://{host}{path}"), stream)
            .map_err(|error| error.to_string())?;
        let (calls, loads, session) = (0, 0, String::new());
        let mut browser = Self { process, socket, session, calls, loads, _profile: profile };
        let target = browser.call("Target.createTarget", &json!({ "url": "about:blank" }))?;
        let target = json!({ "targetId": target.get("targetId"), "flatten": true });
        let attached = browser.call("Target.attachToTarget", &target)?;
        let session = attached.get("sessionId").and_then(Value::as_str);
        browser.session = session.unwrap_or_default().to_owned();
        browser.call("Page.enable", &json!({}))?;
        Ok(browser)
    }

    /// Calls a method of the protocol and waits for its answer.
    pub(crate) fn call(&mut self, method: &str, parameters: &Value) -> Result<Value, String> {
        let mut answers = self.call_all(&[(method, parameters.clone())])?;
        Ok(answers.pop().unwrap_or_default())
    }

    /// Calls methods of the protocol one right after the other, and waits for all answers: one round trip.
    pub(crate) fn call_all(&mut self, calls: &[(&str, Value)]) -> Result<Vec<Value>, String> {
        let first = self.calls + 1;
        for (method, parameters) in calls {
            self.calls += 1;
            let mut call = json!({ "id": self.calls, "method": method, "params": parameters });
            if !self.session.is_empty()
                && let Some(fields) = call.as_object_mut()
            {
                fields.insert("sessionId".to_owned(), json!(self.session));
            }
            self.socket.send(Message::text(call.to_string())).map_err(|error| gone(&error))?;
        }
        let mut answers = Vec::with_capacity(calls.len());
        // They are carried out, and answered, in order.
        for (id, (method, _)) in (first..).zip(calls) {
            let answer = loop {
                let heard = self.heard().map_err(|error| gone(&error))?;
                if heard.get("id").and_then(Value::as_u64) == Some(id) {
                    break heard;
                }
            };
            if let Some(error) = answer.get("error") {
                return Err(format!("{method}: {error}"));
            }
            answers.push(answer.get("result").cloned().unwrap_or_default());
        }
        Ok(answers)
    }

    /// The next that the browser says; an event of a page that has loaded is counted.
    fn heard(&mut self) -> Result<Value, tungstenite::Error> {
        let Message::Text(text) = self.socket.read()? else { return Ok(Value::Null) };
        let heard: Value = serde_json::from_str(&text).unwrap_or_default();
        if heard.get("method").and_then(Value::as_str) == Some("Page.loadEventFired") {
            self.loads += 1;
        }
        Ok(heard)
    }

    /// How many pages have finished loading so far.
    pub(crate) const fn loads(&self) -> u64 {
        self.loads
    }

    /// Waits until more than `before` pages have finished loading, as long as the browser is not silent for longer than
    /// this; whether that happened.
    pub(crate) fn waits_for_load(
        &mut self,
        before: u64,
        silence: Duration,
    ) -> Result<bool, String> {
        self.patience(silence)?;
        let mut heard = Ok(Value::Null);
        while self.loads <= before && heard.is_ok() {
            heard = self.heard();
        }
        self.patience(PATIENCE)?;
        match heard {
            Ok(_) => Ok(true),
            Err(tungstenite::Error::Io(error))
                if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) =>
            {
                Ok(false)
            }
            Err(error) => Err(gone(&error)),
        }
    }

    /// How long the browser may be silent.
    fn patience(&self, silence: Duration) -> Result<(), String> {
        let stream = self.socket.get_ref();
        stream.set_read_timeout(Some(silence)).map_err(|error| error.to_string())
    }
}

fn gone(error: &tungstenite::Error) -> String {
    format!("the browser is gone: {error}")
}

impl Drop for DevTools {
    fn drop(&mut self) {
        // Its own children end with it.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Where the browser can be spoken to: it writes that into its profile.
fn address(profile: &Path, process: &mut Child) -> Result<(String, String), String> {
    let mut left = PATIENCE;
    loop {
        let text = fs::read_to_string(profile.join("DevToolsActivePort")).unwrap_or_default();
        let mut lines = text.lines();
        if let (Some(port), Some(path)) = (lines.next(), lines.next()) {
            return Ok((format!("127.0.0.1:{port}"), path.to_owned()));
        }
        if let Ok(Some(status)) = process.try_wait() {
            return Err(format!("it has ended by itself ({status})"));
        }
        left = left.checked_sub(EVERY).ok_or("it does not answer")?;
        sleep(EVERY);
    }
}
