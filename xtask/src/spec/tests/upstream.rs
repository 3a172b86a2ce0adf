//! Documents that the vendor really publishes, where this machine has them.

use std::path::Path;
use std::time::Instant;

use super::super::{Diagnostics, check, locate, parse, source, typed};
use super::load;

#[test]
#[ignore = "needs /work/shared/upstream"]
fn all_documents_of_the_vendor_load() {
    for folder in ["", "history", "family"] {
        for entry in std::fs::read_dir(Path::new("/work/shared/upstream").join(folder)).unwrap() {
            let file = entry.unwrap().path();
            if file
                .extension()
                .is_some_and(|extension| extension == "yaml")
                && let Err(found) = load(&file, None)
            {
                panic!(
                    "{}",
                    found
                        .iter()
                        .map(ToString::to_string)
                        .collect::<Vec<_>>()
                        .join("\n")
                );
            }
        }
    }
}

#[test]
#[ignore = "a measurement"]
fn timing() {
    let path = Path::new("/work/shared/upstream/twilio_trusthub_v1.yaml");
    for _ in 0..10 {
        let mut found = Diagnostics::new();
        let t = Instant::now();
        let text = source::read(path, &mut found).unwrap();
        let read = t.elapsed();
        let t = Instant::now();
        let value = parse::parse(path, &text, &mut found).unwrap();
        let parse = t.elapsed();
        let t = Instant::now();
        let plain: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
        let yaml = t.elapsed();
        drop(plain);
        let t = Instant::now();
        check::structure(path, &value, &mut found).unwrap();
        let check = t.elapsed();
        let t = Instant::now();
        let openapi = typed::parse(path, &value, &mut found).unwrap();
        let typed = t.elapsed();
        drop(openapi);
        let t = Instant::now();
        locate::place(&mut found);
        let place = t.elapsed();
        println!(
            "read {read:?} parse {parse:?} (serde_yaml::Value {yaml:?}) check {check:?} typed {typed:?} place {place:?}"
        );
    }
}
