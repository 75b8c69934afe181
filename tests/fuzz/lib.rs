//! The targets for libFuzzer: their bodies, a mutator that knows the forms, and a count of the memory that each input takes.

pub mod memory;
pub mod mutate;
pub mod targets;

/// A target by its name: its body, within its bound on memory, and the mutator.
#[macro_export]
macro_rules! fuzz {
    ($target:ident) => {
        libfuzzer_sys::fuzz_target!(|data: &[u8]| {
            $crate::memory::within($crate::memory::bound(stringify!($target)), || $crate::targets::$target(data));
        });

        libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
            // half the inputs are changed as bytes, half as texts of values
            if seed % 2 == 0 {
                return libfuzzer_sys::fuzzer_mutate(data, size, max_size);
            }
            let mut text = data[..size].to_vec();
            $crate::mutate::Mutator::new(u64::from(seed)).change(&mut text, max_size);
            data[..text.len()].copy_from_slice(&text);
            text.len()
        });
    };
}
