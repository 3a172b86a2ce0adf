//! What the client made of an exchange, beside what the document says of it.
//!
//! Responsible for: turning the problems of a replay into findings, and telling apart whose fault
//! they are. Document and generated code are two independent witnesses:
//!
//! - the client refuses an answer that the document finds fault with too: `client.refused`;
//! - the client refuses an answer that the document allows, or takes a value of a type that the
//!   document refuses: `client.disagrees`, a fault of the generator. Only where the client was
//!   generated from the very document that judges; against another one it proves nothing;
//! - a typed call cannot express a request that the document does not allow either, and the API
//!   refused it: that is as it should be, and no finding.
//!
//! An undeclared member or an unknown enum value that the client keeps is no disagreement: answers
//! are read liberally. Nor is a null that it reads as absent, where nothing asks for the member.
//!
//! Not for: replaying ([`crate::replay`]).

use super::report::{self, Draft};
use super::words::quoted;
use crate::compare::Difference;
use crate::finding::{Finding, Kind, Spot};
use crate::recording::{Recording, RecordingFile};
use crate::replay::{Outcome, Problem};
use crate::round_trip::Change;
use crate::yaml::clip;

/// The findings of a replay. `from_document` is what the judge found in the same exchange;
/// `same_document` says that the client was generated from the document that judged it.
#[must_use]
pub fn findings(
    outcome: &Outcome,
    recording: &Recording,
    file: Option<&RecordingFile>,
    from_document: &[Finding],
    same_document: bool,
) -> Vec<Finding> {
    let seen = Seen {
        recording,
        from_document,
        same_document,
    };
    let mut drafts: Vec<Draft> = outcome
        .problems
        .iter()
        .flat_map(|problem| seen.problem(problem))
        .collect();
    // With a problem, the client complained, or never saw the recorded answer.
    if outcome.problems.is_empty() {
        drafts.extend(seen.taken_for_its_type());
    }
    report::findings(drafts, &recording.operation, recording, file)
}

/// What the judge saw.
struct Seen<'a> {
    recording: &'a Recording,
    from_document: &'a [Finding],
    same_document: bool,
}

impl Seen<'_> {
    fn problem(&self, problem: &Problem) -> Vec<Draft> {
        let one =
            |kind, expected: &str, actual: String| vec![draft(kind, Spot::Whole, expected, actual)];
        match problem {
            Problem::NoCall(_) if self.refused() && self.is_request_wrong() => Vec::new(),
            Problem::NoCall(failure) => one(
                Kind::ClientRefused,
                "a typed call for the recorded request",
                clip(&failure.to_string()),
            ),
            Problem::NotSent { client } => one(
                Kind::RequestNotAsRecorded,
                "the recorded request",
                clip(client),
            ),
            Problem::SentAgain { times } => one(
                Kind::RequestNotAsRecorded,
                "one request",
                format!("{times} requests"),
            ),
            Problem::OtherRequest(differences) => {
                let new = differences
                    .iter()
                    .filter(|difference| !self.is_known(difference));
                new.map(other_request).collect()
            }
            Problem::Refused(error) => one(
                self.refusal(),
                "the recorded answer is decoded",
                clip(error),
            ),
            Problem::Accepted(value) => one(
                Kind::ClientDisagrees,
                "an error",
                format!("the value {}", quoted(&value.to_string())),
            ),
            Problem::Lossy(change) => {
                vec![lossy(change, Spot::ResponseBody(change.pointer.clone()))]
            }
            // The pointer is into what the error says, not into the body.
            Problem::OtherError(change) => vec![lossy(change, Spot::Whole)],
        }
    }

    /// Whose fault a refused answer is.
    fn refusal(&self) -> Kind {
        if self.same_document && !self.is_response_wrong() {
            Kind::ClientDisagrees
        } else {
            Kind::ClientRefused
        }
    }

    /// Values of a type that the document refuses, and that the client took without complaint.
    fn taken_for_its_type(&self) -> Vec<Draft> {
        if !self.same_document || !self.recording.response.is_success() {
            return Vec::new();
        }
        let wrong = |finding: &&Finding| finding.kind == Kind::ResponseWrongType;
        let drafts = self
            .from_document
            .iter()
            .filter(wrong)
            .map(|finding| Draft {
                kind: Kind::ClientDisagrees,
                spot: finding.spot.clone(),
                document: finding.document.clone(),
                expected: format!("the client refuses what is not {}", finding.expected),
                actual: format!("it takes {}", finding.actual),
            });
        drafts.collect()
    }

    fn refused(&self) -> bool {
        (400..500).contains(&self.recording.response.status)
    }

    fn is_request_wrong(&self) -> bool {
        self.from_document
            .iter()
            .any(|finding| is_of_the_request(finding.kind))
    }

    fn is_response_wrong(&self) -> bool {
        self.from_document
            .iter()
            .any(|finding| !is_of_the_request(finding.kind))
    }

    /// Whether the judge has a finding about the same part of the request: one drift is told once.
    fn is_known(&self, difference: &Difference) -> bool {
        let spot = spot_of(difference);
        self.from_document.iter().any(|finding| {
            let same = match (&spot, &finding.spot) {
                // The comparison tells of the body as a whole.
                (Spot::RequestBody(_), Spot::RequestBody(_)) => true,
                (spot, known) => *spot != Spot::Whole && spot == known,
            };
            is_of_the_request(finding.kind) && same
        })
    }
}

fn is_of_the_request(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::RequestUndeclaredParameter | Kind::RequestMissingRequired | Kind::RequestInvalidValue
    )
}

fn other_request(difference: &Difference) -> Draft {
    let show = |text: &Option<String>| text.as_deref().map_or("nothing".to_owned(), quoted);
    draft(
        Kind::RequestNotAsRecorded,
        spot_of(difference),
        &format!("{}, as recorded", show(&difference.recorded)),
        format!("{} was sent", show(&difference.sent)),
    )
}

/// The part of the recording that a difference is about. The comparison names its places in words.
fn spot_of(difference: &Difference) -> Spot {
    let name = difference.name.clone().unwrap_or_default();
    match difference.place {
        "method" | "path" => Spot::RequestPath(String::new()),
        "query parameter" => Spot::RequestQuery(name),
        "form field" => Spot::RequestForm(name),
        "header" => Spot::RequestHeader(name.to_ascii_lowercase()),
        "body" => Spot::RequestBody(String::new()),
        _ => Spot::Whole,
    }
}

fn lossy(change: &Change, spot: Spot) -> Draft {
    let show = |value: &Option<serde_json::Value>| {
        value
            .as_ref()
            .map_or("nothing".to_owned(), super::words::show)
    };
    let at = match &spot {
        Spot::Whole => format!(" at {}", change.pointer),
        _ => String::new(),
    };
    draft(
        Kind::ClientLossy,
        spot,
        &format!("{}{at}, as recorded", show(&change.recorded)),
        format!("{} came back", show(&change.encoded)),
    )
}

fn draft(kind: Kind, spot: Spot, expected: &str, actual: String) -> Draft {
    Draft {
        kind,
        spot,
        document: None,
        expected: expected.to_owned(),
        actual,
    }
}

#[cfg(test)]
#[path = "client_tests.rs"]
mod tests;
