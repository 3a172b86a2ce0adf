//! The TLS backend of the HTTP client, chosen by cargo feature.

use std::error::Error as StdError;

use reqwest::ClientBuilder;

/// Whether this build can speak https at all.
pub(crate) const AVAILABLE: bool = cfg!(any(feature = "rustls", feature = "native-tls"));

type Configured = Result<ClientBuilder, Box<dyn StdError + Send + Sync>>;

/// Sets up rustls with `ring` and the platform's root certificates.
///
/// A configuration of its own, rather than reqwest's: reqwest without aws-lc takes the provider
/// of the process and panics where there is none, and installing one is for applications to do.
/// One that the application did install is respected, for example a FIPS one.
///
/// A `plain` client, for http on loopback, trusts no one, so that it can also be built where the
/// system has no certificates, and quickly.
#[cfg(feature = "rustls")]
pub(crate) fn configure(builder: ClientBuilder, plain: bool) -> Configured {
    use std::sync::Arc;

    use rustls::crypto::{CryptoProvider, ring};
    use rustls::{ClientConfig, RootCertStore};
    use rustls_platform_verifier::BuilderVerifierExt as _;

    let provider = CryptoProvider::get_default()
        .cloned()
        .unwrap_or_else(|| Arc::new(ring::default_provider()));
    let config =
        ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    let config = if plain {
        config.with_root_certificates(RootCertStore::empty())
    } else {
        config.with_platform_verifier()?
    };
    let mut config = config.with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(builder.tls_backend_preconfigured(config))
}

/// Chooses the system's TLS library, even where another crate of the application turned on rustls.
#[cfg(all(feature = "native-tls", not(feature = "rustls")))]
#[allow(clippy::unnecessary_wraps, reason = "one signature for all backends")]
pub(crate) fn configure(builder: ClientBuilder, _plain: bool) -> Configured {
    Ok(builder.tls_backend_native())
}

/// Leaves the client without TLS, for plain loopback.
#[cfg(not(any(feature = "native-tls", feature = "rustls")))]
#[allow(clippy::unnecessary_wraps, reason = "one signature for all backends")]
pub(crate) fn configure(builder: ClientBuilder, _plain: bool) -> Configured {
    Ok(builder)
}
