#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(init: whosaid_fuzz::pass_over_expected_panics(), |bytes: &[u8]| {
    whosaid_fuzz::format("METS", bytes);
});
