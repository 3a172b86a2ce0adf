//! The path of an example: documents seldom give examples of path parameters.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use regex::Regex;
use serde_json::Value;
use url::Url;

use super::collect::{Answer, Parameter, Story};

/// What cannot stand in a segment as it is.
const SEGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'/')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}')
    .add(b'\\');

/// Fills the template.
pub(super) fn path(
    story: &Story<'_>,
    answer: &Answer<'_>,
    sent: Option<&Value>,
    template: &str,
) -> Result<String, String> {
    let urls = urls(answer.example.value);
    let mut path = String::with_capacity(template.len() + 40);
    let mut rest = template;
    // A name can be part of a segment: `/Messages/{Sid}.json`.
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        path.push_str(before);
        let last = !after.contains('{');
        let parameter = story
            .parameters
            .iter()
            .find(|known| known.place == "path" && known.name == name);
        let stated = || parameter.and_then(|known| stated(known, answer.example.name));
        let seen = member(answer, sent, name, last)
            .into_iter()
            .chain(urls.iter().filter_map(|url| in_url(url, template, name)));
        // A member of the same name need not mean the same: what does not fit was not what was sent.
        let seen: Vec<String> = seen.collect();
        let fitting = || seen.iter().find(|text| fits(parameter, text)).cloned();
        let value = stated()
            .or_else(fitting)
            .or_else(|| parameter.and_then(made_up))
            .or_else(|| seen.first().cloned())
            .ok_or_else(|| format!("nothing says what the path parameter `{name}` could be"))?;
        path.extend(utf8_percent_encode(&value, SEGMENT));
        rest = after;
    }
    path.push_str(rest);
    Ok(path)
}

/// An example of the parameter itself.
fn stated(parameter: &Parameter<'_>, name: &str) -> Option<String> {
    let own = parameter
        .examples
        .iter()
        .find(|example| example.name == name);
    let example = own.or_else(|| parameter.examples.first())?;
    scalar(example.value)
}

/// A member of the answer, or of what is sent, that has the name of the parameter.
fn member(answer: &Answer<'_>, sent: Option<&Value>, name: &str, last: bool) -> Option<String> {
    let member = |value: &Value| {
        value
            .get(snake(name))
            .or_else(|| value.get(name))
            .and_then(scalar)
    };
    // `{Sid}` at the end is the `sid` of the answer; elsewhere it is that of something above it.
    let in_answer = member(answer.example.value).filter(|_| last || snake(name) != "sid");
    in_answer.or_else(|| sent.and_then(member))
}

/// Whether a text has the pattern of a parameter, as far as there is one.
fn fits(parameter: Option<&Parameter<'_>>, text: &str) -> bool {
    let pattern = parameter.and_then(|known| known.schema.get("pattern")?.as_str());
    let pattern = pattern.and_then(|pattern| Regex::new(pattern).ok());
    pattern.is_none_or(|pattern| pattern.is_match(text))
}

/// The URLs in which an answer names itself or its page.
fn urls(value: &Value) -> Vec<Url> {
    let places = ["/url", "/meta/url", "/meta/first_page_url", "/uri"];
    let text = |place: &&str| value.pointer(place).and_then(Value::as_str);
    let parsed = |text: &str| {
        // Older APIs give only the path.
        let absolute = Url::parse(text);
        absolute
            .or_else(|_| Url::parse("http://localhost")?.join(text))
            .ok()
    };
    places.iter().filter_map(text).filter_map(parsed).collect()
}

/// The segment of a URL where the template has this parameter.
fn in_url(url: &Url, template: &str, name: &str) -> Option<String> {
    let wanted = format!("{{{name}}}");
    let (mut theirs, mut found) = (url.path().split('/'), None);
    for segment in template.split('/') {
        let given = theirs.next()?;
        if segment == wanted {
            found = percent_decode_str(given).decode_utf8().ok().map(Into::into);
        } else if !segment.contains('{') && segment != given {
            return None;
        }
    }
    found.filter(|text: &String| !text.is_empty())
}

/// A value that the schema allows.
fn made_up(parameter: &Parameter<'_>) -> Option<String> {
    let schema = parameter.schema;
    let listed = schema
        .get("enum")
        .and_then(Value::as_array)
        .and_then(|values| values.first());
    if let Some(text) = listed.or_else(|| schema.get("default")).and_then(scalar) {
        return Some(text);
    }
    if schema.get("type").and_then(Value::as_str) == Some("integer") {
        return Some("1".to_owned());
    }
    let facts = ["pattern", "format", "minLength", "maxLength"];
    if facts.iter().all(|key| schema.get(*key).is_none()) {
        return Some(snake(parameter.name));
    }
    let pattern = schema.get("pattern").and_then(Value::as_str)?;
    let prefix = pattern.strip_prefix('^')?.get(..2)?;
    let is_sid = prefix.bytes().all(|byte| byte.is_ascii_uppercase()) && pattern.contains("{32}");
    is_sid.then(|| format!("{prefix}{}", "a".repeat(32)))
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}

/// `CustomerProfileSid` as `customer_profile_sid`.
fn snake(name: &str) -> String {
    let mut text = String::with_capacity(name.len() + 4);
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !text.is_empty() && !text.ends_with('_') {
            text.push('_');
        }
        text.push(letter.to_ascii_lowercase());
    }
    text
}
