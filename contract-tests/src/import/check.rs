//! The gate that each imported or recorded exchange passes: it must be a file that the loader takes.

use crate::dispatch;
use crate::recording::{Problem, Recording, SaveError, load, to_yaml};

/// The recording as it will be read again, or why it cannot be written.
///
/// Whether its operation is known is not asked here: a document of another API has other ones, and
/// a HAR entry without a known operation has been left out already.
pub(crate) fn check(recording: Recording) -> Result<Recording, String> {
    let operation = recording.operation.clone();
    let mut stand_in = recording;
    if !dispatch::OPERATIONS.contains(&operation.as_str()) {
        stand_in.operation = dispatch::OPERATIONS
            .first()
            .map_or(operation.clone(), |id| (*id).to_owned());
    }
    let text = to_yaml(&stand_in).map_err(|error| match error {
        SaveError::Secret(problems) => said(&problems),
        error => error.to_string(),
    })?;
    if text.len() as u64 > load::MAX_BYTES {
        return Err("it is larger than a recording may be".to_owned());
    }
    let read = load::parse(&text).map_err(|problems| said(&problems))?;
    if read != stand_in {
        return Err("it does not read back as it was written".to_owned());
    }
    Ok(Recording { operation, ..read })
}

fn said(problems: &[Problem]) -> String {
    let messages: Vec<_> = problems
        .iter()
        .map(|problem| problem.message.as_str())
        .collect();
    super::one_line(&messages.join("; "), 300)
}
