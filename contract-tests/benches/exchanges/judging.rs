//! The judge, as the benchmark uses it.
//!
//! Responsible for: making it once and calling it for each exchange. Not for: what it finds.

use std::path::Path;
use std::sync::Arc;

use contract_tests::judge::Judge;
use contract_tests::judge::contract::Contract;
use contract_tests::recording::Recording;

use crate::Failure;

/// A judge of the document in this repository.
pub(crate) struct Judging(Judge);

/// Reads the document with its overlays.
pub(crate) fn contract() -> Result<Arc<Contract>, Failure> {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    let overlays = spec.join("overlays");
    let document = xtask::spec::load(&spec.join("trusthub_v1.yaml"), Some(&overlays))
        .map_err(|found| format!("the document is not sound: {found:?}"))?;
    let contract = Contract::compile(&document)
        .map_err(|found| format!("the document cannot be compiled: {found:?}"))?;
    Ok(Arc::new(contract))
}

impl Judging {
    /// A judge that is made once, as a run makes it.
    pub(crate) fn new() -> Result<Self, Failure> {
        Ok(Self(Judge::new(contract()?)))
    }

    /// How many findings an exchange has.
    pub(crate) fn judge(&self, recording: &Recording) -> usize {
        self.0.judge(recording, None).len()
    }
}
