//! What each id means, for `cargo xtask lint --explain ID`.
//!
//! Responsible for: a text per id. Not for: finding problems. A test makes sure that every id in the
//! code is here, and that none is here without being in the code.

mod advice;
mod reading;
mod schemas;
mod structure;
mod support;

/// An id and what it means.
type Explanation = (&'static str, &'static str);

/// All explanations.
pub fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lists = [
        advice::ALL,
        reading::ALL,
        schemas::ALL,
        structure::ALL,
        support::ALL,
    ];
    lists.into_iter().flatten().copied()
}

/// What an id means.
///
/// # Errors
/// The text for standard error, with the ids that look alike.
pub fn explain(id: &str) -> Result<String, String> {
    if let Some((id, text)) = all().find(|(known, _)| *known == id) {
        return Ok(format!("{id}\n\n{text}\n"));
    }
    let near = |known: &&str| {
        known
            .split('-')
            .any(|word| id.split('-').any(|other| other == word))
    };
    let near: Vec<&str> = all().map(|(known, _)| known).filter(near).collect();
    let help = if near.is_empty() {
        "the ids stand in brackets in the output of `cargo xtask lint`".to_owned()
    } else {
        format!("there are {}", near.join(", "))
    };
    Err(format!(
        "error: no problem is called `{id}`\n  help: {help}\n"
    ))
}
