//! The `passgate` command.

use passgate::Exit;

fn main() -> Exit {
    passgate::main()
}
