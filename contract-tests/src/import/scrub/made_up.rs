//! Made-up values, the same one for the same original.
//!
//! Responsible for: values that nobody has, from the ranges that are reserved for examples.

use std::collections::HashMap;

/// What was replaced so far. Originals live only as long as the import.
#[derive(Debug, Clone, Default)]
pub(super) struct MadeUp {
    sids: HashMap<String, String>,
    keys: HashMap<String, String>,
    mails: HashMap<String, String>,
    phones: HashMap<String, String>,
    sites: HashMap<String, String>,
    addresses: HashMap<String, String>,
    digits: HashMap<String, String>,
    texts: HashMap<String, String>,
}

impl MadeUp {
    /// 32 hex digits for those of a SID; the two letters stay with the caller.
    pub(super) fn sid(&mut self, digits: &str) -> String {
        let number = self.sids.len() as u64;
        let made_up = || format!("{:016x}{:016x}", mix(number), mix(!number));
        entry(&mut self.sids, &digits.to_ascii_lowercase(), made_up)
    }

    /// The SID of an API key that is plainly none. What is so already stays as it is.
    pub(super) fn key(&mut self, key: &str) -> String {
        if crate::redact::is_no_key(key) {
            return key.to_owned();
        }
        let number = self.keys.len();
        let made_up = || {
            let digit = b"0123456789abcdef"[number % 16];
            format!("SK{}", char::from(digit).to_string().repeat(32))
        };
        entry(&mut self.keys, &key.to_ascii_lowercase(), made_up)
    }

    pub(super) fn mail(&mut self, mail: &str) -> String {
        let number = self.mails.len() + 1;
        let made_up = || format!("person{number}@example.com");
        entry(&mut self.mails, &mail.to_lowercase(), made_up)
    }

    /// From the numbers that are kept free for fiction: `555-0100` to `555-0199` of an area.
    pub(super) fn phone(&mut self, phone: &str) -> String {
        let number = self.phones.len();
        let made_up = || format!("+1{}55501{:02}", 202 + (number / 100) % 700, number % 100);
        let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
        entry(&mut self.phones, &digits, made_up)
    }

    pub(super) fn site(&mut self, url: &str) -> String {
        let number = self.sites.len() + 1;
        entry(&mut self.sites, url, || {
            format!("https://site{number}.example/")
        })
    }

    /// From the IP addresses that are kept free for documents.
    pub(super) fn address(&mut self, address: &str) -> String {
        let number = self.addresses.len();
        entry(&mut self.addresses, address, || {
            format!("192.0.2.{}", 1 + number % 254)
        })
    }

    /// As many digits, with the other letters where they were.
    pub(super) fn digits(&mut self, text: &str) -> String {
        let mut random = mix(self.digits.len() as u64)
            .to_string()
            .into_bytes()
            .into_iter()
            .cycle();
        let made_up = || {
            let digit = |letter: char| match letter {
                // No zero: a number must not lose its first digit.
                '0'..='9' => random
                    .next()
                    .map_or('1', |digit| char::from(digit.max(b'1'))),
                letter => letter,
            };
            text.chars().map(digit).collect()
        };
        entry(&mut self.digits, text, made_up)
    }

    /// A text that says what stood here, from the name of its field.
    pub(super) fn text(&mut self, name: &str, text: &str) -> String {
        let number = self.texts.len() + 1;
        entry(&mut self.texts, text, || {
            format!("{} {number}", words(name))
        })
    }

    /// The free text with each original that a field held replaced, longest first.
    pub(super) fn known_in(&self, text: &str) -> String {
        let mut known: Vec<_> = self
            .texts
            .iter()
            .filter(|(original, _)| {
                original.chars().count() >= 4 && text.contains(original.as_str())
            })
            .collect();
        known.sort_by_key(|(original, _)| (std::cmp::Reverse(original.len()), *original));
        known
            .into_iter()
            .fold(text.to_owned(), |text, (original, made_up)| {
                text.replace(original.as_str(), made_up)
            })
    }
}

fn entry(
    known: &mut HashMap<String, String>,
    original: &str,
    made_up: impl FnOnce() -> String,
) -> String {
    known
        .entry(original.to_owned())
        .or_insert_with(made_up)
        .clone()
}

/// `FirstName` and `first_name` as `First name`.
fn words(name: &str) -> String {
    let mut text = String::new();
    let mut after_small = false;
    for letter in name.chars().filter(char::is_ascii) {
        if (letter.is_ascii_uppercase() && after_small) || letter == '_' || letter == '-' {
            text.push(' ');
        }
        after_small = letter.is_ascii_lowercase();
        if letter.is_ascii_alphanumeric() {
            text.push(if text.is_empty() {
                letter.to_ascii_uppercase()
            } else {
                letter.to_ascii_lowercase()
            });
        }
    }
    if text.is_empty() {
        "Text".to_owned()
    } else {
        text
    }
}

/// Well spread bits for small numbers (`splitmix64`).
fn mix(number: u64) -> u64 {
    let mut bits = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}
