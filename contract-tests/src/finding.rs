//! Findings: one way each in which document, client and recordings have drifted apart.
//!
//! Responsible for: what a finding says and how it is recognised again. Not for: finding it
//! (`judge`, `coverage`), tolerating it (`ledger`) or showing it (`report`).

use std::fmt;

use serde::Serialize;

/// What drifted. The names are a contract: reports, ledgers and scripts use them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Kind {
    /// The answer holds a member, or a header, that the document does not declare.
    #[serde(rename = "response.undeclared_field")]
    ResponseUndeclaredField,
    /// The answer lacks a declared member.
    #[serde(rename = "response.missing_field")]
    ResponseMissingField,
    /// A value is of another JSON type than declared.
    #[serde(rename = "response.wrong_type")]
    ResponseWrongType,
    /// A value is null where the document does not allow it.
    #[serde(rename = "response.null_not_allowed")]
    ResponseNullNotAllowed,
    /// A value is not one of the declared enum values.
    #[serde(rename = "response.unknown_enum_value")]
    ResponseUnknownEnumValue,
    /// A text does not match its pattern or has another length than declared.
    #[serde(rename = "response.pattern_mismatch")]
    ResponsePatternMismatch,
    /// A value is not of its declared format, or a number is out of its range.
    #[serde(rename = "response.format_mismatch")]
    ResponseFormatMismatch,
    /// The status is not declared for the operation.
    #[serde(rename = "response.undeclared_status")]
    ResponseUndeclaredStatus,
    /// The media type is not declared for the status, or there is a body where none is declared.
    #[serde(rename = "response.wrong_content_type")]
    ResponseWrongContentType,
    /// A body that should be JSON is not, or is not there.
    #[serde(rename = "response.not_json")]
    ResponseNotJson,
    /// The request sends a parameter that the document does not declare.
    #[serde(rename = "request.undeclared_parameter")]
    RequestUndeclaredParameter,
    /// The request lacks a required parameter or credentials.
    #[serde(rename = "request.missing_required")]
    RequestMissingRequired,
    /// The request sends a value that the document does not allow.
    #[serde(rename = "request.invalid_value")]
    RequestInvalidValue,
    /// The client sends something else than the recording says.
    #[serde(rename = "request.not_as_recorded")]
    RequestNotAsRecorded,
    /// The client refuses the recorded call or cannot decode the recorded answer.
    #[serde(rename = "client.refused")]
    ClientRefused,
    /// Decoding and encoding again lost or changed a value.
    #[serde(rename = "client.lossy")]
    ClientLossy,
    /// The client accepts what the document refuses, or the reverse: a fault of the generator.
    #[serde(rename = "client.disagrees")]
    ClientDisagrees,
    /// No recording calls the operation.
    #[serde(rename = "coverage.unrecorded_operation")]
    CoverageUnrecordedOperation,
    /// No recording has the declared status.
    #[serde(rename = "coverage.unrecorded_status")]
    CoverageUnrecordedStatus,
    /// No recording has the declared member or parameter.
    #[serde(rename = "coverage.unseen_field")]
    CoverageUnseenField,
    /// No recording has the declared enum value.
    #[serde(rename = "coverage.unseen_enum_value")]
    CoverageUnseenEnumValue,
}

impl Kind {
    /// All kinds, in the order in which they are documented.
    pub const ALL: &'static [Self] = &[
        Self::ResponseUndeclaredField,
        Self::ResponseMissingField,
        Self::ResponseWrongType,
        Self::ResponseNullNotAllowed,
        Self::ResponseUnknownEnumValue,
        Self::ResponsePatternMismatch,
        Self::ResponseFormatMismatch,
        Self::ResponseUndeclaredStatus,
        Self::ResponseWrongContentType,
        Self::ResponseNotJson,
        Self::RequestUndeclaredParameter,
        Self::RequestMissingRequired,
        Self::RequestInvalidValue,
        Self::RequestNotAsRecorded,
        Self::ClientRefused,
        Self::ClientLossy,
        Self::ClientDisagrees,
        Self::CoverageUnrecordedOperation,
        Self::CoverageUnrecordedStatus,
        Self::CoverageUnseenField,
        Self::CoverageUnseenEnumValue,
    ];

    /// The stable name, such as `response.wrong_type`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::ResponseUndeclaredField => "response.undeclared_field",
            Self::ResponseMissingField => "response.missing_field",
            Self::ResponseWrongType => "response.wrong_type",
            Self::ResponseNullNotAllowed => "response.null_not_allowed",
            Self::ResponseUnknownEnumValue => "response.unknown_enum_value",
            Self::ResponsePatternMismatch => "response.pattern_mismatch",
            Self::ResponseFormatMismatch => "response.format_mismatch",
            Self::ResponseUndeclaredStatus => "response.undeclared_status",
            Self::ResponseWrongContentType => "response.wrong_content_type",
            Self::ResponseNotJson => "response.not_json",
            Self::RequestUndeclaredParameter => "request.undeclared_parameter",
            Self::RequestMissingRequired => "request.missing_required",
            Self::RequestInvalidValue => "request.invalid_value",
            Self::RequestNotAsRecorded => "request.not_as_recorded",
            Self::ClientRefused => "client.refused",
            Self::ClientLossy => "client.lossy",
            Self::ClientDisagrees => "client.disagrees",
            Self::CoverageUnrecordedOperation => "coverage.unrecorded_operation",
            Self::CoverageUnrecordedStatus => "coverage.unrecorded_status",
            Self::CoverageUnseenField => "coverage.unseen_field",
            Self::CoverageUnseenEnumValue => "coverage.unseen_enum_value",
        }
    }

    /// The kind with this name.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.id() == id)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// What a finding means for who uses the crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Callers break, or a recording proves the document or the client wrong.
    Breaking,
    /// The API offers more than the document says; callers go on working.
    Additive,
    /// Nothing is wrong yet; something is not known or not covered.
    Notice,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Breaking => "breaking",
            Self::Additive => "additive",
            Self::Notice => "notice",
        })
    }
}

/// Where in an exchange a finding points.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case", tag = "part", content = "at")]
pub enum Spot {
    /// The exchange or operation as a whole.
    Whole,
    /// The status line.
    Status,
    /// A header of the answer, by its name in small letters.
    ResponseHeader(String),
    /// A JSON pointer into the body of the answer.
    ResponseBody(String),
    /// The method or path of the request.
    RequestPath(String),
    /// A query parameter.
    RequestQuery(String),
    /// A form field.
    RequestForm(String),
    /// A header of the request, by its name in small letters.
    RequestHeader(String),
    /// A JSON pointer into the body of the request.
    RequestBody(String),
}

/// One drift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What drifted.
    pub kind: Kind,
    /// What it means.
    pub severity: Severity,
    /// The operation; empty where none is known.
    pub operation: String,
    /// Name of the recording below the recordings folder, without `.yaml`; none for coverage.
    pub recording: Option<String>,
    /// The recording's file, as it is shown.
    pub file: Option<String>,
    /// Line in the file, from 1.
    pub line: Option<usize>,
    /// Where in the exchange.
    pub spot: Spot,
    /// JSON pointer into the document, where one rules this spot.
    pub document: Option<String>,
    /// What the document, or the recording, asks for.
    pub expected: String,
    /// What is there.
    pub actual: String,
    /// What to do, as one sentence.
    pub next: String,
}

impl Finding {
    /// What the same drift has in common from run to run and recording to recording: kind,
    /// operation, and spot with list positions left out; of a gap in coverage also what is missing,
    /// since several can be at one spot. Sixteen hex digits.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let spot = format!("{:?}", self.spot);
        let general: Vec<&str> = spot
            .split('/')
            .map(|step| {
                let digits = step.trim_end_matches(['"', ')']);
                let is_index = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
                if is_index { "*" } else { step }
            })
            .collect();
        let gap = match self.kind {
            Kind::CoverageUnrecordedOperation
            | Kind::CoverageUnrecordedStatus
            | Kind::CoverageUnseenField
            | Kind::CoverageUnseenEnumValue => self.expected.as_str(),
            _ => "",
        };
        let general = general.join("/");
        let text = format!("{}\n{}\n{general}\n{gap}", self.kind.id(), self.operation);
        // FNV-1a: stable over releases of Rust and of this crate, which std's hashers are not.
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        for byte in text.bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        format!("{hash:016x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(pointer: &str, actual: &str) -> Finding {
        Finding {
            kind: Kind::ResponseWrongType,
            severity: Severity::Breaking,
            operation: "FetchEndUser".to_owned(),
            recording: Some("end_users/fetch".to_owned()),
            file: None,
            line: None,
            spot: Spot::ResponseBody(pointer.to_owned()),
            document: None,
            expected: "a string".to_owned(),
            actual: actual.to_owned(),
            next: String::new(),
        }
    }

    #[test]
    fn a_fingerprint_forgets_values_and_list_positions_only() {
        let one = finding("/results/0/sid", "3").fingerprint();
        assert_eq!(one, finding("/results/17/sid", "null").fingerprint());
        assert_ne!(one, finding("/results/0/url", "3").fingerprint());
        assert_eq!(one.len(), 16);
        let gap = |expected: &str| Finding {
            kind: Kind::CoverageUnseenEnumValue,
            expected: expected.to_owned(),
            ..finding("/status", "")
        };
        assert_ne!(gap("draft").fingerprint(), gap("in-review").fingerprint());
        assert_eq!(
            finding("/results/0", "3").fingerprint(),
            finding("/results/1", "3").fingerprint()
        );
    }

    #[test]
    fn every_kind_is_found_by_its_name() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_id(kind.id()), Some(*kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.id());
        }
        assert_eq!(Kind::ALL.len(), 21);
    }
}
