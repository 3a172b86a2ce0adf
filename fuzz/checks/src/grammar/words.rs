//! Names and texts: those of real documents, and those that generators trip over.

use super::Maker;

/// Parts of paths.
pub(super) const SEGMENTS: &[&str] = &[
    "v1",
    "Things",
    "things",
    "Other-Things",
    "v2.0",
    "self",
    "type",
    "Search",
    "Things:search",
    "crate",
    "a",
    "1",
    "Thing_s",
    "été",
    "$batch",
    "mod",
    "runtime",
    "types",
    "sids",
    "lib",
];

/// Names of properties, parameters and enum values.
const NAMES: &[&str] = &[
    "sid",
    "name",
    "status",
    "friendly_name",
    "FriendlyName",
    "friendlyName",
    "type",
    "self",
    "Self",
    "crate",
    "super",
    "async",
    "box",
    "match",
    "gen",
    "id",
    "Id",
    "ID",
    "url",
    "extra",
    "Extra",
    "meta",
    "Page",
    "page_size",
    "send",
    "client",
    "Client",
    "with_timeout",
    "with_header",
    "stream",
    "pages",
    "request",
    "into",
    "from",
    "new",
    "clone",
    "Option",
    "String",
    "Vec",
    "Box",
    "Result",
    "Ok",
    "Err",
    "Some",
    "None",
    "Unknown",
    "Value",
    "Timestamp",
    "Date",
    "Sid",
    "Error",
    "Default",
    "serde",
    "std",
    "core",
    "i64",
    "bool",
    "str",
    "a-b",
    "a_b",
    "a.b",
    "a b",
    "a/b",
    "a~b",
    "AB",
    "Ab",
    "aB",
    "1st",
    "2",
    "-1",
    "+1",
    "*",
    "",
    " ",
    "_",
    "__",
    "$ref",
    "@type",
    "x-y",
    "é",
    "日本",
    "😀",
    "\"quoted\"",
    "`tick`",
    "\\",
    "*/",
    "//",
    "{",
    "}",
    "r#type",
    "true",
    "null",
    "Date<",
    "a\nb",
    "From",
    "From<",
    "attributes",
    "errors",
    "results",
    "data",
    "items",
    "key",
    "value",
    "T",
    "E",
    "f",
    "S",
    "body",
    "query",
    "path",
    "segment",
    "set_form",
    "Request",
    "Method",
    "SERVER",
    "Map",
    "Any",
    "fmt",
    "Debug",
    "Display",
    "ToString",
];

/// Texts of descriptions.
const PROSE: &[&str] = &[
    "A thing.",
    "The status of the thing. It changes.",
    "",
    " ",
    "*/ fn main() {}",
    "```rust\nfn main() { panic!() }\n```",
    "    indented code\n    more",
    "[link](https://a.example) and <https://b.example>",
    "<b>bold</b> & `code`",
    "[broken]",
    "[`String`]",
    "unclosed ` tick",
    "a | b\n--|--\nc | d",
    "1. one\n2. two",
    "- a\n- b",
    "# Heading\ntext",
    "\\",
    "\"",
    "{}",
    "{0}",
    "é 日本 😀",
    "line\r\nline",
    "\ttab",
    "\u{0}",
    "\u{202e}reversed",
    "https://bare.example/x_y_z",
    "ends with backslash\\",
    "//! not inner",
    "/// not outer",
    "#[doc = \"x\"]",
    "~~~\nopen fence",
    "```text\nopen fence",
    "a*b*c _d_ __e__",
    "[a]: https://a.example",
    "[^1] foot",
    "<!-- comment -->",
    "<div>",
    "&amp; &lt;",
    "x\u{2028}y",
];

impl Maker<'_> {
    /// A name of a property, of a value or of a query parameter.
    pub(super) fn property_name(&mut self) -> String {
        match self.below(12) {
            0 => "long_name_".repeat(1 + self.below(12)),
            1 => format!("{}_{}", self.pick(NAMES), self.pick(NAMES)),
            2 => format!("{}{}", self.pick(NAMES), self.below(3)),
            3 if self.wild => self.letters(),
            _ => self.pick(NAMES).to_owned(),
        }
    }

    /// Any letters.
    fn letters(&mut self) -> String {
        let count = self.below(6);
        let letters = (0..count).map(|_| self.choices.arbitrary::<char>().unwrap_or('a'));
        letters.collect()
    }

    /// A name of a path parameter, without what a template cannot hold.
    pub(super) fn parameter_name(&mut self) -> String {
        let name = self.property_name();
        let kept: String = name
            .chars()
            .filter(|c| !"{}/?#".contains(*c) && !c.is_whitespace() && !c.is_control())
            .collect();
        if kept.is_empty() {
            "Sid".to_owned()
        } else {
            kept
        }
    }

    /// A name of a component: only such letters are allowed.
    pub(super) fn component_name(&mut self, index: usize) -> String {
        let known = [
            "thing",
            "api.v1.thing",
            "api.v1.thing_enum_status",
            "Thing",
            "THING",
            "error",
            "Error",
            "Client",
            "Option",
            "Vec",
            "String",
            "self",
            "type",
            "1",
            "a-b",
            "a_b",
            "Page",
            "List",
            "Extra",
            "Sid",
            "Request",
            "Box",
            "T",
            "create_thing_request",
            "Map",
            "Timestamp",
            "Unknown",
            "Status",
            "_",
            "-",
            ".",
            "Types",
            "Runtime",
            "SERVER",
        ];
        if self.broken() {
            return self.property_name();
        }
        match self.below(4) {
            0 => format!("{}{index}", self.pick(&known)),
            _ => self.pick(&known).to_owned(),
        }
    }

    pub(super) fn prose(&mut self) -> String {
        let text = self.pick(PROSE);
        match self.below(6) {
            0 => format!("{text}\n\n{}", self.pick(PROSE)),
            1 => format!("{} {text}", self.pick(NAMES)),
            2 => text.repeat(1 + self.below(9)),
            _ => text.to_owned(),
        }
    }

    pub(super) fn title(&mut self) -> String {
        let text = match self.below(4) {
            0 => self.prose(),
            1 => self.property_name(),
            _ => "Things - Public API".to_owned(),
        };
        if text.trim().is_empty() {
            "Things".to_owned()
        } else {
            text
        }
    }
}
