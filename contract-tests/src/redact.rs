//! The check that no secret reaches the disk.
//!
//! Responsible for: finding, in the text of a recording, what looks like a credential. The loader
//! refuses a file with such a find, and the writer does not write it.
//!
//! Not for: replacing what it finds; the recorder does that before it writes.

use std::sync::LazyLock;

use regex::Regex;

use crate::recording::Problem;
use crate::yaml::{Kind, Node};

/// One kind of secret: how it looks, and what to write instead.
struct Pattern {
    regex: LazyLock<Regex>,
    what: &'static str,
    help: &'static str,
}

macro_rules! pattern {
    ($regex:literal, $what:literal, $help:literal $(,)?) => {
        Pattern {
            regex: LazyLock::new(|| Regex::new($regex).expect("a valid pattern")),
            what: $what,
            help: $help,
        }
    };
}

static PATTERNS: [Pattern; 5] = [
    pattern!(
        r"\b[0-9a-fA-F]{32}\b",
        "32 hex digits that are no SID, as an auth token has",
        "write `REDACTED`",
    ),
    pattern!(
        r"\bSK[0-9a-fA-F]{32}\b",
        "the SID of an API key",
        "write `SK` and 32 zeros"
    ),
    pattern!(
        r"\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}",
        "a JSON web token",
        "write `REDACTED`",
    ),
    pattern!(
        r"\bBasic\s+[A-Za-z0-9+/]{20,}={0,2}",
        "credentials of HTTP basic authentication",
        "write `Basic REDACTED`",
    ),
    pattern!(
        r"-----BEGIN [A-Z ]*PRIVATE KEY-----",
        "a private key",
        "leave it out"
    ),
];

/// The name of a header whose values are secret whatever they look like.
static SECRET_NAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(proxy-authorization|authorization|set-cookie|cookie|x-twilio-signature)\s*$",
    )
    .expect("a valid pattern")
});

/// The same with its value, in running text.
static SECRET_HEADER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"(?i)["']?\b(proxy-authorization|authorization|set-cookie|cookie|x-twilio-signature)["']?\s*:[ \t]+([^,}\n]+)"#,
    )
    .expect("a valid pattern")
});

/// What looks like a secret in the comments of a recording, which its values do not hold.
pub(crate) fn scan_comments(text: &str) -> Vec<Problem> {
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let finds = comment(line).into_iter().flat_map(finds);
        found.extend(finds.map(|(what, help)| problem(index + 1, what, help)));
    }
    in_order(found)
}

/// The comment of a line: after `#` at its beginning or after a space.
fn comment(line: &str) -> Option<&str> {
    let is_begin = |at: usize| {
        line[..at]
            .chars()
            .next_back()
            .is_none_or(char::is_whitespace)
    };
    let (at, _) = line.match_indices('#').find(|(at, _)| is_begin(*at))?;
    line.get(at..)
}

/// What looks like a secret in the values of a recording. The text of the file would not do: YAML writes
/// one value in many ways, below its key, in a list, folded over lines, with escapes.
pub(crate) fn scan_values(root: &Node) -> Vec<Problem> {
    let mut found = Vec::new();
    visit(root, false, &mut found);
    in_order(found)
}

fn visit(node: &Node, secret: bool, found: &mut Vec<Problem>) {
    match &node.kind {
        Kind::Scalar { text, .. } => {
            if secret && !node.is_null() && !is_redacted(text) {
                found.push(problem(node.line, HEADER, REDACTED));
            }
            found.extend(finds(text).map(|(what, help)| problem(node.line, what, help)));
        }
        Kind::List(items) => items.iter().for_each(|item| visit(item, secret, found)),
        Kind::Map(members) => {
            for (key, value) in members {
                found.extend(finds(&key.text).map(|(what, help)| problem(key.line, what, help)));
                visit(value, SECRET_NAME.is_match(&key.text), found);
            }
        }
    }
}

const HEADER: &str = "the value of a header that holds credentials";
const REDACTED: &str = "write `Basic REDACTED`, `Bearer REDACTED` or `REDACTED`";

/// For each find what it looks like, and what to write instead.
fn finds(text: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let shapes = PATTERNS.iter().flat_map(move |pattern| {
        let hits = pattern.regex.find_iter(text);
        hits.filter(|hit| !is_no_key(hit.as_str()))
            .map(|_| (pattern.what, pattern.help))
    });
    let headers = SECRET_HEADER.captures_iter(text).filter_map(|hit| {
        let value = hit.get(2)?;
        (!is_redacted(value.as_str())).then_some((HEADER, REDACTED))
    });
    shapes.chain(headers)
}

fn is_redacted(value: &str) -> bool {
    let value =
        value.trim_matches(|letter: char| letter.is_whitespace() || "\"'[]".contains(letter));
    matches!(
        value,
        "" | "REDACTED" | "Basic REDACTED" | "Bearer REDACTED"
    )
}

fn in_order(mut found: Vec<Problem>) -> Vec<Problem> {
    found.sort_by_key(|problem| problem.line);
    found.dedup_by_key(|problem| problem.line);
    found
}

/// Whether the SID of an API key is plainly made up: one digit, 32 times. No key is so.
pub(crate) fn is_no_key(text: &str) -> bool {
    let Some(digits) = text.strip_prefix("SK") else {
        return false;
    };
    let mut digits = digits.bytes();
    digits
        .next()
        .is_some_and(|first| digits.all(|digit| digit == first))
}

/// The find without the value: a message must not spread the secret.
fn problem(line: usize, what: &str, help: &str) -> Problem {
    Problem::at(line, 0, format!("this looks like a secret: {what}"), help)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEX: &str = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";

    const NONE: [usize; 0] = [];

    fn lines(text: &str) -> Vec<usize> {
        let mut found = scan_values(&crate::yaml::parse(text).expect("YAML"));
        found.extend(scan_comments(text));
        let found = in_order(found);
        found.into_iter().map(|problem| problem.line).collect()
    }

    #[test]
    fn an_auth_token_is_found_but_a_sid_is_not() {
        assert_eq!(lines(&format!("a: 1\nb: {HEX}\n")), [2]);
        assert_eq!(
            lines(&format!(
                "b: AC{HEX}\nc: https://example.com/BU{HEX}/x?PageToken=PABU{HEX}\n"
            )),
            NONE
        );
    }

    #[test]
    fn the_sid_of_an_api_key_is_found() {
        assert_eq!(lines(&format!("user: SK{HEX}")), [1]);
        assert_eq!(lines(&format!("user: RN{HEX}")), NONE);
        assert_eq!(
            lines(&format!("user: SK{}", "a".repeat(32))),
            NONE,
            "no key is so"
        );
        assert_eq!(lines(&format!("user: SK{}b", "a".repeat(31))), [1]);
    }

    #[test]
    fn a_web_token_is_found() {
        assert_eq!(
            lines("token: eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"),
            [1]
        );
        assert_eq!(lines("token: session-token-01.of.our-own"), NONE);
    }

    #[test]
    fn credentials_in_headers_are_found_unless_redacted() {
        for secret in [
            "Basic QUMxMjM6c2VjcmV0",
            "Bearer abc",
            "\"Basic abc\"",
            "none",
        ] {
            assert_eq!(
                lines(&format!("headers:\n  authorization: {secret}")),
                [2],
                "{secret}"
            );
            assert_eq!(
                lines(&format!(
                    "headers: {{ accept: x, Authorization: {secret}, b: c }}"
                )),
                [1],
                "{secret}"
            );
        }
        for redacted in ["Basic REDACTED", "'Bearer REDACTED'", "REDACTED"] {
            assert_eq!(
                lines(&format!("headers:\n  authorization: {redacted}")),
                NONE,
                "{redacted}"
            );
            assert_eq!(
                lines(&format!("headers: {{ authorization: {redacted}, b: c }}")),
                NONE,
                "{redacted}"
            );
        }
        assert_eq!(lines("set-cookie: session=1"), [1]);
        assert_eq!(lines("text: \"a\\nauthorization: \\n- b \""), NONE);
        assert_eq!(lines("text: \"cookie: REDACTED\\nhost: b \""), NONE);
        assert_eq!(lines("text: \"cookie: \\\\n=1\\nhost: b \""), [1]);
        assert_eq!(
            lines("access-control-allow-headers: Accept, Authorization, Content-Type"),
            NONE
        );
    }

    #[test]
    fn a_secret_is_found_however_yaml_writes_it() {
        for (text, line) in [
            ("headers:\n  set-cookie:\n    session=1\n".to_owned(), 3),
            (
                "headers:\n  set-cookie:\n    - REDACTED\n    - b=2\n".to_owned(),
                4,
            ),
            (
                "headers:\n  \"\\x61uthorization\": Basic abc\n".to_owned(),
                2,
            ),
            (format!("a: \"{}\\\n   {}\"\n", &HEX[..9], &HEX[9..]), 1),
            (format!("a: \"\\\\{HEX}\"\n"), 1),
            ("text: >\n  authorization:\n  Bearer abc\n".to_owned(), 2),
        ] {
            assert_eq!(lines(&text), [line], "{text}");
        }
        let harmless = "headers: { set-cookie: [REDACTED, REDACTED], cookie: null }\n";
        assert_eq!(lines(harmless), NONE);
        // A letter of an escape is no digit.
        assert_eq!(lines(&format!("a: \"RN\\a{}\"\n", &HEX[1..])), NONE);
    }

    #[test]
    fn a_secret_is_found_in_a_comment() {
        assert_eq!(lines(&format!("# was {HEX}\na: 1\n")), [1]);
        assert_eq!(lines("a: 1 # with authorization: Basic abc\n"), [1]);
        assert_eq!(lines("a: 1 # with authorization: REDACTED\n"), NONE);
    }

    #[test]
    fn basic_credentials_are_found_anywhere() {
        assert_eq!(lines("note: sent Basic QUMxMjM0NTY3ODkwOnNlY3JldA=="), [1]);
        assert_eq!(lines("proves: Basic information is shown"), NONE);
    }

    #[test]
    fn a_private_key_is_found() {
        assert_eq!(lines("text: |\n  -----BEGIN RSA PRIVATE KEY-----"), [2]);
        assert_eq!(lines("text: |\n  -----BEGIN CERTIFICATE-----"), NONE);
    }

    #[test]
    fn a_message_never_repeats_the_secret() {
        assert!(
            scan_comments(&format!("# {HEX}"))
                .iter()
                .all(|problem| !problem.to_string().contains(HEX))
        );
    }
}
