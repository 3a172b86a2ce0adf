//! Numbers that belong to one person or business: of accounts, cards, and with authorities.
//!
//! Responsible for: which digits of a text are such, by their form and their check digits; and for
//! finding those again that a field held. Not for: numbers of phones and SIDs, which have a look of
//! their own.

use super::Scrubber;
use super::patterns::{CARD, IBAN, NUMBER};
use super::text::replace;

/// Shorter numbers stand everywhere.
const SHORTEST: usize = 6;

impl Scrubber {
    /// A text with other numbers of accounts, cards and authorities.
    pub(super) fn numbers(&mut self, text: &str) -> String {
        let text = replace(&IBAN, text, |found| self.number(&found[0], is_iban));
        let text = replace(&CARD, &text, |found| self.number(&found[0], is_card));
        replace(&NUMBER, &text, |found| self.made_up.digits(&found[0]))
    }

    fn number(&mut self, text: &str, is_such: fn(&str) -> bool) -> String {
        if is_such(text) {
            self.made_up.digits(text)
        } else {
            text.to_owned()
        }
    }

    /// The free text with everything replaced that a field held: names, texts, and numbers where they
    /// are no part of another one.
    pub(super) fn known_in(&self, text: &str) -> String {
        let text = self.made_up.known_in(text);
        let mut known: Vec<_> = self.made_up.numbers().iter().collect();
        known.retain(|(original, _)| {
            let digits = original.bytes().filter(u8::is_ascii_digit).count();
            digits >= SHORTEST && text.contains(original.as_str())
        });
        known.sort_by_key(|(original, _)| (std::cmp::Reverse(original.len()), *original));
        known.into_iter().fold(text, |text, (original, made_up)| {
            replace_whole(&text, original, made_up)
        })
    }
}

/// Replaces a number where neither a letter nor a digit stands beside it.
fn replace_whole(text: &str, original: &str, made_up: &str) -> String {
    let mut replaced = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(original) {
        let beside = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        let part = beside(before.chars().next_back()) || beside(after.chars().next());
        replaced.push_str(before);
        replaced.push_str(if part { original } else { made_up });
        rest = after;
    }
    replaced.push_str(rest);
    replaced
}

/// Whether the check digits of an account number are right (ISO 13616).
fn is_iban(text: &str) -> bool {
    let letters: Vec<u32> = text.chars().filter_map(|c| c.to_digit(36)).collect();
    let (Some(country), Some(account)) = (letters.get(..4), letters.get(4..)) else {
        return false;
    };
    let rest = account.iter().chain(country).fold(0, |rest, value| {
        let shift = if *value < 10 { 10 } else { 100 };
        (rest * shift + value) % 97
    });
    rest == 1
}

/// Whether the check digit of a card number is right (Luhn).
fn is_card(text: &str) -> bool {
    let digits = text.chars().rev().filter_map(|c| c.to_digit(10));
    let sum: u32 = digits
        .enumerate()
        .map(|(place, digit)| match (place % 2, digit * 2) {
            (0, _) => digit,
            (_, twice) if twice > 9 => twice - 9,
            (_, twice) => twice,
        })
        .sum();
    sum.is_multiple_of(10)
}
