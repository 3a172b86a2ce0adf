//! `fetch URL FILE`: writes a document to a file. `cargo xtask pull` starts it; a program of its
//! own, so that only `pull` has to build TLS.

use std::process::ExitCode;

use contract_tests::fetch::{Limits, fetch};

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [url, file] = arguments.as_slice() else {
        eprintln!("error: usage: fetch URL FILE");
        return ExitCode::from(2);
    };
    let outcome = match fetch(url, Limits::default()).await {
        Ok(text) => {
            std::fs::write(file, text).map_err(|error| format!("cannot write {file}: {error}"))
        }
        Err(error) => Err(error.to_string()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::FAILURE
        }
    }
}
