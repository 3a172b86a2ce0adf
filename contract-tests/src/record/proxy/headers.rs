//! Headers that a proxy passes on.
//!
//! Responsible for: leaving out what belongs to one connection (RFC 9110, 7.6.1) and what the other
//! side works out anew. Not for: values, see `urls.rs`.

/// Belong to one connection.
const OF_THE_CONNECTION: &[&str] = &[
    "connection",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Are worked out anew: host and length by who sends, and the encoding because a recording needs the
/// text.
const ANEW: &[&str] = &["host", "content-length", "accept-encoding", "expect"];

/// Headers of a request or an answer, without those that end here.
pub(super) fn passed_on(headers: Vec<(String, String)>) -> Vec<(String, String)> {
    let named: Vec<String> = headers
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case("connection"))
        .flat_map(|(_, value)| value.split(','))
        .map(|name| name.trim().to_ascii_lowercase())
        .collect();
    let ends_here = |name: &str| {
        let name = name.to_ascii_lowercase();
        OF_THE_CONNECTION.contains(&name.as_str())
            || ANEW.contains(&name.as_str())
            || named.contains(&name)
    };
    headers
        .into_iter()
        .filter(|(name, _)| !ends_here(name))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_to_a_connection_ends_here() {
        let headers = [
            ("Connection", "close, X-Own"),
            ("X-Own", "1"),
            ("Transfer-Encoding", "chunked"),
            ("TE", "trailers"),
            ("Host", "127.0.0.1:1"),
            ("Content-Length", "5"),
            ("Accept-Encoding", "gzip"),
            ("Proxy-Authorization", "Basic x"),
            ("Authorization", "Basic y"),
            ("X-Other", "2"),
        ];
        let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        let kept = passed_on(headers.into_iter().map(owned).collect());
        let names: Vec<&str> = kept.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["Authorization", "X-Other"]);
    }
}
