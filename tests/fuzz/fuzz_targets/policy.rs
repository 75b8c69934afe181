#![no_main]
fuzzed::fuzz!(policy);
