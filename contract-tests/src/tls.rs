//! A provider for TLS, which reqwest asks for wherever TLS is built in.
//!
//! Responsible for: clients that speak plain HTTP only, and must start all the same: another package of
//! the build may have brought TLS into reqwest without a provider.
//! Not for: the generated client, which brings its own.

/// Gives the process a provider, unless it has one.
pub fn provide() {
    // Fails where there is one already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
}
