//! JSON pointers to lines and columns of the text they come from.
//!
//! Responsible for: a second, lazy reading of a text that only follows the pointers asked for.
//! Not for: judging the text; where this reader fails, places are just less exact.

mod walk;

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::PathBuf;

use saphyr_parser::{Event, Marker, Parser};

use self::walk::Walk;

use super::{pointer, source};
use crate::diagnostics::Diagnostics;

/// Fills in the line of each problem that has none yet, reading each file concerned once more.
///
/// A pointer that is not in the text (an overlay added it) takes the place of its nearest ancestor
/// that is. A file that cannot be read leaves its problems without a line.
pub fn place(diagnostics: &mut Diagnostics) {
    let mut wanted: HashMap<PathBuf, Vec<String>> = HashMap::new();
    for problem in diagnostics
        .iter()
        .filter(|d| d.line.is_none() && !d.pointer.is_empty())
    {
        wanted
            .entry(problem.file.clone())
            .or_default()
            .push(problem.pointer.clone());
    }
    for (file, pointers) in wanted {
        let Some(text) = source::read_quietly(&file) else {
            continue;
        };
        let index = Index::build(&text, pointers.iter().map(String::as_str), Reach::First);
        for problem in diagnostics.iter_mut() {
            if problem.line.is_none() && problem.file == file && !problem.pointer.is_empty() {
                problem.line = index.place(&problem.pointer, 0);
            }
        }
    }
}

/// Where the second document of a YAML stream starts.
pub(super) fn second_document(text: &str) -> Option<(usize, usize)> {
    Parser::new_from_str(text)
        .map_while(Result::ok)
        .filter(|(event, _)| matches!(event, Event::DocumentStart(_)))
        .nth(1)
        .map(|(_, span)| line_and_column(&span.start))
}

fn line_and_column(marker: &Marker) -> (usize, usize) {
    (marker.line(), marker.col() + 1)
}

/// How far to read.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Reach {
    /// Until each pointer was met once.
    First,
    /// To the end: for keys given twice, and for tags.
    End,
}

/// The places of some pointers in one text.
pub(super) struct Index<'a> {
    text: &'a str,
    /// The wanted pointers as a tree; the first one is the root.
    branches: Vec<Branch>,
    /// How many branches were not met yet.
    unmet: usize,
    /// Tagged values.
    pub(super) tags: Vec<Tagged>,
}

/// A value with a YAML tag.
pub(super) struct Tagged {
    pub(super) pointer: String,
    pub(super) tag: String,
    pub(super) place: (usize, usize),
}

/// One wanted pointer or the beginning of one.
#[derive(Default)]
struct Branch {
    children: HashMap<String, usize>,
    /// Where it stands: each time the key, or the list element, begins.
    starts: Vec<(usize, usize)>,
    /// Where the first value begins, as an offset in characters.
    value: Option<usize>,
}

impl<'a> Index<'a> {
    /// Reads a text and notes where the given pointers stand.
    pub(super) fn build<'p>(
        text: &'a str,
        pointers: impl Iterator<Item = &'p str>,
        reach: Reach,
    ) -> Self {
        let mut index = Index {
            text,
            branches: vec![Branch::default()],
            unmet: 0,
            tags: Vec::new(),
        };
        for pointer in pointers {
            let mut at = 0;
            for segment in pointer::segments(pointer).unwrap_or_default() {
                let new = index.branches.len();
                at = *index.branches[at].children.entry(segment).or_insert(new);
                if at == new {
                    index.branches.push(Branch::default());
                }
            }
        }
        index.unmet = index.branches.len();
        let readable = without_surrogates(text);
        let mut walk = Walk::new(&mut index);
        for (event, span) in Parser::new_from_str(&readable).map_while(Result::ok) {
            let go_on = walk.step(event, &span.start).is_some();
            if !go_on || (reach == Reach::First && walk.all_met()) {
                break;
            }
        }
        index
    }

    /// Notes where a branch stands.
    fn meet(&mut self, branch: usize, at: &Marker) {
        let starts = &mut self.branches[branch].starts;
        if starts.is_empty() {
            self.unmet -= 1;
        }
        starts.push(line_and_column(at));
    }

    /// Line and column of a pointer, or of its nearest ancestor.
    pub(super) fn place(&self, pointer: &str, occurrence: usize) -> Option<(usize, usize)> {
        let mut branch = &self.branches[0];
        for segment in pointer::segments(pointer).unwrap_or_default() {
            let child = branch
                .children
                .get(&segment)
                .and_then(|at| self.branches.get(*at));
            let Some(child) = child.filter(|child| !child.starts.is_empty()) else {
                return branch.starts.first().copied();
            };
            branch = child;
        }
        branch
            .starts
            .get(occurrence)
            .or(branch.starts.first())
            .copied()
    }

    /// The byte offset at which the value of a pointer begins, exact or nothing.
    pub(super) fn value_offset(&self, pointer: &str) -> Option<usize> {
        let mut branch = &self.branches[0];
        for segment in pointer::segments(pointer)? {
            branch = self.branches.get(*branch.children.get(&segment)?)?;
        }
        let characters = branch.value?;
        self.text.char_indices().nth(characters).map(|(at, _)| at)
    }
}

/// JSON writes characters outside the basic plane as two `\u` escapes, which no YAML reader takes:
/// both are replaced by harmless ones of the same length.
fn without_surrogates(text: &str) -> Cow<'_, str> {
    let lower = |at: usize| text.as_bytes().get(at).map(u8::to_ascii_lowercase);
    let surrogates: Vec<usize> = text
        .match_indices("\\u")
        .map(|(at, _)| at)
        .filter(|at| {
            lower(at + 2) == Some(b'd') && matches!(lower(at + 3), Some(b'8' | b'9' | b'a'..=b'f'))
        })
        .collect();
    if surrogates.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut from = 0;
    for at in surrogates {
        plain.push_str(&text[from..at]);
        plain.push_str("\\u00");
        from = at + 4;
    }
    plain.push_str(&text[from..]);
    Cow::Owned(plain)
}
