//! Target `overlay`: any file in the folder of overlays, applied to a small document.
//!
//! It is refused with every problem, each with a place and what to do; or it is applied, or it is for
//! another API. Twice the same.

use std::sync::LazyLock;

use xtask::spec;

use crate::pipeline::explained;
use crate::scratch;

/// The document that is corrected: one resource of each kind of thing that a target can select.
pub static DOCUMENT: LazyLock<Vec<u8>> =
    LazyLock::new(|| include_bytes!("overlay/document.yaml").to_vec());

/// The check.
pub fn check(data: &[u8]) {
    let document = scratch::path("corrected.yaml");
    if !document.is_file() {
        let _ = scratch::file("corrected.yaml", &DOCUMENT);
    }
    let overlay = scratch::file("overlays/01-fuzz.yaml", data);
    let folder = overlay.parent();
    let (first, second) = (spec::load(&document, folder), spec::load(&document, folder));
    match (first, second) {
        (Ok(first), Ok(second)) => {
            assert_eq!(first.value, second.value, "applied twice");
            let known = first.applied_overlays.len() + first.skipped_overlays.len();
            assert_eq!(known, 1, "neither applied nor skipped");
            if let Some(skipped) = first.skipped_overlays.first() {
                let plain = spec::load(&document, None).expect("the document is sound");
                assert_eq!(
                    (skipped, first.value),
                    (&overlay, plain.value),
                    "skipped, yet applied"
                );
            }
        }
        (Err(first), Err(second)) => {
            explained(&first);
            assert_eq!(first, second, "refused twice");
        }
        _ => panic!("accepted once and refused once"),
    }
}
