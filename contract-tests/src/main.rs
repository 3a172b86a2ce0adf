//! The harness; `cargo xtask contract` starts it.

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    contract_tests::program::main().await
}
