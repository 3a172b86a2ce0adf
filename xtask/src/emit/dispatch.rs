//! The dispatcher of the contract tests: operation id and recorded parameters → typed call.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::ir::{
    Api, Arguments, Encoding, Location, Members, Module, Operation, Parameter, Response, Type,
};

use super::ty::ident;

/// The start of `contract-tests/src/dispatch.rs`: everything but the function of each operation.
pub(super) fn start(api: &Api) -> TokenStream {
    let crate_name = format_ident!("{}", api.package.replace('-', "_"));
    let all: Vec<(&Module, &Operation)> = api
        .walk()
        .flat_map(|module| {
            module
                .operations
                .iter()
                .map(move |operation| (module, operation))
        })
        .collect();
    let ids = all.iter().map(|(_, operation)| &operation.id);
    let templates = all.iter().map(|(_, operation)| {
        let (id, method, path) = (&operation.id, operation.method.as_str(), &operation.path);
        quote!(#id => Some((#method, #path)),)
    });
    let arms = all.iter().map(|(_, operation)| {
        let (id, function) = (&operation.id, ident(&operation.dispatch));
        quote!(#id => #function(client, call).await,)
    });
    let locations = locations(&all);
    let places = (!locations.is_empty()).then(|| quote!(use crate::call::In::{#(#locations),*};));
    quote! {
        //! Calls an operation by its id with the parameters of a recording.
        //!
        //! Responsible for: turning recorded text into typed arguments of the generated client.
        //! Not for: reading recordings (`call`) and judging outcomes.
        #places
        use crate::call::{Call, Failure};
        use serde_json::Value;
        use #crate_name::{self as api, Client};

        /// Ids of all operations, in document order.
        pub const OPERATIONS: &[&str] = &[#(#ids),*];

        /// The method and path template of an operation.
        #[must_use]
        pub fn template(operation: &str) -> Option<(&'static str, &'static str)> {
            match operation {
                #(#templates)*
                _ => None,
            }
        }

        /// Calls the operation that a recording names.
        ///
        /// # Errors
        /// What the typed call cannot express, and what the client gives.
        pub async fn dispatch(client: &Client, call: &mut Call<'_>) -> Result<Value, Failure> {
            match call.operation() {
                #(#arms)*
                other => Err(Failure::unknown_operation(other)),
            }
        }
    }
}

/// The functions of one module's operations.
pub(super) fn functions(module: &Module) -> TokenStream {
    let functions = module
        .operations
        .iter()
        .map(|operation| function(module, operation));
    quote!(#(#functions)*)
}

/// Where parameters are sent, as far as any is, in the order in which imports are sorted.
fn locations(all: &[(&Module, &Operation)]) -> Vec<TokenStream> {
    let order = [
        Location::Form,
        Location::Header,
        Location::Path,
        Location::Query,
    ];
    let used = |location: &Location| {
        let mut parameters = all.iter().flat_map(|(_, operation)| &operation.parameters);
        parameters.any(|parameter| parameter.location == *location)
    };
    order.into_iter().filter(used).map(location).collect()
}

fn function(module: &Module, operation: &Operation) -> TokenStream {
    let name = ident(&operation.dispatch);
    let segments = module.path.iter().map(|segment| ident(segment));
    let path = quote!(api::#(#segments)::*);
    let endpoint = ident(&operation.function);
    let arguments = operation.required().map(taken);
    let arguments = match &operation.arguments {
        Arguments::Positional => quote!(#(#arguments),*),
        Arguments::Struct(name) => {
            let name = ident(name);
            let fields = operation
                .required()
                .map(|parameter| ident(&parameter.name.rust));
            quote!(#path::#name { #(#fields: #arguments),* })
        }
    };
    let setters: Vec<TokenStream> = operation.optional().map(setter).collect();
    let resume = matches!(operation.response, Response::Page { .. }).then(|| {
        quote! {
            if let Some(url) = call.page_url() {
                request = request.at(url);
            }
        }
    });
    let mutable = (!setters.is_empty() || resume.is_some()).then(|| quote!(mut));
    let deprecated = operation.deprecated.then(|| quote!(#[allow(deprecated)]));
    let send = if operation.response == Response::Bytes {
        // What is compared with a recording is JSON or text.
        quote! {
            let sending = async {
                let bytes = request.send(client).await?;
                Ok::<_, api::Error>(String::from_utf8_lossy(&bytes).into_owned())
            };
            call.send(sending).await
        }
    } else {
        quote!(call.send(request.send(client)).await)
    };
    quote! {
        #deprecated
        async fn #name(client: &Client, call: &mut Call<'_>) -> Result<Value, Failure> {
            let #mutable request = #path::#endpoint(#arguments);
            #(#setters)*
            #resume
            #send
        }
    }
}

fn taken(parameter: &Parameter) -> TokenStream {
    let call = take(parameter, "required");
    quote!(call.#call?)
}

fn setter(parameter: &Parameter) -> TokenStream {
    let call = take(parameter, "optional");
    let name = ident(&parameter.name.rust);
    quote! {
        if let Some(value) = call.#call? {
            request = request.#name(value);
        }
    }
}

/// Takes a parameter from what is recorded.
fn take(parameter: &Parameter, presence: &str) -> TokenStream {
    let wire = &parameter.name.wire;
    let location = location(parameter.location);
    let method = |kind: &str| format_ident!("{presence}{kind}");
    let ty = || ty(&parameter.ty);
    match (parameter.location, parameter.encoding) {
        (Location::Member, _) => {
            let (method, ty) = (method("_member"), json_type(&parameter.ty));
            quote!(#method::<#ty>(#wire))
        }
        (Location::Body, _) => {
            let (method, ty) = (method("_body"), json_type(&parameter.ty));
            quote!(#method::<#ty>())
        }
        (_, Encoding::Repeated) => {
            let (method, ty) = (method("_list"), ty());
            quote!(#method::<#ty>(#location, #wire))
        }
        (_, Encoding::Joined(separator)) => {
            let (method, ty) = (method("_joined"), ty());
            quote!(#method::<#ty>(#location, #wire, #separator))
        }
        (_, Encoding::Members(members)) => {
            let method = method("_map");
            let style = match members {
                Members::Brackets => "[]",
                Members::Dots => ".",
                Members::Bare => "",
            };
            quote!(#method(#location, #wire, #style))
        }
        _ => {
            let (method, ty) = (method(""), ty());
            quote!(#method::<#ty>(#location, #wire))
        }
    }
}

fn location(location: Location) -> TokenStream {
    match location {
        Location::Path => quote!(Path),
        Location::Query => quote!(Query),
        Location::Header => quote!(Header),
        Location::Form => quote!(Form),
        // Taken by their own methods.
        Location::Member | Location::Body => TokenStream::new(),
    }
}

/// The type that recorded text is parsed into.
fn ty(ty: &Type) -> TokenStream {
    match ty {
        Type::String => quote!(String),
        Type::Bool => quote!(bool),
        Type::Integer => quote!(i64),
        Type::Number => quote!(f64),
        Type::Timestamp => quote!(api::Timestamp),
        Type::Date => quote!(api::Date),
        Type::Sid(kind) => {
            let kind = ident(kind);
            quote!(api::#kind)
        }
        Type::Model(path) => {
            let segments = path.module.iter().map(|segment| ident(segment));
            let name = ident(&path.name);
            quote!(api::#(#segments::)*#name)
        }
        Type::Json | Type::Object | Type::Map(_) | Type::List(_) | Type::Nullable(_) => {
            quote!(Value)
        }
    }
}

/// The type that a recorded JSON value is decoded into: what the argument or setter takes.
fn json_type(of: &Type) -> TokenStream {
    match of {
        // These take whatever becomes a value.
        Type::Object => quote!(Value),
        other => json_field(other),
    }
}

/// The type of a JSON value inside another one, as the client's own fields spell it.
fn json_field(of: &Type) -> TokenStream {
    match of {
        Type::Object => quote!(serde_json::Map<String, Value>),
        Type::List(item) => {
            let item = json_field(item);
            quote!(Vec<#item>)
        }
        Type::Map(value) => {
            let value = json_field(value);
            quote!(std::collections::BTreeMap<String, #value>)
        }
        Type::Nullable(inner) => {
            let inner = json_field(inner);
            quote!(Option<#inner>)
        }
        other => ty(other),
    }
}
