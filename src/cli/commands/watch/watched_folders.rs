//! What is watched: the files that a run reads, and the folders in which they may appear.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::args::run::RunArgs;
use crate::cli::commands::watch::inventory::Inventory;
use crate::cli::project::files::label;
use crate::cli::project::root::{CONFIG, FEATURES, POLICIES, SNAPSHOTS};
use crate::cli::project::{files, last_failed};

/// The files and folders that a run reads.
pub(crate) struct WatchedFolders {
    roots: Vec<Root>,
    /// What the run itself writes, as labels.
    written: BTreeSet<String>,
}

/// A file, or a folder of files with one of the endings.
struct Root {
    path: PathBuf,
    endings: &'static [&'static str],
    /// Whether it is named on the command line.
    named: bool,
}

impl WatchedFolders {
    /// What a run with these arguments would read now.
    pub(crate) fn of(args: &RunArgs) -> Self {
        let (arguments, root) = last_failed::read_paths(&args.paths);
        let mut roots = Vec::new();
        let mut add = |path: &Path, endings, named| {
            if roots.iter().all(|root: &Root| root.path != path) {
                roots.push(Root { path: path.to_owned(), endings, named });
            }
        };
        for list in args.paths.iter().filter_map(|path| path.strip_prefix('@')) {
            add(Path::new(list), &[], true);
        }
        for argument in &arguments {
            add(Path::new(&argument.path), &["feature"], true);
        }
        if args.paths.is_empty() {
            add(&root.way(FEATURES), &["feature"], false);
            add(&root.way(SNAPSHOTS), &["snap"], false);
        }
        add(&root.way(POLICIES), &["yaml", "yml"], false);
        let policy = args.run.policy.as_deref().filter(|name| name.contains(['/', '\\', '.']));
        policy.into_iter().for_each(|path| add(Path::new(path), &[], true));
        let config = args.run.config.config.as_deref();
        add(config.unwrap_or(&root.way(CONFIG)), &[], config.is_some());
        let written = args.reporting.format.iter().filter_map(|format| format.path.as_deref());
        Self { roots, written: written.map(label).collect() }
    }

    /// The folders in which something may change or appear, as absolute paths.
    pub(crate) fn paths(&self) -> BTreeSet<PathBuf> {
        let here = std::env::current_dir().unwrap_or_default();
        let mut folders = BTreeSet::from([here.clone()]);
        for root in &self.roots {
            let path = here.join(&root.path);
            below(&path, root.endings, &mut folders);
            // Saving by renaming replaces the file, so its folder is watched; and the folders above it, since they may
            // appear and disappear too.
            let above = path.ancestors().skip(1).take_while(|above| above.starts_with(&here));
            folders.extend(above.map(Path::to_owned).filter(|above| above.is_dir()));
            folders
                .extend(path.ancestors().skip(1).find(|above| above.is_dir()).map(Path::to_owned));
        }
        folders
    }

    /// Everything that exists, as it is now.
    pub(crate) fn inventory(&self) -> Inventory {
        let mut inventory = Inventory::default();
        for root in &self.roots {
            if !root.path.is_dir() {
                self.look_at(&root.path, &mut inventory);
                continue;
            }
            inventory.add_folder(label(&root.path));
            match files::files_below(&root.path, root.endings) {
                Ok(paths) => paths.iter().for_each(|path| self.look_at(path, &mut inventory)),
                Err(error) => inventory.add_unreadable(label(&root.path), &error.to_string()),
            }
        }
        inventory
    }

    /// What exists, and what is named but does not exist yet, in words.
    pub(crate) fn in_words(&self) -> String {
        let in_words = |root: &Root| {
            let name = label(&root.path);
            match (root.path.is_dir(), root.path.exists()) {
                (true, _) => Some(name + "/"),
                (false, true) => Some(name),
                (false, false) => root.named.then(|| name + " (not there yet)"),
            }
        };
        let names: Vec<String> = self.roots.iter().filter_map(in_words).collect();
        if names.is_empty() { "this folder".to_owned() } else { names.join(", ") }
    }

    fn look_at(&self, path: &Path, inventory: &mut Inventory) {
        let name = label(path);
        if self.written.contains(&name) || fs::symlink_metadata(path).is_err() {
            return;
        }
        match files::read(path) {
            Ok(source) => inventory.add_text(name, &source.text),
            Err(error) => inventory.add_unreadable(name, &error.to_string()),
        }
    }
}

/// Adds a folder and all below it except hidden ones, and the folders of linked files.
fn below(path: &Path, endings: &[&str], folders: &mut BTreeSet<PathBuf>) {
    let Ok(entries) = fs::read_dir(path) else {
        folders.extend(folder_of_target(path));
        return;
    };
    folders.insert(path.to_owned());
    for entry in entries.flatten() {
        let Ok(kind) = entry.file_type() else { continue };
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        let ending = path.extension().and_then(OsStr::to_str).unwrap_or_default();
        if kind.is_dir() {
            below(&path, endings, folders);
        } else if kind.is_symlink()
            && endings.iter().any(|known| known.eq_ignore_ascii_case(ending))
        {
            folders.extend(folder_of_target(&path));
        }
    }
}

/// The folder of the file that a link points to.
fn folder_of_target(path: &Path) -> Option<PathBuf> {
    let is_link = fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink());
    let target = is_link.then(|| fs::canonicalize(path).ok()).flatten()?;
    target.parent().map(Path::to_owned)
}
