//! Made-up values, the same one for the same original.
//!
//! Responsible for: values that nobody has, from the ranges that are reserved for examples.

use std::collections::{HashMap, HashSet};

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
    ids: HashMap<String, String>,
    tokens: HashMap<String, String>,
    phone_numbers: HashSet<String>,
    place: Option<Place>,
}

/// The place of a story at which new values turn up. What is made up there depends on the place and
/// not on what turned up before, so that one more value shifts nothing behind it.
#[derive(Debug, Clone)]
struct Place {
    name: String,
    seed: u64,
    /// How many of each kind were made up here.
    counts: HashMap<&'static str, usize>,
}

/// The number of a new value, and what distinguishes its place.
struct Next {
    seed: u64,
    number: usize,
    /// The name of the place.
    place: Option<String>,
}

impl MadeUp {
    /// Says where values come from now. `story` distinguishes stories with the same places.
    pub(super) fn begin(&mut self, story: &str, place: &str) {
        let seed = [story, place]
            .iter()
            .flat_map(|text| text.bytes().chain([0]))
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
            });
        self.place = Some(Place {
            name: place.to_owned(),
            seed,
            counts: HashMap::new(),
        });
    }

    /// Shows a text, from now on, as another one.
    pub(super) fn show(&mut self, text: &str, shown: &str) {
        self.texts.insert(text.to_owned(), shown.to_owned());
    }

    /// Whether a text is shown as it is.
    pub(super) fn shown(&self, text: &str) -> Option<&str> {
        self.texts.get(text).map(String::as_str)
    }

    /// Leaves the digits of a SID as they are.
    pub(super) fn keep_sid(&mut self, digits: &str) {
        let digits = digits.to_ascii_lowercase();
        self.sids.insert(digits.clone(), digits);
    }

    /// The number of a new value of a kind, of which there are so many.
    fn next(&mut self, kind: &'static str, so_many: usize) -> Next {
        match &mut self.place {
            None => Next {
                seed: 0,
                number: so_many,
                place: None,
            },
            Some(place) => {
                let count = place.counts.entry(kind).or_default();
                *count += 1;
                // Two kinds of the same place have nothing in common.
                let kind = kind.bytes().fold(0, |sum, byte| sum * 31 + u64::from(byte));
                Next {
                    seed: place.seed ^ mix(kind),
                    number: *count - 1,
                    place: Some(place.name.clone()),
                }
            }
        }
    }

    /// 32 hex digits for those of a SID; the two letters stay with the caller.
    pub(super) fn sid(&mut self, digits: &str) -> String {
        let key = digits.to_ascii_lowercase();
        if let Some(known) = self.sids.get(&key) {
            return known.clone();
        }
        let next = self.next("sid", self.sids.len());
        let number = next.seed.wrapping_add(next.number as u64);
        let made_up = format!("{:016x}{:016x}", mix(number), mix(!number));
        self.sids.insert(key, made_up.clone());
        made_up
    }

    /// As many hex digits, or the same groups of them, with what is no digit where it was.
    pub(super) fn id(&mut self, id: &str) -> String {
        if let Some(known) = self.ids.get(id) {
            return known.clone();
        }
        let next = self.next("id", self.ids.len());
        let number = next.seed.wrapping_add(next.number as u64);
        let hex = format!("{:016x}{:016x}", mix(number), mix(!number));
        let mut hex = hex.chars().cycle();
        let (before, digits) = id
            .rsplit_once('_')
            .map_or(("", id), |(before, digits)| (&id[..=before.len()], digits));
        let digits = digits.chars().map(|letter| match letter {
            '-' => '-',
            _ => hex.next().unwrap_or('0'),
        });
        let made_up: String = before.chars().chain(digits).collect();
        self.ids.insert(id.to_owned(), made_up.clone());
        made_up
    }

    /// A place in a list, of which nobody but the server knows what it says.
    pub(super) fn page_token(&mut self, token: &str) -> String {
        if let Some(known) = self.tokens.get(token) {
            return known.clone();
        }
        let next = self.next("token", self.tokens.len());
        let number = next.seed.wrapping_add(next.number as u64);
        let made_up = format!("page{:016x}", mix(number));
        self.tokens.insert(token.to_owned(), made_up.clone());
        made_up
    }

    /// The SID of an API key that is plainly none. What is so already stays as it is.
    pub(super) fn key(&mut self, key: &str) -> String {
        if crate::redact::is_no_key(key) {
            return key.to_owned();
        }
        let (number, lower) = (self.keys.len(), key.to_ascii_lowercase());
        let made_up = || {
            let digit = b"0123456789abcdef"[number % 16];
            format!("SK{}", char::from(digit).to_string().repeat(32))
        };
        self.keys.entry(lower).or_insert_with(made_up).clone()
    }

    pub(super) fn mail(&mut self, mail: &str) -> String {
        let key = mail.to_lowercase();
        if let Some(known) = self.mails.get(&key) {
            return known.clone();
        }
        let next = self.next("mail", self.mails.len());
        let host = next.place.as_deref().map_or_else(
            || "example.com".to_owned(),
            |place| format!("{}.example", label(place)),
        );
        let made_up = format!("person{}@{host}", next.number + 1);
        self.mails.insert(key, made_up.clone());
        made_up
    }

    /// From the numbers that are kept free for fiction: `555-0100` to `555-0199` of an area.
    pub(super) fn phone(&mut self, phone: &str) -> String {
        let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
        if let Some(known) = self.phones.get(&digits) {
            return known.clone();
        }
        let next = self.next("phone", self.phones.len());
        // 700 areas with 100 numbers each. Two places can meet at one number: then the next one.
        let start = usize::try_from(next.seed % 70_000).unwrap_or_default() + next.number;
        let number = |at: usize| format!("+1{}55501{:02}", 202 + (at / 100) % 700, at % 100);
        let made_up = (start..start + 70_000)
            .map(number)
            .find(|made_up| !self.phone_numbers.contains(made_up))
            .unwrap_or_else(|| number(start));
        self.phone_numbers.insert(made_up.clone());
        self.phones.insert(digits, made_up.clone());
        made_up
    }

    pub(super) fn site(&mut self, url: &str) -> String {
        if let Some(known) = self.sites.get(url) {
            return known.clone();
        }
        let next = self.next("site", self.sites.len());
        let place = next
            .place
            .as_deref()
            .map_or_else(String::new, |place| format!(".{}", label(place)));
        let made_up = format!("https://site{}{place}.example/", next.number + 1);
        self.sites.insert(url.to_owned(), made_up.clone());
        made_up
    }

    /// From the IP addresses that are kept free for documents.
    pub(super) fn address(&mut self, address: &str) -> String {
        if let Some(known) = self.addresses.get(address) {
            return known.clone();
        }
        let next = self.next("address", self.addresses.len());
        let made_up = format!("192.0.2.{}", 1 + next.number % 254);
        self.addresses.insert(address.to_owned(), made_up.clone());
        made_up
    }

    /// As many digits, with the other letters where they were.
    pub(super) fn digits(&mut self, text: &str) -> String {
        if let Some(known) = self.digits.get(text) {
            return known.clone();
        }
        let next = self.next("digits", self.digits.len());
        let mut random = mix(next.seed.wrapping_add(next.number as u64))
            .to_string()
            .into_bytes()
            .into_iter()
            .cycle();
        let digit = |letter: char| match letter {
            // No zero: a number must not lose its first digit.
            '0'..='9' => random
                .next()
                .map_or('1', |digit| char::from(digit.max(b'1'))),
            letter => letter,
        };
        let made_up: String = text.chars().map(digit).collect();
        self.digits.insert(text.to_owned(), made_up.clone());
        made_up
    }

    /// What numbers became.
    pub(super) fn numbers(&self) -> &HashMap<String, String> {
        &self.digits
    }

    /// A text that says what stood here, from the name of its field.
    pub(super) fn text(&mut self, name: &str, text: &str) -> String {
        if let Some(known) = self.texts.get(text) {
            return known.clone();
        }
        let next = self.next("text", self.texts.len());
        let place = next
            .place
            .map_or_else(String::new, |place| format!(" of {place}"));
        let made_up = format!("{} {}{place}", words(name), next.number + 1);
        self.texts.insert(text.to_owned(), made_up.clone());
        made_up
    }

    /// The free text with each original that a field held replaced, longest first.
    pub(super) fn known_in(&self, text: &str) -> String {
        self.known(|original| text.contains(original))
            .into_iter()
            .fold(text.to_owned(), |text, (original, made_up)| {
                text.replace(original, made_up)
            })
    }

    /// The same for a page, where letters can be written as entities.
    pub(super) fn known_in_page(&self, page: &str) -> String {
        let mut page = self.known_in(page);
        for (original, made_up) in self.known(|original| original.contains(SPECIAL)) {
            for spelling in entities(original) {
                page = page.replace(&spelling, made_up);
            }
        }
        page
    }

    /// Originals with what they became, longest first.
    fn known(&self, wanted: impl Fn(&str) -> bool) -> Vec<(&str, &str)> {
        let pairs = self.texts.iter();
        let mut known: Vec<_> = pairs
            .map(|(original, made_up)| (original.as_str(), made_up.as_str()))
            .filter(|(original, _)| original.chars().count() >= 4 && wanted(original))
            .collect();
        known.sort_by_key(|(original, _)| (std::cmp::Reverse(original.len()), *original));
        known
    }
}

/// Letters that a page may write as entities.
const SPECIAL: [char; 5] = ['&', '<', '>', '"', '\''];

/// The usual spellings of a text in HTML.
fn entities(text: &str) -> Vec<String> {
    let base = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let mut spellings = vec![base.clone()];
    for quote in ["&quot;", "&#34;"] {
        for apostrophe in ["'", "&#39;", "&#x27;", "&apos;"] {
            spellings.push(base.replace('"', quote).replace('\'', apostrophe));
        }
    }
    spellings
}

/// A name as a label of a host.
fn label(name: &str) -> String {
    let letters = name.chars().map(|letter| {
        if letter.is_ascii_alphanumeric() {
            letter.to_ascii_lowercase()
        } else {
            '-'
        }
    });
    let label: String = letters.take(60).collect();
    label.trim_matches('-').to_owned()
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
