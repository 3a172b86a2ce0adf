//! Constructors and setters of the structs that callers make.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Arguments, Build, Docs, Field, Struct, Type};

use super::docs;
use super::ty::{self, ident};

/// Whether the struct has a value without anything set, which stands for a constructor.
pub(super) fn is_default(model: &Struct) -> bool {
    model.build.is_some() && required(model).next().is_none()
}

/// What callers make a struct with.
pub(super) fn builder(model: &Struct, build: &Build, module: &[String]) -> TokenStream {
    let constructor = (!is_default(model)).then(|| constructor(model, build, module));
    let name = ident(&model.rust);
    let optional: Vec<TokenStream> = build
        .setters
        .iter()
        .filter_map(|setter| {
            let field = model.fields.iter().find(|f| f.name.rust == setter.field)?;
            let (method, name) = (ident(&setter.method), ident(&setter.field));
            let ty = ty::field(&field.ty, module);
            Some(quote!(#method => #name: #ty))
        })
        .collect();
    let setters =
        (!optional.is_empty()).then(|| quote!(crate::runtime::setters!(#name { #(#optional),* });));
    quote!(#constructor #setters)
}

fn required(model: &Struct) -> impl Iterator<Item = &Field> {
    model.fields.iter().filter(|field| field.required)
}

fn constructor(model: &Struct, build: &Build, module: &[String]) -> TokenStream {
    let name = ident(&model.rust);
    let old = model.fields.iter().any(|field| field.deprecated);
    let old = old.then(|| quote!(#[allow(deprecated)]));
    let docs = docs::outer(["Makes one with what it cannot do without."]);
    let fields = |prefix: &TokenStream| {
        let fields: Vec<TokenStream> = model
            .fields
            .iter()
            .map(|field| {
                let name = ident(&field.name.rust);
                match (field.required, &field.ty) {
                    (false, _) => quote!(#name: None),
                    (true, Type::String | Type::Json) if prefix.is_empty() => {
                        quote!(#name: #name.into())
                    }
                    (true, _) if prefix.is_empty() => quote!(#name),
                    (true, _) => quote!(#name: #prefix #name),
                }
            })
            .collect();
        quote!(#(#fields,)* extra: Default::default())
    };
    match &build.arguments {
        Arguments::Positional => {
            let arguments = required(model).map(|field| {
                let name = ident(&field.name.rust);
                let ty = argument(field, module);
                quote!(#name: #ty)
            });
            let fields = fields(&TokenStream::new());
            quote! {
                impl #name {
                    #docs
                    #[must_use]
                    #old
                    pub fn new(#(#arguments),*) -> Self {
                        Self { #fields }
                    }
                }
            }
        }
        Arguments::Struct(required_name) => {
            let required_name = ident(required_name);
            let text = format!("What [`{}`] cannot do without.", model.rust);
            let required_docs = docs::outer([text.as_str()]);
            let required = required(model).map(|field| {
                let name = ident(&field.name.rust);
                let fallback = format!("{} of the object.", Docs::code(&field.name.wire));
                let docs = docs::outer(docs::or(&field.docs, &fallback));
                let ty = ty::field(&field.ty, module);
                quote!(#docs pub #name: #ty,)
            });
            let fields = fields(&quote!(required.));
            quote! {
                #required_docs
                #[derive(Clone)]
                pub struct #required_name {
                    #(#required)*
                }
                impl #name {
                    #docs
                    #[must_use]
                    #old
                    pub fn new(required: #required_name) -> Self {
                        Self { #fields }
                    }
                }
            }
        }
    }
}

fn argument(field: &Field, module: &[String]) -> TokenStream {
    match &field.ty {
        Type::String => quote!(impl Into<String>),
        Type::Json => quote!(impl Into<serde_json::Value>),
        ty => ty::field(ty, module),
    }
}
