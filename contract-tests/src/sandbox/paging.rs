//! Pages of a list.
//!
//! Responsible for: `PageSize`, `Page`, `PageToken` and the addresses of pages. A token names a
//! place between rows, so rows that come or go meanwhile make no other row appear twice or not at
//! all. Not for: which rows belong to a list.

use std::ops::Bound;

use form_urlencoded::Serializer;
use serde_json::{Map, Value, json};

use super::answer::{Answer, Refusal};
use super::call::{Call, Outcome};
use super::store::table::{Row, Table};

const DEFAULT_SIZE: usize = 50;
const OWN: [&str; 3] = ["PageSize", "Page", "PageToken"];

/// A place in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token {
    /// Behind the row with this number.
    Behind(u64),
    /// Before it.
    Before(u64),
}

impl Token {
    fn parse(text: &str) -> Option<Self> {
        let number = |digits: &str| u64::from_str_radix(digits, 16).ok();
        let whole = text.len() == 18;
        match text.split_at_checked(2)? {
            ("PA", digits) if whole => number(digits).map(Self::Behind),
            ("PB", digits) if whole => number(digits).map(Self::Before),
            _ => None,
        }
    }

    fn spell(self) -> String {
        match self {
            Self::Behind(number) => format!("PA{number:016x}"),
            Self::Before(number) => format!("PB{number:016x}"),
        }
    }
}

/// Where a page starts and how long it is.
struct Cut {
    size: usize,
    page: u64,
    token: Option<Token>,
}

impl Cut {
    fn read(call: &Call) -> Result<Self, Refusal> {
        let number = |name| call.query(name).and_then(|text| text.parse::<u64>().ok());
        let page = number("Page").unwrap_or(0);
        let token = call.query("PageToken");
        if page > 0 && token.is_none() {
            return Err(Refusal::parameter("Page must be given with a PageToken"));
        }
        let token = token
            .map(|text| {
                let refusal = || Refusal::parameter("PageToken is not one of a page address");
                Token::parse(text).ok_or_else(refusal)
            })
            .transpose()?;
        let size = number("PageSize").and_then(|size| usize::try_from(size).ok());
        Ok(Self {
            size: size.unwrap_or(DEFAULT_SIZE),
            page,
            token,
        })
    }
}

/// Answers with the page that a call asks for: the rows to `keep`, oldest first, under `key`.
pub(crate) fn answer<T: Row>(
    call: &Call,
    key: &str,
    table: &Table<T>,
    keep: impl Fn(&T) -> bool,
    show: impl Fn(&T) -> Value,
) -> Outcome {
    let cut = Cut::read(call)?;
    let kept = |(_, row): &(u64, &T)| keep(row);
    let (rows, more) = match cut.token {
        Some(Token::Before(number)) => {
            let before = table.range(..number).rev().filter(kept);
            let mut rows: Vec<_> = before.take(cut.size).collect();
            rows.reverse();
            (rows, true)
        }
        token => {
            let start = match token {
                Some(Token::Behind(number)) => Bound::Excluded(number),
                _ => Bound::Unbounded,
            };
            let range = (start, Bound::Unbounded);
            let mut rows: Vec<_> = table.range(range).filter(kept).take(cut.size + 1).collect();
            let more = rows.len() > cut.size;
            rows.truncate(cut.size);
            (rows, more)
        }
    };
    let first = rows.first().map(|(number, _)| *number);
    let last = rows.last().map(|(number, _)| *number);
    let next = last.filter(|_| more).map(Token::Behind);
    let is_later = first.is_some_and(|first| table.range(..first).any(|row| kept(&row)));
    let previous = first.filter(|_| is_later).map(Token::Before);
    let address = |page: u64, token: Option<Token>| page_url(call, cut.size, page, token);
    let meta = json!({
        "page": cut.page,
        "page_size": cut.size,
        "first_page_url": address(0, None),
        "previous_page_url": previous.map(|token| address(cut.page.saturating_sub(1), Some(token))),
        "url": address(cut.page, cut.token),
        "next_page_url": next.map(|token| address(cut.page + 1, Some(token))),
        "key": key,
    });
    let rows: Vec<Value> = rows.into_iter().map(|(_, row)| show(row)).collect();
    let mut body = Map::new();
    body.insert(key.to_owned(), rows.into());
    body.insert("meta".to_owned(), meta);
    Ok(Answer::ok(body.into()))
}

fn page_url(call: &Call, size: usize, page: u64, token: Option<Token>) -> String {
    let mut query = Serializer::new(String::new());
    for (name, value) in call.query.pairs() {
        if !OWN.contains(&name) {
            query.append_pair(name, value);
        }
    }
    query.append_pair("PageSize", &size.to_string());
    query.append_pair("Page", &page.to_string());
    if let Some(token) = token {
        query.append_pair("PageToken", &token.spell());
    }
    format!("{}{}?{}", call.origin, call.path, query.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_read_as_they_are_written_and_nothing_else_is() {
        for token in [Token::Behind(0), Token::Behind(u64::MAX), Token::Before(7)] {
            assert_eq!(Token::parse(&token.spell()), Some(token));
        }
        for other in [
            "",
            "P",
            "PA",
            "PA7",
            "PC0000000000000007",
            "PA00000000000000zz",
            "ü",
        ] {
            assert_eq!(Token::parse(other), None, "{other}");
        }
    }
}
