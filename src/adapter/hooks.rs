//! Hooks: an HTTP request or a command each, and what their answers say.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::Value;
use ureq::Agent;
use ureq::http::Request;

use crate::adapter::settings::Hook;
use crate::adapter::template::{Names, filled, filled_document};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(25);

/// What a hook or a service answered.
#[derive(Clone, Debug)]
pub(crate) struct HookAnswer {
    /// The status of a request; 200 for a command that succeeded.
    pub(crate) status: u16,
    /// What it contains; null where that is no JSON.
    pub(crate) json: Value,
}

/// Reads a variable of the environment: where credentials come from.
pub(crate) type Environment = dyn Fn(&str) -> Option<String>;

/// Carries hooks out.
pub(crate) struct HookRunner {
    agent: Agent,
    environment: Box<Environment>,
}

impl HookRunner {
    /// One that takes credentials from this environment.
    pub(crate) fn new(environment: Box<Environment>) -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .http_status_as_error(false)
            .max_redirects(0)
            .build();
        Self { agent: config.into(), environment }
    }

    /// Carries a hook out, and adds what it takes to the names.
    ///
    /// # Errors
    ///
    /// When it cannot be carried out, or fails, in words that hold no credentials.
    pub(crate) fn run(&self, hook: &Hook, names: &mut Names) -> Result<HookAnswer, String> {
        let body = hook.json.as_ref().map(|json| filled_document(json, names));
        let answer = match (&hook.http, hook.run.as_slice()) {
            (Some(request), []) => {
                let (method, url) =
                    request.split_once(' ').ok_or("a hook's `http` is a method and an address")?;
                let url = filled(url, names, true);
                self.request(method, &url, hook.bearer.as_deref(), body.as_ref())?
            }
            (None, [program, arguments @ ..]) => {
                let arguments = arguments.iter().map(|it| filled(it, names, false));
                command(program, arguments, body.as_ref())?
            }
            (_, _) => return Err("a hook is either `http` or `run`".to_owned()),
        };
        if answer.status >= 300 && !hook.allow.contains(&answer.status) {
            let says = answer.json.get("error").map(ToString::to_string).unwrap_or_default();
            return Err(format!("a hook was answered with {} {says}", answer.status));
        }
        if answer.status >= 300 {
            return Ok(answer);
        }
        for (name, pointer) in &hook.take {
            let found = answer.json.pointer(pointer).cloned();
            let found = found.ok_or_else(|| format!("the answer of a hook has no `{pointer}`"))?;
            names.insert(name.clone(), found);
        }
        Ok(answer)
    }

    /// Sends a request with the bearer token that a variable of the environment holds.
    pub(crate) fn request(
        &self,
        method: &str,
        url: &str,
        bearer: Option<&str>,
        body: Option<&Value>,
    ) -> Result<HookAnswer, String> {
        let mut request = Request::builder().method(method).uri(url);
        if let Some(variable) = bearer {
            let token = (self.environment)(variable);
            let token = token.ok_or_else(|| format!("the environment has no `{variable}`"))?;
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let failed = |error: &dyn std::fmt::Display| format!("`{url}` cannot be asked: {error}");
        let answer = match body {
            Some(body) => {
                let request = request.header("content-type", "application/json");
                let request = request.body(body.to_string()).map_err(|error| failed(&error))?;
                self.agent.run(request)
            }
            None => self.agent.run(request.body(()).map_err(|error| failed(&error))?),
        };
        let mut answer = answer.map_err(|error| failed(&error))?;
        let status = answer.status().as_u16();
        let text = answer.body_mut().read_to_string().map_err(|error| error.to_string())?;
        Ok(HookAnswer { status, json: serde_json::from_str(&text).unwrap_or_default() })
    }
}

/// Runs a command that reads and prints JSON.
fn command(
    program: &str,
    arguments: impl Iterator<Item = String>,
    body: Option<&Value>,
) -> Result<HookAnswer, String> {
    let failed = |error: std::io::Error| format!("`{program}` cannot be run: {error}");
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    if let (Some(mut stdin), Some(body)) = (child.stdin.take(), body) {
        // One that does not read needs nothing of it.
        let _ = stdin.write_all(body.to_string().as_bytes());
    }
    let output = child.wait_with_output().map_err(failed)?;
    if !output.status.success() {
        return Err(format!("`{program}` ended with {}", output.status));
    }
    Ok(HookAnswer { status: 200, json: serde_json::from_slice(&output.stdout).unwrap_or_default() })
}
