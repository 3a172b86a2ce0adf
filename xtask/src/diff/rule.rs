//! What kind of change a change is: a closed vocabulary with stable ids.
//!
//! Responsible for: the parts of a rule and the spelling of its id: direction, area, subject and
//! action, as in `response-property-became-nullable`. Not for: how bad it is (`severity`).

use std::fmt;

use serde::Serialize;

/// Which way the data goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// The operation as a whole.
    Both,
    /// What the client sends.
    Request,
    /// What the server answers.
    Response,
}

/// Which part of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Area {
    /// The operation itself.
    Operation,
    /// A parameter in path, query, header or cookie.
    Parameter,
    /// The body as a whole.
    Body,
    /// A media type of a body.
    MediaType,
    /// A member of the body that is sent.
    Field,
    /// A member of the body that is received.
    Property,
    /// A status of the answer.
    Status,
}

/// What of the part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// The part itself.
    Whole,
    /// The part itself, without which there is no exchange.
    Required,
    /// The part itself, which may be left out.
    Optional,
    /// Base URL.
    Server,
    /// Security requirements.
    Security,
    /// How a value becomes text.
    Style,
    /// JSON type.
    Type,
    /// `format`.
    Format,
    /// `pattern`.
    Pattern,
    /// One value of an `enum`.
    EnumValue,
    /// The `enum` as a whole: there is one now, or none any more.
    Enum,
    /// `default`.
    Default,
    /// `minLength`.
    MinLength,
    /// `maxLength`.
    MaxLength,
    /// `minimum`.
    Minimum,
    /// `maximum`.
    Maximum,
    /// `exclusiveMinimum`.
    ExclusiveMinimum,
    /// `exclusiveMaximum`.
    ExclusiveMaximum,
    /// `multipleOf`.
    MultipleOf,
    /// `minItems`.
    MinItems,
    /// `maxItems`.
    MaxItems,
    /// `uniqueItems`.
    UniqueItems,
    /// `minProperties`.
    MinProperties,
    /// `maxProperties`.
    MaxProperties,
    /// `discriminator`.
    Discriminator,
    /// Members that are not named.
    AdditionalProperties,
    /// One schema of a `oneOf`.
    OneOf,
    /// One schema of an `anyOf`.
    AnyOf,
    /// The schema of a `not`.
    Not,
}

/// What happened to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is another.
    Changed,
    /// The number is larger.
    Increased,
    /// The number is smaller.
    Decreased,
    /// It may be left out.
    BecameOptional,
    /// It must be there.
    BecameRequired,
    /// It may be null.
    BecameNullable,
    /// It is never null.
    BecameNotNullable,
}

/// A kind of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rule {
    /// Which way the data goes.
    pub direction: Direction,
    /// Which part of the operation.
    pub area: Area,
    /// What of the part.
    pub subject: Subject,
    /// What happened to it.
    pub action: Action,
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.direction {
            Direction::Both => {}
            Direction::Request => f.write_str("request-")?,
            Direction::Response => f.write_str("response-")?,
        }
        if matches!(self.subject, Subject::Required | Subject::Optional) {
            write!(f, "{}-", self.subject.slug())?;
        }
        f.write_str(self.area.slug())?;
        if !matches!(
            self.subject,
            Subject::Whole | Subject::Required | Subject::Optional
        ) {
            write!(f, "-{}", self.subject.slug())?;
        }
        write!(f, "-{}", self.action.slug())
    }
}

impl Area {
    fn slug(self) -> &'static str {
        match self {
            Self::Operation => "operation",
            Self::Parameter => "parameter",
            Self::Body => "body",
            Self::MediaType => "media-type",
            Self::Field => "field",
            Self::Property => "property",
            Self::Status => "status",
        }
    }
}

impl Action {
    fn slug(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Increased => "increased",
            Self::Decreased => "decreased",
            Self::BecameOptional => "became-optional",
            Self::BecameRequired => "became-required",
            Self::BecameNullable => "became-nullable",
            Self::BecameNotNullable => "became-not-nullable",
        }
    }

    /// In a sentence, after what it happened to.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Increased => "increased",
            Self::Decreased => "decreased",
            Self::BecameOptional => "became optional",
            Self::BecameRequired => "became required",
            Self::BecameNullable => "became nullable",
            Self::BecameNotNullable => "is no longer nullable",
        }
    }
}

impl Subject {
    fn slug(self) -> &'static str {
        match self {
            Self::Whole => "",
            Self::Required => "required",
            Self::Optional => "optional",
            Self::Server => "server",
            Self::Security => "security",
            Self::Style => "style",
            Self::Type => "type",
            Self::Format => "format",
            Self::Pattern => "pattern",
            Self::EnumValue => "enum-value",
            Self::Enum => "enum",
            Self::Default => "default",
            Self::MinLength => "min-length",
            Self::MaxLength => "max-length",
            Self::Minimum => "minimum",
            Self::Maximum => "maximum",
            Self::ExclusiveMinimum => "exclusive-minimum",
            Self::ExclusiveMaximum => "exclusive-maximum",
            Self::MultipleOf => "multiple-of",
            Self::MinItems => "min-items",
            Self::MaxItems => "max-items",
            Self::UniqueItems => "unique-items",
            Self::MinProperties => "min-properties",
            Self::MaxProperties => "max-properties",
            Self::Discriminator => "discriminator",
            Self::AdditionalProperties => "additional-properties",
            Self::OneOf => "one-of",
            Self::AnyOf => "any-of",
            Self::Not => "not",
        }
    }

    /// In a sentence; empty where the part itself is meant.
    pub(super) fn words(self) -> String {
        match self {
            Self::Whole | Self::Required | Self::Optional => String::new(),
            Self::OneOf => "`oneOf` alternative".to_owned(),
            Self::AnyOf => "`anyOf` alternative".to_owned(),
            subject => subject.slug().replace('-', " "),
        }
    }
}
