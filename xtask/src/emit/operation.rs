//! Endpoint functions and request structs.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::ir::{
    Arguments, Docs, Encoding, JsonBody, Location, Method, Operation, Parameter, Response, Type,
};

use super::docs;
use super::ty::{self, ident};

/// Everything that one operation brings into its module.
pub(super) fn operation(operation: &Operation, module: &[String]) -> TokenStream {
    let function = function(operation, module);
    let required = match &operation.arguments {
        Arguments::Positional => None,
        Arguments::Struct(name) => Some(required_struct(operation, name, module)),
    };
    let request = request_struct(operation, module);
    quote!(#required #function #request)
}

/// The endpoint function: makes a request and does no I/O.
fn function(operation: &Operation, module: &[String]) -> TokenStream {
    let name = ident(&operation.function);
    let request = ident(&operation.request);
    let endpoint = Docs::code(&format!("{} {}", operation.method.as_str(), operation.path));
    let id = Docs::code(&operation.id);
    let mut text = operation.docs.lines.clone();
    if !text.is_empty() {
        text.push(String::new());
    }
    text.push(format!("{endpoint} ({id})"));
    text.extend(
        [
            "",
            "# Errors",
            "",
            "Sending fails as [`Error`](crate::Error) tells.",
        ]
        .map(str::to_owned),
    );
    let docs = docs::outer(text.iter().map(String::as_str));
    let deprecated = operation.deprecated.then(|| quote!(#[deprecated]));
    let (arguments, prefix) = match &operation.arguments {
        Arguments::Positional => {
            let arguments = operation.required().map(|parameter| {
                let name = ident(&parameter.name.rust);
                let ty = argument_type(parameter, module);
                quote!(#name: #ty)
            });
            (quote!(#(#arguments),*), None)
        }
        Arguments::Struct(name) => {
            let name = ident(name);
            (quote!(required: #name), Some(quote!(required.)))
        }
    };
    let calls = operation.required().map(|parameter| {
        let method = format_ident!("{}", writer(parameter));
        let wire = &parameter.name.wire;
        let name = ident(&parameter.name.rust);
        let value = match &prefix {
            // A field is owned and displays as it is; only an argument may be borrowed.
            Some(prefix) => quote!(#prefix #name),
            None => value(parameter, &quote!(#name), module),
        };
        if parameter.location == Location::Body {
            quote!(.#method(#value))
        } else {
            quote!(.#method(#wire, #value))
        }
    });
    let json = operation.json_body.as_ref().map(json_body);
    let operation_id = &operation.id;
    let method = method(operation.method);
    let server = match &operation.server {
        None => quote!(SERVER),
        Some(server) => quote!(#server),
    };
    let path = &operation.path;
    let accept = operation
        .accept
        .as_ref()
        .map(|types| quote!(.accept(#types)));
    let location = (operation.response == Response::Location).then(|| quote!(.redirected()));
    quote! {
        #docs
        #deprecated
        pub fn #name(#arguments) -> #request {
            #request(Request::new(#operation_id, #method, #server, #path) #accept #location #json #(#calls)*)
        }
    }
}

/// What a JSON body is before its members are set.
fn json_body(body: &JsonBody) -> TokenStream {
    let media_type = body
        .media_type
        .as_ref()
        .map(|media_type| quote!(.sent_as(#media_type)));
    let empty = body
        .starts_empty
        .then(|| quote!(.body(serde_json::json!({}))));
    quote!(#media_type #empty)
}

/// A module can have the name of the function: the parentheses say which of them is meant. In links
/// names are never raw.
fn endpoint_link(operation: &Operation) -> String {
    format!("[`{}()`]", operation.function.trim_start_matches("r#"))
}

fn method(method: Method) -> TokenStream {
    let name = match method {
        Method::Get => "Get",
        Method::Post => "Post",
        Method::Put => "Put",
        Method::Patch => "Patch",
        Method::Delete => "Delete",
        Method::Head => "Head",
        Method::Options => "Options",
    };
    let name = ident(name);
    quote!(Method::#name)
}

/// The struct that stands for a long list of required parameters.
fn required_struct(operation: &Operation, name: &str, module: &[String]) -> TokenStream {
    let name = ident(name);
    let text = format!("What {} cannot do without.", endpoint_link(operation));
    let docs = docs::outer([text.as_str()]);
    let fields = operation.required().map(|parameter| {
        let name = ident(&parameter.name.rust);
        let fallback = format!("{} of the request.", Docs::code(&parameter.name.wire));
        let docs = docs::outer(docs::or(&parameter.docs, &fallback));
        let ty = owned_type(parameter, module);
        quote!(#docs pub #name: #ty,)
    });
    quote! {
        #docs
        #[derive(Clone)]
        pub struct #name {
            #(#fields)*
        }
    }
}

/// The request struct, its setters, and what every request can do.
fn request_struct(operation: &Operation, module: &[String]) -> TokenStream {
    let name = ident(&operation.request);
    let text = format!("The request that {} makes.", endpoint_link(operation));
    let docs = docs::outer([text.as_str()]);
    let setters: Vec<TokenStream> = operation
        .optional()
        .map(|parameter| setter(parameter, module))
        .collect();
    let setters = (!setters.is_empty()).then(|| quote!(impl #name { #(#setters)* }));
    let common = match &operation.response {
        Response::Empty => quote!(crate::runtime::operation!(#name -> ());),
        Response::Item(ty) => {
            let ty = ty::field(ty, module);
            quote!(crate::runtime::operation!(#name -> #ty);)
        }
        Response::Optional(ty) => {
            let ty = ty::field(ty, module);
            quote!(crate::runtime::operation!(#name -> Option<#ty>);)
        }
        Response::Bytes => quote!(crate::runtime::operation!(#name -> [u8]);),
        Response::Location => quote!(crate::runtime::operation!(#name -> location);),
        Response::Page {
            item,
            key,
            is_flat,
            token,
        } => {
            let item = ty::field(item, module);
            let flat = is_flat.then(|| quote!(.flat()));
            let token = token.as_ref().map(|parameter| quote!(.token(#parameter)));
            quote!(crate::runtime::list_operation!(#name -> #item, #key #flat #token);)
        }
    };
    quote! {
        #docs
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct #name(Request);
        #setters
        #common
    }
}

fn setter(parameter: &Parameter, module: &[String]) -> TokenStream {
    let name = ident(&parameter.name.rust);
    let wire = &parameter.name.wire;
    let fallback = format!("Sets {}.", Docs::code(wire));
    let docs = docs::outer(docs::or(&parameter.docs, &fallback));
    let ty = argument_type(parameter, module);
    let method = format_ident!("set_{}", writer(parameter));
    let value = value(parameter, &quote!(#name), module);
    let arguments = if parameter.location == Location::Body {
        value
    } else {
        quote!(#wire, #value)
    };
    quote! {
        #docs
        pub fn #name(mut self, #name: #ty) -> Self {
            self.0.#method(#arguments);
            self
        }
    }
}

/// The method of the runtime's request that writes the parameter.
fn writer(parameter: &Parameter) -> &'static str {
    match (parameter.location, parameter.encoding) {
        (Location::Path, _) => "segment",
        (Location::Header, _) => "header",
        (Location::Query, Encoding::Repeated) => "query_list",
        (Location::Query, _) => "query",
        (Location::Form, Encoding::Repeated) => "form_list",
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
fn argument_type(parameter: &Parameter, module: &[String]) -> TokenStream {
    match (parameter.encoding, &parameter.ty) {
        (Encoding::Text, Type::String) => quote!(impl AsRef<str>),
        (Encoding::Text, Type::Sid(kind)) => {
            let kind = ident(kind);
            quote!(impl AsRef<crate::#kind>)
        }
        (Encoding::Text, ty) => ty::field(ty, module),
        (Encoding::Repeated, Type::String) => {
            quote!(impl IntoIterator<Item = impl std::fmt::Display>)
        }
        (Encoding::Repeated, ty) => {
            let ty = ty::field(ty, module);
            quote!(impl IntoIterator<Item = #ty>)
        }
        (Encoding::Json | Encoding::JsonObject, _) => quote!(impl Into<serde_json::Value>),
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
fn owned_type(parameter: &Parameter, module: &[String]) -> TokenStream {
    match parameter.encoding {
        Encoding::Repeated => {
            let ty = ty::field(&parameter.ty, module);
            quote!(Vec<#ty>)
        }
        Encoding::Json | Encoding::JsonObject => quote!(serde_json::Value),
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
fn value(parameter: &Parameter, name: &TokenStream, module: &[String]) -> TokenStream {
    match (parameter.encoding, &parameter.ty) {
        (Encoding::Value, ty) => json_value(ty, parameter.location, name, module),
        (Encoding::Text, Type::String | Type::Sid(_)) => quote!(#name.as_ref()),
        (Encoding::Text | Encoding::Repeated, _) => quote!(#name),
        (Encoding::Json | Encoding::JsonObject, _) if parameter.location == Location::Form => {
            quote!(#name.into())
        }
        (Encoding::Json | Encoding::JsonObject, _) => {
            quote!(Into::<serde_json::Value>::into(#name))
        }
    }
}
