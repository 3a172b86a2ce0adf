//! Names of new recording files: `<resource>/<verb>-<status>-<n>.yaml`.
//!
//! Responsible for: a name that says what is inside and that no other file has. Not for: writing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::Operation;

/// Gives each recording a name of its own, beside the files that a folder has already.
#[derive(Debug, Default)]
pub struct Names {
    folder: Option<PathBuf>,
    /// The last number of each start of a name.
    given: BTreeMap<String, usize>,
}

impl Names {
    /// Names that no file of this folder has.
    #[must_use]
    pub fn beside(folder: &Path) -> Self {
        Self {
            folder: Some(folder.to_owned()),
            given: BTreeMap::new(),
        }
    }

    /// A name for an exchange of this operation.
    pub(crate) fn name(&mut self, operation: &Operation, method: &str, status: u16) -> String {
        let start = format!(
            "{}/{}-{status}",
            resource(&operation.template),
            verb(&operation.id, method)
        );
        let last = self.given.entry(start.clone()).or_default();
        loop {
            *last += 1;
            let name = format!("{start}-{last}.yaml");
            let exists = |folder: &PathBuf| folder.join(&name).symlink_metadata().is_ok();
            if !self.folder.as_ref().is_some_and(exists) {
                return name;
            }
        }
    }
}

/// The literal segments of a template, without the version: `customer_profiles/evaluations`.
fn resource(template: &str) -> String {
    let segments: Vec<_> = template
        .split('/')
        .filter(|segment| !segment.contains('{') && !is_version(segment))
        .map(|segment| snake(segment.strip_suffix(".json").unwrap_or(segment)))
        .filter(|segment| !segment.is_empty())
        .collect();
    if segments.is_empty() {
        "root".to_owned()
    } else {
        segments.join("/")
    }
}

/// `v1`, or a date as `2010-04-01`.
fn is_version(segment: &str) -> bool {
    let number = segment.strip_prefix('v').unwrap_or(segment);
    !number.is_empty()
        && number
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'-')
}

/// The first word of an operation id in small letters; the method where it does not start so.
fn verb(id: &str, method: &str) -> String {
    let first = |(index, letter): &(usize, char)| *index == 0 || letter.is_ascii_lowercase();
    let word: String = id
        .chars()
        .enumerate()
        .take_while(first)
        .map(|(_, letter)| letter)
        .collect();
    let good = word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    (if good { word.as_str() } else { method }).to_ascii_lowercase()
}

/// Only small letters, digits and `_`: good for a file name on every system.
fn snake(segment: &str) -> String {
    let mut text = String::new();
    let mut after_small = false;
    for letter in segment.chars() {
        if letter.is_ascii_uppercase() && after_small {
            text.push('_');
        }
        after_small = letter.is_ascii_lowercase() || letter.is_ascii_digit();
        if letter.is_ascii_alphanumeric() {
            text.push(letter.to_ascii_lowercase());
        } else if !text.is_empty() && !text.ends_with('_') {
            text.push('_');
        }
    }
    text.trim_end_matches('_').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operation(id: &str, template: &str) -> Operation {
        Operation {
            id: id.to_owned(),
            template: template.to_owned(),
        }
    }

    #[test]
    fn a_name_says_resource_verb_and_status() {
        let mut names = Names::default();
        let fetch = operation("FetchEndUser", "/v1/EndUsers/{Sid}");
        assert_eq!(names.name(&fetch, "GET", 200), "end_users/fetch-200-1.yaml");
        assert_eq!(names.name(&fetch, "GET", 200), "end_users/fetch-200-2.yaml");
        assert_eq!(names.name(&fetch, "GET", 404), "end_users/fetch-404-1.yaml");
        let nested = operation(
            "ListCustomerProfileEvaluation",
            "/v1/CustomerProfiles/{CustomerProfileSid}/Evaluations",
        );
        assert_eq!(
            names.name(&nested, "GET", 200),
            "customer_profiles/evaluations/list-200-1.yaml"
        );
        let old = operation("lookup", "/2010-04-01/Accounts/{Sid}/Messages.json");
        assert_eq!(
            names.name(&old, "GET", 200),
            "accounts/messages/lookup-200-1.yaml"
        );
        assert_eq!(
            names.name(&operation("X", "/{Id}"), "PUT", 200),
            "root/put-200-1.yaml"
        );
    }

    #[test]
    fn a_name_never_leaves_the_folder() {
        let mut names = Names::default();
        let name = names.name(&operation("../x", "/../..\\a/~/C:"), "GET", 200);
        assert_eq!(name, "a/c/get-200-1.yaml");
    }

    #[test]
    fn a_file_that_exists_keeps_its_name() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join("end_users")).expect("makes");
        std::fs::write(folder.path().join("end_users/fetch-200-1.yaml"), "").expect("writes");
        let mut names = Names::beside(folder.path());
        let fetch = operation("FetchEndUser", "/v1/EndUsers/{Sid}");
        assert_eq!(names.name(&fetch, "GET", 200), "end_users/fetch-200-2.yaml");
    }
}
