//! Where things are in this repository, and how paths are shown.

use std::path::{Path, PathBuf};

/// The folder of the workspace.
#[must_use]
pub fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_owned()
}

/// A path of this repository, relative to the current folder where it lies below it.
#[must_use]
pub fn path(relative: &str) -> PathBuf {
    let absolute = relative
        .split('/')
        .fold(root(), |path, part| path.join(part));
    shown(&absolute)
}

/// A path as messages show it: relative to the current folder where it lies below it.
#[must_use]
pub fn shown(path: &Path) -> PathBuf {
    let here = std::env::current_dir().ok();
    let relative = here.and_then(|here| path.strip_prefix(here).ok().map(Path::to_owned));
    match relative {
        Some(relative) if relative.as_os_str().is_empty() => PathBuf::from("."),
        Some(relative) => relative,
        None => path.to_owned(),
    }
}
