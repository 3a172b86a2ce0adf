//! The words of a finding.
//!
//! Responsible for: what a value, a choice or a length is called, what each kind of finding means
//! for callers, and what to do next. Values are clipped, so that no finding repeats a whole body.
//! Not for: the long explanations ([`super::explain`]).

use serde_json::Value;

use crate::finding::{Kind, Severity};
use crate::yaml::clip;

/// Most enum values that a message lists.
const MOST: usize = 8;

/// A value and its type.
pub(super) fn show(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => format!("the number {number}"),
        Value::String(text) => quoted(text),
        Value::Array(entries) if entries.is_empty() => "an empty list".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(members) if members.is_empty() => "an empty object".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

/// A text, in quotes and not too long.
pub(super) fn quoted(text: &str) -> String {
    if text.is_empty() {
        return "an empty text".to_owned();
    }
    format!(
        "`{}`",
        clip(text)
            .escape_debug()
            .to_string()
            .replace("\\\"", "\"")
            .replace("\\'", "'")
    )
}

/// Enum values.
pub(super) fn choice(values: &[Value]) -> String {
    let text = |value: &Value| match value {
        Value::String(text) => format!("`{text}`"),
        other => other.to_string(),
    };
    let mut names: Vec<String> = values.iter().take(MOST).map(text).collect();
    if values.len() > MOST {
        names.push(format!("{} more", values.len() - MOST));
    }
    format!("one of {}", names.join(", "))
}

/// How many of something there may be.
pub(super) fn counted(what: &str, min: Option<usize>, max: Option<usize>) -> String {
    let plural = |count: usize| match (count, what.strip_suffix('y')) {
        (1, _) => what.to_owned(),
        (_, Some(stem)) => format!("{stem}ies"),
        (_, None) => format!("{what}s"),
    };
    match (min, max) {
        (Some(min), Some(max)) if min == max => format!("{min} {}", plural(min)),
        (Some(min), Some(max)) => format!("{min} to {max} {}", plural(max)),
        (Some(min), None) => format!("at least {min} {}", plural(min)),
        (None, Some(max)) => format!("at most {max} {}", plural(max)),
        (None, None) => format!("any number of {}", plural(2)),
    }
}

/// What a finding means for callers: what the client keeps without complaint is additive.
pub(super) fn severity(kind: Kind) -> Severity {
    match kind {
        Kind::ResponseUndeclaredField | Kind::ResponseUnknownEnumValue => Severity::Additive,
        Kind::CoverageUnrecordedOperation
        | Kind::CoverageUnrecordedStatus
        | Kind::CoverageUnseenField
        | Kind::CoverageUnseenEnumValue => Severity::Notice,
        _ => Severity::Breaking,
    }
}

/// What to do about a finding of the judge or of the client, as one sentence.
pub(super) fn next(kind: Kind) -> &'static str {
    match kind {
        Kind::ResponseUndeclaredField => {
            "If the API sends it, declare it in an overlay; else take it out of the recording."
        }
        Kind::ResponseMissingField => {
            "If the API may leave it out, mark it `x-optional: true` in an overlay; else add it to the recording."
        }
        Kind::ResponseWrongType => {
            "If the API sends this type, correct the schema in an overlay; else correct the recording."
        }
        Kind::ResponseNullNotAllowed => {
            "If the API sends null, say `nullable: true` in an overlay; else correct the recording."
        }
        Kind::ResponseUnknownEnumValue => {
            "If the API sends this value, add it to the enum in an overlay; else correct the recording."
        }
        Kind::ResponsePatternMismatch => {
            "If the API sends such texts, correct pattern or length in an overlay; else correct the recording."
        }
        Kind::ResponseFormatMismatch => {
            "If the API sends such values, correct format or range in an overlay; else correct the recording."
        }
        Kind::ResponseUndeclaredStatus => {
            "If the API answers with it, declare the status in an overlay; else correct the recording."
        }
        Kind::ResponseWrongContentType => {
            "If the API answers so, declare the media type in an overlay; else correct `content-type` or body of the recording."
        }
        Kind::ResponseNotJson => {
            "If the body was cut short, record it again; if the API answers so, declare it in an overlay."
        }
        Kind::RequestUndeclaredParameter => {
            "If the API takes it, declare it in an overlay; else take it out of the recording."
        }
        Kind::RequestMissingRequired => {
            "If the API does without it, take it out of `required` in an overlay; else add it to the recording."
        }
        Kind::RequestInvalidValue => {
            "If the API takes it, correct the schema in an overlay; else correct the recording."
        }
        Kind::RequestNotAsRecorded => {
            "If the recording is right, correct the generator; else record what the client should send."
        }
        Kind::ClientRefused => {
            "Correct what the document is wrong about in an overlay, then run `cargo xtask codegen`."
        }
        Kind::ClientLossy => {
            "If the loss is meant, justify it in `round_trip`; else correct the generator or its runtime."
        }
        Kind::ClientDisagrees => {
            "Correct the generator: the document and the generated code do not say the same."
        }
        Kind::CoverageUnrecordedOperation
        | Kind::CoverageUnrecordedStatus
        | Kind::CoverageUnseenField
        | Kind::CoverageUnseenEnumValue => "Add a recording that shows it.",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_clipped_and_stay_on_one_line() {
        let long = show(&json!("x".repeat(5000)));
        assert!(long.chars().count() < 90, "{long}");
        assert_eq!(show(&json!("a\nb \"c\"")), "`a\\nb \"c\"`");
        assert_eq!(show(&json!({ "secret": "s" })), "an object");
        assert_eq!(show(&json!("")), "an empty text");
    }

    #[test]
    fn counts_read_well() {
        assert_eq!(counted("entry", Some(1), None), "at least 1 entry");
        assert_eq!(counted("character", Some(34), Some(34)), "34 characters");
        assert_eq!(counted("entry", None, Some(2)), "at most 2 entries");
        assert_eq!(counted("entry", Some(1), Some(2)), "1 to 2 entries");
    }

    #[test]
    fn a_long_choice_is_cut() {
        let values: Vec<Value> = (0..10).map(Value::from).collect();
        assert_eq!(choice(&values), "one of 0, 1, 2, 3, 4, 5, 6, 7, 2 more");
    }

    #[test]
    fn every_next_step_is_one_short_sentence() {
        for kind in Kind::ALL {
            let text = next(*kind);
            assert!(
                text.ends_with('.') && text.len() < 130 && !text.contains('\n'),
                "{kind}: {text}"
            );
        }
    }
}
