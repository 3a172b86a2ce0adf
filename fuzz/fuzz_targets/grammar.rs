//! See `checks/src/grammar.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz_checks::grammar::check(data));
