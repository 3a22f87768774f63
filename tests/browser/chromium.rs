//! A headless Chromium, spoken to in its own protocol: one process and one empty profile a test.
//!
//! Twelve methods of the protocol are all that is needed, so a WebSocket is the only crate: a crate for the
//! whole protocol would bring a hundred others.

use std::fs;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tungstenite::{Message, WebSocket};

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Names under which the browser is installed.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// What it takes to run without a display, a sandbox or a word to the network.
const FLAGS: [&str; 11] = [
    "--headless",
    "--no-sandbox",
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
pub struct Chromium {
    process: Child,
    socket: WebSocket<TcpStream>,
    session: String,
    calls: u64,
    /// Everything that the browser sent in addition to its answers: requests, exceptions, dialogs.
    pub events: Vec<Value>,
    _profile: tempfile::TempDir,
}

impl Chromium {
    /// Starts the browser; nothing, said aloud, if there is none and none is required.
    pub fn start() -> Option<Self> {
        let Some(program) = installed() else {
            assert!(
                std::env::var_os("PASSGATE_BROWSER").is_none(),
                "there is no Chromium, and PASSGATE_BROWSER requires one"
            );
            said_aloud("left out: there is no Chromium (Debian: `apt-get install chromium`)\n");
            return None;
        };
        let profile = tempfile::tempdir().unwrap();
        let process = Command::new(program)
            .args(FLAGS)
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg("about:blank")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let address = address(profile.path());
        let stream = TcpStream::connect(&address.0).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let url = format!("ws://{}{}", address.0, address.1);
        let (socket, _) = tungstenite::client(url, stream).unwrap();
        let (calls, session, events) = (0, String::new(), Vec::new());
        let mut browser = Self { process, socket, session, calls, events, _profile: profile };
        let target = browser.call("Target.createTarget", json!({ "url": "about:blank" }));
        let target = json!({ "targetId": target["targetId"], "flatten": true });
        let attached = browser.call("Target.attachToTarget", target);
        browser.session = attached["sessionId"].as_str().unwrap().to_owned();
        for domain in ["Page", "Runtime", "Network", "Log"] {
            browser.call(&format!("{domain}.enable"), json!({}));
        }
        Some(browser)
    }

    /// Calls a method of the protocol and waits for its answer.
    #[track_caller]
    pub fn call(&mut self, method: &str, parameters: Value) -> Value {
        self.calls += 1;
        let mut call = json!({ "id": self.calls, "method": method, "params": parameters });
        if !self.session.is_empty() {
            call["sessionId"] = json!(self.session);
        }
        self.socket.send(Message::text(call.to_string())).unwrap();
        loop {
            let heard = self.hear();
            if heard["id"] == json!(self.calls) {
                assert!(heard.get("error").is_none(), "{method}: {}", heard["error"]);
                return heard["result"].clone();
            }
            if heard["method"] == json!("Page.javascriptDialogOpening") {
                // Nothing goes on behind a dialog; its answer is of no interest.
                let id = self.calls + 1_000_000;
                let close = json!({
                    "id": id, "method": "Page.handleJavaScriptDialog",
                    "params": { "accept": false }, "sessionId": self.session,
                });
                self.socket.send(Message::text(close.to_string())).unwrap();
            }
            self.events.push(heard);
        }
    }

    fn hear(&mut self) -> Value {
        loop {
            if let Message::Text(text) = self.socket.read().unwrap() {
                return serde_json::from_str(&text).unwrap();
            }
        }
    }

    /// Opens a file, with what follows its path, and waits until it is loaded.
    pub fn open(&mut self, file: &Path, behind: &str) {
        self.call("Page.navigate", json!({ "url": "about:blank" }));
        let url = format!("file://{}{behind}", file.display());
        self.call("Page.navigate", json!({ "url": url }));
        self.until("document.readyState === 'complete' && location.protocol === 'file:'");
    }

    /// Opens an address, and waits until it is loaded.
    pub fn visit(&mut self, url: &str) {
        self.call("Page.navigate", json!({ "url": "about:blank" }));
        self.call("Page.navigate", json!({ "url": url }));
        self.until("document.readyState === 'complete' && location.protocol.startsWith('http')");
    }

    /// The value of an expression in the page.
    #[track_caller]
    pub fn evaluate(&mut self, expression: &str) -> Value {
        let asked =
            json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let answer = self.call("Runtime.evaluate", asked);
        assert!(answer.get("exceptionDetails").is_none(), "{expression}: {answer}");
        answer["result"]["value"].clone()
    }

    /// The text that is the value of an expression.
    #[track_caller]
    pub fn text(&mut self, expression: &str) -> String {
        let value = self.evaluate(expression);
        value.as_str().map_or_else(|| value.to_string(), str::to_owned)
    }

    /// The number that is the value of an expression.
    #[track_caller]
    pub fn number(&mut self, expression: &str) -> u64 {
        self.evaluate(expression).as_u64().unwrap()
    }

    /// Waits until an expression holds.
    #[track_caller]
    pub fn until(&mut self, expression: &str) {
        let begun = Instant::now();
        while self.evaluate(expression) != json!(true) {
            assert!(begun.elapsed() < PATIENCE, "it never reached {expression}");
            sleep(Duration::from_millis(10));
        }
    }

    /// Presses a key, as a person without a mouse does.
    pub fn press(&mut self, key: &str) {
        let (code, text) = match key {
            "Enter" => (13, "\r"),
            " " => (32, " "),
            "Tab" => (9, ""),
            _ => (0, ""),
        };
        for kind in ["keyDown", "keyUp"] {
            let mut stroke = json!({ "type": kind, "key": key, "windowsVirtualKeyCode": code });
            if kind == "keyDown" && !text.is_empty() {
                stroke["text"] = json!(text);
            }
            self.call("Input.dispatchKeyEvent", stroke);
        }
    }

    /// Gives the page the width of a phone or of a screen.
    pub fn resize(&mut self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.call("Emulation.setDeviceMetricsOverride", size);
    }

    /// Shows the page in a medium and a colour scheme.
    pub fn emulate(&mut self, medium: &str, scheme: &str) {
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        self.call("Emulation.setEmulatedMedia", json!({ "media": medium, "features": features }));
    }

    /// Everything that went wrong, and everything that was asked of anybody but the disk.
    pub fn run_failures(&self) -> Vec<String> {
        let url = |event: &Value| event["params"]["request"]["url"].as_str().unwrap().to_owned();
        let is_outside = |event: &&Value| {
            let url = url(event);
            !url.starts_with("file://") && !url.starts_with("about:")
        };
        let of = |method: &'static str| {
            self.events.iter().filter(move |event| event["method"] == json!(method))
        };
        let is_error = |event: &&Value| event["params"]["type"] == json!("error");
        let mut run_failures: Vec<String> =
            of("Network.requestWillBeSent").filter(is_outside).map(url).collect();
        run_failures.extend(of("Runtime.exceptionThrown").map(Value::to_string));
        run_failures.extend(of("Runtime.consoleAPICalled").filter(is_error).map(Value::to_string));
        run_failures.extend(of("Log.entryAdded").map(Value::to_string));
        run_failures.extend(of("Page.javascriptDialogOpening").map(Value::to_string));
        run_failures
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        // Its own children end with it.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Past what the test harness keeps to itself.
fn said_aloud(text: &str) {
    use std::io::Write as _;
    let _ = std::io::stderr().write_all(text.as_bytes());
}

fn installed() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("CHROMIUM") {
        return Some(named.into());
    }
    let path = std::env::var_os("PATH")?;
    let mut places = std::env::split_paths(&path)
        .flat_map(|folder| NAMES.iter().map(move |name| folder.join(name)));
    places.find(|place| place.is_file())
}

/// Where the browser listens, as it writes it into its profile: host and port, and a path.
fn address(profile: &Path) -> (String, String) {
    let begun = Instant::now();
    loop {
        let written = fs::read_to_string(profile.join("DevToolsActivePort")).unwrap_or_default();
        if let Some((port, path)) = written.split_once('\n').filter(|(_, path)| !path.is_empty()) {
            return (format!("127.0.0.1:{port}"), path.trim().to_owned());
        }
        assert!(begun.elapsed() < PATIENCE, "Chromium has not started");
        sleep(Duration::from_millis(20));
    }
}
