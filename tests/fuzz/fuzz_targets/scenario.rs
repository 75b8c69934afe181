#![no_main]
fuzzed::fuzz!(scenario);
