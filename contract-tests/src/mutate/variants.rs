//! Mutants of a value that has one of several shapes.
//!
//! Responsible for: changes after which it has none of them. Not for: what breaks a single shape, see
//! [`super::answer`].

use serde_json::{Value, json};

use super::answer::{STRANGER, Walk, body};
use super::mutant::{Edit, Expected, Where};
use super::operator::Operator;
use crate::coverage::Fit;
use crate::finding::Kind;
use crate::judge::contract::Union;

/// What a body of several shapes can be found guilty of.
const ANY_ANSWER: &[Kind] = &[
    Kind::ResponseUndeclaredField,
    Kind::ResponseMissingField,
    Kind::ResponseWrongType,
    Kind::ResponseNullNotAllowed,
    Kind::ResponseUnknownEnumValue,
    Kind::ResponsePatternMismatch,
    Kind::ResponseFormatMismatch,
];

impl Walk<'_> {
    /// Mutants of a value that has one of several shapes: those that make it fit none. Where it
    /// fits several, nothing can be said.
    pub(super) fn variants(&mut self, value: &Value, union: &Union, at: &str) {
        let fits = Fit::all(self.contract, union);
        let anywhere = || {
            vec![Expected {
                kinds: ANY_ANSWER,
                place: Where::InBody,
            }]
        };
        for wrong in [
            json!("text"),
            json!(0.5),
            json!(true),
            json!([]),
            json!({ STRANGER: 1 }),
        ] {
            if !fits.iter().any(|(fit, _)| fit.takes(&wrong)) {
                let edit = Edit::Replace {
                    at: at.to_owned(),
                    value: wrong,
                };
                self.push(Operator::NoSuchShape, body(at), edit, anywhere());
            }
        }
        let mut fitting = fits.iter().filter(|(fit, _)| fit.takes(value));
        let (Some((_, chosen)), None) = (fitting.next(), fitting.next()) else {
            return;
        };
        let mut inner = Walk::new(self.contract, true);
        inner.is_sent = self.is_sent;
        inner.node(value, *chosen, "");
        for mut mutant in inner.mutants {
            let mut changed = value.clone();
            mutant.edit.apply_to(&mut changed);
            let others = || fits.iter().filter(|(_, id)| id != chosen);
            // A union may be null though none of its shapes is.
            if changed.is_null() || others().any(|(fit, _)| fit.takes(&changed)) {
                continue;
            }
            mutant.move_below(at);
            mutant.expected = anywhere();
            self.mutants.push(mutant);
        }
    }
}
