//! How `api.txt` spells types.
//!
//! Responsible for: types of fields, arguments and answers, short enough to be read in a diff.
//! Not for: which items there are.

use crate::ir::{Encoding, Field, Location, Parameter, Type, TypePath};

pub(super) fn field_type(field: &Field) -> String {
    let ty = spelled(&field.ty);
    if field.required {
        ty
    } else {
        format!("Option<{ty}>")
    }
}

/// As the endpoint function or setter takes it.
pub(super) fn argument(parameter: &Parameter) -> String {
    match (parameter.encoding, &parameter.ty) {
        (Encoding::Text, Type::String) => "impl AsRef<str>".to_owned(),
        (Encoding::Value, Type::String) => "impl Into<String>".to_owned(),
        (Encoding::Text | Encoding::Value, Type::Sid(kind)) => format!("impl AsRef<{kind}>"),
        (Encoding::Repeated | Encoding::Joined(_), Type::String) => {
            "impl IntoIterator<impl Display>".to_owned()
        }
        (Encoding::Repeated | Encoding::Joined(_), ty) => {
            format!("impl IntoIterator<{}>", spelled(ty))
        }
        (Encoding::Json | Encoding::JsonObject | Encoding::Members(_), _)
        | (Encoding::Value, Type::Json | Type::Object) => "impl Into<Value>".to_owned(),
        (Encoding::Value, Type::Nullable(inner)) => {
            format!("impl Into<Option<{}>>", spelled(inner))
        }
        (Encoding::Value, Type::List(item)) if parameter.location == Location::Member => {
            format!("impl IntoIterator<{}>", spelled(item))
        }
        (Encoding::Text | Encoding::Value, ty) => spelled(ty),
    }
}

/// As a struct of required parameters holds it.
pub(super) fn owned(parameter: &Parameter) -> String {
    match (parameter.encoding, &parameter.ty) {
        (Encoding::Repeated | Encoding::Joined(_), ty) => format!("Vec<{}>", spelled(ty)),
        (Encoding::Json | Encoding::JsonObject | Encoding::Members(_), _)
        | (Encoding::Value, Type::Object) => "Value".to_owned(),
        (Encoding::Text | Encoding::Value, ty) => spelled(ty),
    }
}

pub(super) fn spelled(ty: &Type) -> String {
    match ty {
        Type::String => "String".to_owned(),
        Type::Bool => "bool".to_owned(),
        Type::Integer => "i64".to_owned(),
        Type::Number => "f64".to_owned(),
        Type::Timestamp => "Timestamp".to_owned(),
        Type::Date => "Date".to_owned(),
        Type::Sid(kind) => kind.clone(),
        Type::Json => "Value".to_owned(),
        Type::Object => "Map<String, Value>".to_owned(),
        Type::Map(value) => format!("BTreeMap<String, {}>", spelled(value)),
        Type::List(item) => format!("Vec<{}>", spelled(item)),
        Type::Nullable(inner) => format!("Option<{}>", spelled(inner)),
        Type::Model(target) if target.boxed => format!("Box<{}>", model_path(target)),
        Type::Model(target) => model_path(target),
    }
}

fn model_path(target: &TypePath) -> String {
    let module = target.module.iter().map(|segment| format!("{segment}::"));
    format!("{}{}", module.collect::<String>(), target.name)
}
