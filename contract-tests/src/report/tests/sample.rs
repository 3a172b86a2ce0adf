//! Runs to show: made up, but of the real operations and in realistic proportions.

use std::time::Duration;

use crate::dispatch;
use crate::finding::{Finding, Kind, Severity, Spot};
use crate::model::{
    Coverage, Document, Known, OperationCoverage, Played, Report, Reported, Seen, Trouble,
};

const FILE: &str = "contract-tests/recordings/";

/// Everything recorded, nothing drifted.
pub(super) fn green() -> Report {
    let operations: Vec<OperationCoverage> = dispatch::OPERATIONS
        .iter()
        .enumerate()
        .map(|(at, id)| row(id, at))
        .collect();
    let mut played = Vec::new();
    for row in &operations {
        for (&status, &recordings) in &row.statuses {
            for number in 0..recordings {
                let name = format!("{}/{}-{status}-{number}", row.resource, row.operation);
                let file = format!("{FILE}{name}.yaml");
                played.push(Played {
                    name,
                    operation: row.operation.clone(),
                    file,
                    status,
                });
            }
        }
    }
    let sum = |of: fn(&OperationCoverage) -> Seen| {
        operations
            .iter()
            .map(of)
            .fold(Seen::default(), |sum, seen| Seen {
                declared: sum.declared + seen.declared,
                seen: sum.seen + seen.seen,
                null: sum.null + seen.null,
                not_null: sum.not_null + seen.not_null,
            })
    };
    Report {
        report: 1,
        document: Document {
            path: "spec/trusthub_v1.yaml".into(),
            title: "Twilio - Trusthub 1.0.0".into(),
            overlays: 9,
        },
        recordings: "contract-tests/recordings".into(),
        date: "2026-11-22".into(),
        elapsed: Duration::from_millis(1_284),
        exchanges: played.len(),
        played,
        justified: [("the same moment, written in another way".to_owned(), 7)].into(),
        coverage: Coverage {
            fields: sum(|row| row.fields),
            enum_values: Seen {
                declared: 46,
                seen: 46,
                ..Seen::default()
            },
            parameters: sum(|row| row.parameters),
            operations,
        },
        ..Report::default()
    }
}

fn row(id: &str, at: usize) -> OperationCoverage {
    let (method, path) = dispatch::template(id).unwrap();
    let steps: Vec<String> = path
        .split('/')
        .skip(2)
        .filter(|step| !step.starts_with('{') && *step != "Initialize")
        .map(snake)
        .collect();
    let success = match (method, id.starts_with("Create")) {
        ("DELETE", _) => 204,
        ("POST", true) => 201,
        _ => 200,
    };
    let list = id.starts_with("List");
    let mut statuses = [(success, if list { 3 } else { 1 + at % 2 })]
        .into_iter()
        .collect();
    let extra = |statuses: &mut std::collections::BTreeMap<u16, usize>, every, of, status| {
        if at % every == of {
            statuses.insert(status, 1 + at % 3 / 2);
        }
    };
    extra(&mut statuses, 3, 0, 400);
    extra(&mut statuses, 5, 2, 404);
    extra(&mut statuses, 13, 6, 401);
    extra(&mut statuses, 17, 4, 409);
    extra(&mut statuses, 11, 5, 429);
    extra(&mut statuses, 19, 8, 503);
    let fields = if success == 204 { 0 } else { 9 + at % 8 };
    let parameters = if list { 4 } else { 1 + at % 5 };
    OperationCoverage {
        operation: id.into(),
        resource: steps.join("/"),
        endpoint: format!("{method} {path}"),
        statuses,
        declared: vec![success],
        fields: Seen {
            declared: fields,
            seen: fields,
            null: fields / 3,
            not_null: fields,
        },
        parameters: Seen {
            declared: parameters,
            seen: parameters,
            ..Seen::default()
        },
    }
}

fn snake(step: &str) -> String {
    let mut out = String::new();
    for c in step.chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.extend(c.to_lowercase());
    }
    out
}

/// What one line of [`RED`] says.
type Line = (
    Kind,
    Severity,
    &'static str,
    &'static str,
    Spot2,
    &'static str,
    &'static str,
);
/// A spot as constants can hold it.
type Spot2 = (char, &'static str);

const B: Severity = Severity::Breaking;
const A: Severity = Severity::Additive;
const N: Severity = Severity::Notice;

#[rustfmt::skip]
const RED: &[Line] = &[
    (Kind::ResponseUnknownEnumValue, B, "FetchCustomerProfile", "customer_profiles/fetch-in-review", ('b', "/status"), "one of draft, pending-review, in-review, twilio-rejected, twilio-approved", "\"provisionally-approved\""),
    (Kind::ResponseNullNotAllowed, B, "FetchCustomerProfile", "customer_profiles/fetch-draft", ('b', "/friendly_name"), "a string", "null"),
    (Kind::ResponseUndeclaredField, A, "FetchCustomerProfile", "customer_profiles/fetch-draft", ('b', "/use_case"), "no such member", "\"compliance\""),
    (Kind::ResponseUndeclaredField, A, "FetchCustomerProfile", "customer_profiles/fetch-approved", ('b', "/use_case"), "no such member", "\"marketing\""),
    (Kind::ResponseUndeclaredField, A, "FetchCustomerProfile", "customer_profiles/fetch-in-review", ('b', "/use_case"), "no such member", "null"),
    (Kind::ResponseMissingField, B, "ListCustomerProfile", "customer_profiles/list-two-pages", ('b', "/results/0/valid_until"), "a member `valid_until`, null where it has no value", "no such member"),
    (Kind::ResponseMissingField, B, "ListCustomerProfile", "customer_profiles/list-two-pages", ('b', "/results/1/valid_until"), "a member `valid_until`, null where it has no value", "no such member"),
    (Kind::ResponseWrongType, B, "CreateCustomerProfile", "customer_profiles/create-draft", ('b', "/errors"), "an array of objects, or null", "the string \"none\""),
    (Kind::ResponsePatternMismatch, B, "CreateCustomerProfileEntityAssignment", "customer_profiles/entity_assignments/create", ('b', "/sid"), "a text that matches ^BV[0-9a-fA-F]{32}$", "\"BX3c1f0a55e6f84a1b9f0d8c7e6b5a4f32\""),
    (Kind::ResponseFormatMismatch, B, "CreateCustomerProfileEvaluation", "customer_profiles/evaluations/noncompliant", ('b', "/date_created"), "a date-time of RFC 3339, such as 2026-03-02T09:15:04Z", "\"2026-03-02 09:15:04\""),
    (Kind::ResponseUndeclaredStatus, B, "CreateEndUser", "end_users/create-accepted", ('s', ""), "201", "202"),
    (Kind::ResponseWrongContentType, B, "FetchEndUser", "end_users/fetch-gateway-timeout", ('h', "content-type"), "application/json", "text/html; charset=utf-8"),
    (Kind::ResponseNotJson, B, "FetchEndUser", "end_users/fetch-cut-off", ('b', ""), "JSON", "end of input at line 9, column 1, inside an object"),
    (Kind::RequestUndeclaredParameter, B, "ListEndUser", "end_users/list-by-type", ('q', "Type"), "one of PageSize, Page, PageToken", "individual"),
    (Kind::RequestMissingRequired, B, "CreateSupportingDocument", "supporting_documents/create-without-type", ('f', "Type"), "a value for the required field", "no such field"),
    (Kind::RequestInvalidValue, B, "UpdateTrustProduct", "trust_products/update-status", ('f', "Status"), "one of draft, pending-review, in-review, twilio-rejected, twilio-approved", "approved"),
    (Kind::RequestNotAsRecorded, B, "UpdateTrustProduct", "trust_products/update-callback", ('f', "StatusCallback"), "https://trust.example/hooks?kind=product", "https://trust.example/hooks"),
    (Kind::ClientRefused, B, "FetchPolicies", "policies/fetch-secondary-business", ('b', "/requirements/end_user"), "a value that the client decodes", "invalid type: map, expected a sequence at requirements.end_user"),
    (Kind::ClientLossy, B, "ListSupportingDocumentType", "supporting_document_types/list-first-page", ('b', "/supporting_document_types/3/fields"), "[{\"friendly_name\": \"Issue date\", \"machine_name\": \"issue_date\", \"constraint\": \"date\"}]", "[]"),
    (Kind::ClientDisagrees, B, "FetchTrustProductEvaluation", "trust_products/evaluations/fetch", ('b', "/results/0/passed"), "what the document says: a boolean", "the client accepts the string \"true\""),
    (Kind::RequestMissingRequired, B, "DeleteTrustProduct", "trust_products/delete", ('a', "authorization"), "credentials", "no such header"),
    (Kind::RequestInvalidValue, B, "DeleteTrustProduct", "trust_products/delete-by-name", ('p', "Sid"), "a text that matches ^BU[0-9a-fA-F]{32}$", "my-product"),
    (Kind::ResponseUndeclaredField, A, "ListTrustProduct", "trust_products/list-first-page", ('h', "x-ratelimit-remaining"), "no such header", "41"),
    (Kind::CoverageUnrecordedStatus, N, "UpdateSupportingDocument", "", ('w', ""), "a recording with status 200", "none"),
    (Kind::CoverageUnseenField, N, "FetchTrustProduct", "", ('b', "/valid_until"), "the member in a recording", "never seen"),
    (Kind::CoverageUnseenEnumValue, N, "FetchTrustProduct", "", ('b', "/status"), "twilio-rejected", "never seen"),
    (Kind::CoverageUnrecordedOperation, N, "UpdateComplianceRegistration", "", ('w', ""), "a recording of the operation", "none"),
];

/// Drift of nearly every kind, gaps, and files of every sort of trouble.
pub(super) fn red() -> Report {
    let mut report = green();
    report.findings = RED
        .iter()
        .enumerate()
        .map(|(at, line)| reported(at, line))
        .collect();
    for (at, reason) in [
        (
            3,
            "Rolled out to some accounts only; the vendor has been asked.",
        ),
        (
            18,
            "The vendor's own example shows it; an overlay is on its way.",
        ),
    ] {
        let mut known = report.findings[at].clone();
        known.finding.operation = "FetchSupportingDocument".into();
        known.fingerprint = known.finding.fingerprint();
        known.known = Some(Known {
            reason: reason.into(),
            until: "2027-01-31".into(),
        });
        report.findings.push(known);
    }
    for row in &mut report.coverage.operations {
        match row.operation.as_str() {
            "UpdateComplianceRegistration" => {
                row.statuses = [(201, 0)].into();
                row.fields.seen = 0;
                row.parameters.seen = 0;
            }
            "UpdateSupportingDocument" => {
                row.statuses = [(200, 0), (400, 1)].into();
                row.fields.seen = 0;
            }
            "FetchTrustProduct" => row.fields.seen -= 1,
            "CreateEndUser" => {
                row.statuses.insert(202, 1);
            }
            _ => {}
        }
        if row.operation == "UpdateComplianceRegistration" {
            row.declared = vec![201];
        }
    }
    report.coverage.fields.seen -= 23;
    report.coverage.enum_values.seen = 41;
    report.coverage.parameters.seen -= 3;
    let trouble = |file: &str, line, message: &str, help: &str| Trouble {
        file: file.into(),
        line,
        message: message.into(),
        help: help.into(),
    };
    report.unusable = vec![
        trouble(
            "contract-tests/recordings/end_users/create-minor.yaml",
            Some(7),
            "unknown key `foorm`; did you mean `form`?",
            "Rename the key, or remove it.",
        ),
        trouble(
            "contract-tests/recordings/policies/list.yaml",
            None,
            "the file is not UTF-8: byte 0xff at offset 0",
            "Save the file as UTF-8.",
        ),
    ];
    report.ledger = vec![trouble(
        "contract-tests/known-drift.toml",
        Some(12),
        "the entry 5ad1c0de5ad1c0de is needless: no recording shows this drift any more",
        "Remove the entry.",
    )];
    report.notices = vec![trouble(
        "contract-tests/recordings/policies/fetch-secondary-business.yaml",
        Some(4),
        "recorded against another version of the document (2026-01-12)",
        "Record it again, or confirm it against the document of today.",
    )];
    report
}

fn reported(
    at: usize,
    (kind, severity, operation, recording, (part, within), expected, actual): &Line,
) -> Reported {
    let within = (*within).to_owned();
    let spot = match part {
        'b' => Spot::ResponseBody(within),
        's' => Spot::Status,
        'h' => Spot::ResponseHeader(within),
        'q' => Spot::RequestQuery(within),
        'f' => Spot::RequestForm(within),
        'a' => Spot::RequestHeader(within),
        'p' => Spot::RequestPath(within),
        _ => Spot::Whole,
    };
    let is_recorded = !recording.is_empty();
    let line = is_recorded.then_some(14 + at);
    let finding = Finding {
        kind: *kind,
        severity: *severity,
        operation: (*operation).to_owned(),
        recording: is_recorded.then(|| (*recording).to_owned()),
        file: is_recorded.then(|| format!("{FILE}{recording}.yaml")),
        line,
        spot,
        document: Some(format!(
            "/components/schemas/trusthub.v1.{}/properties/status",
            &operation[5..]
        )),
        expected: (*expected).to_owned(),
        actual: (*actual).to_owned(),
        next: "Ask the vendor which of the two holds; then correct the document with an overlay, \
               or record the exchange again."
            .to_owned(),
    };
    let excerpt = line.map_or_else(Vec::new, |line| {
        vec![
            (line - 2, "  headers: { content-type: application/json }".to_owned()),
            (line - 1, "  body:".to_owned()),
            (line, format!("    value: {actual}")),
            (line + 1, "    date_created: 2026-03-02T09:15:04Z".to_owned()),
            (line + 2, "    url: https://trusthub.twilio.com/v1/CustomerProfiles/BUf9d69d36722f9e5387dfd070a249cc36".to_owned()),
        ]
    });
    Reported {
        fingerprint: finding.fingerprint(),
        finding,
        known: None,
        excerpt,
    }
}
