//! TLS with a certificate that is made on the spot, for this process alone.

use std::sync::Arc;

use rcgen::{CertifiedKey, generate_simple_self_signed};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

/// A certificate for some hosts, and what accepts connections with it.
pub(crate) struct OwnCertificate {
    /// The certificate, for clients to trust.
    pub(crate) pem: String,
    /// What accepts connections with it.
    pub(crate) acceptor: TlsAcceptor,
}

impl OwnCertificate {
    /// Makes one.
    ///
    /// # Errors
    ///
    /// When a host is no name, in words.
    pub(crate) fn new(hosts: Vec<String>) -> Result<Self, String> {
        let CertifiedKey { cert, signing_key } =
            generate_simple_self_signed(hosts).map_err(|error| error.to_string())?;
        let key = PrivateKeyDer::try_from(signing_key.serialize_der())?;
        let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| error.to_string())?
            .with_no_client_auth()
            .with_single_cert(vec![cert.der().clone()], key)
            .map_err(|error| error.to_string())?;
        Ok(Self { pem: cert.pem(), acceptor: TlsAcceptor::from(Arc::new(config)) })
    }
}
