//! See `checks/src/mutants.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz_checks::mutants::check(data));
