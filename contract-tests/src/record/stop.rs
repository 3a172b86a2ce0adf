//! Ctrl-C, and being told to end.
//!
//! Responsible for: noticing it, so that the exchange under way is finished and what was created is
//! deleted. A second Ctrl-C ends the program at once.

use std::io::Write as _;
use std::process;

use tokio::sync::watch;

/// Whether the user wants an end.
#[derive(Debug, Clone)]
pub(super) struct Stop(watch::Receiver<bool>);

impl Stop {
    /// One that never comes, for tests and plans.
    #[cfg(test)]
    pub(super) fn never() -> Self {
        Self(watch::channel(false).1)
    }

    /// One that comes when the test says so.
    #[cfg(test)]
    pub(super) fn when() -> (watch::Sender<bool>, Self) {
        let (sender, receiver) = watch::channel(false);
        (sender, Self(receiver))
    }

    /// Listens from now on.
    pub(super) fn listen() -> Self {
        let (sender, receiver) = watch::channel(false);
        tokio::spawn(async move {
            wait().await;
            let _ = writeln!(
                std::io::stderr(),
                "stopping: finishing this exchange and deleting what was created; once more to stop at once"
            );
            let _ = sender.send(true);
            wait().await;
            process::exit(130);
        });
        Self(receiver)
    }

    pub(super) fn is_wanted(&self) -> bool {
        *self.0.borrow()
    }

    /// Waits until it is wanted.
    pub(super) async fn wanted(&mut self) {
        if self.0.wait_for(|wanted| *wanted).await.is_err() {
            // Nobody can want it any more.
            std::future::pending::<()>().await;
        }
    }
}

#[cfg(unix)]
async fn wait() {
    use tokio::signal::unix::{SignalKind, signal};
    let terminated = async {
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        () = interrupted() => {}
        () = terminated => {}
    }
}

#[cfg(not(unix))]
async fn wait() {
    interrupted().await;
}

async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
