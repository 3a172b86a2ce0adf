//! Names that the emitted crate needs for itself, so that nothing of a document can take them.
//!
//! Responsible for: the lists. Not for: what such a name becomes instead (`names`).

/// Names that emitted code uses unqualified; a type of the document must not hide them.
pub(super) const TYPES: &[&str] = &[
    "AsRef",
    "Box",
    "Client",
    "Default",
    "Deserialize",
    "Display",
    "Err",
    "Error",
    "Extra",
    "From",
    "Into",
    "IntoIterator",
    "Method",
    "None",
    "Ok",
    "Option",
    "Page",
    "Redacted",
    "Request",
    "Response",
    "Result",
    "Self",
    "Serialize",
    "Sid",
    "Some",
    "String",
    "ToString",
    "Vec",
];

/// What the crate root exports of the runtime: SID kinds stand there too.
pub(super) const ROOT: &[&str] = &[
    "ApiError",
    "Attempt",
    "Client",
    "ClientBuilder",
    "Credentials",
    "Date",
    "DecodeError",
    "Envelope",
    "Error",
    "Extra",
    "InvalidInput",
    "ItemStream",
    "KnownCode",
    "MapStyle",
    "Method",
    "Page",
    "PageMeta",
    "Pages",
    "RawResponse",
    "Redacted",
    "Request",
    "Response",
    "Retry",
    "Sid",
    "Timestamp",
    "TransportError",
    "TransportKind",
];

/// A variant that every emitted enum has, and a word that no variant can be.
pub(super) const VARIANTS: &[&str] = &["Self", "Unknown"];

/// Methods that every request struct has; a setter must not hide them.
pub(super) const SETTERS: &[&str] = &[
    "at",
    "clone",
    "into",
    "pages",
    "request",
    "send",
    "send_with_response",
    "stream",
    "with_header",
    "with_retry",
    "with_timeout",
];

/// The member that keeps what the document does not know.
pub(super) const FIELDS: &[&str] = &["extra"];

/// Functions that the dispatcher has beside those of the operations, and arguments of all of them.
pub(super) const DISPATCHER: &[&str] = &["call", "client", "dispatch", "template"];

/// Modules that the crate root has of its own, crates that it names, and names that Windows does
/// not allow as files.
pub(super) const MODULES: &[&str] = &[
    "alloc",
    "aux",
    "com1",
    "com2",
    "com3",
    "com4",
    "com5",
    "com6",
    "com7",
    "com8",
    "com9",
    "con",
    "core",
    "error",
    "jiff",
    "lib",
    "lpt1",
    "lpt2",
    "lpt3",
    "lpt4",
    "lpt5",
    "lpt6",
    "lpt7",
    "lpt8",
    "lpt9",
    "main",
    "mod",
    "nul",
    "prn",
    "reqwest",
    "runtime",
    "serde",
    "serde_json",
    "sids",
    "std",
    "test",
    "testing",
    "tests",
    "tokio",
    "types",
    "webhook",
];

/// Keywords that cannot even be raw identifiers.
pub(super) const NEVER_RAW: &[&str] = &["crate", "self", "super", "Self", "_"];

#[cfg(test)]
mod tests {
    use super::*;

    const RUNTIME: &str = include_str!("../../runtime/src/runtime/mod.rs");
    const OPERATION: &str = include_str!("../../runtime/src/runtime/operation.rs");

    /// The words of a line of Rust.
    fn words(line: &str) -> impl Iterator<Item = &str> {
        line.split(|c: char| !c.is_alphanumeric() && c != '_')
    }

    #[test]
    fn everything_that_the_root_exports_is_reserved() {
        let exports = RUNTIME
            .lines()
            .filter(|line| line.starts_with("pub use ") || line.starts_with("pub type "));
        let mut seen = 0;
        for line in exports {
            let names = line.split('=').next().unwrap_or_default();
            for name in words(names) {
                if name.starts_with(|c: char| c.is_ascii_uppercase()) {
                    assert!(ROOT.contains(&name), "`{name}` is missing in ROOT: {line}");
                    seen += 1;
                }
            }
        }
        assert_eq!(seen, ROOT.len(), "ROOT holds names that nothing exports");
    }

    #[test]
    fn every_method_of_a_request_is_reserved() {
        let methods: Vec<&str> = OPERATION
            .lines()
            .filter_map(|line| {
                let line = line.trim_start();
                let rest = line
                    .strip_prefix("pub async fn ")
                    .or(line.strip_prefix("pub fn "))?;
                words(rest).next()
            })
            .collect();
        assert!(methods.contains(&"send"), "{methods:?}");
        for method in methods {
            assert!(
                SETTERS.contains(&method),
                "`{method}` is missing in SETTERS"
            );
        }
    }
}
