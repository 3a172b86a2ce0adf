//! The crate root and the module of SID kinds.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Api, Model};

use super::docs;
use super::ty::ident;

/// `lib.rs`.
pub(super) fn root(api: &Api) -> TokenStream {
    let modules = api.modules.iter().map(|module| {
        let name = ident(module.name());
        quote!(pub mod #name;)
    });
    let written = api.hand_written.iter().flat_map(|part| &part.modules);
    let written = written.map(|name| {
        let name = ident(name);
        quote!(pub mod #name;)
    });
    let types = (!api.models.is_empty()).then(|| {
        quote!(
            pub mod types;
        )
    });
    let sids = (!api.sids.is_empty()).then(|| {
        quote!(
            mod sids;
        )
    });
    let sid_names = (!api.sids.is_empty()).then(|| {
        quote!(
            pub use sids::*;
        )
    });
    let shared = api.models.iter();
    let mut models = shared.chain(api.walk().flat_map(|module| &module.models));
    let unions = models
        .any(|model| matches!(model, Model::Union(_)))
        .then(|| {
            quote! {
                #![allow(
                    clippy::large_enum_variant,
                    reason = "a box would stand in the way of who matches"
                )]
            }
        });
    let limit = recursion_limit(api.depth).map(|limit| {
        let limit = limit.to_string();
        quote!(#![recursion_limit = #limit])
    });
    let server = &api.server;
    quote! {
        #![doc = include_str!("../README.md")]
        #![forbid(unsafe_code)]
        #![warn(missing_docs)]
        #![allow(
            clippy::doc_markdown,
            reason = "the text is the document's, which has no notion of Rust names"
        )]
        #![allow(
            clippy::module_inception,
            clippy::struct_excessive_bools,
            clippy::too_many_lines,
            reason = "what there is and what it is called is decided by the document"
        )]
        #unions
        #limit
        #(#modules)*
        #(#written)*
        mod runtime;
        #sids
        #types
        pub use runtime::*;
        #sid_names
        /// Server of the document; a client can be given another one.
        pub const SERVER: &str = #server;
    }
}

/// The compiler's own limit, and the depth of types up to which it is enough with room to spare.
const ENOUGH: (usize, usize) = (128, 16);

/// Steps of the compiler from a type to one inside it, through options, boxes, lists and maps.
const STEPS: usize = 12;

fn recursion_limit(depth: usize) -> Option<usize> {
    let (limit, enough) = ENOUGH;
    (depth > enough).then(|| limit + STEPS * depth)
}

/// `sids.rs`.
pub(super) fn sids(api: &Api) -> TokenStream {
    let kinds = api.sids.iter().map(|sid| {
        let name = ident(&sid.rust);
        let prefix = &sid.prefix;
        let form = format!("`{prefix}` and 32 hex digits.");
        let lines = sid.docs.lines.iter().map(String::as_str);
        let docs = docs::outer(lines.chain(["", form.as_str()]));
        quote! {
            #docs
            #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
            #[serde(transparent)]
            pub struct #name(Sid);
            crate::runtime::sid!(#name, #prefix);
        }
    });
    quote! {
        //! SID kinds: one type each, so that one kind cannot stand for another.
        use crate::runtime::Sid;
        use serde::{Deserialize, Serialize};
        #(#kinds)*
    }
}
