//! Why a sandbox does not start.

use std::io;
use std::net::SocketAddr;

use crate::check::CheckError;

/// Why a sandbox does not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SandboxError {
    /// The address cannot be bound.
    #[error("{}", bind(*.address, .source))]
    Bind {
        /// What should have been bound.
        address: SocketAddr,
        /// What the system says.
        source: io::Error,
    },
    /// The document cannot be used.
    #[error("{0}")]
    Document(CheckError),
    /// The data files of the sandbox are broken: a mistake of ours.
    #[error("contract-tests/src/sandbox/seed: {0}")]
    Seed(serde_yaml::Error),
    /// The file that should keep everything cannot be used.
    #[cfg(feature = "sqlite")]
    #[error("{0}")]
    Db(super::store::db::DbError),
    /// A setting makes no sense.
    #[error("{0}")]
    Setting(String),
}

fn bind(address: SocketAddr, source: &io::Error) -> String {
    if source.kind() == io::ErrorKind::AddrInUse {
        let port = address.port();
        return format!(
            "the port {port} is taken; stop what listens on {address}, choose another port, or 0 for a free one"
        );
    }
    format!("cannot listen on {address}: {source}")
}
