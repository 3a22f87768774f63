//! `passgate completions` and `passgate man`: the command line's own definition, for shells and for `man`.

use std::io;
use std::path::{Path, PathBuf};

use clap::{Command, CommandFactory as _};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use crate::cli::args::Args;
use crate::cli::args::manual::{CompletionsArgs, ManArgs};
use crate::cli::exit::Exit;
use crate::cli::output::error::{CliError, FileError, reason};
use crate::cli::output::terminal::Output;
use crate::cli::project::files::label;
use crate::cli::project::generated_files::{Written, write_own};

/// The line by which a page is known again.
const MARK: &str = r#".\" Written by `passgate man`, which writes it anew: do not edit it."#;

/// Prints what a shell needs to complete the command.
pub(crate) fn completions(args: &CompletionsArgs, output: &Output) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "passgate", &mut script);
    output.write(&String::from_utf8_lossy(&script));
    Exit::Conforms
}

/// Prints the manual as one page, or writes a page for each command.
pub(crate) fn man(args: &ManArgs, output: &Output) -> Result<Exit, CliError> {
    let mut command = Args::command().disable_help_subcommand(true);
    command.build();
    let Some(folder) = &args.out else {
        output.write(&whole(&command).map_err(undrawn)?);
        return Ok(Exit::Conforms);
    };
    let pages = pages(&command, folder).map_err(undrawn)?;
    let files: Vec<Written<'_>> =
        pages.iter().map(|(path, text)| Written { path, text, mark: MARK }).collect();
    write_own(&files)?;
    for file in files {
        output.write(&format!("{}\n", label(file.path)));
    }
    Ok(Exit::Conforms)
}

/// A page that could not be drawn; drawing into memory does not fail.
fn undrawn(error: io::Error) -> CliError {
    CliError::input(FileError::Unwritable { path: "the manual".to_owned(), reason: reason(&error) })
}

/// The command and everything below it on one page.
fn whole(command: &Command) -> io::Result<String> {
    let mut page = page_head(command)?;
    for inner in commands_below(command) {
        let mut part = Vec::new();
        let man = Man::new(inner.clone());
        man.render_description_section(&mut part)?;
        man.render_synopsis_section(&mut part)?;
        if inner.get_arguments().any(|argument| !argument.is_hide_set()) {
            man.render_options_section(&mut part)?;
        }
        let name = inner.get_bin_name().unwrap_or_else(|| inner.get_name());
        let mut heading = Roff::new();
        heading.control("SH", [name]);
        page += &without_preamble(&heading.to_roff());
        // Sections of a command are parts of its section here, and its description needs no heading.
        let part = without_preamble(&String::from_utf8_lossy(&part));
        let part = part.replace(".SH DESCRIPTION\n", "").replace(".SH ", ".SS ");
        page += &part;
    }
    page += &page_end(command);
    Ok(page)
}

/// A page for the command and one for each below it.
fn pages(command: &Command, folder: &Path) -> io::Result<Vec<(PathBuf, String)>> {
    let mut pages = Vec::new();
    for one in [command].into_iter().chain(commands_below(command)) {
        let man = Man::new(one.clone());
        let mut page = page_head(one)?;
        if one.get_subcommands().next().is_some() {
            let mut part = Vec::new();
            man.render_subcommands_section(&mut part)?;
            page += &without_preamble(&String::from_utf8_lossy(&part));
        }
        page += &page_end(one);
        pages.push((folder.join(man.get_filename()), page));
    }
    Ok(pages)
}

/// A page up to its options.
fn page_head(command: &Command) -> io::Result<String> {
    let mut page = Vec::new();
    let man = Man::new(command.clone());
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    if command.get_arguments().any(|argument| !argument.is_hide_set()) {
        man.render_options_section(&mut page)?;
    }
    Ok(format!("{MARK}\n{PREAMBLE}{}", without_preamble(&String::from_utf8_lossy(&page))))
}

/// What a page ends with: what stands below the help, with its lines as they are, and the version.
fn page_end(command: &Command) -> String {
    let mut page = Roff::new();
    let after = command.get_after_long_help().or_else(|| command.get_after_help());
    if let Some(after) = after {
        page.control("SH", ["EXAMPLES AND EXIT CODES"]);
        page.control("nf", []);
        for line in after.to_string().lines() {
            page.text([roman(line)]);
        }
        page.control("fi", []);
    }
    if let Some(version) = command.get_version() {
        page.control("SH", ["VERSION"]);
        page.text([roman(version)]);
    }
    without_preamble(&page.to_roff())
}

/// Every command below one, each before those below itself.
fn commands_below(command: &Command) -> Vec<&Command> {
    let inner = command.get_subcommands().filter(|inner| !inner.is_hide_set());
    inner.flat_map(|inner| [inner].into_iter().chain(commands_below(inner))).collect()
}

/// What every piece of roff begins with: a quotation mark that is the same everywhere.
const PREAMBLE: &str = ".ie \\n(.g .ds Aq \\(aq\n.el .ds Aq '\n";

fn without_preamble(roff: &str) -> String {
    roff.replace(PREAMBLE, "")
}
