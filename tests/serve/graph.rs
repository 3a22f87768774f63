//! The API in the shape of Microsoft Graph.

use serde_json::{Value, json};

use crate::running::{Answer, Running};
use crate::{WORLD, device, pass};

struct Api<'r> {
    running: &'r Running,
    token: String,
}

impl<'r> Api<'r> {
    fn of(running: &'r Running) -> Self {
        Self { running, token: running.graph_token(WORLD, "staff", "full") }
    }

    fn call(&self, method: &str, path: &str, body: &str) -> Answer {
        self.running.graph(&self.token, method, &format!("/w/{WORLD}/graph/{path}"), body)
    }

    fn get(&self, path: &str) -> Answer {
        self.call("GET", path, "")
    }

    /// The latest result of a reset of the device.
    fn result(&self, id: &str) -> Value {
        let path =
            format!("v1.0/deviceManagement/managedDevices/{id}?$select=id,deviceActionResults");
        self.get(&path).json()["deviceActionResults"][0].clone()
    }
}

fn id(device: &Value) -> &str {
    device["id"].as_str().unwrap()
}

#[test]
fn a_reset_is_asked_for_and_its_result_read() {
    let running = Running::start(&[]);
    let device = device(&running, WORLD, "Windows Phone 8.1", "hybrid");
    let api = Api::of(&running);
    let reset = format!("v1.0/deviceManagement/managedDevices/{}/resetPasscode", id(&device));
    let answer = api.call("POST", &reset, "");
    assert_eq!((answer.status, answer.body.as_str()), (204, ""));
    assert_eq!(answer.header("content-type"), None);
    assert_eq!(api.result(id(&device))["actionState"], "pending");
    assert_eq!(api.result(id(&device))["passcode"], Value::Null);
    pass(&running, WORLD, 2);
    let result = api.result(id(&device));
    assert_eq!(result["@odata.type"], "#microsoft.graph.resetPasscodeActionResult");
    assert_eq!(
        (&result["actionName"], &result["actionState"]),
        (&json!("resetPasscode"), &json!("done"))
    );
    let passcode = result["passcode"].as_str().unwrap();
    let enter = json!({ "passcode": passcode });
    let opened = running.control("POST", &format!("worlds/{WORLD}/devices/0/enter"), &enter);
    assert_eq!(opened["done"], json!(true));
}

#[test]
fn a_device_is_addressed_as_clients_do() {
    let running = Running::start(&[]);
    let device = device(&running, WORLD, "iOS", "standalone");
    let (api, id) = (Api::of(&running), id(&device));
    for path in [
        format!("v1.0/deviceManagement/managedDevices/{id}"),
        format!("beta/deviceManagement/managedDevices/{id}"),
        format!("v1.0/deviceManagement/managedDevices('{id}')"),
        format!("v1.0/deviceManagement/managedDevices%28%27{id}%27%29"),
        format!("v1.0/deviceManagement/managedDevices/{}", id.to_uppercase()),
        format!("v1.0/deviceManagement/managedDevices/{id}?%24select=id%2CdeviceName"),
    ] {
        let answer = api.get(&path);
        assert_eq!((answer.status, &answer.json()["id"]), (200, &json!(id)), "{path}");
    }
    for (kind, body) in [("application/json", "{}"), ("text/plain", ""), ("", "nonsense")] {
        let path =
            format!("/w/{WORLD}/graph/v1.0/deviceManagement/managedDevices/{id}/resetPasscode");
        let head =
            [format!("authorization: bearer {}", api.token), format!("content-type: {kind}")];
        let head: Vec<&str> = head.iter().map(String::as_str).collect();
        assert_eq!(running.send("POST", &path, &head, body).status, 204, "{kind}");
    }
}

#[test]
fn a_post_that_is_repeated_resets_again_and_the_first_passcode_is_dead() {
    let running = Running::start(&[]);
    let device = device(&running, WORLD, "Windows Phone 8.1", "hybrid");
    let api = Api::of(&running);
    let reset = format!("v1.0/deviceManagement/managedDevices/{}/resetPasscode", id(&device));
    assert_eq!(api.call("POST", &reset, "").status, 204);
    pass(&running, WORLD, 2);
    let first = api.result(id(&device))["passcode"].clone();
    assert_eq!(
        (api.call("POST", &reset, "").status, api.call("POST", &reset, "").status),
        (204, 204)
    );
    pass(&running, WORLD, 10);
    let last = api.result(id(&device))["passcode"].clone();
    assert_ne!(first, last);
    let enter = |passcode: &Value| {
        let given = json!({ "passcode": passcode });
        running.control("POST", &format!("worlds/{WORLD}/devices/0/enter"), &given)
    };
    assert_eq!(enter(&first)["refused"], json!("the passcode is wrong"));
    assert_eq!(enter(&last)["done"], json!(true));
    let audits = api.get("beta/deviceManagement/remoteActionAudits").json();
    assert_eq!(audits["value"].as_array().unwrap().len(), 3, "{audits}");
    assert!(!audits.to_string().contains(last.as_str().unwrap()));
}

#[test]
fn lists_are_filtered_selected_and_read_a_page_at_a_time() {
    let running = Running::start(&[]);
    for platform in ["iOS", "Android", "iOS"] {
        device(&running, WORLD, platform, "standalone");
    }
    let api = Api::of(&running);
    let names = |answer: &Value| -> Vec<String> {
        let all = answer["value"].as_array().unwrap().iter();
        all.map(|item| item["deviceName"].as_str().unwrap().to_owned()).collect()
    };
    let list = "v1.0/deviceManagement/managedDevices";
    let all = api.get(&format!("{list}?$select=deviceName&$count=true")).json();
    assert_eq!(all["@odata.count"], json!(3));
    assert_eq!(all["value"][0].as_object().unwrap().len(), 1);
    let some = api.get(&format!("{list}?$filter=operatingSystem%20eq%20'iOS'")).json();
    assert_eq!(names(&some), ["intune-2015-12-1", "intune-2015-12-3"]);
    let users =
        api.get(&format!("{list}?$filter=userPrincipalName+eq+'end-user@example.com'")).json();
    assert_eq!(names(&users).len(), 3);
    let mut pages = Vec::new();
    let mut next = format!("/w/{WORLD}/graph/{list}?$top=2");
    loop {
        let page = running.graph(&api.token, "GET", &next, "").json();
        pages.push(names(&page).len());
        let Some(link) = page["@odata.nextLink"].as_str() else { break };
        next = link.strip_prefix(&format!("http://{}", running.host)).unwrap().to_owned();
    }
    assert_eq!(pages, [2, 1]);
}

#[test]
fn what_is_wrong_is_an_error_that_clients_understand() {
    let running = Running::start(&[]);
    let device = device(&running, WORLD, "iOS", "standalone");
    let (api, id) = (Api::of(&running), id(&device));
    let devices = "v1.0/deviceManagement/managedDevices";
    for (method, path, status, code) in [
        ("POST", format!("{devices}/{id}/removeDevicePasscode"), 400, "BadRequest"),
        ("POST", format!("{devices}/{id}/resetpasscode"), 400, "BadRequest"),
        ("POST", format!("{devices}/nothing/resetPasscode"), 404, "ResourceNotFound"),
        ("GET", format!("{devices}/{id}/resetPasscode"), 405, "MethodNotAllowed"),
        ("DELETE", format!("{devices}/{id}"), 405, "MethodNotAllowed"),
        (
            "GET",
            format!("{devices}?$filter=operatingSystem like 'x'").replace(' ', "%20"),
            400,
            "BadRequest",
        ),
        ("GET", format!("{devices}?$select=nothing"), 400, "BadRequest"),
        ("GET", format!("{devices}?$search=x"), 400, "BadRequest"),
        ("GET", format!("{devices}?$top=0"), 400, "BadRequest"),
        ("GET", "v2.0/deviceManagement/managedDevices".to_owned(), 400, "BadRequest"),
        ("GET", "v1.0/deviceManagement/remoteActionAudits".to_owned(), 400, "BadRequest"),
        ("GET", "v1.0/users".to_owned(), 400, "BadRequest"),
    ] {
        let answer = api.call(method, &path, "");
        assert_eq!(answer.status, status, "{path}: {}", answer.body);
        let error = answer.json()["error"].clone();
        assert_eq!(error["code"], code, "{path}");
        assert!(!error["message"].as_str().unwrap().is_empty(), "{path}");
        assert_eq!(
            error["innerError"]["request-id"].as_str(),
            answer.header("request-id"),
            "{path}"
        );
    }
}

#[test]
fn a_request_and_its_answer_have_ids() {
    let running = Running::start(&[]);
    let api = Api::of(&running);
    let path = format!("/w/{WORLD}/graph/v1.0/nothing");
    let bearer = format!("authorization: Bearer {}", api.token);
    let answer = running.send("GET", &path, &[&bearer, "client-request-id: mine-1"], "");
    assert_eq!(answer.header("client-request-id"), Some("mine-1"));
    assert_eq!(answer.json()["error"]["innerError"]["client-request-id"], "mine-1");
    let other = running.send("GET", &path, &[&bearer], "");
    assert_ne!(answer.header("request-id"), other.header("request-id"));
}

#[test]
fn a_token_is_for_a_person_in_a_world_with_permissions() {
    let running = Running::start(&[]);
    let device = device(&running, WORLD, "iOS", "standalone");
    running.control("POST", "worlds", &json!({ "name": "other" }));
    let list = format!("/w/{WORLD}/graph/v1.0/deviceManagement/managedDevices");
    let reset = format!("{list}/{}/resetPasscode", id(&device));
    let token = |role: &str, permission: &str| running.graph_token(WORLD, role, permission);
    for (token, read, resets) in [
        (token("staff", "full"), 200, 204),
        (token("staff", "read"), 200, 403),
        (token("staff", "reset"), 403, 204),
        (token("owner", "full"), 403, 403),
        (token("other owner", "full"), 403, 403),
        (running.graph_token("other", "staff", "full"), 401, 401),
        (token("staff", "read").replace(".read.", ".full."), 401, 401),
        (String::new(), 401, 401),
    ] {
        assert_eq!(running.graph(&token, "GET", &list, "").status, read, "{token}");
        assert_eq!(running.graph(&token, "POST", &reset, "").status, resets, "{token}");
    }
}

#[test]
fn a_batch_is_answered_one_by_one() {
    let running = Running::start(&[]);
    let device = device(&running, WORLD, "iOS", "standalone");
    let (api, id) = (Api::of(&running), id(&device));
    let one = |number: &str, method: &str, url: &str, depends: &[&str]| json!({ "id": number, "method": method, "url": url, "dependsOn": depends });
    let device = format!("/deviceManagement/managedDevices/{id}");
    let body = json!({ "requests": [
        one("1", "POST", &format!("{device}/resetPasscode"), &[]),
        one("2", "GET", &format!("{device}?$select=id"), &["1"]),
        one("3", "GET", "/nothing", &[]),
        one("4", "GET", &device, &["3"]),
    ] });
    let answer = api.call("POST", "v1.0/$batch", &body.to_string()).json();
    let statuses: Vec<_> = answer["responses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["status"].as_u64().unwrap())
        .collect();
    assert_eq!(statuses, [204, 200, 400, 424]);
    assert_eq!(answer["responses"][1]["body"]["id"], json!(id));
    for wrong in ["", "{}", "{\"requests\":[]}", "{\"requests\":[{\"id\":1}]}", "[1]"] {
        assert_eq!(api.call("POST", "v1.0/$batch", wrong).status, 400, "{wrong}");
    }
}

#[test]
fn too_many_requests_have_to_wait() {
    let running = Running::start(&["--throttle", "3"]);
    let api = Api::of(&running);
    let answers: Vec<Answer> =
        (0..8).map(|_| api.get("v1.0/deviceManagement/managedDevices")).collect();
    let throttled = answers.iter().find(|answer| answer.status == 429).unwrap();
    assert_eq!(throttled.header("retry-after"), Some("1"));
    assert_eq!(throttled.json()["error"]["code"], "TooManyRequests");
    assert!(answers.iter().filter(|answer| answer.status == 200).count() >= 3);
}

#[test]
fn pages_of_a_listed_origin_may_call_it_and_others_may_not() {
    let running = Running::start(&["--allow-origin", "http://localhost:3000"]);
    let api = Api::of(&running);
    let path = format!("/w/{WORLD}/graph/v1.0/deviceManagement/managedDevices");
    let bearer = format!("authorization: Bearer {}", api.token);
    let listed = running.send("GET", &path, &["origin: http://localhost:3000", &bearer], "");
    let allowed = listed.header("access-control-allow-origin");
    assert_eq!((listed.status, allowed), (200, Some("http://localhost:3000")));
    let asked = running.send("OPTIONS", &path, &["origin: http://localhost:3000"], "");
    assert_eq!(asked.status, 204);
    let other = running.send("GET", &path, &["origin: http://localhost:4000", &bearer], "");
    assert_eq!((other.status, other.header("access-control-allow-origin")), (403, None));
}
