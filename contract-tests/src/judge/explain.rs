//! What a finding means, for people who meet it for the first time.
//!
//! Responsible for: one text per kind: meaning, likely causes, what to do, an example. Not for: the
//! one-sentence next step of a finding, which is in `words`.

use crate::finding::Kind;

/// The explanation of a kind of finding, for `cargo xtask contract --explain ID`.
#[must_use]
pub fn explain(kind: Kind) -> &'static str {
    match kind {
        Kind::ResponseUndeclaredField => UNDECLARED_FIELD,
        Kind::ResponseMissingField => MISSING_FIELD,
        Kind::ResponseWrongType => WRONG_TYPE,
        Kind::ResponseNullNotAllowed => NULL_NOT_ALLOWED,
        Kind::ResponseUnknownEnumValue => UNKNOWN_ENUM_VALUE,
        Kind::ResponsePatternMismatch => PATTERN_MISMATCH,
        Kind::ResponseFormatMismatch => FORMAT_MISMATCH,
        Kind::ResponseUndeclaredStatus => UNDECLARED_STATUS,
        Kind::ResponseWrongContentType => WRONG_CONTENT_TYPE,
        Kind::ResponseNotJson => NOT_JSON,
        Kind::RequestUndeclaredParameter => UNDECLARED_PARAMETER,
        Kind::RequestMissingRequired => MISSING_REQUIRED,
        Kind::RequestInvalidValue => INVALID_VALUE,
        Kind::RequestNotAsRecorded => NOT_AS_RECORDED,
        Kind::ClientRefused => REFUSED,
        Kind::ClientLossy => LOSSY,
        Kind::ClientDisagrees => DISAGREES,
        Kind::CoverageUnrecordedOperation => UNRECORDED_OPERATION,
        Kind::CoverageUnrecordedStatus => UNRECORDED_STATUS,
        Kind::CoverageUnseenField => UNSEEN_FIELD,
        Kind::CoverageUnseenEnumValue => UNSEEN_ENUM_VALUE,
    }
}

const UNDECLARED_FIELD: &str = "\
The answer holds a member, or a header, that the document does not declare. Callers go on working;
the generated type has no name for it.

Causes: the API has grown; a name is misspelt in the recording; the schema of this member's object
is too narrow.

Do: if the API sends it, declare it in a new overlay in `spec/overlays/`, then run
`cargo xtask codegen`. Else take it out of the recording. A header of HTTP itself needs no
declaration; headers of the vendor are declared in `spec/overlays/02-response-headers.yaml`.

Example: `{ sid: IT…, region: us1 }` where `region` is declared nowhere.";

const MISSING_FIELD: &str = "\
The answer lacks a member that the document declares. The API sends every declared member, null
where it is empty, so an absent one is a change even where the document does not list it as
`required`.

Causes: the API has dropped it; the recording was shortened; older bodies never had it.

Do: if the API may leave it out, mark its schema `x-optional: true` in an overlay, with the evidence.
Else add it to the recording. Inside the error bodies (`oneOf`) only `required` members have to be
there.

Example: a customer profile without `valid_until`, not even as null.";

const WRONG_TYPE: &str = "\
A value is of another JSON type than declared. The client refuses such an answer in most cases.

Causes: the API has changed the type; the recording writes a text without quotes (`sid: 123`), or a
number with them.

Do: if the API sends this type, correct the schema in an overlay and run `cargo xtask codegen`. Else
correct the recording. `1.0` counts as an integer, as JSON Schema has it.

Example: `page: '0'` where the document says `type: integer`.";

const NULL_NOT_ALLOWED: &str = "\
A value is null, and its schema, found through its `$ref` if it has one, does not say
`nullable: true`. A `nullable` beside a `$ref` does not count: OpenAPI 3.0 ignores it.

Causes: the API leaves the value empty in some state; an overlay promised too much.

Do: if the API sends null, allow it in an overlay (or delete the overlay that forbids it). Else
correct the recording.

Example: `status: null` of an end user that always has one.";

const UNKNOWN_ENUM_VALUE: &str = "\
A value is not one of the declared enum values. The client keeps it as `Unknown`, so callers go on
working, but none of them can match it by name.

Causes: the API has a new state; another spelling (`pending-review` for `PENDING_REVIEW`).

Do: if the API sends it, add it to the enum in an overlay, as `x-enum-aliases` where it is only
another spelling. Else correct the recording.

Example: `status: expired` of a customer profile.";

const PATTERN_MISMATCH: &str = "\
A text does not match its `pattern`, or is shorter or longer than declared.

Causes: a SID of another kind or a damaged one; a pattern that is too narrow.

Do: if the API sends such texts, correct pattern or length in an overlay. Else correct the recording.

Example: `policy_sid: BU…` where the document says `^RN[0-9a-fA-F]{32}$`.";

const FORMAT_MISMATCH: &str = "\
A value is not of its declared `format`, a number is out of its range, or a list has too few or too
many entries. Judged: `date-time` (RFC 3339 with offset, real days), `date`, `date-time-rfc-2822`,
`uri` (absolute, of any scheme), `uri-map`, `phone-number` (E.164), `email`, `uuid`,
`iso-country-code` (two letters), `currency` (three), `http-method`, `twiml`, `int32`, `int64`. Formats
that are not known pass, and so does `endpoint`, which may be any name.

Causes: a date without time or offset; a relative URL; a day that does not exist.

Do: if the API sends such values, correct format or range in an overlay. Else correct the recording.

Example: `date_created: 2026-11-31T00:00:00Z`.";

const UNDECLARED_STATUS: &str = "\
The operation declares no answer with this status. Successes are a closed list: 200 is no answer of
an operation that declares 201, even where an overlay declares `4XX` or `default`. The rest of such
an answer is not judged.

Causes: the API has changed the status; without overlays, any error: the vendor's document declares
successes only.

Do: if the API answers with it, declare the status in an overlay. Else correct the recording.

Example: 202 for CreateCustomerProfile.";

const WRONG_CONTENT_TYPE: &str = "\
The media type of the answer is not declared for its status, or there is a body where none is
declared, or none where one is. Parameters such as `charset` do not count.

Causes: a page of a gateway in place of the API's answer; a body behind 204.

Do: if the API answers so, declare the media type in an overlay. Else correct `content-type` or the
body of the recording.

Example: `content-type: text/html` with status 200.";

const NOT_JSON: &str = "\
The answer should be JSON, and is not, or has no body at all.

Causes: the body was cut short when it was recorded; a gateway answered without saying so; the API
sends nothing.

Do: record it again. If the API answers so, declare it in an overlay.

Example: `text: '{\"sid\": \"IT'` with `content-type: application/json`.";

const UNDECLARED_PARAMETER: &str = "\
The request sends a query parameter, form field or header that the document does not declare. The
generated client has no way to send it.

Causes: a new parameter of the API; a misspelt name (names are PascalCase).

Do: if the API takes it, declare it in an overlay and run `cargo xtask codegen`. Else take it out of
the recording. Where the API refused the request (4xx) this is only a notice: such a recording may
show what happens to a bad request.

Example: `form: { friendlyName: Acme }` for `FriendlyName`.";

const MISSING_REQUIRED: &str = "\
The request lacks a parameter that the document requires, or, in a recording that states its headers,
the credentials.

Causes: the API has become more liberal; the recording is incomplete; `headers` was written without
`authorization`.

Do: if the API does without it, take it out of `required` in an overlay. Else add it to the recording
(`authorization: Basic REDACTED`). Where the API refused the request (4xx) a missing parameter is
only a notice; missing credentials are a finding all the same.

Example: CreateEndUser without `Type`.";

const INVALID_VALUE: &str = "\
The request sends a value that the document does not allow, or goes to a path that no operation has.
Texts are read as what they stand for: booleans are `true` or `false`, an untyped or object form
field is JSON text, a name is only repeated where the document has a list.

Causes: a SID of another kind; `Attributes` that is not JSON; an operation that this document does
not have.

Do: if the API takes it, correct the schema in an overlay. Else correct the recording. Where the API
refused the request (4xx) this is only a notice.

Example: `PageSize: 5000` where the document says `maximum: 1000`.";

const NOT_AS_RECORDED: &str = "\
The client sends something else than the recording says: another path, another value, one parameter
more or less, a second request, or none.

Causes: a fault in how the generator encodes a parameter; a recording that no client would send.

Do: if the recording is right, correct the generator or its runtime. Else record what is really sent.

Example: `Attributes` encoded as JSON twice.";

const REFUSED: &str = "\
The client cannot make the recorded call, or cannot decode the recorded answer, and the document
finds fault with the exchange too, or another document made the client.

Causes: see the finding of the judge beside it: a missing or null member, another type.

Do: correct what the document is wrong about in an overlay, then run `cargo xtask codegen`; or
correct the recording.

Example: `meta: null` in a list.";

const LOSSY: &str = "\
Decoding the recorded answer and encoding it again lost or changed a value, or the client's error
does not say what the recorded error says.

Causes: a type that cannot hold the value (a large number in a small integer); a member that is read
and not kept.

Do: correct the generator or its runtime. A difference that is meant is named and justified in
`contract-tests/src/round_trip.rs`.

Example: 3000000000 in a 32-bit integer.";

const DISAGREES: &str = "\
Document and generated code are two independent witnesses, and they contradict each other: the client
refuses an answer that the document allows, or takes a value of a type that the document refuses.

Causes: a fault of the generator; `generated/` is not fresh; generated code was edited by hand.

Do: run `cargo xtask codegen --check`. If all is fresh, correct the generator.

Example: the document says `nullable: true`, and the generated field is no `Option`.";

const UNRECORDED_OPERATION: &str = "\
No recording calls the operation, so nothing proves that its client works.

Do: add at least one success to the folder of its resource in `contract-tests/recordings/`, or take
one from the sandbox or from a HAR file (`cargo xtask contract import`).

Example: a new operation after `cargo xtask codegen`.";

const UNRECORDED_STATUS: &str = "\
The document declares a status of the operation one by one, and no recording has it.

Do: add a recording with this status.

Example: 204 of DeleteEndUser.";

const UNSEEN_FIELD: &str = "\
No recording has the declared member of an answer, or sends the declared parameter. What was never
seen may be declared wrongly.

Do: add it to a recording of the operation, or record another exchange that has it.

Example: `EmergencyAddressCity` of a registration inquiry.";

const UNSEEN_ENUM_VALUE: &str = "\
No recording has the declared enum value.

Do: add a recording whose answer, or request, has it.

Example: a supporting document with status `EXPIRED`.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_explained_in_full() {
        let mut seen = std::collections::HashSet::new();
        for kind in Kind::ALL {
            let text = explain(*kind);
            for part in ["\nDo: ", "\nExample: "] {
                assert!(text.contains(part), "{kind} has no{part}");
            }
            assert!(seen.insert(text), "{kind} has a text of its own");
            assert!(
                text.lines().all(|line| line.len() <= 110),
                "{kind} fits a terminal"
            );
        }
    }

    #[test]
    fn drifts_name_their_causes() {
        for kind in Kind::ALL
            .iter()
            .filter(|kind| !kind.id().starts_with("coverage."))
        {
            assert!(explain(*kind).contains("\nCauses: "), "{kind}");
        }
    }
}
