//! Colour, where the output is a terminal and the user has not said no.

use std::io::IsTerminal as _;

use super::change::Level;

/// How text is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Style {
    colour: bool,
}

impl Style {
    /// For standard output.
    pub(super) fn of_stdout() -> Self {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
        Self {
            colour: !refused && !dumb && std::io::stdout().is_terminal(),
        }
    }

    pub(super) fn bold(self, text: &str) -> String {
        self.paint("1", text)
    }

    pub(super) fn dim(self, text: &str) -> String {
        self.paint("2", text)
    }

    pub(super) fn level(self, level: Level, text: &str) -> String {
        match level {
            Level::Breaking => self.paint("31", text),
            Level::Additive => self.paint("32", text),
            Level::Neutral => self.paint("2", text),
        }
    }

    fn paint(self, code: &str, text: &str) -> String {
        if self.colour {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }
}
