//! The hot paths: what is timed, and what is counted in instructions.
//!
//! Responsible for: their names and how each is done once. Not for: measuring.

use std::hint::black_box;
use std::path::{Path as File, PathBuf};
use std::sync::Arc;

use contract_tests::judge::Judge;
use contract_tests::judge::contract::Contract;
use contract_tests::recording::{self, Recording};
use contract_tests::replay::Replayer;
use twilio_trusthub::{PolicySid, customer_profiles};
use xtask::spec::Document;
use xtask::{diff, emit, inputs, lower, spec};

use crate::{Failure, call, decode};

/// Does one thing once.
pub(crate) type Work = Box<dyn FnMut() -> Result<(), Failure>>;

/// A hot path.
pub(crate) struct Path {
    pub(crate) name: &'static str,
    /// Gets everything ready.
    pub(crate) make: Box<dyn Fn() -> Result<Work, Failure>>,
    /// Whether its instructions are the same in each run: nothing of it is done by other threads
    /// that run in turns with it.
    pub(crate) countable: bool,
}

impl Path {
    pub(crate) fn new(
        name: &'static str,
        make: impl Fn() -> Result<Work, Failure> + 'static,
    ) -> Self {
        Self {
            name,
            make: Box::new(make),
            countable: true,
        }
    }

    fn uncountable(self) -> Self {
        Self {
            countable: false,
            ..self
        }
    }
}

/// All of them, by subject.
pub(crate) fn all() -> Vec<Path> {
    let mut paths = vec![
        Path::new("request/build and encode", || Ok(Box::new(build))),
        Path::new("replay/one exchange", replay).uncountable(),
        Path::new("judge/all recordings", judge),
        Path::new("diff/document and its overlays", compare),
        Path::new("codegen/parse the YAML alone", parse),
        Path::new("codegen/load with overlays", || {
            Ok(Box::new(|| {
                load(true).map(|document| drop(black_box(document)))
            }))
        }),
        Path::new("codegen/lower", lower_it),
        Path::new("codegen/emit", emit_it),
    ];
    paths.extend(decode::paths());
    paths.extend(call::paths());
    paths
}

/// A call as far as it goes without a network: typed setters, path, form.
fn build() -> Result<(), Failure> {
    let policy = PolicySid::new("RNdfbf3fae0e1107f8aded0e7cead80bf5")?;
    let request = customer_profiles::create("Acme & Söhne", "ops@acme.example", policy)
        .status_callback("https://acme.example/hooks/trusthub");
    let request = request.request();
    let form = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(request.form_pairs())
        .finish();
    black_box((request.path()?, form));
    Ok(())
}

fn recordings() -> Result<Vec<Arc<Recording>>, Failure> {
    let found = recording::find(contract_tests::recordings());
    let load = |file: recording::RecordingFile| Ok(Arc::new(recording::load(&file.path)?));
    found.files.into_iter().map(load).collect()
}

fn replay() -> Result<Work, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let replayer = runtime.block_on(Replayer::start())?;
    let recording = recordings()?.into_iter().find(|recording| {
        recording.operation == "FetchCustomerProfile" && recording.response.status == 200
    });
    let recording = recording.ok_or("no such recording")?;
    Ok(Box::new(move || {
        let outcome = runtime.block_on(replayer.replay(&recording));
        match outcome.problems.first() {
            None => Ok(()),
            Some(problem) => Err(problem.to_string().into()),
        }
    }))
}

fn judge() -> Result<Work, Failure> {
    let contract = Contract::compile(&load(true)?)
        .map_err(|found| format!("the document cannot be compiled: {found:?}"))?;
    let judge = Judge::new(Arc::new(contract));
    let recordings = recordings()?;
    Ok(Box::new(move || {
        for recording in &recordings {
            black_box(judge.judge(recording, None));
        }
        Ok(())
    }))
}

fn document() -> PathBuf {
    File::new(env!("CARGO_MANIFEST_DIR")).join("../spec/trusthub_v1.yaml")
}

fn load(overlays: bool) -> Result<Document, Failure> {
    let spec = document();
    let folder = overlays.then(|| spec.with_file_name("overlays"));
    spec::load(&spec, folder.as_deref())
        .map_err(|found| format!("the document is not sound: {found:?}").into())
}

fn compare() -> Result<Work, Failure> {
    let (old, new) = (load(false)?, load(true)?);
    Ok(Box::new(move || {
        drop(black_box(diff::diff(&old, &new)));
        Ok(())
    }))
}

/// What the generator cannot do without: the yardstick of the rest.
fn parse() -> Result<Work, Failure> {
    let text = std::fs::read_to_string(document())?;
    Ok(Box::new(move || {
        let value: serde_yaml::Value = serde_yaml::from_str(black_box(&text))?;
        drop(black_box(value));
        Ok(())
    }))
}

fn lower_it() -> Result<Work, Failure> {
    let document = load(true)?;
    Ok(Box::new(move || {
        let lowered = lower::lower(black_box(&document), &lower::Options::default());
        lowered
            .map(|lowered| drop(black_box(lowered)))
            .map_err(|found| format!("{found:?}").into())
    }))
}

fn emit_it() -> Result<Work, Failure> {
    let lowered = lower::lower(&load(true)?, &lower::Options::default());
    let (api, _) = lowered.map_err(|found| format!("{found:?}"))?;
    let (inputs, _) = inputs::read(&document()).map_err(|error| error.source)?;
    Ok(Box::new(move || {
        drop(black_box(emit::emit(black_box(&api), &inputs)?));
        Ok(())
    }))
}
