//! The `pattern` of a schema.
//!
//! Responsible for: slips in a regular expression, such as a bracket that is not closed. Not for:
//! what a pattern means (`lower`), and not for matching, which needs a real engine.
//!
//! Patterns are ECMA-262, which no small Rust crate reads: those for Rust's own syntax would call
//! look-around and back-references wrong. Hence this reader of its own, which only warns.

use std::iter::Peekable;
use std::str::Chars;

use serde_json::{Map, Value};

use super::report::Report;
use super::words;

/// Checks the pattern of a schema, if it has one.
pub(super) fn check(report: &mut Report<'_>, map: &Map<String, Value>) {
    let Some(pattern) = map.get("pattern").and_then(Value::as_str) else {
        return;
    };
    if let Err(slip) = read(pattern) {
        report.below("pattern", |report| {
            let message = format!("the pattern {}: {slip}", words::quoted(pattern));
            let help = "correct it; write a backslash before a character that stands for itself";
            report.warning("pattern", message, help);
        });
    }
}

type Rest<'a> = Peekable<Chars<'a>>;

/// Reads a pattern and says what is wrong with it.
fn read(pattern: &str) -> Result<(), String> {
    let mut rest = pattern.chars().peekable();
    let mut groups = 0_usize;
    // Whether there is something that a `*` could repeat.
    let mut repeatable = false;
    while let Some(c) = rest.next() {
        repeatable = match c {
            '\\' => rest
                .next()
                .map(|_| true)
                .ok_or("it ends with a backslash")?,
            '[' => class(&mut rest).map(|()| true)?,
            '(' => {
                groups += 1;
                group(&mut rest);
                false
            }
            ')' => {
                groups = groups.checked_sub(1).ok_or("a `)` has no `(` before it")?;
                true
            }
            '*' | '+' | '?' if !repeatable => return Err(format!("a `{c}` repeats nothing")),
            '{' => {
                repetition(&mut rest)?;
                if !repeatable {
                    return Err("a `{` repeats nothing".to_owned());
                }
                rest.next_if_eq(&'?');
                false
            }
            '*' | '+' | '?' => {
                rest.next_if_eq(&'?');
                false
            }
            '^' | '$' | '|' => false,
            _ => true,
        };
    }
    if groups > 0 {
        Err("a `(` is not closed".to_owned())
    } else {
        Ok(())
    }
}

/// Skips what may follow a `(`: `?:`, `?=`, `?!`, `?<=`, `?<!`, `?<name>`.
fn group(rest: &mut Rest<'_>) {
    if rest.next_if_eq(&'?').is_some() && rest.next_if_eq(&'<').is_some() {
        while rest
            .next_if(|c| c.is_alphanumeric() || "_$".contains(*c))
            .is_some()
        {}
    }
    rest.next_if(|c| ":=!>".contains(*c));
}

/// Reads up to the end of a class such as `[a-z]`.
fn class(rest: &mut Rest<'_>) -> Result<(), String> {
    rest.next_if_eq(&'^');
    let mut before = None;
    while let Some(c) = rest.next() {
        match c {
            ']' => return Ok(()),
            '\\' => {
                rest.next();
                before = None;
            }
            '-' => {
                let after = rest.next_if(|c| !"]\\".contains(*c));
                if let (Some(from), Some(to)) = (before, after)
                    && from > to
                {
                    return Err(format!("the range `{from}-{to}` is the wrong way round"));
                }
                before = None;
            }
            other => before = Some(other),
        }
    }
    Err("a `[` is not closed".to_owned())
}

/// Reads up to the end of a repetition such as `{2}`, `{2,}` or `{2,3}`.
fn repetition(rest: &mut Rest<'_>) -> Result<(), String> {
    let mut inside = String::new();
    while let Some(c) = rest.next_if(|c| c.is_ascii_digit() || *c == ',') {
        inside.push(c);
    }
    let (least, most) = inside.split_once(',').unwrap_or((&inside, ""));
    let closed = rest.next_if_eq(&'}').is_some();
    let count = |text: &str| text.parse::<u64>().ok();
    match (count(least), count(most)) {
        (Some(least), Some(most)) if least > most => Err(format!(
            "the repetition `{{{inside}}}` is the wrong way round"
        )),
        (Some(_), Some(_)) if closed => Ok(()),
        (Some(_), None) if closed && most.is_empty() => Ok(()),
        _ => Err(format!("the repetition `{{{inside}` is not complete")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_patterns_are_good() {
        let patterns = [
            "",
            "^(BU|RN)[0-9a-fA-F]{32}$",
            "a{2,}b{2,3}?c*?",
            r"^\+[1-9]\d{1,14}$",
            r"(?<year>\d+)(?=a)(?!b)(?<=c)(?<!d)(?:e)\1",
            r"[^]a[]b[a\]-]c[-a]",
            "^[-_.~A-Za-z0-9]+$",
            "a|^b$|()",
            "🦀+",
        ];
        for pattern in patterns {
            assert_eq!(read(pattern), Ok(()), "{pattern}");
        }
    }

    #[test]
    fn slips_are_found() {
        let patterns = [
            "^BU[0-9a-f]{32$",
            "[a-z",
            "(a",
            "a)",
            "*a",
            "a**",
            "a|+",
            "(?:*)",
            "[z-a]",
            "a{3,2}",
            "a{,2}",
            "{2}",
            "a\\",
            "a{99999999999999999999}",
        ];
        for pattern in patterns {
            assert!(read(pattern).is_err(), "{pattern}");
        }
    }
}
