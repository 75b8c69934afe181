#![no_main]
fuzzed::fuzz!(check);
