//! `passgate init`: a suite that works, written as a whole or not at all.

use std::path::{Component, Path, PathBuf};
use std::{fs, io};

use include_dir::{Dir, DirEntry, include_dir};

use crate::cli::args::init::InitArgs;
use crate::cli::exit::Exit;
use crate::cli::output::error::{CliError, FileError, reason};
use crate::cli::output::terminal::Output;
use crate::cli::project::files::label;
use crate::cli::project::snapshots;

static SUITE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates/suite");

/// Writes the suite into the folder, unless any of its files is there already.
pub(crate) fn init(args: &InitArgs, output: &Output) -> Result<Exit, CliError> {
    let mut files = Vec::new();
    collect(&SUITE, &mut files);
    files.sort();
    let problems = in_the_way(&args.dir, &files);
    if !problems.is_empty() {
        return Err(CliError::inputs(problems));
    }
    let mut made = Made::default();
    if let Err(error) = write(&args.dir, &files, &mut made) {
        made.undo();
        return Err(CliError::input(error));
    }
    output.write(&told(&args.dir, &files));
    Ok(Exit::Conforms)
}

/// What was written, and what to do next.
fn told(dir: &Path, files: &[(&Path, &str)]) -> String {
    let mut text = String::new();
    for (path, _) in files {
        text += &format!("new      {}\n", label(&dir.join(path)));
    }
    text += "\nnext\n";
    if !label(dir).is_empty() {
        text += &format!("  cd {}\n", label(dir));
    }
    text + "  passgate                 play it\n  \
            passgate fmt --check     see that it is tidy\n  \
            passgate gate            all that CI asks\n\
            what is where stands in features/README.md\n"
}

fn collect<'d>(folder: &Dir<'d>, into: &mut Vec<(&'d Path, &'d str)>) {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(inner) => collect(inner, into),
            DirEntry::File(file) => {
                into.extend(file.contents_utf8().map(|text| (file.path(), text)));
            }
        }
    }
}

/// Every file that exists already, and everything that stands where a folder is needed.
fn in_the_way(dir: &Path, files: &[(&Path, &str)]) -> Vec<FileError> {
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
    for (path, _) in files {
        let path = dir.join(path);
        let inside = blocked.iter().any(|blocked| path.starts_with(blocked));
        if !inside && path.symlink_metadata().is_ok() {
            problems.push(FileError::Exists { path: shown(&path) });
        }
    }
    problems
}

/// The folders below `dir` that the files need, each after the one that it is in.
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

/// What has been made so far, in that order.
#[derive(Default)]
struct Made {
    folders: Vec<PathBuf>,
    files: Vec<PathBuf>,
}

fn write(dir: &Path, files: &[(&Path, &str)], made: &mut Made) -> Result<(), FileError> {
    let mut above: Vec<&Path> = dir.ancestors().filter(|it| !it.as_os_str().is_empty()).collect();
    above.reverse();
    for folder in above.into_iter().map(Path::to_owned).chain(folders(dir, files)) {
        match fs::create_dir(&folder) {
            Ok(()) => made.folders.push(folder),
            Err(_) if folder.is_dir() => {}
            Err(error) => return Err(unwritable(&folder, &error)),
        }
    }
    for (path, text) in files {
        let path = dir.join(path);
        snapshots::write_new(&path, text)?;
        made.files.push(path);
    }
    Ok(())
}

impl Made {
    /// Takes away what was made. A folder in which somebody else has put something since stays.
    fn undo(self) {
        for file in self.files.iter().rev() {
            let _ = fs::remove_file(file);
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

fn unwritable(path: &Path, error: &io::Error) -> FileError {
    FileError::Unwritable { path: shown(path), reason: reason(error) }
}
