//! `cargo xtask ir`: the intermediate representation as YAML.

use serde::Serialize;

use crate::codegen::Command;
use crate::ir::{Api, Model, Module, Operation, Sid};

/// One thing of the IR that has a name.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Named<'a> {
    Module(&'a Module),
    Operation(&'a Operation),
    Model(&'a Model),
    Sid(&'a Sid),
}

/// The IR, or what is called `name` in it.
///
/// # Errors
/// The text for standard error.
pub fn ir(command: &Command, name: Option<&str>) -> Result<String, String> {
    let api = command.generate()?.api;
    let Some(name) = name else { return yaml(&api) };
    let found = find(&api, name);
    if found.is_empty() {
        return Err(format!(
            "error: nothing is called `{name}`\n  help: name a module such as `end_users`, an \
             operation id, a struct, an enum or a SID kind; without a name everything is printed\n"
        ));
    }
    yaml(&found)
}

fn yaml(value: &impl Serialize) -> Result<String, String> {
    let failed =
        |error: &dyn std::fmt::Display| format!("error: the IR cannot be printed: {error}\n");
    // By way of a JSON value, which spells an enum as a map instead of a YAML tag.
    let value = serde_json::to_value(value).map_err(|error| failed(&error))?;
    serde_yaml::to_string(&value).map_err(|error| failed(&error))
}

fn find<'a>(api: &'a Api, name: &str) -> Vec<Named<'a>> {
    let mut found = Vec::new();
    found.extend(
        api.sids
            .iter()
            .filter(|sid| sid.rust == name)
            .map(Named::Sid),
    );
    found.extend(
        api.models
            .iter()
            .filter(|model| model.name() == name)
            .map(Named::Model),
    );
    for module in api.walk() {
        if module.name() == name || module.path.join("::") == name {
            found.push(Named::Module(module));
        }
        let named = |operation: &&Operation| operation.id == name || operation.request == name;
        found.extend(module.operations.iter().filter(named).map(Named::Operation));
        found.extend(
            module
                .models
                .iter()
                .filter(|model| model.name() == name)
                .map(Named::Model),
        );
    }
    found
}
