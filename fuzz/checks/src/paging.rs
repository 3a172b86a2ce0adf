//! Target `paging`: whatever a server tells about its pages.
//!
//! The input is the bodies of the pages, with lines of `---` between them; `$ORIGIN` stands for the
//! server's address. Walking them gives the items that an independent reader finds, in order, asks for
//! each page once, asks nobody else, and ends.

use std::collections::HashSet;

use serde_json::Value;
use twilio_trusthub::policies::{self, Policy};
use twilio_trusthub::{Error, testing};
use url::Url;

use crate::door::{Answer, Door};
use crate::unique;

/// Most pages of one input.
const PAGES: usize = 12;

/// The check.
pub fn check(data: &[u8]) {
    let bodies = bodies(data);
    let answers: Vec<Answer> = bodies
        .iter()
        .map(|body| Answer {
            status: 200,
            headers: Vec::new(),
            body: body.clone().into_bytes(),
        })
        .collect();
    let ((items, error), asked) = Door::call(
        |_| answers,
        async |client| {
            let mut stream = policies::list().stream(client);
            let mut items = Vec::new();
            loop {
                match stream.try_next().await {
                    Ok(Some(item)) => items.push(item),
                    Ok(None) => return (items, None),
                    Err(error) => {
                        let place = stream.resume_url().map(str::to_owned);
                        return (items, Some((error, place)));
                    }
                }
            }
        },
    );
    let lines: HashSet<&str> = asked.iter().map(|asked| asked.line.as_str()).collect();
    assert_eq!(lines.len(), asked.len(), "asked twice: {asked:?}");
    assert!(
        asked
            .iter()
            .all(|asked| asked.authorized && asked.line.starts_with("GET /"))
    );

    // One more than there are pages: the last one may name a further page, which is not there.
    assert!(asked.len() <= bodies.len() + 1, "{asked:?}");
    if !bodies.iter().all(|body| judged(body)) {
        return;
    }
    let mut expected = Vec::new();
    let mut end = None;
    for body in bodies.iter().take(asked.len()) {
        match page(body) {
            Some((policies, next)) => {
                expected.extend(policies);
                end = Some(next);
            }
            None => end = None,
        }
    }
    assert_eq!(items, expected, "other items than the pages hold");
    match (error, end) {
        // Every page was whole and the last one named no other.
        (None, Some(None)) => assert_eq!(asked.len().min(bodies.len()), asked.len()),
        (None, end) => panic!("ended without a reason: {end:?}"),
        (Some((error, place)), end) => ended(
            &error,
            place.as_deref(),
            end.as_ref(),
            asked.len(),
            bodies.len(),
        ),
    }
}

/// The next page of the last page that was read, where that page was whole.
type End = Option<String>;

fn ended(error: &Error, place: Option<&str>, end: Option<&End>, asked: usize, pages: usize) {
    let text = error.to_string();
    assert!(
        text.len() <= 2048 && !text.chars().any(char::is_control),
        "{text:?}"
    );
    match error {
        // The script was over: a page was named that is not there.
        Error::Api(error) => {
            assert_eq!((error.status, asked), (410, pages + 1), "{error}");
            assert!(place.is_none_or(ours), "{place:?}");
        }
        Error::Decode(error)
            if error.path == "meta.next_page_url" && end.is_some_and(Option::is_some) =>
        {
            assert_eq!(place, None, "a refused page cannot be gone on from");
        }
        Error::Decode(_) => assert!(end.is_none() || asked > pages, "{text}"),
        other => panic!("{other:?}"),
    }
}

fn ours(url: &str) -> bool {
    let (origin, url) = (Url::parse(&Door::origin()), Url::parse(url));
    matches!((origin, url), (Ok(origin), Ok(url)) if origin.origin() == url.origin())
}

fn bodies(data: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(data).replace("$ORIGIN", &Door::origin());
    let mut bodies: Vec<String> = text.split("\n---\n").map(str::to_owned).collect();
    bodies.truncate(PAGES);
    bodies
}

/// Whether an independent reader can tell what a body means.
fn judged(body: &str) -> bool {
    let json = serde_json::from_str::<serde::de::IgnoredAny>(body).is_ok();
    !json || unique::is_unique(body)
}

/// The items of a page and its `next_page_url`, read without the crate's page decoder.
fn page(body: &str) -> Option<(Vec<Policy>, End)> {
    let body = body.strip_prefix('\u{feff}').unwrap_or(body);
    let Value::Object(members) = serde_json::from_str(body).ok()? else {
        return None;
    };
    let Value::Array(items) = members.get("results")? else {
        return None;
    };
    let policies: Vec<Policy> = items
        .iter()
        .map(|item| testing::from_json(item.clone()).ok())
        .collect::<Option<_>>()?;
    let next = match members.get("meta") {
        None => None,
        Some(Value::Object(meta)) => {
            for name in [
                "first_page_url",
                "previous_page_url",
                "url",
                "next_page_url",
                "key",
            ] {
                meta.get(name)
                    .is_none_or(|value| value.is_string() || value.is_null())
                    .then_some(())?;
            }
            for name in ["page", "page_size"] {
                meta.get(name)
                    .is_none_or(|value| value.is_i64() || value.is_null())
                    .then_some(())?;
            }
            let next = meta.get("next_page_url").and_then(Value::as_str);
            next.filter(|next| !next.is_empty()).map(str::to_owned)
        }
        Some(_) => return None,
    };
    Some((policies, next))
}
