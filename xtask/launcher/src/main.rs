//! Starts `xtask`; see `Cargo.toml` for why this is a package of its own.

use std::process::ExitCode;

fn main() -> ExitCode {
    xtask::main()
}
