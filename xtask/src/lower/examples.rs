//! The call that the documentation of a module shows, and that a doctest compiles.

use crate::ir::{
    Arguments, Encoding, Example, ExampleValue, Model, Operation, Parameter, Response, Sid, Type,
    TypePath,
};

/// Functions in the order in which they make a good first example.
const ORDER: &[&str] = &["list", "create", "fetch"];

/// What the arguments of an example are made from.
#[derive(Clone, Copy)]
pub(super) struct Vocabulary<'a> {
    pub(super) sids: &'a [Sid],
    pub(super) models: &'a [(TypePath, Model)],
}

/// Picks an operation that can be called with arguments made up here.
pub(super) fn example(vocabulary: Vocabulary<'_>, operations: &[Operation]) -> Option<Example> {
    // What is deprecated is shown only where there is nothing else.
    [false, true].into_iter().find_map(|deprecated| {
        let mut of_age = operations
            .iter()
            .filter(|operation| operation.deprecated == deprecated);
        let named = |name: &&str| {
            of_age
                .clone()
                .find(|operation| operation.function == **name)
        };
        let preferred = ORDER
            .iter()
            .filter_map(named)
            .find_map(|operation| call(vocabulary, operation));
        preferred.or_else(|| of_age.find_map(|operation| call(vocabulary, operation)))
    })
}

fn call(vocabulary: Vocabulary<'_>, operation: &Operation) -> Option<Example> {
    if operation.arguments != Arguments::Positional {
        return None;
    }
    let arguments: Option<Vec<ExampleValue>> = operation
        .required()
        .map(|parameter| argument(vocabulary, parameter))
        .collect();
    let binding = match &operation.response {
        Response::Empty => None,
        Response::Item(_) | Response::Optional(_) | Response::Bytes => Some("answer".to_owned()),
        Response::Location => Some("url".to_owned()),
        Response::Page { .. } => Some("page".to_owned()),
    };
    Some(Example {
        function: operation.function.clone(),
        arguments: arguments?,
        binding,
    })
}

fn argument(vocabulary: Vocabulary<'_>, parameter: &Parameter) -> Option<ExampleValue> {
    if parameter.encoding != Encoding::Text {
        return None;
    }
    Some(match &parameter.ty {
        Type::String => ExampleValue::Text(text(&parameter.name.wire)),
        Type::Bool => ExampleValue::Literal("true".to_owned()),
        Type::Integer => ExampleValue::Literal("1".to_owned()),
        Type::Number => ExampleValue::Literal("1.0".to_owned()),
        Type::Sid(kind) => {
            let known = vocabulary.sids.iter().find(|sid| sid.rust == *kind);
            let prefix = known.map_or("IT", |sid| sid.prefix.as_str());
            ExampleValue::Sid {
                kind: kind.clone(),
                text: format!("{prefix}{}", "0".repeat(32)),
            }
        }
        Type::Model(path) => {
            let model = vocabulary.models.iter().find(|(known, _)| known == path)?;
            let Model::Enum(model) = &model.1 else {
                return None;
            };
            let name = model.variants.first()?.name.rust.clone();
            ExampleValue::Variant {
                ty: path.clone(),
                name,
            }
        }
        _ => return None,
    })
}

/// A value that looks like what the parameter's name says.
fn text(wire: &str) -> String {
    let wire = wire.to_ascii_lowercase();
    let known = [
        ("email", "ops@acme.example"),
        ("phone", "+15550100"),
        ("url", "https://acme.example"),
        ("name", "Acme"),
        ("type", "customer_profile_address"),
    ];
    let found = known.iter().find(|(part, _)| wire.contains(part));
    found.map_or("value", |(_, value)| value).to_owned()
}
