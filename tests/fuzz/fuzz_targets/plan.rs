#![no_main]
fuzzed::fuzz!(plan);
