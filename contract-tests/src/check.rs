//! A whole run: document, recordings, replay, judgement, coverage and ledger make one report.
//!
//! Responsible for: the order of these steps and of what they found. Not for: any of the steps, and
//! not for printing.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use jiff::civil::Date;

use crate::coverage::Coverage;
use crate::finding::Finding;
use crate::import::{enum_words, pii_fields};
use crate::judge::contract::Contract;
use crate::ledger::Ledger;
use crate::model::{self, Report, Reported, Trouble};
use crate::notices;
use crate::recording::LoadError;
use crate::run::{self, Played, Unplayed, Witnesses};

mod error;

pub use error::CheckError;

/// Version of the report's shape.
const REPORT: u32 = 1;

/// Lines of a recording that are shown on each side of a finding's line.
const EXCERPT: usize = 2;

/// What to check, and against what.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder of recordings, or one recording.
    pub recordings: PathBuf,
    /// The ledger.
    pub ledger: LedgerFile,
    /// Names or operations, of which one must be in a recording's own.
    pub filters: Vec<String>,
    /// How many recordings are played at the same time.
    pub jobs: usize,
    /// The day of the run.
    pub today: Date,
    /// Whether the client was generated from that very document and its overlays.
    pub same_document: bool,
}

/// Where tolerated findings are listed.
#[derive(Debug, Clone)]
pub enum LedgerFile {
    /// A file that the user named.
    Named(PathBuf),
    /// A file that may be there.
    Usual(PathBuf),
    /// Nowhere.
    None,
}

/// The document, compiled for judging.
#[derive(Debug, Clone)]
pub struct Subject {
    /// What it allows.
    pub contract: Arc<Contract>,
    /// How it is shown.
    pub document: model::Document,
    /// Names of members and parameters that the document marks as personal.
    pub personal: BTreeSet<String>,
    /// The values of its enums, which are public whatever the name that they stand under.
    pub words: BTreeSet<String>,
    /// The day of the document, where it says one at its top.
    pub date: Option<Date>,
    /// The address that it gives for the API.
    pub server: Option<String>,
}

impl Subject {
    /// Reads and compiles a document.
    ///
    /// # Errors
    /// Every problem of the document and its overlays.
    pub fn load(spec: &Path, overlays: Option<&Path>) -> Result<Self, CheckError> {
        let document = xtask::spec::load(spec, overlays).map_err(|problems| {
            let shown: Vec<String> = problems.iter().map(ToString::to_string).collect();
            CheckError::Document(shown.join("\n\n"))
        })?;
        let contract = Contract::compile(&document).map_err(CheckError::Contract)?;
        let (info, servers) = (&document.openapi.info, &document.openapi.servers);
        Ok(Self {
            contract: Arc::new(contract),
            personal: pii_fields(&document.value),
            words: enum_words(&document.value),
            date: notices::document_date(top(&document.text)),
            server: servers.first().map(|server| server.url.clone()),
            document: model::Document {
                path: spec.display().to_string(),
                title: format!("{} {}", info.title, info.version),
                overlays: document.applied_overlays.len(),
            },
        })
    }
}

/// The comment at the top of a document, where it says of which day it is.
fn top(text: &str) -> &str {
    let end = text
        .lines()
        .take_while(|line| line.starts_with('#'))
        .map(|line| line.len() + 1)
        .sum();
    text.get(..end).unwrap_or_default()
}

/// Checks recordings against a document and the client.
///
/// # Errors
/// When there is nothing to judge by. What is wrong with recordings is in the report.
pub async fn check(
    subject: &Subject,
    options: &Options,
    mut progress: impl FnMut(&str),
) -> Result<Report, CheckError> {
    let start = Instant::now();
    let contract = &subject.contract;
    let mut run = Collected::new(contract, subject.date);
    let witnesses = Witnesses {
        contract: Arc::clone(contract),
        same_document: options.same_document,
    };
    let unplayed = run::play(
        &options.recordings,
        &options.filters,
        options.jobs,
        witnesses,
        |played| {
            progress(&played.file.name);
            run.take(played, options);
        },
    )
    .await?;
    let whole = options.filters.is_empty();
    let mut report = run.finish(contract, options, whole);
    report.unusable = troubles(&unplayed, &options.recordings, report.exchanges);
    report.document = subject.document.clone();
    report.elapsed = start.elapsed();
    Ok(report)
}

/// What the recordings of a run have shown so far.
struct Collected {
    order: HashMap<String, usize>,
    coverage: Coverage,
    findings: Vec<Finding>,
    played: Vec<model::Played>,
    justified: BTreeMap<String, usize>,
    notices: Vec<Trouble>,
    document_date: Option<Date>,
    exchanges: usize,
}

/// Recordings beyond this number are counted and not listed, so that a report stays readable.
const LISTED: usize = 10_000;

impl Collected {
    fn new(contract: &Contract, document_date: Option<Date>) -> Self {
        let order = contract
            .operations
            .keys()
            .enumerate()
            .map(|(index, id)| (id.clone(), index));
        Self {
            order: order.collect(),
            coverage: Coverage::new(contract),
            findings: Vec::new(),
            played: Vec::new(),
            justified: BTreeMap::new(),
            notices: Vec::new(),
            document_date,
            exchanges: 0,
        }
    }

    fn take(&mut self, played: Played, options: &Options) {
        self.exchanges += 1;
        self.coverage.observe(&played.recording);
        self.findings.extend(played.findings);
        for (reason, _) in played.outcome.iter().flat_map(|outcome| &outcome.justified) {
            *self.justified.entry(reason.to_string()).or_default() += 1;
        }
        let file = played.file.path.display().to_string();
        self.notices.extend(notices::notices(
            &played.recording,
            &file,
            options.today,
            notices::MAX_AGE_DAYS,
            self.document_date,
        ));
        if self.played.len() < LISTED {
            self.played.push(model::Played {
                name: played.file.name,
                operation: played.recording.operation.clone(),
                file,
                status: played.recording.response.status,
            });
        }
    }

    fn finish(mut self, contract: &Contract, options: &Options, whole: bool) -> Report {
        let (coverage, gaps) = self.coverage.finish(contract);
        // Of a part of the recordings, the gaps say nothing.
        if whole {
            self.findings.extend(gaps);
        }
        let order = self.order;
        // Coverage findings name no recording and come last within their operation. The sort is
        // stable: findings of one recording stay in the order of its parts.
        self.findings.sort_by_key(|finding| {
            let operation = order.get(&finding.operation).copied().unwrap_or(usize::MAX);
            (
                operation,
                finding.recording.is_none(),
                finding.recording.clone(),
            )
        });
        self.played.sort_by(|one, other| one.name.cmp(&other.name));
        self.notices.sort_by(|one, other| one.file.cmp(&other.file));
        let (ledger, mut ledger_troubles) = match &options.ledger {
            LedgerFile::Named(file) => Ledger::load(file),
            LedgerFile::Usual(file) => Ledger::load_if_there(file),
            LedgerFile::None => (Ledger::default(), Vec::new()),
        };
        let (sorted, more) = ledger.apply(self.findings, options.today, !whole);
        ledger_troubles.extend(more);
        let mut excerpts = Excerpts::default();
        let findings = sorted.into_iter().map(|(finding, known)| Reported {
            fingerprint: finding.fingerprint(),
            excerpt: excerpts.of(&finding),
            finding,
            known,
        });
        Report {
            report: REPORT,
            recordings: options.recordings.display().to_string(),
            date: options.today.to_string(),
            exchanges: self.exchanges,
            justified: self.justified,
            findings: findings.collect(),
            played: self.played,
            ledger: ledger_troubles,
            notices: self.notices,
            coverage,
            ..Report::default()
        }
    }
}

/// The last file that an excerpt was taken from: findings come file by file.
#[derive(Default)]
struct Excerpts {
    file: String,
    lines: Vec<String>,
}

impl Excerpts {
    fn of(&mut self, finding: &Finding) -> Vec<(usize, String)> {
        let (Some(file), Some(line)) = (&finding.file, finding.line) else {
            return Vec::new();
        };
        if *file != self.file {
            self.file.clone_from(file);
            let text = fs::read_to_string(file).unwrap_or_default();
            self.lines = text.lines().map(str::to_owned).collect();
        }
        let first = line.saturating_sub(EXCERPT).max(1);
        let numbered = self
            .lines
            .iter()
            .enumerate()
            .map(|(index, text)| (index + 1, text.clone()));
        numbered
            .skip(first - 1)
            .take(line + EXCERPT + 1 - first)
            .collect()
    }
}

fn troubles(unplayed: &Unplayed, recordings: &Path, played: usize) -> Vec<Trouble> {
    let mut troubles: Vec<Trouble> = unplayed.unusable.iter().flat_map(unusable).collect();
    troubles.extend(unplayed.crashed.iter().map(|name| Trouble {
        file: name.clone(),
        line: None,
        message: "the program panicked while it played this recording".to_owned(),
        help: "this is a bug of contract-tests: report it with the recording".to_owned(),
    }));
    if troubles.is_empty() && played == 0 && unplayed.left_out > 0 {
        troubles.push(Trouble {
            file: recordings.display().to_string(),
            line: None,
            message: "no recording has a name or an operation with this filter in it".to_owned(),
            help: "filters are parts of names such as `customer_profiles/` or of operation ids"
                .to_owned(),
        });
    }
    troubles
}

/// The problems of a file, for a report.
pub(crate) fn unusable(error: &LoadError) -> impl Iterator<Item = Trouble> {
    error.problems.iter().map(|problem| Trouble {
        file: error.path.display().to_string(),
        line: (problem.line > 0).then_some(problem.line),
        message: problem.message.clone(),
        help: problem.help.clone(),
    })
}
