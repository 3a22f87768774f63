//! A service under way, and a client of HTTP that can do what no polite one would.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::support::root;

/// The control API's token in every test.
pub const CONTROL: &str = "a-token-for-the-control-api";

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// A service under way; it ends with the test.
pub struct Running {
    process: Child,
    /// Its host and port.
    pub host: String,
    output: BufReader<std::process::ChildStdout>,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

/// How a service ended.
#[derive(Debug)]
pub struct Ended {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Running {
    /// Starts a service with the bundled policies.
    pub fn start(arguments: &[&str]) -> Self {
        Self::start_in(root(), arguments)
    }

    /// Starts a service in a folder.
    pub fn start_in(folder: &Path, arguments: &[&str]) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_passgate"))
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(arguments)
            .env("PASSGATE_CONTROL_TOKEN", CONTROL)
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(process.stdout.take().unwrap());
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        let address = line.split_whitespace().nth(2).unwrap_or_default().to_owned();
        let host = address.rsplit("//").next().unwrap_or_default().to_owned();
        Self { process, host, output }
    }

    /// The process's number.
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// A connection on which nothing has been sent.
    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.host).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// Sends some text as it is, and reads until the service ends the connection.
    pub fn raw(&self, text: &[u8]) -> Answer {
        let mut stream = self.connect();
        let mut answer = Vec::new();
        // A service that has had enough may end the connection in any way, while it is still sent something too.
        let _ = stream.write_all(text).and_then(|()| stream.read_to_end(&mut answer));
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        let status = head.split_whitespace().nth(1).and_then(|it| it.parse().ok());
        Answer { status: status.unwrap_or(0), head: head.to_owned(), body: body.to_owned() }
    }

    /// Sends a request with some more lines in its head.
    pub fn send(&self, method: &str, path: &str, head: &[&str], body: &str) -> Answer {
        let (host, length) = (&self.host, body.len());
        let mut text = format!(
            "{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncontent-length: {length}\r\n"
        );
        for line in head {
            text += &format!("{line}\r\n");
        }
        text += &format!("\r\n{body}");
        self.raw(text.as_bytes())
    }

    /// Asks for a page.
    #[track_caller]
    pub fn page(&self, path: &str) -> String {
        let answer = self.send("GET", path, &[], "");
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        answer.body
    }

    /// The token of the buttons.
    pub fn token(&self) -> String {
        let page = self.page("/");
        let rest = page.split("name=\"token\" value=\"").nth(1).unwrap();
        rest.split('"').next().unwrap().to_owned()
    }

    /// Posts fields as a button does; returns where that leads to.
    #[track_caller]
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.token();
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.append_pair("token", &token).extend_pairs(fields);
        let head = "content-type: application/x-www-form-urlencoded";
        self.send("POST", path, &[head], &body.finish())
    }

    /// Presses a button of a world.
    #[track_caller]
    pub fn press(&self, world: &str, step: &str) {
        let answer = self.post(&format!("/w/{world}/do"), &[("step", step), ("back", "/")]);
        assert_eq!(answer.status, 303, "{step}: {}", answer.body);
    }

    /// Uses the control API.
    #[track_caller]
    pub fn control(&self, method: &str, path: &str, body: &Value) -> Value {
        let bearer = format!("authorization: Bearer {CONTROL}");
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let answer = self.send(method, &format!("/control/{path}"), &[&bearer], &body);
        assert!(answer.status < 300, "{path}: {} {}", answer.status, answer.body);
        serde_json::from_str(&answer.body).unwrap_or_default()
    }

    /// Uses the Graph API with a token.
    pub fn graph(&self, token: &str, method: &str, path: &str, body: &str) -> Answer {
        let bearer = format!("authorization: Bearer {token}");
        let json = "content-type: application/json";
        self.send(method, path, &[&bearer, json], body)
    }

    /// The Graph token of a person who may do everything that the policy lets them; empty where there is no such person.
    pub fn token_of(&self, world: &str, actor: &str) -> String {
        let all = self.control("GET", &format!("worlds/{world}/tokens"), &Value::Null);
        let person = all.as_array().unwrap().iter().find(|person| person["actor"] == actor);
        person.map_or_else(String::new, |it| it["tokens"]["full"].as_str().unwrap().to_owned())
    }

    /// The Graph token of someone with a role in a world.
    pub fn graph_token(&self, world: &str, role: &str, permission: &str) -> String {
        let all = self.control("GET", &format!("worlds/{world}/tokens"), &Value::Null);
        let all = all.as_array().unwrap();
        let person = all.iter().find(|person| person["role"] == role).unwrap();
        person["tokens"][permission].as_str().unwrap().to_owned()
    }

    /// Sends a signal, and waits for the end.
    pub fn end(mut self, signal: &str) -> Ended {
        let id = self.process.id().to_string();
        assert!(Command::new("/bin/kill").args([signal, &id]).status().unwrap().success());
        self.ended()
    }

    /// Waits for the end.
    pub fn ended(&mut self) -> Ended {
        let (mut stdout, mut stderr) = (String::new(), String::new());
        self.output.read_to_string(&mut stdout).unwrap();
        let mut errors = self.process.stderr.take().unwrap();
        errors.read_to_string(&mut stderr).unwrap();
        Ended { code: self.process.wait().unwrap().code(), stdout, stderr }
    }
}

impl Answer {
    /// Its content as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// A line of its head.
    pub fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(given, _)| given.eq_ignore_ascii_case(name)).map(|it| it.1)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
