//! Sending a request: the one place where bytes leave the process. Not generic, so compiled once.

use std::time::Duration;

use bytes::Bytes;
use reqwest::Url;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue, USER_AGENT};

use super::authorization::{Authorization, bearer};
use super::body::{self, Body};
use super::call::{Call, request_id};
use super::client::Client;
use super::error::{Error, InvalidInput, TransportKind};
use super::observe::Attempt;
use super::request::Request;
use super::response::RawResponse;
use super::{encode, trace};

const FORM: HeaderValue = HeaderValue::from_static("application/x-www-form-urlencoded");
const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// An error body beyond this size tells nothing more.
const MAX_ERROR_BYTES: usize = 64 * 1024;

impl Client {
    /// Sends a request and returns the response with its body as bytes.
    ///
    /// Requests of the endpoint functions are sent with their own `send`, which also decodes.
    ///
    /// # Errors
    ///
    /// `Error::InvalidInput` before anything is sent, `Error::Transport` where no complete
    /// response arrives, `Error::Api` for every status but 2xx, `Error::Decode` where the body is
    /// larger than allowed.
    pub async fn execute(&self, request: &Request) -> Result<RawResponse, Error> {
        let prepared = self
            .prepare(request)
            .map_err(|problem| problem.in_operation(request.operation()))?;
        let rule = request.retry().unwrap_or(self.inner.retry);
        let timeout = request.timeout().unwrap_or(self.inner.timeout);
        let mut call = Call::new(request, timeout, rule.attempt_limit());
        let mut delays = rule.delays();
        loop {
            let outcome = self.attempt(&prepared, &mut call).await;
            call.end_attempt();
            let error = outcome.as_ref().err();
            let pause = error.and_then(|error| rule.pause(error, &mut delays, call.left()));
            self.report(&call, &outcome, pause);
            match (outcome, pause) {
                (Err(_), Some(pause)) => tokio::time::sleep(pause).await,
                (outcome, _) => return outcome,
            }
        }
    }

    fn report(
        &self,
        call: &Call<'_>,
        outcome: &Result<RawResponse, Error>,
        retry_in: Option<Duration>,
    ) {
        let attempt = Attempt {
            operation: call.request.operation(),
            method: call.request.method(),
            path_template: call.request.path_template(),
            attempt: call.attempts,
            outcome: outcome.as_ref().map(|response| response.status),
            elapsed: call.elapsed(),
            retry_in,
        };
        trace::attempt(&attempt);
        if let Some(observer) = &self.inner.observer {
            observer.call(&attempt);
        }
    }

    /// The URL of a request, if it is one that credentials may be sent to.
    pub(crate) fn url(&self, request: &Request) -> Result<Url, InvalidInput> {
        let servers = &self.inner.servers;
        if let Some(page) = request.page_url() {
            return servers.page_url(request.server(), page);
        }
        let query = encode::form(request.query_pairs());
        servers.url(request.server(), &request.encoded_path()?, &query)
    }

    fn prepare(&self, request: &Request) -> Result<reqwest::Request, InvalidInput> {
        if let Some(problem) = request.problem() {
            return Err(problem.clone());
        }
        let url = self.url(request)?;
        if url.scheme() == "https" && !self.inner.can_tls {
            let reason = "is https, and this crate was built without `rustls` and `native-tls`";
            return Err(InvalidInput::new("server", reason));
        }
        let mut prepared = reqwest::Request::new(request.method().to_http(), url);
        let headers = prepared.headers_mut();
        let accept = request.accepted().map_or(Ok(JSON), HeaderValue::from_str);
        let accept = accept.map_err(|_| InvalidInput::new("accept", "is not a media type"))?;
        headers.insert(ACCEPT, accept);
        headers.insert(USER_AGENT, self.inner.user_agent.clone());
        if let Some(subaccount) = &self.inner.subaccount {
            headers.insert("x-twilio-accountsid", subaccount.clone());
        }
        headers.extend(self.inner.headers.clone());
        for name in request.headers().keys() {
            headers.remove(name);
            for value in request.headers().get_all(name) {
                headers.append(name, value.clone());
            }
        }
        let (kind, body) = if let Some(json) = request.json_body() {
            (JSON, json.to_string())
        } else if request.form_pairs().next().is_some() {
            (FORM, encode::form(request.form_pairs()))
        } else {
            return Ok(prepared);
        };
        let kind = match request.content_type() {
            None => kind,
            Some(declared) => HeaderValue::from_str(declared)
                .map_err(|_| InvalidInput::new("content-type", "is not a media type"))?,
        };
        headers.insert(CONTENT_TYPE, kind);
        *prepared.body_mut() = Some(body.into());
        Ok(prepared)
    }

    /// The value of the `Authorization` header of an attempt, where the operation takes one.
    async fn authorization(&self, call: &Call<'_>) -> Result<Option<HeaderValue>, Error> {
        if call.request.is_anonymous() {
            return Ok(None);
        }
        let source = match &self.inner.authorization {
            Authorization::Fixed(value) => return Ok(Some(value.clone())),
            Authorization::Source(source) => source,
        };
        match call.within(source.token()).await {
            Ok(Ok(token)) => bearer(&token)
                .map(Some)
                .map_err(|p| p.in_operation(call.request.operation()).into()),
            Ok(Err(error)) => Err(call.transport(TransportKind::Credentials, None, Some(error))),
            Err(kind) => Err(call.transport(kind, None, None)),
        }
    }

    async fn attempt(
        &self,
        prepared: &reqwest::Request,
        call: &mut Call<'_>,
    ) -> Result<RawResponse, Error> {
        // Held until the body is read, as the server works for this request until then.
        let _permit = match &self.inner.in_flight {
            None => None,
            Some(limit) => match call.within(limit.acquire()).await {
                Ok(permit) => permit.ok(),
                Err(kind) => return Err(call.transport(kind, None, None)),
            },
        };
        let authorization = self.authorization(call).await?;
        call.begin_attempt();
        // Bodies here are bytes, which can always be cloned.
        let Some(mut request) = prepared.try_clone() else {
            return Err(call.transport(TransportKind::Setup, None, None));
        };
        if let Some(authorization) = authorization {
            request.headers_mut().insert(AUTHORIZATION, authorization);
        }
        let mut response = match call.within(self.inner.http.execute(request)).await {
            Err(kind) => return Err(call.transport(kind, None, None)),
            Ok(Err(error)) => return Err(call.broken(None, error)),
            Ok(Ok(response)) => response,
        };
        let request_id = request_id(response.headers());
        if response.url() != prepared.url() {
            return Err(call.transport(TransportKind::Redirected, request_id, None));
        }
        let max = self.inner.max_response_bytes;
        let is_success = response.status().is_success()
            || (call.request.is_redirected() && response.status().is_redirection());
        if !is_success {
            let read = call
                .within(body::read(&mut response, max.min(MAX_ERROR_BYTES)))
                .await;
            // Whatever there is of the body helps; the status is known without it.
            let body = match read {
                Ok(Body::Whole(body) | Body::TooLarge(body) | Body::Broken(body, _)) => body,
                Err(_) => Bytes::new(),
            };
            return Err(call.api(&response, request_id, &body));
        }
        let read = call.within(body::read(&mut response, max)).await;
        let raw = RawResponse {
            operation: call.request.operation(),
            status: response.status().as_u16(),
            headers: std::mem::take(response.headers_mut()),
            body: Bytes::new(),
            request_id,
            attempts: call.attempts,
            elapsed: call.elapsed(),
            repeatable: call.request.method().is_repeatable(),
        };
        match read {
            Ok(Body::Whole(body)) => Ok(RawResponse { body, ..raw }),
            Ok(Body::TooLarge(_)) => Err(raw
                .refusal(format!("the body is larger than the limit of {max} bytes"))
                .into()),
            Ok(Body::Broken(_, error)) => Err(call.broken(raw.request_id, error)),
            Err(kind) => Err(call.transport(kind, raw.request_id, None)),
        }
    }
}
