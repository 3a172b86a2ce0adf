//! Endpoint functions and request structs.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::ir::{Arguments, Docs, JsonBody, Location, Method, Operation, Parameter, Response};

use super::argument::{argument_type, owned_type, style, value, writer};
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
    if operation.anonymous {
        text.extend(["", "No credentials are sent."].map(str::to_owned));
    }
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
            let style = style(parameter);
            quote!(.#method(#wire, #style #value))
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
    let anonymous = operation.anonymous.then(|| quote!(.anonymous()));
    quote! {
        #docs
        #deprecated
        pub fn #name(#arguments) -> #request {
            #request(Request::new(#operation_id, #method, #server, #path) #anonymous #accept #location #json #(#calls)*)
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
        let style = style(parameter);
        quote!(#wire, #style #value)
    };
    quote! {
        #docs
        pub fn #name(mut self, #name: #ty) -> Self {
            self.0.#method(#arguments);
            self
        }
    }
}
