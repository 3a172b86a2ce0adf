//! Problems as text or JSON.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Value, json};

use crate::diagnostics::{Diagnostic, Diagnostics, Severity};

/// How problems are printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For a terminal.
    #[default]
    Text,
    /// For programs: an object with `problems` and `summary`.
    Json,
}

pub(super) fn print(problems: &Diagnostics, spec: &Path, format: Format) -> String {
    let count = |severity| problems.count(severity);
    let counts = [Severity::Error, Severity::Warning, Severity::Notice].map(count);
    let [errors, warnings, notices] = counts;
    if format == Format::Json {
        let list: Vec<Value> = problems.iter().map(problem).collect();
        let summary = json!({ "errors": errors, "warnings": warnings, "notices": notices });
        let spec = spec.display().to_string();
        return format!(
            "{:#}\n",
            json!({ "lint": 1, "document": spec, "summary": summary, "problems": list })
        );
    }
    let mut text = String::new();
    for problem in problems {
        let _ = writeln!(text, "{problem}\n");
    }
    let plural =
        |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
    let _ = writeln!(
        text,
        "{}: {}, {}, {}",
        spec.display(),
        plural(errors, "error"),
        plural(warnings, "warning"),
        plural(notices, "notice")
    );
    if errors + warnings + notices > 0 {
        text.push_str("what an id means: cargo xtask lint --explain ID\n");
    }
    text
}

fn problem(problem: &Diagnostic) -> Value {
    let severity = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Notice => "notice",
    };
    let explanation = super::explain::all()
        .find(|(id, _)| *id == problem.id)
        .map(|(_, text)| text);
    json!({
        "severity": severity,
        "id": problem.id,
        "file": problem.file.display().to_string(),
        "line": problem.line.map(|(line, _)| line),
        "column": problem.line.map(|(_, column)| column),
        "pointer": problem.pointer,
        "message": problem.message,
        "help": problem.help,
        "explanation": explanation,
    })
}
