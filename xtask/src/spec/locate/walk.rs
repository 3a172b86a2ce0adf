//! Follows the events of a text along the wanted branches of an index.
//!
//! Responsible for: turning events into segments. Not for: what the places are used for.

use saphyr_parser::{Event, Marker, Tag};

use super::super::pointer;
use super::{Index, Tagged, line_and_column};

/// An object or list that is not closed yet.
struct Open {
    /// Its segment in its parent.
    segment: String,
    /// Its branch, where it is wanted or leads to what is wanted.
    branch: Option<usize>,
    kind: Kind,
}

enum Kind {
    List { next: usize },
    Map { key: Option<String> },
}

/// Follows the events of a text along the wanted branches.
pub(super) struct Walk<'i, 'a> {
    index: &'i mut Index<'a>,
    open: Vec<Open>,
}

impl<'i, 'a> Walk<'i, 'a> {
    /// Starts before the first event.
    pub(super) fn new(index: &'i mut Index<'a>) -> Self {
        Self {
            index,
            open: Vec::new(),
        }
    }

    /// Whether each wanted pointer was met.
    pub(super) fn all_met(&self) -> bool {
        self.index.unmet == 0
    }

    /// Takes one event; `None` to stop.
    pub(super) fn step(&mut self, event: Event<'_>, at: &Marker) -> Option<()> {
        match event {
            Event::Scalar(text, _, _, tag) => {
                if !self.key(Some(&text), at) {
                    self.value(at, tag.as_deref());
                }
            }
            Event::Alias(_) => {
                if !self.key(None, at) {
                    self.value(at, None);
                }
            }
            Event::SequenceStart(_, tag) => {
                self.enter(at, tag.as_deref(), Kind::List { next: 0 })?;
            }
            Event::MappingStart(_, tag) => {
                self.enter(at, tag.as_deref(), Kind::Map { key: None })?;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                self.open.pop();
            }
            Event::DocumentEnd => return None,
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) => {}
        }
        Some(())
    }

    /// Takes a scalar as a key if one is due, and says whether it did.
    fn key(&mut self, text: Option<&str>, at: &Marker) -> bool {
        let Some(Open {
            branch,
            kind: Kind::Map { key: key @ None },
            ..
        }) = self.open.last_mut()
        else {
            return false;
        };
        let text = text.unwrap_or_default();
        *key = Some(text.to_owned());
        if let Some(child) = branch.and_then(|b| self.index.branches[b].children.get(text).copied())
        {
            self.index.meet(child, at);
        }
        true
    }

    /// Takes the start of a value; gives its segment and branch.
    fn value(&mut self, at: &Marker, tag: Option<&Tag>) -> (String, Option<usize>) {
        let (segment, branch) = match self.open.last_mut() {
            None => {
                self.index.meet(0, at);
                (String::new(), Some(0))
            }
            Some(parent) => {
                let is_list = matches!(parent.kind, Kind::List { .. });
                let segment = match &mut parent.kind {
                    Kind::List { next } => {
                        *next += 1;
                        (*next - 1).to_string()
                    }
                    Kind::Map { key } => key.take().unwrap_or_default(),
                };
                let children = parent.branch.map(|b| &self.index.branches[b].children);
                let branch = children.and_then(|children| children.get(&segment).copied());
                if let (true, Some(branch)) = (is_list, branch) {
                    self.index.meet(branch, at);
                }
                (segment, branch)
            }
        };
        if let Some(branch) = branch {
            self.index.branches[branch].value.get_or_insert(at.index());
        }
        if let Some(tag) = tag {
            let mut pointer = String::new();
            let parents = self.open.iter().skip(1).map(|open| open.segment.as_str());
            let own = (!self.open.is_empty()).then_some(segment.as_str());
            parents
                .chain(own)
                .for_each(|segment| pointer::push(&mut pointer, segment));
            let tag = format!("{}{}", tag.handle, tag.suffix);
            let place = line_and_column(at);
            self.index.tags.push(Tagged {
                pointer,
                tag,
                place,
            });
        }
        (segment, branch)
    }

    /// Opens an object or list; stops at one that is a key, which `parse` refuses anyway.
    fn enter(&mut self, at: &Marker, tag: Option<&Tag>, kind: Kind) -> Option<()> {
        if let Some(Open {
            kind: Kind::Map { key: None },
            ..
        }) = self.open.last()
        {
            return None;
        }
        let (segment, branch) = self.value(at, tag);
        self.open.push(Open {
            segment,
            branch,
            kind,
        });
        Some(())
    }
}
