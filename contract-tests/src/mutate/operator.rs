//! The ways in which an exchange is broken.
//!
//! Responsible for: their names, which reports use. Not for: where they fit.

use std::fmt;

use serde::Serialize;

/// Declares the operators with their names.
macro_rules! operators {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)+) => {
        /// One way to break an exchange.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub enum Operator {
            $($(#[doc = $doc])+ #[serde(rename = $name)] $variant,)+
        }

        impl Operator {
            /// All operators, those of answers first.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Its name, such as `drop-member`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }
        }
    };
}

operators! {
    /// A declared member of the answer is left out.
    DropMember = "drop-member",
    /// A closed object gets a member that nobody declared.
    AddMember = "add-member",
    /// A declared member has another name.
    RenameMember = "rename-member",
    /// A text stands where something else is declared.
    ToText = "to-text",
    /// A number stands where something else is declared.
    ToNumber = "to-number",
    /// A number with a fraction stands where a whole one is declared.
    ToFraction = "to-fraction",
    /// `true` stands where something else is declared.
    ToBoolean = "to-boolean",
    /// An object stands where something else is declared.
    ToObject = "to-object",
    /// A list stands where something else is declared.
    ToList = "to-list",
    /// A list stands in place of its only entry, or the reverse.
    SwapListAndObject = "swap-list-and-object",
    /// A value that has none of several shapes.
    NoSuchShape = "no-such-shape",
    /// A list with fewer entries than it must have.
    TooFewEntries = "too-few-entries",
    /// A list with more entries than it may have.
    TooManyEntries = "too-many-entries",
    /// Null stands where it is not allowed.
    ToNull = "to-null",
    /// A text that the enum does not have.
    UnknownEnumValue = "unknown-enum-value",
    /// A value of the enum in other letters.
    EnumValueInOtherCase = "enum-value-in-other-case",
    /// A SID with the prefix of another kind.
    SidPrefix = "sid-prefix",
    /// A SID that lacks its last digit.
    SidShort = "sid-short",
    /// A SID with a digit too many.
    SidLong = "sid-long",
    /// A SID with a letter that is no hex digit.
    SidNotHex = "sid-not-hex",
    /// A day that is in no calendar.
    DateTimeNoSuchDay = "date-time-no-such-day",
    /// A date without a time.
    DateTimeDateOnly = "date-time-date-only",
    /// A date and time without an offset.
    DateTimeWithoutOffset = "date-time-without-offset",
    /// A date and time in the form of RFC 2822.
    DateTimeRfc2822 = "date-time-rfc-2822",
    /// A URL without scheme and host.
    UriRelative = "uri-relative",
    /// Words in place of a URL.
    UriWords = "uri-words",
    /// An empty text in place of a URL.
    UriEmpty = "uri-empty",
    /// A URL without scheme and host among links.
    LinkRelative = "link-relative",
    /// Words in place of a URL among links.
    LinkWords = "link-words",
    /// A number in place of a URL among links.
    LinkNumber = "link-number",
    /// A phone number that is none.
    PhoneNumberWords = "phone-number-words",
    /// Words in place of a code, a method or a document.
    FormatWords = "format-words",
    /// A number below its range.
    BelowMinimum = "below-minimum",
    /// A number above its range.
    AboveMaximum = "above-maximum",
    /// A success that is not declared.
    UndeclaredSuccess = "undeclared-success",
    /// A redirect that is not declared.
    UndeclaredRedirect = "undeclared-redirect",
    /// A media type that is not declared.
    WrongMediaType = "wrong-media-type",
    /// JSON that ends too early.
    TruncatedBody = "truncated-body",
    /// A web page, called one.
    HtmlPage = "html-page",
    /// A web page, called JSON.
    HtmlAsJson = "html-as-json",
    /// No body where one is declared.
    EmptyBody = "empty-body",
    /// A body where none is declared.
    UnexpectedBody = "unexpected-body",
    /// A header that nobody declared.
    UndeclaredHeader = "undeclared-header",
    /// A required parameter is left out.
    DropParameter = "drop-parameter",
    /// A query parameter that nobody declared.
    AddQuery = "add-query",
    /// A form field that nobody declared.
    AddField = "add-field",
    /// A parameter has another name.
    RenameParameter = "rename-parameter",
    /// A parameter is sent twice though it is no list.
    RepeatParameter = "repeat-parameter",
    /// A value that the enum of a parameter does not have.
    ParameterEnum = "parameter-enum",
    /// A parameter breaks its pattern.
    ParameterPattern = "parameter-pattern",
    /// A parameter is not of its format.
    ParameterFormat = "parameter-format",
    /// Words where a parameter is a whole number.
    ParameterInteger = "parameter-integer",
    /// A number out of the range of a parameter.
    ParameterRange = "parameter-range",
    /// Another word than `true` or `false`.
    ParameterBoolean = "parameter-boolean",
    /// Text that is not JSON, or JSON of another type.
    ParameterJson = "parameter-json",
    /// A path parameter breaks its pattern.
    PathParameter = "path-parameter",
    /// A path that is not declared.
    UndeclaredPath = "undeclared-path",
    /// A method that is not declared for the path.
    UndeclaredMethod = "undeclared-method",
    /// No credentials.
    NoCredentials = "no-credentials",
    /// Harmless: members in another order.
    ReorderMembers = "reorder-members",
    /// Harmless: a member that is allowed because the object is open.
    AllowedMember = "allowed-member",
    /// Harmless: a member that may be absent is.
    DropOptionalMember = "drop-optional-member",
    /// Harmless: another entry of a map.
    OtherEntry = "other-entry",
    /// Harmless: null where it is allowed.
    AllowedNull = "allowed-null",
    /// Harmless: another value where nothing is said of values.
    OtherUntyped = "other-untyped",
    /// Harmless: another value of the enum.
    OtherEnumValue = "other-enum-value",
    /// Harmless: a date and time with a fraction and another offset.
    OtherDateTime = "other-date-time",
    /// Harmless: the digits of a SID in capitals.
    SidInCapitals = "sid-in-capitals",
    /// Harmless: a list without entries.
    EmptyList = "empty-list",
    /// Harmless: a header that HTTP knows.
    KnownHeader = "known-header",
    /// Harmless: a media type with a parameter.
    MediaTypeParameter = "media-type-parameter",
    /// Harmless: another status of a declared range.
    OtherRefusal = "other-refusal",
    /// Harmless: parameters in another order.
    ReorderParameters = "reorder-parameters",
    /// Harmless: a parameter that may be left out is.
    DropOptionalParameter = "drop-optional-parameter",
}

impl fmt::Display for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
