//! `passgate init`: creates a working suite, as a whole or not at all, or completes one that was interrupted.

use std::fs;
use std::path::{Component, Path, PathBuf};

use include_dir::{Dir, DirEntry, include_dir};

use crate::cli::args::init::InitArgs;
use crate::cli::exit::Exit;
use crate::cli::output::error::{CliError, FileError};
use crate::cli::output::file_writer;
use crate::cli::output::staging::remove_abandoned;
use crate::cli::output::terminal::Output;
use crate::cli::project::files::label;

static SUITE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates/suite");

/// Writes the suite into the folder, and says what to do next.
pub(crate) fn init(args: &InitArgs, output: &Output) -> Result<Exit, CliError> {
    output.write(&create(&args.dir, &SUITE)?);
    output.write(NEXT);
    Ok(Exit::Conforms)
}

/// Writes files into a folder, unless one of them exists and is another: an interrupted command is continued. Returns what
/// was written, in words.
pub(crate) fn create(dir: &Path, template: &'static Dir<'_>) -> Result<String, CliError> {
    let mut files = Vec::new();
    collect(template, template.path(), &mut files);
    files.sort();
    let problems = obstacles(dir, &files);
    if !problems.is_empty() {
        return Err(CliError::inputs(problems));
    }
    folders(dir, &files).iter().for_each(|folder| remove_abandoned(folder));
    remove_abandoned(dir);
    files.retain(|(path, text)| !is_there(&dir.join(path), text));
    let mut created = Created::default();
    if let Err(error) = write(dir, &files, &mut created) {
        created.undo();
        return Err(CliError::input(error));
    }
    let mut text = String::new();
    for (path, _) in &files {
        text += &format!("new      {}\n", label(&dir.join(path)));
    }
    text += "\nnext\n";
    if !label(dir).is_empty() {
        text += &format!("  cd {}\n", label(dir));
    }
    Ok(text)
}

/// What to do with a new suite.
const NEXT: &str = "  passgate                 run it\n  \
            passgate fmt --check     check the formatting\n  \
            passgate gate            check everything that CI checks\n\
            features/README.md explains what is where\n";

fn collect<'d>(folder: &Dir<'d>, root: &Path, into: &mut Vec<(&'d Path, &'d str)>) {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(inner) => collect(inner, root, into),
            DirEntry::File(file) => {
                let path = file.path();
                let path = path.strip_prefix(root).unwrap_or(path);
                into.extend(file.contents_utf8().map(|text| (path, text)));
            }
        }
    }
}

/// Whether a file exists with this text.
fn is_there(path: &Path, text: &str) -> bool {
    let is_file = path.symlink_metadata().is_ok_and(|found| found.is_file());
    is_file && fs::read(path).is_ok_and(|found| found == text.as_bytes())
}

/// Every file that exists and is another, and everything that is not a folder where one is needed.
fn obstacles(dir: &Path, files: &[(&Path, &str)]) -> Vec<FileError> {
    let mut problems: Vec<FileError> = Vec::new();
    let mut blocked: Vec<PathBuf> = Vec::new();
    let folders = folders(dir, files);
    for folder in std::iter::once(dir).chain(folders.iter().map(PathBuf::as_path)) {
        let inside = blocked.iter().any(|blocked| folder.starts_with(blocked));
        if !inside && folder.symlink_metadata().is_ok() && !folder.is_dir() {
            blocked.push(folder.to_owned());
            problems.push(FileError::NotAFolder { path: shown(folder) });
        }
    }
    for (path, text) in files {
        let path = dir.join(path);
        let inside = blocked.iter().any(|blocked| path.starts_with(blocked));
        if !inside && path.symlink_metadata().is_ok() && !is_there(&path, text) {
            problems.push(FileError::Exists { path: shown(&path) });
        }
    }
    problems
}

/// The folders below `dir` that the files need, each after its parent.
fn folders(dir: &Path, files: &[(&Path, &str)]) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = Vec::new();
    for (path, _) in files {
        let mut folder = dir.to_owned();
        let names = path.parent().into_iter().flat_map(Path::components);
        for name in names.filter(|name| matches!(name, Component::Normal(_))) {
            folder.push(name);
            if !folders.contains(&folder) {
                folders.push(folder.clone());
            }
        }
    }
    folders
}

/// What has been created so far, in that order.
#[derive(Default)]
struct Created {
    folders: Vec<PathBuf>,
    files: Vec<PathBuf>,
}

fn write(dir: &Path, files: &[(&Path, &str)], created: &mut Created) -> Result<(), FileError> {
    let mut above: Vec<&Path> = dir.ancestors().filter(|it| !it.as_os_str().is_empty()).collect();
    above.reverse();
    for folder in above.into_iter().map(Path::to_owned).chain(folders(dir, files)) {
        match fs::create_dir(&folder) {
            Ok(()) => created.folders.push(folder),
            Err(_) if folder.is_dir() => {}
            Err(error) => return Err(FileError::unwritable(Path::new(&shown(&folder)), &error)),
        }
    }
    for (path, text) in files {
        let path = dir.join(path);
        file_writer::write_new(&path, text)?;
        created.files.push(path);
    }
    Ok(())
}

impl Created {
    /// Removes what was created. A folder that contains anything else by now stays.
    fn undo(self) {
        for file in self.files.iter().rev() {
            file_writer::remove(file);
        }
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

fn shown(path: &Path) -> String {
    let label = label(path);
    if label.is_empty() { ".".to_owned() } else { label }
}
