//! Lists: filtered, selected, a page at a time.

use serde_json::{Value, json};

use crate::serve::graph::filter::Filter;
use crate::serve::graph::graph_answer::GraphAnswer;
use crate::serve::graph::request::GraphRequest;

/// The most items of a page.
const TOP_MAX: usize = 1000;

/// The options that a query can have.
const OPTIONS: [&str; 7] = ["filter", "select", "top", "skip", "skiptoken", "count", "orderby"];

/// A list of items as the query asks for it.
pub(crate) fn listed(request: &GraphRequest, context: &str, mut items: Vec<Value>) -> GraphAnswer {
    match options(request, &mut items) {
        Ok(()) => {}
        Err(message) => return GraphAnswer::bad_request(&message),
    }
    let total = items.len();
    let (Ok(top), Ok(skip)) = (number(request, "top", TOP_MAX), skipped(request)) else {
        return GraphAnswer::bad_request("$top and $skip are numbers");
    };
    if top == 0 || top > TOP_MAX {
        return GraphAnswer::bad_request("$top is from 1 to 1000");
    }
    let page: Vec<Value> = items.into_iter().skip(skip).take(top).collect();
    let next = skip.saturating_add(page.len());
    let selected: Result<Vec<Value>, String> =
        page.into_iter().map(|item| selected(request, item)).collect();
    let values = match selected {
        Ok(values) => values,
        Err(message) => return GraphAnswer::bad_request(&message),
    };
    let metadata = format!("{}{}/$metadata#{context}", request.base, request.version);
    let mut body = serde_json::Map::new();
    body.insert("@odata.context".to_owned(), json!(metadata));
    if request.option("count") == Some("true") {
        body.insert("@odata.count".to_owned(), json!(total));
    }
    if next < total {
        body.insert("@odata.nextLink".to_owned(), json!(next_link(request, next)));
    }
    body.insert("value".to_owned(), Value::Array(values));
    GraphAnswer::content(body.into())
}

/// An item with the properties that `$select` names, or all of them.
pub(crate) fn selected(request: &GraphRequest, item: Value) -> Result<Value, String> {
    let Some(select) = request.option("select") else { return Ok(item) };
    let mut all = serde_json::Map::new();
    for name in select.split(',').map(str::trim) {
        let Some(found) = item.get(name) else {
            let name: String = name.chars().take(60).collect();
            return Err(format!("Could not find a property named '{name}'."));
        };
        all.insert(name.to_owned(), found.clone());
    }
    Ok(Value::Object(all))
}

/// Filters and orders the items.
fn options(request: &GraphRequest, items: &mut Vec<Value>) -> Result<(), String> {
    for (name, _) in &request.query {
        let known = name.strip_prefix('$').is_none_or(|name| OPTIONS.contains(&name));
        if !known {
            let name: String = name.chars().take(60).collect();
            return Err(format!("The query option '{name}' is not supported."));
        }
    }
    if let Some(text) = request.option("filter") {
        let filter = Filter::read(text).ok_or("Invalid filter clause")?;
        if let Some(item) = items.first() {
            let unknown = filter.properties().find(|property| item.get(*property).is_none());
            if let Some(unknown) = unknown {
                return Err(format!("Could not find a property named '{unknown}'."));
            }
        }
        items.retain(|item| filter.holds(item));
    }
    if let Some(text) = request.option("orderby") {
        let (property, direction) = text.split_once(' ').unwrap_or((text, "asc"));
        let key = |item: &Value| item.get(property).map(ToString::to_string);
        if items.first().is_some_and(|item| key(item).is_none()) {
            return Err(format!("Could not find a property named '{property}'."));
        }
        items.sort_by_key(key);
        if direction.trim() == "desc" {
            items.reverse();
        }
    }
    Ok(())
}

fn number(request: &GraphRequest, name: &str, otherwise: usize) -> Result<usize, ()> {
    request.option(name).map_or(Ok(otherwise), |text| text.parse().map_err(|_| ()))
}

fn skipped(request: &GraphRequest) -> Result<usize, ()> {
    Ok(number(request, "skip", 0)?.max(number(request, "skiptoken", 0)?))
}

fn next_link(request: &GraphRequest, next: usize) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    let others = request
        .query
        .iter()
        .filter(|(name, _)| !matches!(name.trim_start_matches('$'), "skip" | "skiptoken"));
    others.for_each(|(name, value)| {
        query.append_pair(name, value);
    });
    let query = query.append_pair("$skiptoken", &next.to_string()).finish();
    let (base, version, path) = (&request.base, &request.version, request.segments.join("/"));
    format!("{base}{version}/{path}?{query}")
}
