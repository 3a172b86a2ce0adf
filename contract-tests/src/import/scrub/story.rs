//! Scrubbing a story that is being recorded: what the recorder knows beyond looks and names.
//!
//! - Credentials of the run are known, and go wherever they stand and however they are encoded.
//! - Names and texts that stand in the scenario are public already, and stay readable.
//! - Moments, identifiers and page tokens become stable ones, so that recording the same story
//!   again gives the same files.
//!
//! Responsible for: this knowledge. Not for: what a made-up value looks like (`made_up`).

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use super::fields::{PLACES_IN_LISTS, Rule, normal};
use super::patterns::{LONG_MOMENT, MOMENT, ODD_SID, SID};
use super::{Body, Recording, Scrubber};

/// Shorter values are no credentials: replacing them would tear words apart.
const SHORTEST_SECRET: usize = 6;

/// What is known of a story.
#[derive(Debug, Clone, Default)]
pub(super) struct Story {
    name: String,
    /// Credentials in every spelling, longest first.
    secrets: Vec<String>,
}

impl Scrubber {
    /// Starts a story: from now on values are made up by the place where they first turn up.
    pub fn story(&mut self, name: &str) {
        self.story = Some(Story {
            name: name.to_owned(),
            ..Story::default()
        });
        self.place("");
    }

    /// Says which exchange of the story comes next.
    pub fn place(&mut self, place: &str) {
        let story = self.story.as_ref().map_or("", |story| story.name.as_str());
        self.made_up.begin(story, place);
    }

    /// Credentials that must not be seen anywhere: a user and a password, or a token alone.
    pub fn credentials(&mut self, user: &str, password: &str) {
        let pair = format!("{user}:{password}");
        for secret in [password, &pair] {
            self.secret(secret);
            self.secret(&STANDARD.encode(secret));
            self.secret(STANDARD.encode(secret).trim_end_matches('='));
            self.secret(&URL_SAFE_NO_PAD.encode(secret));
            self.secret(&utf8_percent_encode(secret, NON_ALPHANUMERIC).to_string());
            self.secret(&form_urlencoded::byte_serialize(secret.as_bytes()).collect::<String>());
        }
    }

    fn secret(&mut self, secret: &str) {
        let Some(story) = self.story.as_mut() else {
            return;
        };
        if secret.len() >= SHORTEST_SECRET && !story.secrets.iter().any(|known| known == secret) {
            story.secrets.push(secret.to_owned());
            story
                .secrets
                .sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        }
    }

    /// Shows a text as another one, which is public: a value of the scenario as itself, one with
    /// the mark of the run without it.
    pub fn show(&mut self, text: &str, shown: &str) {
        let trimmed = text.trim();
        self.made_up.show(trimmed, shown);
        if trimmed == shown {
            for pattern in [&*SID, &*ODD_SID] {
                for sid in pattern.captures_iter(trimmed) {
                    self.made_up.keep_sid(&sid[2]);
                }
            }
        }
    }

    pub(super) fn shown(&self, text: &str) -> Option<String> {
        self.story.as_ref()?;
        self.made_up.shown(text).map(str::to_owned)
    }

    /// The text without any spelling of the story's credentials.
    pub(super) fn without_secrets(&self, text: &str) -> String {
        let secrets = self.story.iter().flat_map(|story| &story.secrets);
        secrets.fold(text.to_owned(), |text, secret| {
            if text.contains(secret.as_str()) {
                text.replace(secret.as_str(), "REDACTED")
            } else {
                text
            }
        })
    }

    /// A value that must not change from run to run.
    pub(super) fn stable(&mut self, name: &str, text: &str, rule: Rule) -> Option<String> {
        self.story.as_ref()?;
        if rule == Rule::Secret {
            return None;
        }
        if rule != Rule::Personal
            && let Some(moment) = moment(name, text)
        {
            return Some(moment);
        }
        self.page_token(name, text)
    }

    /// A page token that only the server understands; one made of a SID is readable and stays so.
    pub(super) fn page_token(&mut self, name: &str, text: &str) -> Option<String> {
        self.story.as_ref()?;
        let opaque = !text.is_empty() && !SID.is_match(text) && text.parse::<u64>().is_err();
        (opaque && PLACES_IN_LISTS.contains(&normal(name).as_str()))
            .then(|| self.made_up.page_token(text))
    }

    /// Free text again, now that every field of the exchange was seen: a message in front of the
    /// field that it quotes, or a web page.
    pub(super) fn known_again(&self, recording: &mut Recording) {
        if self.story.is_none() {
            return;
        }
        for body in [&mut recording.request.body, &mut recording.response.body] {
            match body {
                Body::Empty => {}
                Body::Text(text) => *text = self.made_up.known_in_page(text),
                Body::Json(value) => self.known_again_in(value),
            }
        }
    }

    fn known_again_in(&self, value: &mut Value) {
        match value {
            Value::String(text) if text.contains(char::is_whitespace) => {
                *text = self.known_in(text);
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.known_again_in(item)),
            Value::Object(members) => members
                .values_mut()
                .for_each(|member| self.known_again_in(member)),
            _ => {}
        }
    }
}

/// A moment as one that depends on the name of its member only: clocks run on between two runs. Its
/// shape stays, so that a change of format is seen.
fn moment(name: &str, text: &str) -> Option<String> {
    let (day, hour) = match normal(name).as_str() {
        "datecreated" => ("01", "00"),
        "dateupdated" => ("01", "01"),
        _ => ("02", "00"),
    };
    if let Some(found) = MOMENT.captures(text) {
        let fraction = found.get(2).map_or("", |fraction| fraction.as_str());
        let fraction: String = fraction
            .chars()
            .map(|letter| if letter == '.' { '.' } else { '0' })
            .collect();
        return Some(format!(
            "2026-01-{day}{}{hour}:00:00{fraction}{}",
            &found[1], &found[3]
        ));
    }
    let found = LONG_MOMENT.captures(text)?;
    let weekday = if day == "01" { "Thu" } else { "Fri" };
    Some(format!(
        "{weekday}, {day} Jan 2026 {hour}:00:00 {}",
        &found[1]
    ))
}
