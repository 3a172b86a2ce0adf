//! Which server a request goes to unless the client says otherwise.

use openapiv3::Server;

/// The URL of the first server that has a whole one, with its variables filled in and without a
/// trailing slash. The others are relative to where the document is served.
pub(super) fn url(servers: &[Server]) -> Option<String> {
    let server = servers.iter().find(|server| !server.url.starts_with('/'))?;
    let mut url = server.url.clone();
    for (name, variable) in server.variables.iter().flatten() {
        url = url.replace(&format!("{{{name}}}"), &variable.default);
    }
    Some(url.trim_end_matches('/').to_owned())
}

/// `https://trusthub.twilio.com` → `twilio-trusthub`: the vendor's hosts name the product first.
pub(super) fn package(server: &str) -> String {
    let host = server.split("://").last().unwrap_or_default();
    let host = host.split(['/', ':', '?']).next().unwrap_or_default();
    let labels: Vec<&str> = host.split('.').filter(|label| !label.is_empty()).collect();
    match labels.as_slice() {
        [product, .., vendor, _] if is_word(product) && is_word(vendor) => {
            format!("{vendor}-{product}")
        }
        _ => "api-client".to_owned(),
    }
}

fn is_word(label: &str) -> bool {
    label.starts_with(|c: char| c.is_ascii_lowercase())
        && label
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::package;

    #[test]
    fn the_package_is_named_after_the_host() {
        assert_eq!(package("https://trusthub.twilio.com"), "twilio-trusthub");
        assert_eq!(
            package("https://api.dublin.ie1.twilio.com/v1"),
            "twilio-api"
        );
        assert_eq!(package("http://127.0.0.1:8080"), "api-client");
    }
}
