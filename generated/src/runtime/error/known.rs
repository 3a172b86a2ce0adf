//! The error codes that are known to come from this API, and what to do about each.
//!
//! They stand in three places: `code` of an error, `error_code` of an evaluation's results, and
//! `code` in the `errors` of a rejected bundle. The list is that of the vendor's public error
//! dictionary and of live users' notes; it is not complete, so unknown codes are no failure.

macro_rules! known_codes {
    ($($name:ident = $number:literal, $meaning:literal, $advice:literal;)*) => {
        /// A known error code.
        ///
        /// ```text
        /// match error.known_code() {
        ///     Some(KnownCode::TooManyRequests) => slow_down(),
        ///     Some(code) => eprintln!("{}: {}", code.meaning(), code.advice()),
        ///     None => eprintln!("{error}"),
        /// }
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum KnownCode {
            $(
                #[doc = concat!("`", stringify!($number), "`: ", $meaning, " ", $advice)]
                $name = $number,
            )*
        }

        impl KnownCode {
            /// All known codes, in the order of their numbers.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Returns the code with this number, where it is known.
            #[must_use]
            pub const fn from_number(number: i64) -> Option<Self> {
                match number {
                    $($number => Some(Self::$name),)*
                    _ => None,
                }
            }

            /// Returns the number that the API uses.
            #[must_use]
            pub const fn number(self) -> i64 {
                match self {
                    $(Self::$name => $number,)*
                }
            }

            /// Returns what the code means, as a sentence.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self {
                    $(Self::$name => $meaning,)*
                }
            }

            /// Returns what to do about it, as a sentence.
            #[must_use]
            pub const fn advice(self) -> &'static str {
                match self {
                    $(Self::$name => $advice,)*
                }
            }
        }
    };
}

known_codes! {
    DifferentBusinessOnWebsite = 18601,
        "The name of the business does not fit its website.",
        "Correct `business_name` or `website_url` of the end user and submit again.";
    BusinessIdNotFound = 18602,
        "The registration number of the business could not be verified.",
        "Correct the number and the authority that gave it, then submit again.";
    AddressNotVerified = 18603,
        "The address could not be verified.",
        "Correct the address resource behind the supporting document and submit again.";
    FirstRepresentativeNotVerified = 18604,
        "The first authorized representative could not be verified.",
        "Correct name, e-mail and phone number of that end user and submit again.";
    SecondRepresentativeNotVerified = 18605,
        "The second authorized representative could not be verified.",
        "Correct name, e-mail and phone number of that end user and submit again.";
    EmailDomainMismatch = 18606,
        "The domain of the e-mail address does not belong to the business.",
        "Use an address of the business's own domain and submit again.";
    NotEligibleForCopy = 18607,
        "The bundle cannot be copied.",
        "Create a new one and fill it.";
    AlreadyCopied = 18608,
        "The bundle was copied before.",
        "Use the existing copy.";
    RegistrationAuthorityMismatch = 18609,
        "The registration authority does not fit the business.",
        "Correct `business_registration_identifier` and submit again.";
    BadParameter = 20001,
        "A parameter is missing or not valid.",
        "Read the message, which names it; sending the same again changes nothing.";
    NotAuthenticated = 20003,
        "The credentials were refused.",
        "Check that account SID and token, or key and secret, belong together and to the account or region that is called.";
    NotFound = 20404,
        "There is no such resource in this account.",
        "Check the SID, the account and the region.";
    Conflict = 20409,
        "The resource is in the way of the request, or exists already.",
        "Fetch its present state; a duplicate assignment can count as success.";
    TooManyRequests = 20429,
        "Too many requests; this one was not processed.",
        "The client repeats it by itself; send fewer at once, with `max_in_flight`.";
    ServerError = 20500,
        "The server failed.",
        "Repeat what only reads; after a create, look with a list whether it happened.";
    Unavailable = 20503,
        "The service cannot answer now.",
        "Try again later; after a create, look with a list whether it happened.";
    BadStatus = 22203,
        "The bundle cannot get this status.",
        "Only `pending-review` can be asked for, from `draft` or after a rejection.";
    StatusWithProperties = 22204,
        "Status and other properties were sent together.",
        "Update the properties first, then the status in a request of its own.";
    BadObjectSid = 22205,
        "The SID cannot be assigned.",
        "Pass the SID of an end user, a supporting document or a bundle of this account.";
    BadObjectType = 22206,
        "Objects of this type cannot be assigned here.",
        "Read the policy: it lists the types that the bundle takes.";
    AttributesNotJson = 22207,
        "`Attributes` could not be parsed.",
        "Pass a JSON object and not text: text is encoded a second time.";
    DocumentStatusWithAttributes = 22208,
        "Status and attributes of a document were sent together.",
        "Update them in two requests.";
    BadDocumentStatus = 22209,
        "The document cannot get this status.",
        "Fetch the document and look at its present status.";
    TypeMissing = 22210,
        "`Type` is missing.",
        "Pass the machine name of a type, as the list of types shows it.";
    FriendlyNameMissing = 22211,
        "`FriendlyName` is missing.",
        "Pass a name that is not empty.";
    EndUserMissing = 22214,
        "The policy requires an end user that is not assigned.",
        "Create one of the required type and assign it.";
    EndUserFieldMissing = 22215,
        "A required field of an end user is missing.",
        "Update its attributes; `invalid` of the evaluation names the field.";
    DocumentMissing = 22216,
        "The policy requires a supporting document that is not assigned.",
        "Create one of the accepted types and assign it.";
    DocumentFieldMissing = 22217,
        "A required field of a supporting document is missing.",
        "Update its attributes; `invalid` of the evaluation names the field.";
    FieldMismatch = 22218,
        "Two fields that must agree do not.",
        "Compare end user and document; `invalid` of the evaluation names the field.";
    AddressMissing = 22219,
        "A supporting document has no address.",
        "Create an address and name its SID in `address_sids`.";
    NotNow = 70002,
        "The request is not valid as things stand.",
        "Read the message: for instance, an end user cannot change while a bundle that holds it is in review or approved.";
    KeyNotAllowed = 70004,
        "The API key is restricted and lacks this permission.",
        "Give the key the permission, or use another key.";
}
