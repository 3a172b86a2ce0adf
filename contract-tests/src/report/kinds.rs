//! What each kind of finding is called and means, for readers who meet it the first time.
//!
//! Responsible for: a title and one or two sentences. Not for: advice on one finding, which it
//! carries itself.

use crate::finding::Kind;

/// A few words for headings.
pub(super) fn title(kind: Kind) -> &'static str {
    match kind {
        Kind::ResponseUndeclaredField => "Undeclared field",
        Kind::ResponseMissingField => "Missing field",
        Kind::ResponseWrongType => "Wrong type",
        Kind::ResponseNullNotAllowed => "Null not allowed",
        Kind::ResponseUnknownEnumValue => "Unknown enum value",
        Kind::ResponsePatternMismatch => "Pattern or length not kept",
        Kind::ResponseFormatMismatch => "Format or range not kept",
        Kind::ResponseUndeclaredStatus => "Undeclared status",
        Kind::ResponseWrongContentType => "Wrong media type",
        Kind::ResponseNotJson => "Body is not JSON",
        Kind::RequestUndeclaredParameter => "Undeclared parameter",
        Kind::RequestMissingRequired => "Required part missing",
        Kind::RequestInvalidValue => "Invalid value sent",
        Kind::RequestNotAsRecorded => "Request not as recorded",
        Kind::ClientRefused => "Client refuses",
        Kind::ClientLossy => "Client loses a value",
        Kind::ClientDisagrees => "Client and document disagree",
        Kind::CoverageUnrecordedOperation => "Operation not recorded",
        Kind::CoverageUnrecordedStatus => "Status not recorded",
        Kind::CoverageUnseenField => "Field never seen",
        Kind::CoverageUnseenEnumValue => "Enum value never seen",
    }
}

/// What the kind means.
pub(super) fn meaning(kind: Kind) -> &'static str {
    match kind {
        Kind::ResponseUndeclaredField => {
            "The answer holds a member or header that the document does not declare. Typed clients \
             cannot show it."
        }
        Kind::ResponseMissingField => {
            "The answer lacks a member that the document declares. The API sends every declared \
             member, as null where it has no value."
        }
        Kind::ResponseWrongType => {
            "A value in the answer is of another JSON type than declared. Typed clients cannot \
             decode it."
        }
        Kind::ResponseNullNotAllowed => {
            "A value in the answer is null where the document does not allow null."
        }
        Kind::ResponseUnknownEnumValue => {
            "A value in the answer is none of the declared enum values. Callers have no branch for \
             it."
        }
        Kind::ResponsePatternMismatch => {
            "A text in the answer does not match its declared pattern or length."
        }
        Kind::ResponseFormatMismatch => {
            "A value in the answer is not of its declared format, or a number is out of its range."
        }
        Kind::ResponseUndeclaredStatus => {
            "The operation answers with a status that the document does not declare for it."
        }
        Kind::ResponseWrongContentType => {
            "The media type of the answer is not the declared one, or there is a body where none \
             is declared."
        }
        Kind::ResponseNotJson => "A body that should be JSON cannot be read as JSON.",
        Kind::RequestUndeclaredParameter => {
            "The recorded request sends a parameter that the document does not declare."
        }
        Kind::RequestMissingRequired => {
            "The recorded request lacks a required parameter or credentials."
        }
        Kind::RequestInvalidValue => {
            "The recorded request sends a value that the document does not allow."
        }
        Kind::RequestNotAsRecorded => {
            "The generated client, called with the recorded parameters, sends another request than \
             the recorded one."
        }
        Kind::ClientRefused => {
            "The generated client refuses the recorded call or cannot decode the recorded answer."
        }
        Kind::ClientLossy => {
            "Decoding the recorded answer and encoding it again loses or changes a value."
        }
        Kind::ClientDisagrees => {
            "The generated client accepts what the document refuses, or the reverse. One of the \
             two is wrong, most likely the generator."
        }
        Kind::CoverageUnrecordedOperation => {
            "No recording calls the operation, so nothing is known about it."
        }
        Kind::CoverageUnrecordedStatus => "No recording has the declared status.",
        Kind::CoverageUnseenField => "No recording holds the declared member or parameter.",
        Kind::CoverageUnseenEnumValue => "No recording holds the declared enum value.",
    }
}
