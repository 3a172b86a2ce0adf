//! From a recorded request to one that this server understands.
//!
//! Responsible for: filling in what stand-ins are called here, and saying why a request cannot be
//! sent. What this run did not make is never changed. Not for: sending.

use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::known::{Known, PAGE_TOKEN, is_sid, sids};
use super::stories::Case;
use crate::judge::contract::Contract;
use crate::record::credentials::Credentials;
use crate::record::request::{MARK, encoded, segment};
use crate::record::target::Target;
use crate::record::wire::Sent;
use crate::recording::{Body, Fields};

const FORM: &str = "application/x-www-form-urlencoded";

/// What this server may be asked.
pub(super) struct Asking<'a> {
    pub(super) target: &'a Target,
    pub(super) credentials: &'a Credentials,
    pub(super) contract: &'a Contract,
    /// Whether anything may be written.
    pub(super) writes: bool,
    /// Whether the server is this program's own, so that nothing on it is anybody's.
    pub(super) own: bool,
}

/// What becomes of a recorded request.
pub(super) enum Ask {
    /// It can be sent.
    Send(Box<Ready>),
    /// Something is not known yet that another answer may tell.
    Wait,
    /// It cannot be sent, and why.
    Cannot(String),
}

/// A request, ready to be sent.
pub(super) struct Ready {
    pub(super) sent: Sent,
    /// Its path as the document has it.
    pub(super) path: String,
    /// Whether there are SIDs in it that nothing is known about, sent as they were recorded.
    pub(super) unknown: bool,
}

impl Asking<'_> {
    /// Makes the request of a recording. `last` says that nobody will tell more.
    pub(super) fn ask(&self, case: &Case, known: &Known, in_order: bool, last: bool) -> Ask {
        let (request, status) = (&case.recording.request, case.recording.response.status);
        if let Some(reason) = self.impossible(case) {
            return Ask::Cannot(reason);
        }
        // Of an example the stand-in itself is what nobody knows; in a story it was made and deleted.
        let missing = status == 404;
        let nothing = Known::default();
        let in_path = if missing && !in_order {
            &nothing
        } else {
            known
        };
        let recorded: Vec<String> = request.path.split('/').map(decoded).collect();
        let mut unknown = false;
        for part in recorded.iter().filter(|part| is_sid(part)) {
            let is_known = in_path.of(part).is_some();
            unknown |= !is_known;
            let changes = !case.is_safe() && !self.own;
            if changes && is_known && !known.is_made(part) {
                return Ask::Cannot(
                    "it would change something that this run did not make".to_owned(),
                );
            }
        }
        if unknown && !missing {
            if !last {
                return Ask::Wait;
            }
            if !case.is_safe() {
                return Ask::Cannot("nothing on this server stands for its SIDs".to_owned());
            }
        }
        let token = request.query.get(PAGE_TOKEN).and_then(<[_]>::first);
        if token.is_some_and(|token| known.of(token).is_none()) && status < 400 {
            if !last {
                return Ask::Wait;
            }
            return Ask::Cannot("no page of this server leads to its page".to_owned());
        }
        for (_, value) in request.query.pairs().chain(request.form.pairs()) {
            unknown |= sids(value).any(|sid| known.of(sid).is_none());
        }
        if unknown && !missing && !last {
            return Ask::Wait;
        }
        let path: Vec<String> = recorded
            .iter()
            .map(|part| segment(&in_path.fill(part)))
            .collect();
        let path = path.join("/");
        Ask::Send(Box::new(Ready {
            sent: self.sent(case, known, &path),
            path,
            unknown,
        }))
    }

    fn impossible(&self, case: &Case) -> Option<String> {
        let status = case.recording.response.status;
        if status == 429 || status >= 500 {
            return Some(format!(
                "it shows a server in trouble (status {status}), which cannot be asked for"
            ));
        }
        if status == 403 {
            return Some("it needs credentials with other rights (status 403)".to_owned());
        }
        (!case.is_safe() && !self.writes).then(|| "it writes: add --allow-writes".to_owned())
    }

    fn sent(&self, case: &Case, known: &Known, path: &str) -> Sent {
        let (request, status) = (&case.recording.request, case.recording.response.status);
        let mut url = self.target.url(path);
        if !request.query.is_empty() {
            let query = filled(&request.query, known);
            url = format!("{url}?{}", encoded(&query));
        }
        let stated = request.headers.iter().flat_map(Fields::pairs);
        let mut headers: Vec<(String, String)> = stated
            .filter(|(name, _)| !name.eq_ignore_ascii_case("authorization"))
            .map(|(name, value)| (name.to_owned(), known.fill(value)))
            .collect();
        let none = request
            .headers
            .as_ref()
            .is_some_and(|headers| headers.header("authorization").is_none());
        if status == 401 && !none {
            headers.push(("authorization".to_owned(), Credentials::wrong().header()));
        } else if !none {
            headers.push(("authorization".to_owned(), self.credentials.header()));
        }
        let says_type = request
            .headers
            .as_ref()
            .is_some_and(|headers| headers.header("content-type").is_some());
        let mut media_type = |name: &str| {
            if !says_type {
                headers.push(("content-type".to_owned(), name.to_owned()));
            }
        };
        let body = match &request.body {
            Body::Json(value) => {
                media_type("application/json");
                let mut value = value.clone();
                fill_json(&mut value, known);
                value.to_string().into_bytes()
            }
            Body::Text(text) => {
                media_type("text/plain");
                known.fill(text).into_bytes()
            }
            Body::Empty if request.method == "POST" || !request.form.is_empty() => {
                media_type(FORM);
                encoded(&self.form(&request.form, known)).into_bytes()
            }
            Body::Empty => Vec::new(),
        };
        Sent {
            method: request.method.clone(),
            url,
            headers,
            body,
        }
    }

    /// The form; names of what is made on a live account say who made it.
    fn form(&self, form: &Fields, known: &Known) -> Vec<(String, String)> {
        let mut form = filled(form, known);
        if self.target.is_live() {
            let names = form.iter_mut().filter(|(name, _)| name == "FriendlyName");
            for (_, value) in names {
                if !value.starts_with(MARK) {
                    *value = format!("{MARK}{value}");
                }
            }
        }
        form
    }
}

fn decoded(part: &str) -> String {
    percent_decode_str(part).decode_utf8_lossy().into_owned()
}

fn filled(fields: &Fields, known: &Known) -> Vec<(String, String)> {
    let pairs = fields.pairs();
    pairs
        .map(|(name, value)| (name.to_owned(), known.fill(value)))
        .collect()
}

fn fill_json(value: &mut Value, known: &Known) {
    match value {
        Value::String(text) => *text = known.fill(text),
        Value::Array(items) => items.iter_mut().for_each(|item| fill_json(item, known)),
        Value::Object(members) => members
            .values_mut()
            .for_each(|member| fill_json(member, known)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
