#![no_main]
fuzzed::fuzz!(workbook);
