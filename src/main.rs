//! The `passgate` command.

use passgate::cli::{self, Exit};

fn main() -> Exit {
    cli::main()
}
