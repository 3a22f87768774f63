//! A page as a screen reader knows it: elements by their role and name.

use std::time::Duration;

use serde_json::{Value, json};

use crate::adapter::devtools::DevTools;
use crate::adapter::settings::{Element, PageLife};

/// How long a page may take to load.
const LOADED_WITHIN: Duration = Duration::from_secs(15);

/// How long a button may take to lead to another page. One that changes its own page has done so by then.
const LEADS_WITHIN: Duration = Duration::from_millis(1500);

/// Asks for addresses as the page that is open would; null where a site does not let it.
const FETCHED: &str = "Promise.all(ADDRESSES.map(url => \
    fetch(url, { cache: 'no-store' }).then(answer => answer.text()).catch(() => null)))";

/// A page in a browser, and its elements at one moment.
pub(crate) struct BrowserPage {
    browser: DevTools,
    life: PageLife,
    elements: Vec<PageElement>,
    /// Where it is, and of which HTML it is, as far as that is known.
    address: String,
    html: Option<String>,
}

/// An element of a page.
struct PageElement {
    is: Element,
    node: Value,
}

impl BrowserPage {
    /// A browser without a page.
    ///
    /// # Errors
    ///
    /// When the browser is gone, in words.
    pub(crate) fn new(mut browser: DevTools, life: PageLife) -> Result<Self, String> {
        let disabled = json!({ "value": life != PageLife::Scripted });
        browser.call("Emulation.setScriptExecutionDisabled", &disabled)?;
        Ok(Self { browser, life, elements: Vec::new(), address: String::new(), html: None })
    }

    /// Forgets who is signed in, and everything else that a site has kept.
    pub(crate) fn forget(&mut self) -> Result<(), String> {
        self.html = None;
        self.browser.call("Network.clearBrowserCookies", &json!({})).map(|_| ())
    }

    /// The HTML that each address leads to now; nothing where that does not say what the page is, or is not to be had.
    pub(crate) fn fetched(&mut self, addresses: &[String]) -> Result<Vec<Option<String>>, String> {
        if self.life != PageLife::Still || addresses.is_empty() {
            return Ok(vec![None; addresses.len()]);
        }
        let asked = FETCHED.replace("ADDRESSES", &json!(addresses).to_string());
        let answer = self.browser.call("Runtime.evaluate", &evaluation(&asked))?;
        let found = answer.pointer("/result/value").and_then(Value::as_array);
        let found = found.map(Vec::as_slice).unwrap_or_default().iter();
        let mut found: Vec<_> = found.map(|html| html.as_str().map(str::to_owned)).collect();
        found.resize(addresses.len(), None);
        Ok(found)
    }

    /// Opens an address that leads to this HTML, if that is known, and waits until it is loaded.
    pub(crate) fn open(&mut self, address: &str, html: Option<&String>) -> Result<(), String> {
        if html.is_some() && self.html.as_ref() == html && self.address == address {
            return Ok(());
        }
        let before = self.browser.loads();
        let opened = self.browser.call("Page.navigate", &json!({ "url": address }))?;
        if let Some(error) = opened.get("errorText").and_then(Value::as_str) {
            return Err(format!("a page cannot be opened: {error}"));
        }
        // An address within the page that is open loads nothing.
        if opened.get("loaderId").is_some()
            && !self.browser.waits_for_load(before, LOADED_WITHIN)?
        {
            return Err("a page does not finish loading".to_owned());
        }
        self.loaded()
    }

    fn loaded(&mut self) -> Result<(), String> {
        let mut calls = vec![("Accessibility.getFullAXTree", json!({}))];
        if self.life == PageLife::Still {
            let here = format!(
                "{}.then(([html]) => [location.href, html])",
                FETCHED.replace("ADDRESSES", "[location.href]")
            );
            calls.push(("Runtime.evaluate", evaluation(&here)));
        }
        let answers = self.browser.call_all(&calls)?;
        let nodes = answers.first().and_then(|tree| tree.get("nodes")).and_then(Value::as_array);
        self.elements = nodes.into_iter().flatten().filter_map(element).collect();
        let here = |at: &str| {
            answers.get(1)?.pointer(&format!("/result/value/{at}"))?.as_str().map(str::to_owned)
        };
        (self.address, self.html) = (here("0").unwrap_or_default(), here("1"));
        Ok(())
    }

    /// Whether it is known to be of this HTML.
    pub(crate) fn is_of(&self, html: &str) -> bool {
        self.html.as_deref() == Some(html)
    }

    fn find(&self, wanted: &Element) -> Option<Value> {
        self.elements.iter().find(|found| found.is == *wanted).map(|found| found.node.clone())
    }

    /// Whether the page has an element.
    pub(crate) fn has(&self, wanted: &Element) -> bool {
        self.elements.iter().any(|found| found.is == *wanted)
    }

    /// The text that each element shows; nothing where the page has no such element.
    pub(crate) fn texts(
        &mut self,
        wanted: &[Option<&Element>],
    ) -> Result<Vec<Option<String>>, String> {
        let nodes: Vec<_> = wanted.iter().map(|wanted| self.find((*wanted)?)).collect();
        let found: Vec<Value> = nodes.iter().flatten().cloned().collect();
        let texts = self.on(&found, "function() { return this.innerText }")?;
        let mut texts = texts.into_iter();
        let shown = |node: Option<Value>| {
            node.and_then(|_| texts.next()?.as_str().map(|text| text.trim().to_owned()))
        };
        Ok(nodes.into_iter().map(shown).collect())
    }

    /// Presses a button, and waits for what it leads to; whether there is such a button.
    pub(crate) fn press(&mut self, wanted: &Element) -> Result<bool, String> {
        let Some(node) = self.find(wanted) else { return Ok(false) };
        let before = self.browser.loads();
        self.on(&[node], "function() { this.click() }")?;
        let within = if self.life == PageLife::Scripted { LEADS_WITHIN } else { LOADED_WITHIN };
        self.browser.waits_for_load(before, within)?;
        self.loaded()?;
        Ok(true)
    }

    /// Calls a function on each of some nodes.
    fn on(&mut self, nodes: &[Value], function: &str) -> Result<Vec<Value>, String> {
        let resolving = |node| ("DOM.resolveNode", json!({ "backendNodeId": node }));
        let resolved = self.browser.call_all(&nodes.iter().map(resolving).collect::<Vec<_>>())?;
        let calling = |resolved: &Value| {
            let object = resolved.pointer("/object/objectId");
            let asked = json!({
                "objectId": object, "functionDeclaration": function, "returnByValue": true
            });
            ("Runtime.callFunctionOn", asked)
        };
        let answers = self.browser.call_all(&resolved.iter().map(calling).collect::<Vec<_>>())?;
        let value = |answer: &Value| answer.pointer("/result/value").cloned().unwrap_or_default();
        Ok(answers.iter().map(value).collect())
    }
}

fn evaluation(expression: &str) -> Value {
    json!({ "expression": expression, "returnByValue": true, "awaitPromise": true })
}

/// An element of the tree that screen readers are given.
fn element(node: &Value) -> Option<PageElement> {
    let text = |pointer: &str| node.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
    let is = Element { role: text("/role/value").to_owned(), name: text("/name/value").to_owned() };
    Some(PageElement { is, node: node.get("backendDOMNodeId")?.clone() })
}
