//! A request as data: what will be sent, before anything is sent. No I/O happens here.
//!
//! This file holds the shape; `set` writes it, `build` is the same in builder style, `inspect`
//! reads it, `expect` is about the answer and the credentials,
//! `styles` writes lists and objects in other ways than usual.

mod build;
mod expect;
mod inspect;
mod set;
mod styles;

pub use styles::MapStyle;

use std::borrow::Cow;
use std::time::Duration;

use reqwest::header::HeaderMap;
use serde_json::Value;

use super::error::InvalidInput;
use super::method::Method;
use super::retry::Retry;

/// The name of a parameter. Names in the document are static; others can be made at run time.
type Name = Cow<'static, str>;
type Pairs = Vec<(Name, String)>;

/// A request of one operation, as data.
///
/// Setting a parameter again replaces its earlier value. A value that cannot be sent does not
/// panic and is not dropped: the request keeps the problem, `problem` shows it, and sending
/// returns it before anything leaves the process.
///
/// `Debug` shows the names of the parameters and not their values, which can be personal data.
#[derive(Clone)]
pub struct Request {
    operation: &'static str,
    method: Method,
    server: &'static str,
    template: &'static str,
    segments: Pairs,
    query: Pairs,
    form: Pairs,
    json: Option<Value>,
    content_type: Option<&'static str>,
    headers: HeaderMap,
    accept: Option<&'static str>,
    is_redirected: bool,
    is_anonymous: bool,
    page_url: Option<String>,
    timeout: Option<Duration>,
    retry: Option<Retry>,
    problems: Vec<(Place, InvalidInput)>,
}

/// Where a parameter stands: the same name can be used in two places.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Path,
    Query,
    Form,
    Json,
    Header,
}

impl Request {
    /// Creates a request from an operation id, a method, the server of the document, and a path
    /// template such as `/v1/Policies/{Sid}`.
    #[must_use]
    pub fn new(
        operation: &'static str,
        method: Method,
        server: &'static str,
        template: &'static str,
    ) -> Self {
        Self {
            operation,
            method,
            server,
            template,
            segments: Vec::new(),
            query: Vec::new(),
            form: Vec::new(),
            json: None,
            content_type: None,
            headers: HeaderMap::new(),
            accept: None,
            is_redirected: false,
            is_anonymous: false,
            page_url: None,
            timeout: None,
            retry: None,
            problems: Vec::new(),
        }
    }
}
