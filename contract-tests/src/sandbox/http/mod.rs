//! HTTP: from a request to a call, and from its outcome to an answer.
//!
//! Responsible for: the order of things. Faults come first, then credentials, then what the document
//! says, then the resource. Not for: any of these.

mod auth;
mod decode;
mod encode;

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::response::Response;

use super::admin;
use super::answer::{Answer, Refusal};
use super::call::Call;
use super::faults::{self, Fault};
use super::log::{LoggedRequest, without_personal};
use super::resources;
use super::rules;
use super::shared::Shared;
use crate::finding::{Finding, Severity};
use crate::judge::contract::OperationContract;
use crate::recording::{self, Body, Fields, Recording, Source, SourceKind};

pub(crate) use auth::{Accounts, is_sid};

/// The whole surface of the sandbox.
pub(super) fn router(shared: Arc<Shared>) -> Router {
    let api = Router::new()
        .fallback(serve)
        .with_state(Arc::clone(&shared));
    admin::router(shared).merge(api)
}

/// Counts the requests that run.
struct Running<'s>(&'s Shared);

impl<'s> Running<'s> {
    fn enter(shared: &'s Shared) -> (Self, usize) {
        let before = shared.running.fetch_add(1, Ordering::Relaxed);
        (Self(shared), before + 1)
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.running.fetch_sub(1, Ordering::Relaxed);
    }
}

async fn serve(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let started = Instant::now();
    let (_running, at_once) = Running::enter(&shared);
    let (parts, body) = request.into_parts();
    let mut exchange = Exchange::new(&shared, &parts);
    let outcome = exchange.answer(&parts, body).await;
    let stamp = encode::Stamp {
        request_id: shared.request_id(),
        duration: started.elapsed(),
        at_once,
    };
    exchange.finish(outcome, &stamp)
}

/// One exchange while it is under way.
struct Exchange<'s> {
    shared: &'s Shared,
    request: recording::Request,
    operation: Option<&'s OperationContract>,
    account: Option<String>,
    findings: Vec<Finding>,
    faults: Vec<Fault>,
}

impl<'s> Exchange<'s> {
    fn new(shared: &'s Shared, parts: &Parts) -> Self {
        let request = decode::head(parts);
        let operation = shared.contract.find(&request.method, &request.path);
        Self {
            shared,
            request,
            operation,
            account: None,
            findings: Vec::new(),
            faults: Vec::new(),
        }
    }

    async fn answer(&mut self, parts: &Parts, body: axum::body::Body) -> Result<Answer, Refusal> {
        let header = |name: &str| {
            parts
                .headers
                .get(name)
                .and_then(|value| value.to_str().ok())
        };
        let asked = header(faults::HEADER);
        let chosen = self.shared.faults.choose(asked);
        self.faults = chosen.map_err(|error| Refusal::parameter(error.to_string()))?;
        for fault in &self.faults {
            if let Fault::Latency(time) = fault {
                tokio::time::sleep(*time).await;
            }
        }
        decode::body(parts, body, &mut self.request).await?;
        if let Some(refusal) = self.faults.iter().find_map(|fault| faults::before(*fault)) {
            return Err(refusal);
        }
        if self.faults.contains(&Fault::Gateway) {
            return Err(encode::gateway());
        }
        let caller = auth::caller(&self.shared.settings, parts)?;
        if let Some(token) = &caller.token {
            self.shared.outbox.learn(&caller.account, token);
        }
        self.account = Some(caller.account.clone());
        let operation = self.operation.ok_or_else(|| self.unrouted())?;
        self.judge_request(operation)?;
        let outcome = self.call(
            operation,
            &caller.account,
            &decode::origin(self.shared, parts),
        );
        if let Some(refusal) = self.faults.iter().find_map(|fault| faults::after(*fault)) {
            return Err(refusal);
        }
        if self.faults.contains(&Fault::GatewayAfter) {
            return Err(encode::gateway());
        }
        outcome
    }

    /// The refusal for a path or method that the document does not have.
    fn unrouted(&self) -> Refusal {
        let methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];
        let path = &self.request.path;
        let other = methods
            .iter()
            .any(|method| self.shared.contract.find(method, path).is_some());
        if other {
            let message = format!("{} is not allowed for {path}", self.request.method);
            return Refusal::new(405, 20004, message);
        }
        let message = format!("The requested resource {path} was not found");
        Refusal::new(404, 20404, message)
    }

    /// Refuses what the document does not allow.
    fn judge_request(&mut self, operation: &OperationContract) -> Result<(), Refusal> {
        // The judge takes whole exchanges; there is no answer yet, and nothing is asked about it.
        let exchange = self.recording(operation, 599, Body::Empty);
        let mut found = self.shared.judge.judge(&exchange, None);
        found.retain(|finding| {
            finding.kind.id().starts_with("request.") && finding.severity != Severity::Notice
        });
        self.findings = found;
        let is_missing = operation.path_values(&self.request.path).is_some();
        match rules::document::refusal(&self.findings, &self.request.form, is_missing) {
            None => Ok(()),
            Some(refusal) => Err(refusal),
        }
    }

    fn call(
        &self,
        operation: &OperationContract,
        account: &str,
        origin: &str,
    ) -> Result<Answer, Refusal> {
        let shared = self.shared;
        let now = Shared::now();
        let mut store = shared.store();
        store.open_account(account, now);
        let mut call = Call {
            store: &mut store,
            catalogue: &shared.catalogue,
            account,
            origin,
            path: &self.request.path,
            segments: operation
                .path_values(&self.request.path)
                .unwrap_or_default(),
            query: &self.request.query,
            form: &self.request.form,
            now,
            events: Vec::new(),
        };
        let outcome = resources::answer(&operation.id, &mut call);
        let events = std::mem::take(&mut call.events);
        let kept = shared.commit(&mut store, events);
        kept.map_err(|problem| Refusal::new(500, 20500, format!("Not kept: {problem}")))?;
        outcome
    }

    fn finish(mut self, outcome: Result<Answer, Refusal>, stamp: &encode::Stamp) -> Response {
        let refusal = outcome
            .as_ref()
            .err()
            .map(|refusal| refusal.message.clone());
        let answer = encode::Reply::new(outcome, &self.faults);
        if self.shared.settings.judge_answers
            && let Some(operation) = self.operation
        {
            let exchange = self.recording(operation, answer.status, answer.recorded());
            let found = self.shared.judge.judge(&exchange, None).into_iter();
            self.findings
                .extend(found.filter(|finding| !finding.kind.id().starts_with("request.")));
        }
        let request = self.request;
        self.shared.log().push(LoggedRequest {
            number: 0,
            time: Shared::now(),
            form: without_personal(&request.form, &self.shared.personal),
            method: request.method,
            path: request.path,
            query: request.query,
            operation: self.operation.map(|operation| operation.id.clone()),
            account: self.account,
            status: answer.status,
            request_id: stamp.request_id.clone(),
            refusal,
            faults: self.faults.iter().map(ToString::to_string).collect(),
            findings: self.findings,
        });
        answer.into_response(stamp, &self.faults)
    }

    fn recording(&self, operation: &OperationContract, status: u16, body: Body) -> Recording {
        Recording {
            operation: operation.id.clone(),
            proves: String::new(),
            source: Source {
                kind: SourceKind::Sandbox,
                date: String::new(),
                origin: String::new(),
                seal: None,
            },
            request: self.request.clone(),
            response: recording::Response {
                status,
                headers: Fields::default(),
                body,
            },
        }
    }
}
