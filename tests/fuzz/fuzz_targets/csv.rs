#![no_main]
fuzzed::fuzz!(csv);
