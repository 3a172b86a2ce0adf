//! One file per module: the resource's documentation, submodules, operations and models.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Api, Example, ExampleValue, Model, Module};

use super::docs;
use super::model::model;
use super::operation::operation;
use super::ty::ident;

/// A resource module.
pub(super) fn module(api: &Api, module: &Module) -> TokenStream {
    let mut text: Vec<String> = docs::or(&module.docs, "Operations.")
        .into_iter()
        .map(str::to_owned)
        .collect();
    if let Some(shown) = &module.example {
        text.extend(example(api, module, shown));
    }
    let docs = docs::inner(text.iter().map(String::as_str));
    let modules = module.modules.iter().map(|child| {
        let name = ident(child.name());
        quote!(pub mod #name;)
    });
    let uses = uses(!module.operations.is_empty(), &module.models);
    let server = module
        .operations
        .iter()
        .any(|operation| operation.server.is_none())
        .then(|| {
            quote!(
                use crate::SERVER;
            )
        });
    let operations = module
        .operations
        .iter()
        .map(|op| operation(op, &module.path));
    let models = module.models.iter().map(|item| model(item, &module.path));
    quote! {
        #docs
        #(#modules)*
        #server
        #uses
        #(#operations)*
        #(#models)*
    }
}

/// The module of shared types.
pub(super) fn shared(api: &Api, path: &[String]) -> TokenStream {
    let uses = uses(false, &api.models);
    let models = api.models.iter().map(|item| model(item, path));
    quote! {
        //! Types that several resources share.
        #uses
        #(#models)*
    }
}

fn uses(operations: bool, models: &[Model]) -> TokenStream {
    let structs = models.iter().any(|model| matches!(model, Model::Struct(_)));
    let extra = models
        .iter()
        .any(|model| matches!(model, Model::Struct(model) if model.extra.is_none()));
    let serde = structs.then(|| {
        quote!(
            use serde::{Deserialize, Serialize};
        )
    });
    let runtime = match (operations, extra) {
        (true, true) => quote!(
            use crate::runtime::{Extra, Method, Request};
        ),
        (true, false) => quote!(
            use crate::runtime::{Method, Request};
        ),
        (false, true) => quote!(
            use crate::runtime::Extra;
        ),
        (false, false) => TokenStream::new(),
    };
    quote!(#runtime #serde)
}

/// Longest call of an example that stands on one line.
const EXAMPLE_WIDTH: usize = 80;

/// The module's example as a doctest that compiles and does not run.
fn example(api: &Api, module: &Module, example: &Example) -> Vec<String> {
    let mut crate_name = api.package.replace('-', "_");
    if module.name() == crate_name {
        // Imported, the module would stand for the crate.
        crate_name.insert_str(0, "::");
    }
    let path = module.path.join("::");
    let arguments: Vec<String> = example
        .arguments
        .iter()
        .map(|value| argument(&crate_name, value))
        .collect();
    let head = format!("{}::{}", module.name(), example.function);
    let one_line = format!("{head}({})", arguments.join(", "));
    let call = if one_line.len() <= EXAMPLE_WIDTH {
        vec![one_line]
    } else {
        let arguments = arguments.iter().map(|argument| format!("    {argument},"));
        std::iter::once(format!("{head}("))
            .chain(arguments)
            .chain(std::iter::once(")".to_owned()))
            .collect()
    };
    let binding = example
        .binding
        .as_ref()
        .map(|name| format!("let {name} = "));
    let answer = example
        .binding
        .as_ref()
        .map(|name| format!("println!(\"{{{name}:?}}\");"));
    let mut lines = vec![
        String::new(),
        "# Example".to_owned(),
        String::new(),
        "```no_run".to_owned(),
        format!("use {crate_name}::{path};"),
        String::new(),
        format!(
            "# async fn example(client: {crate_name}::Client) -> Result<(), {crate_name}::Error> {{"
        ),
    ];
    let start = lines.len();
    lines.extend(call);
    lines[start].insert_str(0, &binding.unwrap_or_default());
    lines.extend(["    .send(&client)", "    .await?;"].map(str::to_owned));
    lines.extend(answer);
    lines.extend(["# Ok(())".to_owned(), "# }".to_owned(), "```".to_owned()]);
    lines
}

fn argument(crate_name: &str, value: &ExampleValue) -> String {
    match value {
        ExampleValue::Text(text) => format!("{text:?}"),
        ExampleValue::Literal(literal) => literal.clone(),
        ExampleValue::Sid { kind, text } => format!("{crate_name}::{kind}::new({text:?})?"),
        ExampleValue::Variant { ty, name } => {
            format!(
                "{crate_name}::{}::{}::{name}",
                ty.module.join("::"),
                ty.name
            )
        }
    }
}
