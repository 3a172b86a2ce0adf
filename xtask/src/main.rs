//! The program under test; `cargo xtask` starts the same through `launcher/`.

use std::process::ExitCode;

fn main() -> ExitCode {
    xtask::main()
}
