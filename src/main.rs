//! Arguments in, exit code out; nothing else.

fn main() -> std::process::ExitCode {
    steel_stagger::cli::main()
}
