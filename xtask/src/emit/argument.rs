//! Parameters as arguments: their types, and how the runtime's request takes them.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Encoding, Location, Members, Parameter, Type};

use super::ty::{self, ident};

/// The method of the runtime's request that writes the parameter.
pub(super) fn writer(parameter: &Parameter) -> &'static str {
    match (parameter.location, parameter.encoding) {
        (Location::Path, _) => "segment",
        (Location::Header, _) => "header",
        (Location::Query, Encoding::Repeated) => "query_list",
        (Location::Query, Encoding::Joined(_)) => "query_joined",
        (Location::Query, Encoding::Members(_)) => "query_map",
        (Location::Query, _) => "query",
        (Location::Form, Encoding::Repeated) => "form_list",
        (Location::Form, Encoding::Joined(_)) => "form_joined",
        (Location::Form, Encoding::Members(_)) => "form_map",
        (Location::Form, Encoding::Json) => "form_json",
        (Location::Form, Encoding::JsonObject) => "form_object",
        (Location::Form, _) => "form",
        (Location::Member, _) => match parameter.ty {
            Type::List(_) => "member_list",
            Type::Object => "member_object",
            _ => "member",
        },
        (Location::Body, _) => match parameter.ty {
            Type::Object => "body_object",
            _ => "body",
        },
    }
}

/// The type of an argument: what callers have at hand, borrowed or owned.
pub(super) fn argument_type(parameter: &Parameter, module: &[String]) -> TokenStream {
    match (parameter.encoding, &parameter.ty) {
        (Encoding::Text, Type::String) => quote!(impl AsRef<str>),
        (Encoding::Text, Type::Sid(kind)) => {
            let kind = ident(kind);
            quote!(impl AsRef<crate::#kind>)
        }
        (Encoding::Text, ty) => ty::field(ty, module),
        (Encoding::Repeated | Encoding::Joined(_), Type::String) => {
            quote!(impl IntoIterator<Item = impl std::fmt::Display>)
        }
        (Encoding::Repeated | Encoding::Joined(_), ty) => {
            let ty = ty::field(ty, module);
            quote!(impl IntoIterator<Item = #ty>)
        }
        (Encoding::Json | Encoding::JsonObject | Encoding::Members(_), _) => {
            quote!(impl Into<serde_json::Value>)
        }
        (Encoding::Value, ty) => json_argument(ty, parameter.location, module),
    }
}

/// The type of an argument that is sent as JSON.
fn json_argument(ty: &Type, location: Location, module: &[String]) -> TokenStream {
    match ty {
        Type::String => quote!(impl Into<String>),
        Type::Sid(kind) => {
            let kind = ident(kind);
            quote!(impl AsRef<crate::#kind>)
        }
        Type::Json | Type::Object => quote!(impl Into<serde_json::Value>),
        Type::Nullable(inner) => {
            let inner = ty::field(inner, module);
            quote!(impl Into<Option<#inner>>)
        }
        Type::List(item) if location == Location::Member => match item.as_ref() {
            Type::String => quote!(impl IntoIterator<Item = impl Into<String>>),
            item => {
                let item = ty::field(item, module);
                quote!(impl IntoIterator<Item = #item>)
            }
        },
        ty => ty::field(ty, module),
    }
}

/// The type of a field in a struct of required parameters.
pub(super) fn owned_type(parameter: &Parameter, module: &[String]) -> TokenStream {
    match parameter.encoding {
        Encoding::Repeated | Encoding::Joined(_) => {
            let ty = ty::field(&parameter.ty, module);
            quote!(Vec<#ty>)
        }
        Encoding::Json | Encoding::JsonObject | Encoding::Members(_) => {
            quote!(serde_json::Value)
        }
        Encoding::Value if parameter.ty == Type::Object => quote!(serde_json::Value),
        Encoding::Text | Encoding::Value => ty::field(&parameter.ty, module),
    }
}

/// The expression that hands a JSON value to the runtime, which serializes it.
fn json_value(ty: &Type, location: Location, name: &TokenStream, module: &[String]) -> TokenStream {
    match ty {
        Type::String => quote!(Into::<String>::into(#name)),
        Type::Sid(_) => quote!(#name.as_ref()),
        Type::Json => quote!(Into::<serde_json::Value>::into(#name)),
        Type::Object => quote!(#name.into()),
        Type::Nullable(inner) => {
            let inner = ty::field(inner, module);
            quote!(Into::<Option<#inner>>::into(#name))
        }
        Type::List(item) if location == Location::Member && **item == Type::String => {
            quote!(#name.into_iter().map(Into::<String>::into))
        }
        _ => quote!(#name),
    }
}

/// The expression that hands a parameter to the runtime, which writes what displays.
pub(super) fn value(parameter: &Parameter, name: &TokenStream, module: &[String]) -> TokenStream {
    match (parameter.encoding, &parameter.ty) {
        (Encoding::Value, ty) => json_value(ty, parameter.location, name, module),
        (Encoding::Text, Type::String | Type::Sid(_)) => quote!(#name.as_ref()),
        (Encoding::Text | Encoding::Repeated | Encoding::Joined(_), _) => quote!(#name),
        (Encoding::Members(_), _) => quote!(#name.into()),
        (Encoding::Json | Encoding::JsonObject, _) if parameter.location == Location::Form => {
            quote!(#name.into())
        }
        (Encoding::Json | Encoding::JsonObject, _) => {
            quote!(Into::<serde_json::Value>::into(#name))
        }
    }
}

/// How the value is written, where the runtime's method asks for it: an argument before the value.
pub(super) fn style(parameter: &Parameter) -> Option<TokenStream> {
    match parameter.encoding {
        Encoding::Joined(separator) => Some(quote!(#separator,)),
        Encoding::Members(members) => {
            let style = match members {
                Members::Brackets => quote!(Brackets),
                Members::Dots => quote!(Dots),
                Members::Bare => quote!(Bare),
            };
            Some(quote!(crate::MapStyle::#style,))
        }
        _ => None,
    }
}
