//! What the OpenAPI document forbids, in the words of the API.
//!
//! Responsible for: the number of the refusal. Not for: finding what is forbidden, which is the
//! judge's work.

use serde_json::json;

use crate::finding::{Finding, Kind, Spot};
use crate::recording::Fields;
use crate::sandbox::answer::Refusal;

/// The refusal for what the judge found in a request: that of the first finding.
pub(crate) fn refusal(findings: &[Finding], form: &Fields, is_missing: bool) -> Option<Refusal> {
    let finding = findings.first()?;
    let name = match &finding.spot {
        Spot::RequestPath(name)
        | Spot::RequestQuery(name)
        | Spot::RequestForm(name)
        | Spot::RequestHeader(name)
        | Spot::RequestBody(name) => name.as_str(),
        _ => "",
    };
    // A SID of another form is one that does not exist.
    if matches!(finding.spot, Spot::RequestPath(_)) && is_missing {
        return Some(Refusal::new(
            404,
            20404,
            "The requested resource was not found",
        ));
    }
    let what = match finding.kind {
        Kind::RequestMissingRequired => format!("{name} is required"),
        Kind::RequestUndeclaredParameter => format!("{name} is not a parameter of this operation"),
        _ if name.is_empty() => format!("Expected {}, got {}", finding.expected, finding.actual),
        _ => format!(
            "{name} must be {}, not {}",
            finding.expected, finding.actual
        ),
    };
    let code = match (finding.kind, name, finding.operation.as_str()) {
        (_, "Attributes", _) => 22207,
        (Kind::RequestMissingRequired, "FriendlyName", _) => 22211,
        (Kind::RequestMissingRequired, "Type", _) => 22210,
        (_, "Status", "UpdateSupportingDocument") if form.get("Attributes").is_some() => 22208,
        (_, "Status", "UpdateSupportingDocument") => 22209,
        (_, "Status", "UpdateCustomerProfile" | "UpdateTrustProduct") => 22203,
        (_, "ObjectSid", _) => 22205,
        _ => 20001,
    };
    let refusal = Refusal::bad(code, what);
    if name.is_empty() {
        return Some(refusal);
    }
    Some(refusal.with(json!({ "parameter": name })))
}
