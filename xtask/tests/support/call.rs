//! Stands in for `contract-tests/src/call.rs`: what an emitted dispatcher asks of it, so that the
//! dispatchers of golden cases compile. Nothing here runs.

use std::fmt::Display;
use std::future::Future;
use std::str::FromStr;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Where a recorded parameter stands.
#[derive(Debug)]
pub enum In {
    /// In the form.
    Form,
    /// In a header.
    Header,
    /// In the path.
    Path,
    /// In the query.
    Query,
}

/// Why a recording was not called.
#[derive(Debug)]
pub enum Failure {
    /// There is no such operation.
    UnknownOperation(String),
    /// A parameter is not there.
    Missing(In, String),
    /// A member of the JSON body is not there.
    MissingMember(String),
}

impl Failure {
    /// There is no such operation.
    #[must_use]
    pub fn unknown_operation(id: &str) -> Self {
        Self::UnknownOperation(id.to_owned())
    }
}

/// A recorded request.
#[derive(Debug)]
pub struct Call<'r>(pub &'r str);

#[allow(clippy::missing_errors_doc, clippy::unused_async, missing_docs)]
impl<'r> Call<'r> {
    #[must_use]
    pub fn operation(&self) -> &'r str {
        self.0
    }

    pub fn required<T: FromStr<Err: Display>>(&mut self, at: In, name: &str) -> Result<T, Failure> {
        Err(Failure::Missing(at, name.to_owned()))
    }

    pub fn optional<T: FromStr<Err: Display>>(
        &mut self,
        _at: In,
        _name: &str,
    ) -> Result<Option<T>, Failure> {
        Ok(None)
    }

    pub fn required_list<T: FromStr<Err: Display>>(
        &mut self,
        at: In,
        name: &str,
    ) -> Result<Vec<T>, Failure> {
        Err(Failure::Missing(at, name.to_owned()))
    }

    pub fn optional_list<T: FromStr<Err: Display>>(
        &mut self,
        _at: In,
        _name: &str,
    ) -> Result<Option<Vec<T>>, Failure> {
        Ok(None)
    }

    pub fn required_member<T: DeserializeOwned>(&mut self, name: &str) -> Result<T, Failure> {
        Err(Failure::MissingMember(name.to_owned()))
    }

    pub fn optional_member<T: DeserializeOwned>(
        &mut self,
        _name: &str,
    ) -> Result<Option<T>, Failure> {
        Ok(None)
    }

    pub fn required_body<T: DeserializeOwned>(&mut self) -> Result<T, Failure> {
        Err(Failure::MissingMember("body".to_owned()))
    }

    pub fn optional_body<T: DeserializeOwned>(&mut self) -> Result<Option<T>, Failure> {
        Ok(None)
    }

    pub fn page_url(&mut self) -> Option<String> {
        None
    }

    pub fn required_joined<T: FromStr<Err: Display>>(
        &mut self,
        at: In,
        name: &str,
        _separator: char,
    ) -> Result<Vec<T>, Failure> {
        self.required_list(at, name)
    }

    pub fn optional_joined<T: FromStr<Err: Display>>(
        &mut self,
        at: In,
        name: &str,
        _separator: char,
    ) -> Result<Option<Vec<T>>, Failure> {
        self.optional_list(at, name)
    }

    pub fn required_map(&mut self, at: In, name: &str, _style: &str) -> Result<Value, Failure> {
        Err(Failure::Missing(at, name.to_owned()))
    }

    pub fn optional_map(
        &mut self,
        _at: In,
        _name: &str,
        _style: &str,
    ) -> Result<Option<Value>, Failure> {
        Ok(None)
    }

    pub async fn send<T: Serialize, E>(
        &mut self,
        sending: impl Future<Output = Result<T, E>>,
    ) -> Result<Value, Failure> {
        drop(sending);
        Ok(Value::Null)
    }
}
