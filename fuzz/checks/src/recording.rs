//! Target `recording`: any file where a recording should be.
//!
//! It is refused with every problem, each with a line of the file and what to do; or it is written
//! and read back as the same recording.

use contract_tests::recording::{load, save};

use crate::scratch;

/// The check.
pub fn check(data: &[u8]) {
    let path = scratch::file("recording.yaml", data);
    let first = match load(&path) {
        Ok(recording) => recording,
        Err(error) => {
            assert!(!error.problems.is_empty(), "refused without a reason");
            // YAML ends a line at either.
            let lines = data.split(|byte| b"\r\n".contains(byte)).count();
            for problem in &error.problems {
                // An end of file is one line further where the last line is open.
                assert!(
                    problem.line <= lines + 1,
                    "line {} of {lines}: {problem}",
                    problem.line
                );
                assert!(!problem.to_string().is_empty());
            }
            assert!(error.to_string().contains("recording.yaml"));
            return;
        }
    };
    let again = scratch::path("again.yaml");
    if let Err(error) = save(&again, &first) {
        panic!("what was read cannot be written: {error}\n{first:?}");
    }
    match load(&again) {
        Ok(second) => assert_eq!(first, second, "written and read back"),
        Err(error) => panic!("what was written is refused: {error}\n{first:?}"),
    }
}
