//! The forms of a URL that a signature can be made of: with the port and without.

/// The URL as given, without its port, and with it: the vendor's own libraries accept all three,
/// because its hosts differ in what they sign.
///
/// Nothing is parsed and written again: a signature is over the exact text.
pub(super) fn candidates(url: &str) -> Vec<String> {
    let mut candidates = vec![url.to_owned()];
    let Some((scheme, rest)) = url.split_once("://") else {
        return candidates;
    };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at(end);
    // A colon before the `@` belongs to the password.
    let (user, host) = match authority.rsplit_once('@') {
        Some((user, host)) => (format!("{user}@"), host),
        None => (String::new(), authority),
    };
    let other = match host.rsplit_once(':') {
        // Not the inside of an IPv6 address.
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name.to_owned(),
        _ if scheme.eq_ignore_ascii_case("https") => format!("{host}:443"),
        _ if scheme.eq_ignore_ascii_case("http") => format!("{host}:80"),
        _ => return candidates,
    };
    candidates.push(format!("{scheme}://{user}{other}{tail}"));
    candidates
}
