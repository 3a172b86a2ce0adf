//! Sending a request: the one place where bytes leave the process. Not generic, so compiled once.

use reqwest::Url;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue, USER_AGENT};

use super::body::{self, Body};
use super::call::{Call, kind_of, request_id};
use super::client::Client;
use super::error::{Error, InvalidInput, TransportKind};
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
        let mut call = Call::new(request, request.timeout().unwrap_or(self.inner.timeout));
        let rule = request.retry().unwrap_or(self.inner.retry);
        let mut delays = rule.delays();
        loop {
            call.attempts += 1;
            let error = match self.attempt(&prepared, &call).await {
                Ok(response) => {
                    trace::succeeded(request, response.status, call.attempts, call.elapsed());
                    return Ok(response);
                }
                Err(error) => error,
            };
            let pause = rule.pause(&error, &mut delays, call.left());
            trace::failed(request, &error, pause);
            let Some(pause) = pause else {
                return Err(error);
            };
            tokio::time::sleep(pause).await;
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
        headers.insert(ACCEPT, JSON);
        headers.insert(USER_AGENT, self.inner.user_agent.clone());
        if let Some(subaccount) = &self.inner.subaccount {
            headers.insert("x-twilio-accountsid", subaccount.clone());
        }
        for name in request.headers().keys() {
            headers.remove(name);
            for value in request.headers().get_all(name) {
                headers.append(name, value.clone());
            }
        }
        headers.insert(AUTHORIZATION, self.inner.authorization.clone());
        let (kind, body) = if let Some(json) = request.json_body() {
            (JSON, json.to_string())
        } else if request.form_pairs().next().is_some() {
            (FORM, encode::form(request.form_pairs()))
        } else {
            return Ok(prepared);
        };
        headers.insert(CONTENT_TYPE, kind);
        *prepared.body_mut() = Some(body.into());
        Ok(prepared)
    }

    async fn attempt(
        &self,
        prepared: &reqwest::Request,
        call: &Call<'_>,
    ) -> Result<RawResponse, Error> {
        // Bodies here are bytes, which can always be cloned.
        let Some(request) = prepared.try_clone() else {
            return Err(call.transport(TransportKind::Setup, None, None));
        };
        let mut response = match call.within(self.inner.http.execute(request)).await {
            None => return Err(call.transport(TransportKind::Timeout, None, None)),
            Some(Err(error)) => return Err(call.transport(kind_of(&error), None, Some(error))),
            Some(Ok(response)) => response,
        };
        let request_id = request_id(response.headers());
        if response.url() != prepared.url() {
            return Err(call.transport(TransportKind::Redirected, request_id, None));
        }
        let max = self.inner.max_response_bytes;
        if !response.status().is_success() {
            let read = call
                .within(body::read(&mut response, max.min(MAX_ERROR_BYTES)))
                .await;
            // Whatever there is of the body helps; the status is known without it.
            let body = match read {
                Some(Body::Whole(body) | Body::TooLarge(body) | Body::Broken(body, _)) => body,
                None => Vec::new(),
            };
            return Err(call.api(&response, request_id, &body));
        }
        let read = call.within(body::read(&mut response, max)).await;
        let raw = RawResponse {
            operation: call.request.operation(),
            status: response.status().as_u16(),
            headers: std::mem::take(response.headers_mut()),
            body: Vec::new(),
            request_id,
            attempts: call.attempts,
            elapsed: call.elapsed(),
        };
        match read {
            Some(Body::Whole(body)) => Ok(RawResponse { body, ..raw }),
            Some(Body::TooLarge(_)) => Err(raw
                .refusal(format!("the body is larger than the limit of {max} bytes"))
                .into()),
            Some(Body::Broken(_, error)) => {
                Err(call.transport(kind_of(&error), raw.request_id, Some(error)))
            }
            None => Err(call.transport(TransportKind::Timeout, raw.request_id, None)),
        }
    }
}
