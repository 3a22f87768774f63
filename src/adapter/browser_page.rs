//! A page as a screen reader knows it: elements by their role and name.

use std::time::Duration;

use serde_json::{Value, json};

use crate::adapter::devtools::DevTools;
use crate::adapter::settings::Element;

/// How long a page may take to load.
const LOADED_WITHIN: Duration = Duration::from_secs(15);

/// How long a button may take to lead to another page. One that changes its own page has done so by then.
const LEADS_WITHIN: Duration = Duration::from_millis(1500);

/// A page in a browser, and its elements at one moment.
pub(crate) struct BrowserPage {
    browser: DevTools,
    elements: Vec<PageElement>,
    /// How long a button may take to lead to another page.
    leads_within: Duration,
}

/// An element of a page.
struct PageElement {
    is: Element,
    node: Value,
}

impl BrowserPage {
    /// A browser without a page, whose pages may run their scripts or not. Without, every button leads to a page.
    ///
    /// # Errors
    ///
    /// When the browser is gone, in words.
    pub(crate) fn new(mut browser: DevTools, script: bool) -> Result<Self, String> {
        let disabled = json!({ "value": !script });
        browser.call("Emulation.setScriptExecutionDisabled", &disabled)?;
        let leads_within = if script { LEADS_WITHIN } else { LOADED_WITHIN };
        Ok(Self { browser, elements: Vec::new(), leads_within })
    }

    /// Forgets who is signed in, and everything else that a site has kept.
    pub(crate) fn forget(&mut self) -> Result<(), String> {
        self.browser.call("Network.clearBrowserCookies", &json!({})).map(|_| ())
    }

    /// Opens an address, and waits until it is loaded.
    pub(crate) fn open(&mut self, url: &str) -> Result<(), String> {
        let opened = self.browser.call("Page.navigate", &json!({ "url": url }))?;
        if let Some(error) = opened.get("errorText").and_then(Value::as_str) {
            return Err(format!("a page cannot be opened: {error}"));
        }
        self.loaded()
    }

    fn loaded(&mut self) -> Result<(), String> {
        if !self.browser.waits_for("document.readyState === 'complete'", LOADED_WITHIN)? {
            return Err("a page does not finish loading".to_owned());
        }
        let tree = self.browser.call("Accessibility.getFullAXTree", &json!({}))?;
        let nodes = tree.get("nodes").and_then(Value::as_array).cloned().unwrap_or_default();
        let text = |node: &Value, pointer: &str| {
            node.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        let element = |node: &Value| {
            let is = Element { role: text(node, "/role/value"), name: text(node, "/name/value") };
            let node = node.get("backendDOMNodeId")?.clone();
            Some(PageElement { is, node })
        };
        self.elements = nodes.iter().filter_map(element).collect();
        Ok(())
    }

    fn find(&self, wanted: &Element) -> Option<Value> {
        self.elements.iter().find(|found| found.is == *wanted).map(|found| found.node.clone())
    }

    /// Whether the page has an element.
    pub(crate) fn has(&self, wanted: &Element) -> bool {
        self.elements.iter().any(|found| found.is == *wanted)
    }

    /// The text that an element shows; nothing where the page has no such element.
    pub(crate) fn text(&mut self, wanted: &Element) -> Result<Option<String>, String> {
        let Some(node) = self.find(wanted) else { return Ok(None) };
        let text = self.on(&node, "function() { return this.innerText }")?;
        Ok(text.as_str().map(|text| text.trim().to_owned()))
    }

    /// Presses a button, and waits for what it leads to; whether there is such a button.
    pub(crate) fn press(&mut self, wanted: &Element) -> Result<bool, String> {
        let Some(node) = self.find(wanted) else { return Ok(false) };
        self.browser.evaluate("document.documentElement.dataset.before = 'yes'")?;
        self.on(&node, "function() { this.click() }")?;
        let gone = "document.documentElement.dataset.before !== 'yes'";
        self.browser.waits_for(gone, self.leads_within)?;
        self.loaded()?;
        Ok(true)
    }

    fn on(&mut self, node: &Value, function: &str) -> Result<Value, String> {
        let resolved = self.browser.call("DOM.resolveNode", &json!({ "backendNodeId": node }))?;
        let object = resolved.pointer("/object/objectId");
        let asked =
            json!({ "objectId": object, "functionDeclaration": function, "returnByValue": true });
        let answer = self.browser.call("Runtime.callFunctionOn", &asked)?;
        Ok(answer.pointer("/result/value").cloned().unwrap_or_default())
    }
}
