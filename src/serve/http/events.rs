//! Server-sent events: a line whenever a world changes, so that every page of it shows the same.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{Response, StatusCode};
use futures::stream::unfold;
use tokio::sync::watch;
use tokio::time::timeout;

use crate::serve::http::reply::text;
use crate::serve::service::Service;
use crate::serve::worlds::SharedWorld;

/// How often a world is looked at whose clock moves by itself.
const EVERY: Duration = Duration::from_millis(250);

/// How often an idle connection is used, so that one that is gone is noticed.
const BEATS: u32 = 60;

/// One page that follows a world.
struct Follower {
    shared: Arc<SharedWorld>,
    versions: watch::Receiver<u64>,
    stopping: watch::Receiver<bool>,
    is_first: bool,
}

/// Follows a world until the page is gone or the service ends. A page that reads slowly misses versions, and no more
/// than one line waits for it.
pub(crate) fn events(service: &Service, shared: Arc<SharedWorld>) -> Response<Body> {
    let versions = shared.world().versions();
    let follower = Follower { shared, versions, stopping: service.stopping(), is_first: true };
    let lines = unfold(follower, |mut follower| async move {
        let line = follower.next_line().await?;
        Some((Ok::<Bytes, Infallible>(Bytes::from(line)), follower))
    });
    text(StatusCode::OK, "text/event-stream", Body::from_stream(lines))
}

impl Follower {
    /// The next line; nothing when the service ends.
    async fn next_line(&mut self) -> Option<String> {
        if std::mem::take(&mut self.is_first) {
            let version = *self.versions.borrow_and_update();
            return Some(format!("retry: 1000\ndata: {version}\n\n"));
        }
        for _ in 0..BEATS {
            if *self.stopping.borrow() {
                return None;
            }
            // What cannot go on shows that on its page.
            let _ = self.shared.world().catch_up(false);
            match timeout(EVERY, self.versions.changed()).await {
                Ok(Ok(())) => {
                    let version = *self.versions.borrow_and_update();
                    return Some(format!("data: {version}\n\n"));
                }
                Ok(Err(_)) => return None,
                Err(_) => {}
            }
        }
        Some(": still here\n\n".to_owned())
    }
}
