//! What an application is told about each attempt, when it asks for it.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::error::Error;
use super::method::Method;

/// One attempt that ended: what a function given to `ClientBuilder::on_attempt` sees.
///
/// It holds no parameter, header or body. `path_template` has few values, so it suits a label of
/// a metric.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Attempt<'a> {
    /// The operation, such as `FetchPolicy`.
    pub operation: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path with its parameters not filled in, such as `/v1/Policies/{Sid}`.
    pub path_template: &'static str,
    /// Which attempt of the call this was, from 1; 0 where nothing was sent yet.
    pub attempt: u32,
    /// The status of a 2xx response, or what went wrong.
    pub outcome: Result<u16, &'a Error>,
    /// How long the call took until now, pauses between attempts included.
    pub elapsed: Duration,
    /// The pause until the next attempt; none where this was the last one.
    pub retry_in: Option<Duration>,
}

/// The application's function.
#[derive(Clone)]
pub(crate) struct Observer(Arc<dyn Fn(&Attempt<'_>) + Send + Sync>);

impl Observer {
    pub(crate) fn new(observer: impl Fn(&Attempt<'_>) + Send + Sync + 'static) -> Self {
        Self(Arc::new(observer))
    }

    pub(crate) fn call(&self, attempt: &Attempt<'_>) {
        (self.0)(attempt);
    }
}

impl fmt::Debug for Observer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Observer")
    }
}
