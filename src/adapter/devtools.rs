//! A headless Chromium with one page, spoken to in its own protocol.

use std::fs;
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
        let process = started.ok_or("there is no Chromium: install one, or name it in CHROMIUM")?;
        let (host, path) = address(profile.path())?;
        let stream = TcpStream::connect(&host).map_err(|error| error.to_string())?;
        stream.set_read_timeout(Some(PATIENCE)).map_err(|error| error.to_string())?;
        let (socket, _) = tungstenite::client(format!("ws://{host}{path}"), stream)
            .map_err(|error| error.to_string())?;
        let (calls, session) = (0, String::new());
        let mut browser = Self { process, socket, session, calls, _profile: profile };
        let target = browser.call("Target.createTarget", &json!({ "url": "about:blank" }))?;
        let target = json!({ "targetId": target.get("targetId"), "flatten": true });
        let attached = browser.call("Target.attachToTarget", &target)?;
        let session = attached.get("sessionId").and_then(Value::as_str);
        browser.session = session.unwrap_or_default().to_owned();
        for domain in ["Page", "Runtime", "DOM", "Accessibility"] {
            browser.call(&format!("{domain}.enable"), &json!({}))?;
        }
        Ok(browser)
    }

    /// Calls a method of the protocol and waits for its answer.
    pub(crate) fn call(&mut self, method: &str, parameters: &Value) -> Result<Value, String> {
        self.calls += 1;
        let mut call = json!({ "id": self.calls, "method": method, "params": parameters });
        if !self.session.is_empty()
            && let Some(fields) = call.as_object_mut()
        {
            fields.insert("sessionId".to_owned(), json!(self.session));
        }
        let gone = |error: tungstenite::Error| format!("the browser is gone: {error}");
        self.socket.send(Message::text(call.to_string())).map_err(gone)?;
        loop {
            let Message::Text(text) = self.socket.read().map_err(gone)? else { continue };
            let heard: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
            if heard.get("id").and_then(Value::as_u64) != Some(self.calls) {
                continue;
            }
            if let Some(error) = heard.get("error") {
                return Err(format!("{method}: {error}"));
            }
            return Ok(heard.get("result").cloned().unwrap_or_default());
        }
    }

    /// The value of an expression in the page; nothing while there is no page to ask.
    pub(crate) fn evaluate(&mut self, expression: &str) -> Result<Value, String> {
        let asked = json!({ "expression": expression, "returnByValue": true });
        let answer = self.call("Runtime.evaluate", &asked)?;
        Ok(answer.pointer("/result/value").cloned().unwrap_or_default())
    }

    /// Waits until an expression holds, or this long; whether it holds.
    pub(crate) fn waits_for(
        &mut self,
        expression: &str,
        longest: Duration,
    ) -> Result<bool, String> {
        let mut left = longest;
        loop {
            // Between two pages there is none to ask.
            if self.evaluate(expression) == Ok(Value::Bool(true)) {
                return Ok(true);
            }
            let Some(rest) = left.checked_sub(EVERY) else { return Ok(false) };
            left = rest;
            sleep(EVERY);
        }
    }
}

impl Drop for DevTools {
    fn drop(&mut self) {
        // Its own children end with it.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Where the browser can be spoken to: it writes that into its profile.
fn address(profile: &Path) -> Result<(String, String), String> {
    let mut left = PATIENCE;
    loop {
        let text = fs::read_to_string(profile.join("DevToolsActivePort")).unwrap_or_default();
        let mut lines = text.lines();
        if let (Some(port), Some(path)) = (lines.next(), lines.next()) {
            return Ok((format!("127.0.0.1:{port}"), path.to_owned()));
        }
        left = left.checked_sub(EVERY).ok_or("the browser does not answer")?;
        sleep(EVERY);
    }
}
