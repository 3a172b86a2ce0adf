//! Types, as fields and arguments spell them.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::ir::{Type, TypePath};

/// An identifier, raw where the IR says so.
pub(super) fn ident(name: &str) -> Ident {
    format_ident!("{}", name)
}

/// The type of a field.
pub(super) fn field(ty: &Type, module: &[String]) -> TokenStream {
    match ty {
        Type::String => quote!(String),
        Type::Bool => quote!(bool),
        Type::Integer => quote!(i64),
        Type::Number => quote!(f64),
        Type::Timestamp => quote!(crate::Timestamp),
        Type::Date => quote!(crate::Date),
        Type::Sid(kind) => {
            let kind = ident(kind);
            quote!(crate::#kind)
        }
        Type::Json => quote!(serde_json::Value),
        Type::Object => quote!(serde_json::Map<String, serde_json::Value>),
        Type::Map(value) => map(value, module),
        Type::List(item) => {
            let item = field(item, module);
            quote!(Vec<#item>)
        }
        Type::Nullable(inner) => {
            let inner = field(inner, module);
            quote!(Option<#inner>)
        }
        Type::Model(target) => {
            let path = path(target, module);
            if target.boxed {
                quote!(Box<#path>)
            } else {
                path
            }
        }
    }
}

/// A map of names to values of one type.
pub(super) fn map(value: &Type, module: &[String]) -> TokenStream {
    let value = field(value, module);
    quote!(std::collections::BTreeMap<String, #value>)
}

/// A struct or enum, by its own name inside its module and from the crate root elsewhere.
pub(super) fn path(target: &TypePath, module: &[String]) -> TokenStream {
    let name = ident(&target.name);
    if target.module == module {
        return quote!(#name);
    }
    let segments = target.module.iter().map(|segment| ident(segment));
    quote!(crate::#(#segments::)*#name)
}
