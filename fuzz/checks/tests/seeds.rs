//! Every target over its committed inputs: the seeds, and each input that once broke something.
//!
//! So a target cannot rot, and what was mended stays mended, in plain `cargo test`.

use std::collections::BTreeSet;

use fuzz_checks::{TARGETS, Target, decode, files};

fn over_its_inputs(name: &str, least: usize) {
    let target: &Target = fuzz_checks::target(name).unwrap();
    let mut inputs = files::below(&files::fuzz().join("seeds").join(name));
    inputs.extend(files::below(&files::fuzz().join("regressions").join(name)));
    assert!(
        inputs.len() >= least,
        "{name}: {} inputs, at least {least} were there",
        inputs.len()
    );
    for input in inputs {
        let bytes = std::fs::read(&input).unwrap();
        // Seen where the check panics.
        println!("{}", input.display());
        (target.check)(&bytes);
    }
    // Whatever the input, nothing at all is one too.
    (target.check)(&[]);
}

/// `generated/api.txt` lists every field of every type that an answer can hold.
#[test]
fn every_type_is_decoded() {
    let api = std::fs::read_to_string(files::root().join("generated/api.txt")).unwrap();
    let fields = api
        .lines()
        .filter_map(|line| line.strip_prefix("pub field "));
    let types: BTreeSet<&str> = fields
        .filter_map(|line| line.split_once(": "))
        .filter_map(|(path, _)| path.rsplit_once("::"))
        .map(|(path, _)| path)
        .collect();
    assert!(types.len() > 20, "{types:?}");
    let tried = decode::TYPES
        .iter()
        .map(|(name, _)| name.strip_prefix("twilio_trusthub::").unwrap());
    assert_eq!(types, tried.collect::<BTreeSet<_>>());
}

macro_rules! targets {
    ($($name:ident >= $least:literal),* $(,)?) => {
        $(#[test]
        fn $name() {
            over_its_inputs(stringify!($name), $least);
        })*

        #[test]
        fn every_target_is_tested() {
            let tested = [$(stringify!($name)),*];
            let all: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
            assert_eq!(all, tested);
        }
    };
}

targets![
    decode >= 20,
    answers >= 20,
    paging >= 9,
    recording >= 20,
    overlay >= 10,
    document >= 20,
    grammar >= 16,
    mutants >= 16,
    diff >= 16,
    har >= 5,
    webhook >= 5,
];
