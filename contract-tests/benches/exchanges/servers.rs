//! The two servers that the plain loop talks to. Both answer the same bodies from an index.

use std::convert::Infallible;
use std::sync::Arc;
use std::thread;

use contract_tests::recording::{Body, Recording};
use http_body_util::{BodyExt as _, Full};
use httpmock::{HttpMockRequest, HttpMockResponse, MockServer};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

use crate::Failure;
use crate::plain::NUMBER;

/// An answer, ready to be given.
struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Bytes,
}

fn answers(recordings: &[Arc<Recording>]) -> Arc<[Answer]> {
    let answer = |recording: &Arc<Recording>| {
        let response = &recording.response;
        let mut headers: Vec<(String, String)> = response
            .headers
            .pairs()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        if response.headers.header("content-type").is_none() {
            headers.push(("content-type".to_owned(), "application/json".to_owned()));
        }
        let body = match &response.body {
            Body::Empty => String::new(),
            Body::Json(value) => value.to_string(),
            Body::Text(text) => text.clone(),
        };
        Answer {
            status: response.status,
            headers,
            body: body.into(),
        }
    };
    recordings.iter().map(answer).collect()
}

/// `httpmock` with one catch-all.
pub(crate) async fn httpmock(recordings: &[Arc<Recording>]) -> Result<MockServer, Failure> {
    let answers = answers(recordings);
    let start = move || {
        let server = MockServer::start();
        server.mock(move |_any, then| {
            then.respond_with(move |request: &HttpMockRequest| {
                let number = request
                    .headers_vec()
                    .iter()
                    .find(|(name, _)| name.eq_ignore_ascii_case(NUMBER))
                    .and_then(|(_, number)| number.parse::<usize>().ok());
                let Some(answer) = number.and_then(|number| answers.get(number)) else {
                    return HttpMockResponse::builder().status(599).build();
                };
                let mut response = HttpMockResponse::builder().status(answer.status);
                for (name, value) in &answer.headers {
                    response = response.header(name, value);
                }
                response.body(answer.body.clone()).build()
            });
        });
        server
    };
    Ok(tokio::task::spawn_blocking(start).await?)
}

/// `hyper` and nothing else, on one thread of its own, as `httpmock` is. Gives its URL.
pub(crate) fn bare(recordings: &[Arc<Recording>]) -> Result<String, Failure> {
    let answers = answers(recordings);
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    let url = format!("http://{}", listener.local_addr()?);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    thread::spawn(move || {
        runtime.block_on(async move {
            let listener = TcpListener::from_std(listener)?;
            loop {
                let (stream, _) = listener.accept().await?;
                stream.set_nodelay(true)?;
                let answers = Arc::clone(&answers);
                let service = service_fn(move |request| {
                    let answers = Arc::clone(&answers);
                    async move { answer(&answers, request).await }
                });
                let connection = hyper::server::conn::http1::Builder::new();
                tokio::spawn(connection.serve_connection(TokioIo::new(stream), service));
            }
            #[allow(unreachable_code, reason = "names the type of the errors above")]
            Ok::<(), Failure>(())
        })
    });
    Ok(url)
}

async fn answer(
    answers: &[Answer],
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let number = request
        .headers()
        .get(NUMBER)
        .and_then(|number| number.to_str().ok()?.parse::<usize>().ok());
    // As every server does: the connection is free for the next request only then.
    let read = request.into_body().collect().await.is_ok();
    let mut response = Response::new(Full::default());
    *response.status_mut() = hyper::StatusCode::from_u16(599).unwrap_or_default();
    let Some(answer) = number
        .filter(|_| read)
        .and_then(|number| answers.get(number))
    else {
        return Ok(response);
    };
    *response.status_mut() = hyper::StatusCode::from_u16(answer.status).unwrap_or_default();
    for (name, value) in &answer.headers {
        let name = hyper::header::HeaderName::from_bytes(name.as_bytes());
        let value = hyper::header::HeaderValue::from_str(value);
        if let (Ok(name), Ok(value)) = (name, value) {
            response.headers_mut().append(name, value);
        }
    }
    *response.body_mut() = Full::new(answer.body.clone());
    Ok(response)
}
