//! The formats of texts.
//!
//! Responsible for: whether a text is of a format. What is refused is surely wrong: where sources
//! differ, both pass. Formats that are not known here pass: `OpenAPI` lets a document invent its own.
//! Left open on purpose: the vendor's `endpoint`, which is a number, an address, a client or any name
//! that an application made up, and `byte`, of which alphabets and line ends differ. Not for: patterns
//! and lengths.

use jiff::civil::Date;
use jiff::fmt::rfc2822;
use url::Url;

/// What a text should be, where it is not of its format.
pub(super) fn mismatch(format: &str, text: &str) -> Option<&'static str> {
    let (fits, expected) = match format {
        "date-time" => (
            is_date_time(text),
            "a date-time such as `2026-11-22T15:04:05Z`",
        ),
        "date" => (is_date(text), "a date such as `2026-11-22`"),
        "date-time-rfc-2822" => (
            rfc2822::parse(text).is_ok(),
            "a date-time such as `Sun, 22 Nov 2026 15:04:05 +0000`",
        ),
        "uri" => (is_uri(text), "an absolute URL"),
        "uri-reference" => (is_uri(text) || is_path(text), "a URL, or its path"),
        "phone-number" => (is_phone_number(text), "a phone number such as `+15550100`"),
        "email" => (is_email(text), "an e-mail address"),
        "uuid" => (is_uuid(text), "a UUID"),
        "iso-country-code" => (is_letters(text, 2), "a country code such as `US`"),
        "currency" => (is_letters(text, 3), "a currency code such as `USD`"),
        "http-method" => (is_token(text), "an HTTP method such as `POST`"),
        "twiml" => (is_twiml(text), "TwiML, which is a `<Response>`"),
        _ => return None,
    };
    (!fits).then_some(expected)
}

/// RFC 3339: a real day, a real time, and an offset. `jiff` reads more than that (weeks, missing
/// seconds, time zones in brackets), so the form is checked here and the calendar there.
fn is_date_time(text: &str) -> bool {
    let Some((date, rest)) = text.split_once(['T', 't']) else {
        return false;
    };
    let Some(end) = rest.find(['Z', 'z', '+', '-']) else {
        return false;
    };
    let (time, offset) = rest.split_at(end);
    let (clock, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let is_fraction = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
    is_date(date) && is_clock(clock) && is_fraction && is_offset(offset)
}

fn is_date(text: &str) -> bool {
    has_form(text, "0000-00-00") && text.parse::<Date>().is_ok()
}

/// `23:59:60` is a leap second, which RFC 3339 allows.
fn is_clock(text: &str) -> bool {
    let parts: Vec<u8> = text
        .split(':')
        .filter_map(|part| part.parse().ok())
        .collect();
    has_form(text, "00:00:00") && matches!(parts[..], [..=23, ..=59, ..=60])
}

fn is_offset(text: &str) -> bool {
    if text.eq_ignore_ascii_case("z") {
        return true;
    }
    let parts: Vec<u8> = text[1..]
        .split(':')
        .filter_map(|part| part.parse().ok())
        .collect();
    has_form(&text[1..], "00:00") && matches!(parts[..], [..=23, ..=59])
}

/// Whether digits stand where the form has zeros, and its other characters where it has them.
fn has_form(text: &str, form: &str) -> bool {
    text.len() == form.len()
        && text
            .bytes()
            .zip(form.bytes())
            .all(|(byte, form)| match form {
                b'0' => byte.is_ascii_digit(),
                form => byte == form,
            })
}

/// A URI with a scheme, as it is written on the wire: the parser would quietly mend spaces and
/// control characters. A web address has a host; others such as `sip:` need not.
fn is_uri(text: &str) -> bool {
    let mended = |c: char| c.is_whitespace() || c.is_control() || "<>\"\\^`{|}".contains(c);
    let Ok(url) = Url::parse(text) else {
        return false;
    };
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let is_whole = match url.scheme() {
        "http" | "https" => {
            rest.starts_with("//") && url.host_str().is_some_and(|host| !host.is_empty())
        }
        _ => !rest.trim_start_matches('/').is_empty(),
    };
    is_whole && scheme.eq_ignore_ascii_case(url.scheme()) && !text.contains(mended)
}

/// The path and query of a URL, from the root: what is resolved against the page that holds it.
fn is_path(text: &str) -> bool {
    text.starts_with('/')
        && !text.starts_with("//")
        && is_uri(&format!("https://example.com{text}"))
}

/// E.164.
fn is_phone_number(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| {
        (2..=15).contains(&digits.len())
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && !digits.starts_with('0')
    })
}

/// Only what no address can do without: something on both sides of the last `@`, and no spaces.
fn is_email(text: &str) -> bool {
    text.rsplit_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty())
        && !text.contains(char::is_whitespace)
}

fn is_uuid(text: &str) -> bool {
    let hyphens = [8, 13, 18, 23];
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match byte {
            b'-' => hyphens.contains(&at),
            byte => byte.is_ascii_hexdigit() && !hyphens.contains(&at),
        })
}

/// A code of so many letters. The API takes and gives either case.
fn is_letters(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// What HTTP takes as a method (RFC 9110): any token, since methods can be invented.
fn is_token(text: &str) -> bool {
    let is_mark = |byte: u8| b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || is_mark(byte))
}

/// XML whose root can be `<Response>`. Whether the XML is well-formed is not asked.
fn is_twiml(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim();
    text.starts_with('<') && text.ends_with('>') && text.contains("<Response")
}

#[cfg(test)]
#[path = "format_tests.rs"]
mod tests;
