//! Any requests to `passgate serve`, one after the other: each is answered, and none makes the service fail.
//!
//! A text is a request as HTTP writes it: method and address, headers, an empty line and a body. A line `---` leads to
//! the next one. `{page}`, `{control}` and `{graph}` stand for the tokens, `{world}` for the world.
#![no_main]

use std::sync::{Arc, LazyLock};

use http::Request;
use libfuzzer_sys::fuzz_target;
use passgate::internals::serve::InMemoryService;
use passgate_fuzz::BUNDLED;
use tokio::runtime::{Builder, Runtime};

static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| Builder::new_current_thread().enable_time().build().expect("it needs no I/O"));

fuzz_target!(|text: &str| {
    let service = InMemoryService::new(Arc::clone(&BUNDLED)).expect("there are random numbers");
    for one in service.with_tokens(text).split("\n---\n").take(50) {
        let Some(request) = request(one) else { continue };
        let answer = RUNTIME.block_on(service.answer(request));
        assert!((200..500).contains(&answer.status), "{}", answer.status);
        let kind = answer.headers.get("content-type").map(|kind| kind.as_bytes());
        if let (Some(b"application/json"), Some(body)) = (kind, answer.body) {
            serde_json::from_slice::<serde_json::Value>(&body).expect("it says that it is JSON");
        }
    }
});

/// The request that a text is; nothing where HTTP has no such request.
fn request(text: &str) -> Option<Request<Vec<u8>>> {
    let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
    let mut lines = head.lines();
    let (method, address) = lines.next()?.split_once(' ')?;
    let mut builder = Request::builder().method(method).uri(address);
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        builder = builder.header(name, value.trim());
    }
    builder.body(body.as_bytes().to_vec()).ok()
}
