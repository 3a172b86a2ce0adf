//! What a text can cost the YAML library, bounded before the library sees it.
//!
//! Responsible for: two cheap upper bounds. Not for: exact counts; `strict` counts what really is
//! there.
//!
//! The library reads the whole text into events before it gives the first value, about 100 bytes
//! each, and for each token it looks at every open bracket: a few MiB of text made for it cost
//! minutes and gigabytes. Prose is counted along, hence limits that no real document comes near.

use super::super::limits;
use super::reading::{Explanation, too_deep};

/// Refuses a text that would be too dear to read.
pub(super) fn affordable(text: &str) -> Result<(), Explanation> {
    // Counting all brackets as open everywhere is cheaper still, and enough for nearly every text.
    let brackets = text.matches('[').count() + text.matches('{').count();
    if text.len() <= limits::MARKS && brackets * text.len() <= limits::BRACKET_WORK {
        return Ok(());
    }
    let (mut marks, mut open, mut work) = (0_usize, 0_usize, 0_usize);
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            b',' | b':' | b'\n' | b'-' | b'?' => {}
            _ => continue,
        }
        marks += 1;
        work += open;
    }
    if work > limits::BRACKET_WORK {
        return Err(too_deep());
    }
    if marks > limits::MARKS {
        let message = format!("the file holds more than {} marks of YAML", limits::MARKS);
        return Err((
            "too-large",
            message,
            "split the document, or convert it to JSON",
        ));
    }
    Ok(())
}
