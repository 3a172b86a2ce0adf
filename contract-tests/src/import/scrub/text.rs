//! Texts, scrubbed by their looks.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use regex::{Captures, Regex};
use url::Url;

use super::Scrubber;
use super::fields::{Rule, rule};
use super::patterns::{
    ADDRESS, BARE, CREDENTIALS, ENCODED, HEADER, ID, KEY, MAIL, ODD_SID, PARAMETER, PHONE, SECRET,
    SID, URL,
};
use crate::redact::is_no_key;

/// How often a text is looked for in what was encoded several times.
const DEEPEST: usize = 4;

/// What needs no encoding in any part of a URL.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

impl Scrubber {
    /// A text in which everything that looks secret or personal is replaced.
    pub fn text(&mut self, text: &str) -> String {
        if text.len() < 5 {
            return text.to_owned();
        }
        let text = self.without_secrets(text);
        let text = replace(&URL, &text, |url| self.url(&url[0]));
        let text = self.decoded(&text, DEEPEST);
        self.looks(&text)
    }

    /// Scrubs what is percent-encoded as what it stands for, and encodes it again if that changed it.
    fn decoded(&mut self, text: &str, deeper: usize) -> String {
        if deeper == 0 || self.secrets_only || !text.contains('%') {
            return text.to_owned();
        }
        replace(&ENCODED, text, |found| {
            let decoded = percent_decode_str(&found[0])
                .decode_utf8_lossy()
                .into_owned();
            let scrubbed = self.without_secrets(&decoded);
            let scrubbed = replace(&URL, &scrubbed, |url| {
                if is_plain_url(&url[0]) || is_vendors_url(&url[0]) {
                    url[0].to_owned()
                } else {
                    self.made_up_site(&url[0])
                }
            });
            let scrubbed = self.decoded(&scrubbed, deeper - 1);
            let scrubbed = self.looks(&scrubbed);
            if scrubbed == decoded {
                found[0].to_owned()
            } else {
                utf8_percent_encode(&scrubbed, KEPT).to_string()
            }
        })
    }

    /// The same without URLs, which would lead to URLs inside URLs without an end.
    fn looks(&mut self, text: &str) -> String {
        let text = replace(&HEADER, text, |header| {
            format!("{}{}REDACTED", &header[1], &header[2])
        });
        let text = replace(&SECRET, &text, |_| "REDACTED".to_owned());
        let text = replace(&KEY, &text, |key| self.made_up.key(&key[0]));
        let mut text = replace(&CREDENTIALS, &text, |found| {
            format!("{} REDACTED", &found[1])
        });
        if !self.secrets_only {
            text = replace(&SID, &text, |sid| {
                if is_no_key(&sid[0]) {
                    return sid[0].to_owned();
                }
                format!("{}{}", &sid[1], self.made_up.sid(&sid[2]))
            });
            text = replace(&ODD_SID, &text, |sid| {
                if is_no_key(&sid[0]) {
                    return sid[0].to_owned();
                }
                // The pass above has made-up digits behind it already.
                let known = sid[2].bytes().all(|byte| !byte.is_ascii_uppercase());
                let digits = if known {
                    sid[2].to_owned()
                } else {
                    self.made_up.sid(&sid[2])
                };
                format!("{}{digits}", &sid[1])
            });
        }
        text = replace(&BARE, &text, |_| "REDACTED".to_owned());
        if self.story.is_some() {
            text = replace(&ID, &text, |id| self.made_up.id(&id[0]));
        }
        if self.secrets_only {
            return text;
        }
        let text = replace(&MAIL, &text, |mail| self.mail(&mail[0]));
        let text = self.numbers(&text);
        let text = replace(&PHONE, &text, |phone| self.phone(&phone[0]));
        let text = replace(&ADDRESS, &text, |address| self.address(&address[0]));
        if text.contains(char::is_whitespace) {
            self.known_in(&text)
        } else {
            text
        }
    }

    /// A personal value as another value of the same kind.
    pub(super) fn personal(&mut self, name: &str, text: &str) -> String {
        let trimmed = text.trim();
        if let Some(shown) = self.shown(trimmed) {
            // What looks like somebody's address or number goes even there.
            return self.text(&shown);
        }
        if trimmed.is_empty() || matches!(trimmed, "true" | "false" | "null") {
            return text.to_owned();
        }
        let seen = self.text(trimmed);
        let whole = |pattern: &Regex| {
            pattern
                .find(trimmed)
                .is_some_and(|found| found.as_str().len() == trimmed.len())
        };
        if [&*SID, &*ODD_SID, &*URL, &*MAIL, &*PHONE, &*ADDRESS, &*BARE]
            .into_iter()
            .any(whole)
        {
            return seen;
        }
        let digits = trimmed.bytes().filter(u8::is_ascii_digit).count();
        if trimmed.parse::<jiff::civil::Date>().is_ok() {
            return "1970-01-01".to_owned();
        }
        if digits > 0
            && trimmed
                .bytes()
                .all(|byte| byte.is_ascii_digit() || b" -+().".contains(&byte))
        {
            return self.made_up.digits(trimmed);
        }
        self.made_up.text(name, trimmed)
    }

    fn url(&mut self, text: &str) -> String {
        let Ok(mut url) = Url::parse(text) else {
            return self.made_up_site(text);
        };
        let host = url.host_str().unwrap_or_default().to_ascii_lowercase();
        if !is_ours(&host) && !is_reserved(&host) {
            return self.made_up_site(text);
        }
        let mut text = text.to_owned();
        if !url.username().is_empty() || url.password().is_some() {
            // Fails only for URLs without a host, which this is not.
            let _ = url.set_username("").and_then(|()| url.set_password(None));
            text = url.to_string();
        }
        replace(&PARAMETER, &text, |parameter| {
            let (before, name, value) = (&parameter[1], &parameter[2], &parameter[3]);
            let plus = value.replace('+', " ");
            let decoded = percent_decode_str(&plus).decode_utf8_lossy().into_owned();
            let scrubbed = match rule(name, Rule::Plain, &self.personal) {
                Rule::Secret if !value.is_empty() => "REDACTED".to_owned(),
                // Without its own URLs, which would lead to URLs inside URLs without an end.
                Rule::Guarded if !value.is_empty() && !self.is_public(name, &decoded) => {
                    "REDACTED".to_owned()
                }
                _ if decoded.contains("://") && !is_plain_url(&decoded) => {
                    self.made_up_site(&decoded)
                }
                Rule::Personal if !self.secrets_only => self.personal(name, &decoded),
                _ => match self.page_token(name, &decoded) {
                    Some(token) => token,
                    None => self.looks(&decoded),
                },
            };
            if scrubbed == decoded {
                parameter[0].to_owned()
            } else {
                format!(
                    "{before}{name}={}",
                    utf8_percent_encode(&scrubbed, NON_ALPHANUMERIC)
                )
            }
        })
    }

    fn made_up_site(&mut self, url: &str) -> String {
        if self.secrets_only {
            url.to_owned()
        } else {
            self.made_up.site(url)
        }
    }

    fn mail(&mut self, text: &str) -> String {
        let mail = text.replace("%40", "@");
        let domain = mail.rsplit('@').next().unwrap_or_default();
        if is_reserved(domain) {
            return text.to_owned();
        }
        let made_up = self.made_up.mail(&mail);
        if mail == text {
            made_up
        } else {
            made_up.replace('@', "%40")
        }
    }

    fn phone(&mut self, text: &str) -> String {
        let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_digit).collect();
        let local = digits
            .get(digits.len().saturating_sub(7)..)
            .unwrap_or_default();
        if local.starts_with(b"55501") {
            return text.to_owned();
        }
        let made_up = self
            .made_up
            .phone(text.trim_start_matches("%2B").trim_start_matches("%2b"));
        if text.starts_with('%') {
            made_up.replace('+', "%2B")
        } else {
            made_up
        }
    }

    fn address(&mut self, text: &str) -> String {
        let reserved = ["127.", "0.0.0.0", "192.0.2.", "198.51.100.", "203.0.113."];
        if reserved.iter().any(|start| text.starts_with(start)) {
            return text.to_owned();
        }
        self.made_up.address(text)
    }
}

/// A URL of the vendor's own.
fn is_vendors_url(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| url.host_str().is_some_and(is_ours))
}

/// A URL of a reserved domain, without a query.
fn is_plain_url(text: &str) -> bool {
    let reserved = |url: Url| url.host_str().is_some_and(is_reserved) && url.query().is_none();
    Url::parse(text).is_ok_and(reserved)
}

fn is_ours(host: &str) -> bool {
    host == "twilio.com" || host.ends_with(".twilio.com")
}

/// Whether a text is nothing but a URL of the API.
pub(super) fn is_own_url(text: &str) -> bool {
    let ours = |url: Url| {
        let host = url.host_str().unwrap_or_default().to_ascii_lowercase();
        url.scheme() == "https" && is_ours(&host)
    };
    !text.contains(char::is_whitespace) && Url::parse(text).is_ok_and(ours)
}

/// A domain that nobody can have (RFC 2606 and 6761).
fn is_reserved(domain: &str) -> bool {
    let domain = domain.trim_end_matches('.').to_ascii_lowercase();
    let last = domain.rsplit('.').next().unwrap_or_default();
    let under = |name: &str| domain == name || domain.ends_with(&format!(".{name}"));
    matches!(last, "example" | "test" | "invalid" | "localhost")
        || ["example.com", "example.net", "example.org"]
            .into_iter()
            .any(under)
        || domain == "127.0.0.1"
}

pub(super) fn replace(
    pattern: &Regex,
    text: &str,
    mut with: impl FnMut(&Captures<'_>) -> String,
) -> String {
    pattern
        .replace_all(text, |found: &Captures<'_>| with(found))
        .into_owned()
}
