//! Headers that HTTP itself knows.
//!
//! Responsible for: the names that may be sent although no document declares them. Not for: their
//! values, nor for the vendor's own headers: those are declared in `spec/overlays/`.
//!
//! The lists hold the registered fields (IANA's registry of HTTP field names) that a gateway, a
//! browser or a client of a JSON API can send, in small letters and in order. A name that starts
//! with `x-` is in them only where it is on every server of some kind.

/// Whether HTTP knows a header of an answer; the name in small letters.
pub(super) fn known_in_answers(name: &str) -> bool {
    EITHER.binary_search(&name).is_ok()
        || ANSWERS.binary_search(&name).is_ok()
        || name.starts_with("access-control-")
}

/// Whether HTTP knows a header of a request; the name in small letters.
pub(super) fn known_in_requests(name: &str) -> bool {
    EITHER.binary_search(&name).is_ok()
        || REQUESTS.binary_search(&name).is_ok()
        || name.starts_with("access-control-request-")
}

/// Headers of requests that the vendor's API takes everywhere: the account to act for.
pub(super) const OF_THE_VENDOR: &[&str] = &["x-twilio-accountsid"];

const EITHER: &[&str] = &[
    "cache-control",
    "connection",
    "content-digest",
    "content-encoding",
    "content-language",
    "content-length",
    "content-location",
    "content-type",
    "date",
    "digest",
    "forwarded",
    "keep-alive",
    "link",
    "pragma",
    "repr-digest",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "via",
    "warning",
    "x-correlation-id",
    "x-request-id",
];

const ANSWERS: &[&str] = &[
    "accept-patch",
    "accept-post",
    "accept-ranges",
    "age",
    "allow",
    "alt-svc",
    "cache-status",
    "clear-site-data",
    "content-disposition",
    "content-range",
    "content-security-policy",
    "content-security-policy-report-only",
    "cross-origin-embedder-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "deprecation",
    "etag",
    "expires",
    "last-modified",
    "location",
    "nel",
    "origin-agent-cluster",
    "permissions-policy",
    "preference-applied",
    "proxy-authenticate",
    "proxy-status",
    "ratelimit",
    "ratelimit-policy",
    "referrer-policy",
    "report-to",
    "reporting-endpoints",
    "retry-after",
    "server",
    "server-timing",
    "set-cookie",
    "strict-transport-security",
    "sunset",
    "timing-allow-origin",
    "vary",
    "www-authenticate",
    "x-content-type-options",
    "x-frame-options",
    "x-xss-protection",
];

const REQUESTS: &[&str] = &[
    "accept",
    "accept-charset",
    "accept-encoding",
    "accept-language",
    "authorization",
    "baggage",
    "cookie",
    "dnt",
    "expect",
    "from",
    "host",
    "idempotency-key",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "if-range",
    "if-unmodified-since",
    "max-forwards",
    "origin",
    "prefer",
    "priority",
    "proxy-authorization",
    "range",
    "referer",
    "sec-ch-ua",
    "sec-ch-ua-mobile",
    "sec-ch-ua-platform",
    "sec-fetch-dest",
    "sec-fetch-mode",
    "sec-fetch-site",
    "sec-fetch-user",
    "te",
    "traceparent",
    "tracestate",
    "upgrade-insecure-requests",
    "user-agent",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_for_searching() {
        for list in [EITHER, ANSWERS, REQUESTS] {
            assert!(list.is_sorted(), "{list:?}");
            assert!(list.iter().all(|name| *name == name.to_ascii_lowercase()));
        }
    }

    #[test]
    fn http_knows_its_own_headers_and_no_others() {
        for name in [
            "date",
            "etag",
            "vary",
            "access-control-allow-origin",
            "content-type",
            "retry-after",
        ] {
            assert!(known_in_answers(name), "{name}");
        }
        for name in [
            "twilio-request-id",
            "x-home-region",
            "x-debug",
            "authorization",
            "datee",
            "",
        ] {
            assert!(!known_in_answers(name), "{name}");
        }
        for name in [
            "authorization",
            "user-agent",
            "content-type",
            "if-none-match",
        ] {
            assert!(known_in_requests(name), "{name}");
        }
        for name in ["etag", "x-twilio-debug", "access-control-allow-origin"] {
            assert!(!known_in_requests(name), "{name}");
        }
    }
}
