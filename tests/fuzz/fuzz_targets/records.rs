#![no_main]
fuzzed::fuzz!(records);
