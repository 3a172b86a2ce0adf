//! Documentation comments.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::Docs;

/// `///` comments, a line each.
pub(super) fn outer<'a>(lines: impl IntoIterator<Item = &'a str>) -> TokenStream {
    let lines = lines.into_iter().map(padded);
    quote!(#(#[doc = #lines])*)
}

/// `//!` comments, a line each.
pub(super) fn inner<'a>(lines: impl IntoIterator<Item = &'a str>) -> TokenStream {
    let lines = lines.into_iter().map(padded);
    quote!(#(#![doc = #lines])*)
}

/// The text of the document, or one line that is always true.
pub(super) fn or<'a>(docs: &'a Docs, fallback: &'a str) -> Vec<&'a str> {
    if docs.is_empty() {
        vec![fallback]
    } else {
        docs.lines.iter().map(String::as_str).collect()
    }
}

fn padded(line: &str) -> String {
    if line.is_empty() {
        String::new()
    } else {
        format!(" {line}")
    }
}
