//! What a change of `api.txt` means for the crate's version.
//!
//! Responsible for: comparing two lists of public items, and the verdict.
//! Not for: making the lists (`emit::public_api`).

use std::collections::BTreeMap;
use std::fmt;

/// What the version must do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Nothing that a user could notice in a signature.
    Patch,
    /// More than before; what compiled still does.
    Minor,
    /// Something that compiled or parsed before no longer does.
    Major,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        })
    }
}

/// One item that is not as before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemChange {
    /// Path of the item below the crate.
    pub path: String,
    /// Its line before; none for a new item.
    pub old: Option<String>,
    /// Its line now; none for one that is gone.
    pub new: Option<String>,
    /// What it asks of the version.
    pub verdict: Verdict,
}

impl fmt::Display for ItemChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.old, &self.new) {
            (Some(old), None) => write!(f, "- {old}"),
            (None, Some(new)) => write!(f, "+ {new}"),
            (Some(old), Some(new)) => write!(f, "- {old}\n+ {new}"),
            (None, None) => Ok(()),
        }
    }
}

/// Compares two texts of `api.txt`, in the order of paths.
#[must_use]
pub fn compare(old: &str, new: &str) -> Vec<ItemChange> {
    let (old, new) = (by_path(old), by_path(new));
    let mut paths: Vec<&(&str, &str)> = old.keys().chain(new.keys()).collect();
    paths.sort_unstable();
    paths.dedup();
    let changes = paths.into_iter().filter_map(|key| {
        let (old, new) = (old.get(key).copied(), new.get(key).copied());
        let verdict = judge(old, new)?;
        let (old, new) = (old.map(str::to_owned), new.map(str::to_owned));
        Some(ItemChange {
            path: key.0.to_owned(),
            old,
            new,
            verdict,
        })
    });
    changes.collect()
}

/// The verdict for all changes; none where there are no changes.
#[must_use]
pub fn verdict(changes: &[ItemChange]) -> Option<Verdict> {
    changes.iter().map(|change| change.verdict).max()
}

/// The next version. Below 1.0 cargo treats the second number as the first.
#[must_use]
pub fn next(version: &str, verdict: Verdict) -> Option<String> {
    let mut parts = version.split('.').map(|part| part.parse::<u64>().ok());
    let (major, minor, patch) = (parts.next()??, parts.next()??, parts.next()??);
    Some(match (verdict, major) {
        (Verdict::Major, 0) => format!("0.{}.0", minor + 1),
        (Verdict::Major, _) => format!("{}.0.0", major + 1),
        (Verdict::Minor, 1..) => format!("{major}.{}.0", minor + 1),
        (Verdict::Minor, 0) | (Verdict::Patch, _) => format!("{major}.{minor}.{}", patch + 1),
    })
}

/// Lines by path and name space: a module and a function may have one name.
fn by_path(text: &str) -> BTreeMap<(&str, &str), &str> {
    let items = text.lines().filter(|line| line.starts_with("pub "));
    items
        .filter_map(|line| Some(((path(line)?, space(line)), line)))
        .collect()
}

/// The path in a line such as `pub field a::B::c: Option<String>`.
fn path(line: &str) -> Option<&str> {
    let line = line.strip_prefix("pub ")?;
    let line = line.strip_prefix("required ").unwrap_or(line);
    let (_, rest) = line.split_once(' ')?;
    let end = [rest.find('('), rest.find(": "), rest.find(' ')]
        .into_iter()
        .flatten()
        .min();
    Some(&rest[..end.unwrap_or(rest.len())])
}

fn space(line: &str) -> &'static str {
    match line.split(' ').nth(1) {
        Some("fn") => "fn",
        Some("mod") => "mod",
        _ => "item",
    }
}

/// What a line's change asks for; nothing where it is the same.
fn judge(old: Option<&str>, new: Option<&str>) -> Option<Verdict> {
    match (old, new) {
        (None, None) => None,
        (Some(old), Some(new)) if old == new => None,
        (Some(old), Some(new)) if arguments_renamed(old, new) => Some(Verdict::Patch),
        (Some(old), Some(new)) if more_spellings(old, new) => Some(Verdict::Minor),
        (Some(old), Some(new)) if undeprecated(old) == undeprecated(new) => Some(Verdict::Minor),
        // A struct without `#[non_exhaustive]`: whoever fills it in must name the new field.
        (None, Some(new)) if new.starts_with("pub required ") => Some(Verdict::Major),
        (None, Some(_)) => Some(Verdict::Minor),
        (Some(_), _) => Some(Verdict::Major),
    }
}

fn undeprecated(line: &str) -> &str {
    line.strip_suffix(" (deprecated)").unwrap_or(line)
}

/// Whether only names of positional arguments differ, which no caller spells. The same names in
/// another order are not renamed: calls compile, and send one value for another.
fn arguments_renamed(old: &str, new: &str) -> bool {
    let (Some((old, mut before, types)), Some((new, mut after, others))) =
        (arguments(old), arguments(new))
    else {
        return false;
    };
    before.sort_unstable();
    after.sort_unstable();
    old == new && types == others && before != after
}

/// The line of a function without its arguments, their names, and their types.
fn arguments(line: &str) -> Option<(String, Vec<&str>, Vec<&str>)> {
    let (head, rest) = line.strip_prefix("pub fn ")?.split_once('(')?;
    let (arguments, tail) = rest.rsplit_once(") -> ")?;
    let (names, types) = arguments
        .split(", ")
        .map(|one| one.split_once(": ").unwrap_or(("", one)))
        .unzip();
    Some((format!("{head} -> {tail}"), names, types))
}

/// Whether a variant takes what it took and more.
fn more_spellings(old: &str, new: &str) -> bool {
    old.starts_with("pub variant ") && new.starts_with(&format!("{old} | "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(old: &str, new: &str) -> Option<Verdict> {
        verdict(&compare(old, new))
    }

    #[test]
    fn verdicts() {
        assert_eq!(one("pub struct a::B", "pub struct a::B"), None);
        assert_eq!(one("# old header", "# new header"), None);
        assert_eq!(one("pub struct a::B", ""), Some(Verdict::Major));
        assert_eq!(one("", "pub struct a::B"), Some(Verdict::Minor));
        assert_eq!(
            one("", "pub required field a::B::c: String"),
            Some(Verdict::Major)
        );
        let field = "pub field a::B::c: Option<String>";
        assert_eq!(
            one(field, "pub field a::B::c: String"),
            Some(Verdict::Major)
        );
        let old = "pub fn a::create(name: impl AsRef<str>, n: i64) -> C";
        let renamed = "pub fn a::create(title: impl AsRef<str>, n: i64) -> C";
        assert_eq!(one(old, renamed), Some(Verdict::Patch));
        let pair = "pub fn a::create(name: impl AsRef<str>, note: impl AsRef<str>) -> C";
        let swapped = "pub fn a::create(note: impl AsRef<str>, name: impl AsRef<str>) -> C";
        assert_eq!(one(pair, swapped), Some(Verdict::Major));
        assert_eq!(
            one(old, "pub fn a::create(n: i64) -> C"),
            Some(Verdict::Major)
        );
        assert_eq!(
            one(old, &format!("{old} (deprecated)")),
            Some(Verdict::Minor)
        );
        let variant = "pub variant a::S::Draft = \"draft\"";
        assert_eq!(
            one(variant, &format!("{variant} | \"DRAFT\"")),
            Some(Verdict::Minor)
        );
        assert_eq!(
            one(variant, "pub variant a::S::Draft = \"DRAFT\""),
            Some(Verdict::Major)
        );
    }

    #[test]
    fn a_module_and_a_function_may_share_a_name() {
        let text = "pub mod a::create\npub fn a::create() -> C";
        assert_eq!(compare(text, "pub mod a::create").len(), 1);
    }

    #[test]
    fn versions() {
        assert_eq!(next("0.1.0", Verdict::Major).as_deref(), Some("0.2.0"));
        assert_eq!(next("0.1.0", Verdict::Minor).as_deref(), Some("0.1.1"));
        assert_eq!(next("1.2.3", Verdict::Major).as_deref(), Some("2.0.0"));
        assert_eq!(next("1.2.3", Verdict::Minor).as_deref(), Some("1.3.0"));
        assert_eq!(next("1.2.3", Verdict::Patch).as_deref(), Some("1.2.4"));
        assert_eq!(next("x", Verdict::Patch), None);
    }
}
