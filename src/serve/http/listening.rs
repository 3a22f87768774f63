//! Connections: how many at once, how slow they may be, and how they end.

use std::io;
use std::net::TcpListener as StdListener;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::time::{sleep, timeout};

use crate::recording::whole::Recording;
use crate::serve::http::certificate::OwnCertificate;
use crate::serve::http::routes::routes;
use crate::serve::options::ServeOptions;
use crate::serve::service::Service;
use crate::serve::service_secret::ServiceSecret;

/// How many connections there are at most; others wait.
const CONNECTIONS_MAX: usize = 2048;

/// How long a client may take to greet, and to send the head of a request.
const HEAD_WITHIN: Duration = Duration::from_secs(10);

/// How long what is under way has to end.
const END_WITHIN: Duration = Duration::from_millis(500);

/// How often it is asked whether the service is to end.
const ASKED_EVERY: Duration = Duration::from_millis(50);

/// The most bytes of the head of a request.
const HEAD_MAX: usize = 64 * 1024;

/// A service that listens.
#[derive(Debug)]
pub(crate) struct Listening {
    /// Its own address, for people.
    pub(crate) url: String,
    /// Its certificate, if it speaks TLS.
    pub(crate) certificate: Option<String>,
}

/// Serves until `is_stopped` or the control API ends it; `ready` is called once it listens. The result is the verdict on
/// the clients.
///
/// # Errors
///
/// When the address cannot be listened on, or the system gives no random numbers.
pub(crate) fn serve(
    mut options: ServeOptions,
    ready: impl FnOnce(&Listening),
    is_stopped: impl Fn() -> bool + Send,
) -> io::Result<Recording> {
    let control = options.control_token.clone();
    let secret =
        ServiceSecret::new(control).map_err(|error| io::Error::other(error.to_string()))?;
    let listener = StdListener::bind(options.listen)?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let certificate = if options.tls {
        let mut hosts = vec!["localhost".to_owned(), "127.0.0.1".to_owned(), "::1".to_owned()];
        hosts.extend(options.hosts.iter().cloned());
        Some(OwnCertificate::new(hosts).map_err(io::Error::other)?)
    } else {
        None
    };
    let client_logs = std::mem::replace(&mut options.client_logs, Box::new(Vec::new));
    let service = Service::new(options, secret, address.port());
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let listening = Listening {
        url: service.address(&address.to_string()),
        certificate: certificate.as_ref().map(|certificate| certificate.pem.clone()),
    };
    runtime.block_on(async {
        let listener = TcpListener::from_std(listener)?;
        ready(&listening);
        accept_all(&service, listener, certificate, is_stopped).await;
        io::Result::Ok(())
    })?;
    runtime.shutdown_timeout(END_WITHIN);
    for shared in service.worlds.all() {
        for log in client_logs() {
            shared.client().search_log(log.as_deref());
        }
    }
    Ok(service.verdict())
}

async fn accept_all(
    service: &Arc<Service>,
    listener: TcpListener,
    certificate: Option<OwnCertificate>,
    is_stopped: impl Fn() -> bool + Send,
) {
    let router = TowerToHyperService::new(routes(Arc::clone(service)));
    let room = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    let mut stopping = service.stopping();
    let acceptor = certificate.map(|certificate| certificate.acceptor);
    loop {
        let accepted = timeout(ASKED_EVERY, async {
            let permit = Arc::clone(&room).acquire_owned().await.ok()?;
            Some((listener.accept().await, permit))
        });
        let accepted = accepted.await;
        if is_stopped() {
            service.stop();
        }
        if *stopping.borrow_and_update() {
            break;
        }
        let (stream, permit) = match accepted {
            Ok(Some((Ok((stream, _)), permit))) => (stream, permit),
            // The system is out of handles: what is open has to end first.
            Ok(Some((Err(_), _))) => {
                sleep(ASKED_EVERY).await;
                continue;
            }
            Ok(None) | Err(_) => continue,
        };
        let (router, acceptor) = (router.clone(), acceptor.clone());
        let stopping = service.stopping();
        tokio::spawn(async move {
            let _ = stream.set_nodelay(true);
            connection(stream, acceptor, router, stopping).await;
            drop(permit);
        });
    }
    drop(listener);
    let all = u32::try_from(CONNECTIONS_MAX).unwrap_or(u32::MAX);
    let _ = timeout(END_WITHIN, room.acquire_many(all)).await;
}

type Handler = TowerToHyperService<axum::Router>;

async fn connection(
    stream: TcpStream,
    acceptor: Option<tokio_rustls::TlsAcceptor>,
    handler: Handler,
    stopping: watch::Receiver<bool>,
) {
    match acceptor {
        None => requests(stream, handler, stopping).await,
        Some(acceptor) => {
            // A client that does not greet as TLS does is not answered.
            if let Ok(Ok(stream)) = timeout(HEAD_WITHIN, acceptor.accept(stream)).await {
                requests(stream, handler, stopping).await;
            }
        }
    }
}

/// Answers one request after the other, until the client leaves or the service ends.
async fn requests<S: AsyncRead + AsyncWrite + Unpin + Send + 'static>(
    stream: S,
    handler: Handler,
    mut stopping: watch::Receiver<bool>,
) {
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_WITHIN)
        .max_buf_size(HEAD_MAX)
        .serve_connection(TokioIo::new(stream), handler);
    tokio::pin!(connection);
    let ended = {
        let stopped = stopping.wait_for(|stopping| *stopping);
        tokio::pin!(stopped);
        match futures::future::select(connection.as_mut(), stopped).await {
            futures::future::Either::Left(_) => true,
            futures::future::Either::Right(_) => false,
        }
    };
    if !ended {
        connection.as_mut().graceful_shutdown();
        // A client that breaks off is no error of ours.
        let _ = connection.await;
    }
}
