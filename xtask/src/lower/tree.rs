//! Puts operations and models into nested modules, each with its text and example.

use std::path::Path;

use openapiv3::ReferenceOr;

use crate::ir::{Docs, Model, Module, Operation, Sid, TypePath, is_unseen};

use super::docs::docs;
use super::examples::{Vocabulary, example};
use super::source::Source;

/// The module tree in document order.
pub(super) fn modules(
    source: Source<'_>,
    sids: &[Sid],
    models: &[(TypePath, Model)],
    operations: Vec<(Vec<String>, Operation)>,
) -> Vec<Module> {
    let mut roots: Vec<Module> = Vec::new();
    for (path, operation) in operations {
        if let Some(module) = find(&mut roots, &path, 0) {
            module.operations.push(operation);
        }
    }
    let vocabulary = Vocabulary { sids, models };
    for module in &mut roots {
        finish(source, vocabulary, module);
    }
    roots
}

/// The module at a path, made with its parents where it is not there yet.
fn find<'m>(modules: &'m mut Vec<Module>, path: &[String], depth: usize) -> Option<&'m mut Module> {
    let own = path.get(..=depth)?;
    let index = modules
        .iter()
        .position(|module| module.path == own)
        .unwrap_or_else(|| {
            modules.push(Module {
                path: own.to_vec(),
                ..Module::default()
            });
            modules.len() - 1
        });
    let module = modules.get_mut(index)?;
    if depth + 1 == path.len() {
        Some(module)
    } else {
        find(&mut module.modules, path, depth + 1)
    }
}

fn finish(source: Source<'_>, vocabulary: Vocabulary<'_>, module: &mut Module) {
    module.models = models_of(vocabulary.models, &module.path);
    module.docs = text(source, module);
    module.example = example(vocabulary, &module.operations);
    for child in &mut module.modules {
        finish(source, vocabulary, child);
    }
}

/// The models that live in a module, in the order of discovery.
pub(super) fn models_of(models: &[(TypePath, Model)], path: &[String]) -> Vec<Model> {
    let own = models.iter().filter(|(home, _)| home.module == path);
    own.map(|(_, model)| model.clone()).collect()
}

/// The description of the tag that the module's operations carry, else the paths they serve.
fn text(source: Source<'_>, module: &Module) -> Docs {
    let tag = module.operations.first().and_then(|operation| {
        let item = source.openapi.paths.paths.get(&operation.path)?;
        let ReferenceOr::Item(item) = item else {
            return None;
        };
        let (_, declared) = item
            .iter()
            .find(|(_, declared)| declared.operation_id.as_deref() == Some(&operation.id))?;
        let tag = declared.tags.first()?;
        let tag = source
            .openapi
            .tags
            .iter()
            .find(|known| known.name == *tag)?;
        tag.description.as_deref()
    });
    let text = docs([tag]);
    if !text.is_empty() {
        return text;
    }
    let mut paths: Vec<&str> = Vec::new();
    for operation in &module.operations {
        // Operations of one path stand together.
        if paths.last() != Some(&operation.path.as_str()) {
            paths.push(&operation.path);
        }
    }
    let shown: Vec<String> = paths
        .iter()
        .take(SHOWN_PATHS)
        .map(|path| Docs::code(path))
        .collect();
    let line = match (shown.split_last(), paths.len().saturating_sub(SHOWN_PATHS)) {
        (None, _) => "Groups the modules below it.".to_owned(),
        (Some(_), more @ 1..) => format!("Operations on {} and {more} more.", shown.join(", ")),
        (Some((one, [])), 0) => format!("Operations on {one}."),
        (Some((last, others)), 0) => {
            format!("Operations on {} and {last}.", others.join(", "))
        }
    };
    Docs { lines: vec![line] }
}

/// Paths that the text of a module names where the document says nothing of it.
const SHOWN_PATHS: usize = 3;

/// The document's file name for the headers of emitted files: a whole path would differ from one
/// machine to the next. The project's own document is known by its place.
pub(super) fn source_name(file: &Path) -> String {
    let name = file
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    let name = name.unwrap_or_else(|| "the document".to_owned());
    // It stands in comments, which a line end in a file name would end.
    let name: String = name
        .chars()
        .map(|c| if is_unseen(c) { ' ' } else { c })
        .collect();
    let parent = file.parent().and_then(Path::file_name);
    if parent.is_some_and(|parent| parent == "spec") {
        format!("spec/{name}")
    } else {
        name
    }
}
