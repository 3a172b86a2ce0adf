//! The exchanges of a benchmark: those of this repository, and as many variations as are wanted.
//!
//! Responsible for: recordings that differ in their SIDs only. Not for: measuring.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use contract_tests::recording::{self, Body, Fields, Recording};
use regex::{Captures, Regex};
use serde_json::Value;

use crate::Failure;

static SID: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new("([A-Z]{2})([0-9a-f]{32})").ok());

/// All recordings of this repository, in name order.
pub(crate) fn load() -> Result<Vec<Arc<Recording>>, Failure> {
    let found = recording::find(contract_tests::recordings());
    let load = |file: recording::RecordingFile| Ok(Arc::new(recording::load(&file.path)?));
    found.files.into_iter().map(load).collect()
}

/// The exchange with this number: one recording after the other, with new SIDs in each round.
pub(crate) fn vary(recordings: &[Arc<Recording>], number: usize) -> Recording {
    let mut recording = recordings[number % recordings.len()].as_ref().clone();
    let round = number / recordings.len();
    recording.request.path = text(&recording.request.path, round);
    recording.request.query = fields(&recording.request.query, round);
    recording.request.form = fields(&recording.request.form, round);
    if let Body::Json(value) = &mut recording.response.body {
        walk(value, round);
    }
    recording
}

/// Writes varied recordings as files, a thousand to a folder.
pub(crate) fn write(folder: &Path, count: usize) -> Result<(), Failure> {
    let recordings = load()?;
    for number in 0..count {
        let path = folder
            .join(format!("{:03}", number / 1000))
            .join(format!("{number:06}.yaml"));
        recording::save(&path, &vary(&recordings, number))?;
    }
    Ok(())
}

fn fields(fields: &Fields, round: usize) -> Fields {
    fields
        .pairs()
        .map(|(name, value)| (name, text(value, round)))
        .collect()
}

fn walk(value: &mut Value, round: usize) {
    match value {
        Value::String(string) => *string = text(string, round),
        Value::Array(items) => items.iter_mut().for_each(|item| walk(item, round)),
        Value::Object(members) => members.values_mut().for_each(|member| walk(member, round)),
        _ => {}
    }
}

/// The same SID of one round becomes the same SID; its last digits stay as they are.
fn text(text: &str, round: usize) -> String {
    let Some(sid) = SID.as_ref().filter(|_| text.len() >= 34) else {
        return text.to_owned();
    };
    let varied = |sid: &Captures<'_>| format!("{}{round:08x}{}", &sid[1], &sid[2][8..]);
    sid.replace_all(text, varied).into_owned()
}
