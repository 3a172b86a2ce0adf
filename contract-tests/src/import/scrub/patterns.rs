//! How secrets and personal data look.

use std::sync::LazyLock;

use regex::Regex;

macro_rules! patterns {
    ($($(#[$doc:meta])* $name:ident = $pattern:literal;)*) => {$(
        $(#[$doc])*
        pub(super) static $name: LazyLock<Regex> =
            LazyLock::new(|| Regex::new($pattern).expect("a valid pattern"));
    )*};
}

patterns! {
    /// An absolute URL.
    URL = r#"(?i)\bhttps?://[^\s"'<>\\]+"#;
    /// One parameter of a query.
    PARAMETER = r"([?&;])([A-Za-z0-9_.%-]+)=([^&;#\s]*)";
    /// Secrets with a form of their own.
    SECRET = r"(?s)\beyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)+|-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\z)";
    /// The SID of an API key, which is half of a pair of credentials.
    KEY = r"\bSK[0-9a-fA-F]{32}";
    /// Credentials with the name of their scheme.
    CREDENTIALS = r"(?i)\b(Basic|Bearer)\s+[A-Za-z0-9+/._~-]{16,}={0,2}";
    /// A run of letters of a URL with something encoded among them.
    ENCODED = r"[A-Za-z0-9._~!$'()*+,:@-]*(?:%[0-9A-Fa-f]{2}[A-Za-z0-9._~!$'()*+,:@-]*)+";
    /// A header with credentials inside a text, as a dump has it.
    HEADER = r#"(?i)\b(proxy-authorization|authorization|set-cookie|cookie|x-twilio-signature)(["']?\s*:[ \t]+)([^,}\n]+)"#;
    /// A SID as the API writes it. In `PABU…` the two letters next to the digits are the kind.
    SID = r"([A-Z]{2})([0-9a-f]{32})";
    /// A SID with capitals among its digits, which the documented patterns allow.
    ODD_SID = r"\b([A-Z]{2})([0-9a-fA-F]{32})\b";
    /// An auth token, or something as good as one.
    BARE = r"\b[0-9a-fA-F]{32}\b";
    /// An identifier that is no SID: a UUID, or a run of hex digits, with a prefix or without.
    ID = r"\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b|\b(?:[a-z]{1,12}_)?[0-9a-f]{16,31}\b";
    /// A moment as RFC 3339 has it.
    MOMENT = r"^\d{4}-\d\d-\d\d([Tt ])\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:?\d\d)$";
    /// A moment as RFC 2822 has it.
    LONG_MOMENT = r"^[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d ([+-]\d{4}|[A-Z]{1,5})$";
    /// An e-mail address, also inside a URL.
    MAIL = r"[A-Za-z0-9._+-]+(?:@|%40)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}";
    /// A phone number: international, also inside a URL, or as it is written in North America.
    PHONE = r"(?:\+|%2[Bb])[1-9][0-9]{7,14}\b|(?:\(\d{3}\) ?|\b\d{3}[-. ])\d{3}[-. ]\d{4}\b";
    /// Numbers of people and businesses in the United States: `123-45-6789` and `12-3456789`.
    NUMBER = r"\b(?:\d{3}-\d{2}-\d{4}|\d{2}-\d{7})\b";
    /// What may be the number of an account, with spaces or without. SIDs are longer.
    IBAN = r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,6}(?: ?[A-Z0-9]{1,3})?\b";
    /// What may be the number of a card: 13 to 19 digits.
    CARD = r"\b[2-6]\d{3}(?:[ -]?\d{4}){2}[ -]?\d{1,7}\b|\b3[47]\d{2}[ -]?\d{6}[ -]?\d{5}\b";
    /// An IP address of version 4.
    ADDRESS = r"\b(?:\d{1,3}\.){3}\d{1,3}\b";
}
