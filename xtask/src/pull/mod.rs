//! `cargo xtask pull`: the vendor's document of today beside the one in `spec/`.
//!
//! Responsible for: fetching it into a folder that git ignores, refusing what is not it, and telling
//! what it would change. Not for: HTTP (`contract-tests` has the client, and is built only then), and
//! never for changing `spec/`: what changes there is a decision.

mod drift;
mod verify;

use std::fs;
use std::path::{Path, PathBuf};
use std::process;

use crate::workspace;

/// Where the vendor publishes its document.
pub const URL: &str =
    "https://raw.githubusercontent.com/twilio/twilio-oai/main/spec/yaml/twilio_trusthub_v1.yaml";

/// What the user asked for.
#[derive(Debug, Clone)]
pub struct Command {
    /// Where the document is fetched from.
    pub url: String,
    /// A file that is taken instead.
    pub file: Option<PathBuf>,
    /// The document that is in use.
    pub spec: PathBuf,
    /// Its overlays.
    pub overlays: PathBuf,
    /// The recordings that may be hit.
    pub recordings: PathBuf,
    /// Where fetched documents go.
    pub folder: PathBuf,
}

impl Default for Command {
    fn default() -> Self {
        Self {
            url: URL.to_owned(),
            file: None,
            spec: workspace::path("spec/trusthub_v1.yaml"),
            overlays: workspace::path("spec/overlays"),
            recordings: workspace::path("contract-tests/recordings"),
            folder: workspace::path("spec/.pulled"),
        }
    }
}

impl Command {
    /// Fetches, compares, and tells; the second value is whether nothing drifted.
    ///
    /// # Errors
    /// The text for standard error: nothing came, or it is not the document.
    pub fn run(&self) -> Result<(String, bool), String> {
        self.run_with(fetch)
    }

    /// As [`Command::run`], with another way to fetch.
    ///
    /// # Errors
    /// As [`Command::run`].
    pub fn run_with(
        &self,
        fetch: impl FnOnce(&str, &Path) -> Result<(), String>,
    ) -> Result<(String, bool), String> {
        let target = self.folder.join(self.name());
        let staged = self.folder.join(format!("{}.part", self.name()));
        let failed = |what: &str, error: std::io::Error| format!("error: cannot {what}: {error}\n");
        fs::create_dir_all(&self.folder).map_err(|error| {
            failed(&format!("make the folder {}", self.folder.display()), error)
        })?;
        let origin = if let Some(file) = &self.file {
            fs::copy(file, &staged)
                .map_err(|error| failed(&format!("read {}", file.display()), error))?;
            file.display().to_string()
        } else {
            fetch(&self.url, &staged)?;
            self.url.clone()
        };
        // What was pulled before stays until the new one is known to be a document.
        let verified = verify::document(&staged, &origin, &self.spec);
        if let Err(problem) = verified {
            let _ = fs::remove_file(&staged);
            return Err(problem);
        }
        fs::rename(&staged, &target)
            .map_err(|error| failed(&format!("write {}", target.display()), error))?;
        drift::tell(self, &target, &origin)
    }

    /// The file name in the folder.
    fn name(&self) -> String {
        let last = if let Some(file) = &self.file {
            file.file_name()
                .map(|name| name.to_string_lossy().into_owned())
        } else {
            let path = self.url.split(['?', '#']).next().unwrap_or_default();
            path.rsplit('/').next().map(str::to_owned)
        };
        let plain = |name: &String| {
            let known = [".yaml", ".yml", ".json"]
                .iter()
                .any(|end| name.ends_with(end));
            let safe = name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "._-".contains(c));
            known && safe && !name.starts_with('.')
        };
        last.filter(plain)
            .unwrap_or_else(|| "document.yaml".to_owned())
    }
}

/// Lets `contract-tests` fetch: it has an HTTP client, and TLS when this feature is asked for.
fn fetch(url: &str, file: &Path) -> Result<(), String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = process::Command::new(cargo);
    command.args([
        "run",
        "--quiet",
        "--package",
        "contract-tests",
        "--bin",
        "fetch",
    ]);
    command.args(["--features", "pull", "--manifest-path"]);
    command
        .arg(workspace::path("Cargo.toml"))
        .args(["--", url])
        .arg(file);
    let output = command
        .stdin(process::Stdio::null())
        .output()
        .map_err(|error| format!("error: cannot start cargo: {error}\n"))?;
    if output.status.success() {
        return Ok(());
    }
    let problem = String::from_utf8_lossy(&output.stderr);
    Err(format!(
        "{}\n  help: give another `--url`, or fetch it yourself and give `--file`; proxies are taken \
         from HTTPS_PROXY\n",
        problem.trim_end()
    ))
}
