//! How much of a workbook is read: parts are small in any honest file, and a zip can unpack to anything.

/// Bytes of the file itself.
pub const FILE: usize = 128 << 20;
/// Parts of a package.
pub const PARTS: usize = 20_000;
/// Bytes of one part, unpacked. Parts that are not edited are never unpacked.
pub const PART: u64 = 128 << 20;
/// Bytes of all parts that are unpacked for one edit.
pub const ALL_PARTS: u64 = 256 << 20;
/// XML nodes of a part that is held as a tree (sheets are not).
pub const NODES: u32 = 4 << 20;
/// Characters of a cell, as Excel has it; comments likewise.
pub const CELL_CHARS: usize = 32_767;
