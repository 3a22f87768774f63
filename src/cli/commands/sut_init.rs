//! `passgate sut init`: writes a small adapter that an author makes their own by replacing functions.

use include_dir::{Dir, include_dir};

use crate::cli::args::sut::{AdapterLanguage, InitSutArgs};
use crate::cli::commands::init::create;
use crate::cli::exit::Exit;
use crate::cli::output::error::CliError;
use crate::cli::output::terminal::Output;

static PYTHON: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates/adapters/python");
static TYPESCRIPT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates/adapters/typescript");
static RUST: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates/adapters/rust");

/// Writes the adapter, and says how to check and run it.
pub(crate) fn init(args: &InitSutArgs, output: &Output) -> Result<Exit, CliError> {
    let (template, command, first) = match args.language {
        AdapterLanguage::Python => (&PYTHON, "python3 service.py", ""),
        AdapterLanguage::Typescript => (&TYPESCRIPT, "node service.ts", ""),
        AdapterLanguage::Rust => {
            (&RUST, "target/debug/adapter", "  cargo build                          build it\n")
        }
    };
    output.write(&create(&args.folder, template)?);
    output.write(&format!(
        "{first}  passgate sut check -- {command}      check the adapter\n  \
         passgate run --bundled --sut '{command}'   run the bundled scenarios on it\n\
         README.md explains what to replace\n"
    ));
    Ok(Exit::Conforms)
}
