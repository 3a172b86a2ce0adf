//! `Retry-After`: how long a server asks to wait, in seconds or until a date.

use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use jiff::fmt::strtime::BrokenDownTime;
use jiff::tz::TimeZone;
use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};

use super::call::header;

/// What the headers ask for; nothing where they do not, or in a way that nobody understands.
///
/// A date is compared with the server's own clock. One that is over asks for no pause.
pub(crate) fn read(headers: &HeaderMap) -> Option<Duration> {
    let text = header(headers, &RETRY_AFTER)?.trim();
    if let Some(pause) = seconds(text) {
        return Some(pause);
    }
    let until = http_date(text)?;
    let now = header(headers, &DATE)
        .and_then(|date| http_date(date.trim()))
        .unwrap_or_else(Timestamp::now);
    Some(Duration::try_from(until.duration_since(now)).unwrap_or_default())
}

/// Whole seconds, or with a fraction that HTTP does not have and some servers send. A number beyond
/// every clock is still a wish to wait.
fn seconds(text: &str) -> Option<Duration> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(fraction) {
        return None;
    }
    let more = u64::from(fraction.bytes().any(|b| b != b'0'));
    let whole: u64 = whole.parse().unwrap_or(u64::MAX);
    Some(Duration::from_secs(whole.saturating_add(more)))
}

/// Each of the three forms in which HTTP has written dates; a recipient must read them all.
fn http_date(text: &str) -> Option<Timestamp> {
    // A wrong day of the week changes nothing.
    if let Ok(date) = rfc2822::DateTimeParser::new()
        .relaxed_weekday(true)
        .parse_timestamp(text)
    {
        return Some(date);
    }
    let (_, without_weekday) = text.split_once(' ')?;
    let forms = [
        // The form above on the last day of the calendar, where no moment has it any more.
        "%d %b %Y %H:%M:%S GMT",
        "%d-%b-%y %H:%M:%S GMT",
        "%b %e %H:%M:%S %Y",
    ];
    forms.into_iter().find_map(|form| {
        let read = BrokenDownTime::parse(form, without_weekday).ok()?;
        let moment = read.to_datetime().ok()?.to_zoned(TimeZone::UTC);
        Some(moment.map_or(Timestamp::MAX, |moment| moment.timestamp()))
    })
}
