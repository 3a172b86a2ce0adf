//! What the crate says about itself in one line.

use crate::ir::is_unseen;

/// One line for the manifest and the crate's front page, made from the title of the document.
pub(super) fn description(title: &str) -> String {
    let words = title.split(|c: char| c.is_whitespace() || is_unseen(c));
    let title = words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    let says_api = title
        .split(' ')
        .any(|word| word.eq_ignore_ascii_case("api"));
    match (title.is_empty(), says_api) {
        (true, _) => "Typed client of an API.".to_owned(),
        (false, true) => format!("Typed client of the {title}."),
        (false, false) => format!("Typed client of the {title} API."),
    }
}

#[cfg(test)]
mod tests {
    use super::description;

    #[test]
    fn the_title_is_one_line() {
        for (title, text) in [
            ("Parcels", "Typed client of the Parcels API."),
            ("TrustHub API v1", "Typed client of the TrustHub API v1."),
            (
                " a\r\n  b\u{7f}\u{202e}c ",
                "Typed client of the a b c API.",
            ),
            ("\n", "Typed client of an API."),
        ] {
            assert_eq!(description(title), text);
        }
    }
}
