//! What the sandbox answers, before it becomes HTTP.

use serde_json::{Value, json};

/// A success.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// None where nothing is said, as after a delete.
    pub(crate) body: Option<Value>,
}

impl Answer {
    pub(crate) fn ok(body: Value) -> Self {
        Self {
            status: 200,
            body: Some(body),
        }
    }

    pub(crate) fn created(body: Value) -> Self {
        Self {
            status: 201,
            body: Some(body),
        }
    }

    pub(crate) fn gone() -> Self {
        Self {
            status: 204,
            body: None,
        }
    }
}

/// A refusal, in the words of the API.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    /// The number in the vendor's error dictionary.
    pub(crate) code: u32,
    pub(crate) message: String,
    pub(crate) details: Option<Value>,
}

impl Refusal {
    pub(crate) fn new(status: u16, code: u32, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            details: None,
        }
    }

    /// 400 with a number of its own.
    pub(crate) fn bad(code: u32, message: impl Into<String>) -> Self {
        Self::new(400, code, message)
    }

    /// 400 with the number for parameters.
    pub(crate) fn parameter(message: impl Into<String>) -> Self {
        Self::bad(20001, message)
    }

    pub(crate) fn not_found(what: &str, sid: &str) -> Self {
        Self::new(404, 20404, format!("The {what} {sid} was not found"))
    }

    pub(crate) fn duplicate(message: impl Into<String>) -> Self {
        Self::new(409, 20409, message)
    }

    pub(crate) fn credentials() -> Self {
        Self::new(401, 20003, "Authentication failed")
    }

    pub(crate) fn with(mut self, details: Value) -> Self {
        self.details = Some(details);
        self
    }

    /// The body that says so.
    pub(crate) fn body(&self) -> Value {
        let mut body = json!({
            "code": self.code,
            "message": self.message,
            "more_info": format!("https://www.twilio.com/docs/errors/{}", self.code),
            "status": self.status,
        });
        if let (Some(details), Some(members)) = (&self.details, body.as_object_mut()) {
            members.insert("details".to_owned(), details.clone());
        }
        body
    }
}
