//! Structs and enums.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Alternative, Build, Docs, Enum, Field, Fit, Model, Struct, Union, Variant};

use super::builder;
use super::docs;
use super::ty::{self, ident};

/// A struct or enum and what belongs to it.
pub(super) fn model(model: &Model, module: &[String]) -> TokenStream {
    match model {
        Model::Struct(model) => structure(model, module),
        Model::Enum(model) => enumeration(model),
        Model::Union(model) => union(model, module),
    }
}

fn structure(model: &Struct, module: &[String]) -> TokenStream {
    let name = ident(&model.rust);
    let docs = docs::outer(docs::or(&model.docs, "An object of the API."));
    let fields = model
        .fields
        .iter()
        .map(|field| member(field, model.build.as_ref(), module));
    let extra = model.extra.as_ref();
    let extra = extra.map_or_else(|| quote!(Extra), |ty| ty::map(ty, module));
    let body = quote! {
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
            /// Members that the document does not name.
            #[serde(flatten)]
            pub extra: #extra,
        }
    };
    let default = builder::is_default(model).then(|| quote!(Default,));
    let builder = model
        .build
        .as_ref()
        .map(|build| builder::builder(model, build, module));
    if model.has_pii() {
        let debug = redacting_debug(model);
        quote! {
            #docs
            #[derive(Clone, PartialEq, #default Serialize, Deserialize)]
            #body
            #debug
            #builder
        }
    } else {
        quote! {
            #docs
            #[derive(Debug, Clone, PartialEq, #default Serialize, Deserialize)]
            #body
            #builder
        }
    }
}

fn member(field: &Field, build: Option<&Build>, module: &[String]) -> TokenStream {
    let name = ident(&field.name.rust);
    let wire = &field.name.wire;
    let fallback = format!("{} of the object.", Docs::code(wire));
    let docs = docs::outer(docs::or(&field.docs, &fallback));
    let plain = name.to_string().trim_start_matches("r#") == wire;
    let rename = (!plain).then(|| quote!(#[serde(rename = #wire)]));
    let ty = ty::field(&field.ty, module);
    let ty = if field.required {
        ty
    } else {
        quote!(Option<#ty>)
    };
    let deprecated = field.deprecated.then(|| quote!(#[deprecated]));
    let left_out = (build.is_some() && !field.required && !field.always)
        .then(|| quote!(#[serde(skip_serializing_if = "Option::is_none")]));
    quote!(#docs #deprecated #rename #left_out pub #name: #ty,)
}

/// `Debug` that hides the fields which hold personal data, and the unknown members, which may.
fn redacting_debug(model: &Struct) -> TokenStream {
    let name = ident(&model.rust);
    let text = &model.rust;
    let fields = model.fields.iter().map(|field| {
        let text = field.name.rust.trim_start_matches("r#");
        let name = ident(&field.name.rust);
        if field.pii {
            quote!(.field(#text, &crate::runtime::Redacted))
        } else {
            quote!(.field(#text, &self.#name))
        }
    });
    let deprecated = model
        .fields
        .iter()
        .any(|field| field.deprecated && !field.pii);
    let allow = deprecated.then(|| quote!(#[allow(deprecated)]));
    quote! {
        impl std::fmt::Debug for #name {
            #allow
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(#text)
                    #(#fields)*
                    .field("extra", &crate::runtime::Redacted)
                    .finish()
            }
        }
    }
}

fn enumeration(model: &Enum) -> TokenStream {
    let name = ident(&model.rust);
    let docs = docs::outer(docs::or(&model.docs, "A value of a known set."));
    let variants = model.variants.iter().map(|variant| {
        let name = ident(&variant.name.rust);
        let text = Docs::code(&variant.name.wire);
        let docs = docs::outer([text.as_str()]);
        quote!(#docs #name,)
    });
    let spellings = model.variants.iter().map(spelling);
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A value that the document does not name.
            Unknown(String),
        }
        crate::runtime::open_enum!(#name { #(#spellings),* });
    }
}

fn spelling(variant: &Variant) -> TokenStream {
    let name = ident(&variant.name.rust);
    let wire = &variant.name.wire;
    let aliases = &variant.aliases;
    quote!(#name = #wire #(| #aliases)*)
}

fn union(model: &Union, module: &[String]) -> TokenStream {
    let name = ident(&model.rust);
    let docs = docs::outer(docs::or(&model.docs, "One of several types."));
    let variants = model.alternatives.iter().map(|one| {
        let name = ident(&one.rust);
        let ty = ty::field(&one.ty, module);
        let fallback = match one.tags.first() {
            Some(tag) => Docs::code(tag),
            None => "A value of this type.".to_owned(),
        };
        let docs = docs::outer(docs::or(&one.docs, &fallback));
        quote!(#docs #name(#ty),)
    });
    let tag = model.tag.as_ref().map(|tag| quote!(by #tag));
    let alternatives = model
        .alternatives
        .iter()
        .map(|one| alternative(one, module));
    quote! {
        #docs
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A value that is none of them.
            Unknown(serde_json::Value),
        }
        crate::runtime::one_of!(#name #tag { #(#alternatives),* });
    }
}

fn alternative(one: &Alternative, module: &[String]) -> TokenStream {
    let name = ident(&one.rust);
    let ty = ty::field(&one.ty, module);
    let fit = one.fit.as_ref().map_or_else(|| quote!(Alike), fit);
    let tags = &one.tags;
    let tags = (!tags.is_empty()).then(|| quote!(= #(#tags)|*));
    quote!(#name(#ty) #tags: #fit)
}

fn fit(of: &Fit) -> TokenStream {
    match of {
        Fit::Alike => quote!(Alike),
        Fit::Text => quote!(Text),
        Fit::Values(values) => quote!(Values(&[#(#values),*])),
        Fit::Members(names) => quote!(Members(&[#(#names),*])),
        Fit::Each(inner) => {
            let inner = fit(inner);
            quote!(Each(&#inner))
        }
    }
}
