//! A request to the Graph API, as it came alone or in a batch.

use percent_encoding::percent_decode_str;
use serde_json::Value;

/// A request to the Graph API.
#[derive(Clone, Debug)]
pub(crate) struct GraphRequest {
    /// Its method, in capitals.
    pub(crate) method: String,
    /// `v1.0` or `beta`.
    pub(crate) version: String,
    /// The segments of its address behind the version, decoded.
    pub(crate) segments: Vec<String>,
    /// The options of its query, decoded, in order.
    pub(crate) query: Vec<(String, String)>,
    /// The header that says who calls.
    pub(crate) authorization: String,
    /// The id that the client gave it.
    pub(crate) client_request_id: String,
    /// What it contains, where that is JSON.
    pub(crate) body: Option<Value>,
    /// The address of the API, up to the version: `http://127.0.0.1:8015/w/main/graph/`.
    pub(crate) base: String,
}

/// How many segments an address has at most.
const SEGMENTS_MAX: usize = 12;

impl GraphRequest {
    /// Reads an address below the version: its path and query.
    pub(crate) fn read_address(&mut self, address: &str) {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let segments = path.split('/').filter(|segment| !segment.is_empty());
        let decoded = segments.map(|it| percent_decode_str(it).decode_utf8_lossy().into_owned());
        self.segments = decoded.take(SEGMENTS_MAX).flat_map(|it| with_key(&it)).collect();
        self.query = form_urlencoded::parse(query.as_bytes())
            .map(|(name, value)| (name.into_owned(), value.into_owned()))
            .collect();
    }

    /// What an option of the query says; its name may be written without `$`.
    pub(crate) fn option(&self, name: &str) -> Option<&str> {
        let is_it = |given: &str| given.strip_prefix('$').unwrap_or(given) == name;
        self.query.iter().find(|(given, _)| is_it(given)).map(|(_, value)| value.as_str())
    }

    /// Its segments, to be matched.
    pub(crate) fn path(&self) -> Vec<&str> {
        self.segments.iter().map(String::as_str).collect()
    }
}

/// A segment with a key in parentheses is two: `managedDevices('ID')`.
fn with_key(segment: &str) -> Vec<String> {
    let key = segment.strip_suffix(')').and_then(|rest| rest.split_once('('));
    match key {
        Some((name, key)) if !name.is_empty() => {
            vec![name.to_owned(), key.trim_matches('\'').to_owned()]
        }
        Some(_) | None => vec![segment.to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(address: &str) -> GraphRequest {
        let mut request = GraphRequest {
            method: "GET".to_owned(),
            version: "v1.0".to_owned(),
            segments: Vec::new(),
            query: Vec::new(),
            authorization: String::new(),
            client_request_id: String::new(),
            body: None,
            base: String::new(),
        };
        request.read_address(address);
        request
    }

    #[test]
    fn a_key_is_a_segment_or_in_parentheses_encoded_or_not() {
        let expected = ["deviceManagement", "managedDevices", "a-b", "resetPasscode"];
        for address in [
            "/deviceManagement/managedDevices/a-b/resetPasscode",
            "deviceManagement/managedDevices('a-b')/resetPasscode",
            "/deviceManagement/managedDevices%28%27a-b%27%29/resetPasscode",
        ] {
            assert_eq!(request(address).segments, expected, "{address}");
        }
    }

    #[test]
    fn options_are_read_with_or_without_their_sign_encoded_or_not() {
        let request = request("/x?%24select=id%2Cname&top=3&$filter=a%20eq+'b'");
        assert_eq!(request.option("select"), Some("id,name"));
        assert_eq!(request.option("top"), Some("3"));
        assert_eq!(request.option("filter"), Some("a eq 'b'"));
        assert_eq!(request.option("skip"), None);
    }
}
