//! See `checks/src/overlay.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz_checks::overlay::check(data));
