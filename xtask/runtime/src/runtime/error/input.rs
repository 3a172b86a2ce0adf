//! The error for what the caller gave: a parameter, an option, a credential, a setting.

use std::borrow::Cow;
use std::fmt;

/// What the caller gave is not valid. Nothing was sent.
///
/// Its texts name parameters and say what is wrong with them, but never show a value: a value can
/// be a secret in the wrong place.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvalidInput {
    /// The operation, such as `CreateCustomerProfile`; absent for configuration.
    pub operation: Option<&'static str>,
    /// The parameter, type or setting, in its wire name where it has one.
    pub parameter: Cow<'static, str>,
    /// What is wrong with it and what to do.
    pub reason: Cow<'static, str>,
}

impl InvalidInput {
    /// Creates an error from the name of a parameter and the reason, which must not contain the value.
    #[must_use]
    pub fn new(
        parameter: impl Into<Cow<'static, str>>,
        reason: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            operation: None,
            parameter: parameter.into(),
            reason: reason.into(),
        }
    }

    pub(crate) fn in_operation(mut self, operation: &'static str) -> Self {
        self.operation = Some(operation);
        self
    }
}

impl fmt::Display for InvalidInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.operation {
            write!(f, "{operation}: ")?;
        }
        write!(f, "`{}` {}", self.parameter, self.reason)
    }
}

impl std::error::Error for InvalidInput {}
