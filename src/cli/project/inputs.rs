//! The files that are checked: what each of them is, and the errors of those that cannot be read.

use std::path::{Path, PathBuf};

use crate::cli::args::check::CheckArgs;
use crate::cli::output::error::{CliError, FileError};
use crate::cli::project::files::InputFile;
use crate::cli::project::path_argument::PathArgument;
use crate::cli::project::root::{FEATURES, SuiteRoot};
use crate::cli::project::{config, files};

/// What passgate reads in YAML: a policy, a configuration, or nothing of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Policy,
    Configuration,
    Other,
}

/// Files to be checked.
#[derive(Debug)]
pub(crate) struct Inputs {
    pub(crate) root: SuiteRoot,
    pub(crate) features: Vec<InputFile>,
    pub(crate) policies: Vec<InputFile>,
    pub(crate) configurations: Vec<InputFile>,
    /// The errors of files that cannot be read.
    pub(crate) unreadable: Vec<FileError>,
    /// How many YAML files of a folder are not for passgate.
    pub(crate) others: usize,
    /// Whether this is everything that the project has: then what nothing uses is known.
    pub(crate) whole: bool,
    /// Whether the features are the bundled ones because the suite has none.
    pub(crate) bundled: bool,
    /// The configuration that is in force, if there is one.
    pub(crate) config: Option<PathBuf>,
}

impl Inputs {
    /// The files that the command line names, or all of the project. The project's own policies are read separately,
    /// because features need their names.
    pub(crate) fn of(args: &CheckArgs) -> Result<Self, CliError> {
        let arguments = PathArgument::parse_all(&args.paths)?;
        let root = PathArgument::root(&arguments)?;
        let mut inputs = Self {
            features: Vec::new(),
            policies: Vec::new(),
            configurations: Vec::new(),
            unreadable: Vec::new(),
            others: 0,
            whole: arguments.is_empty(),
            bundled: arguments.is_empty() && !root.has_features(),
            config: args.config.clone().or_else(|| config::usual(&root)),
            root,
        };
        if inputs.whole {
            inputs.project();
        }
        for argument in arguments {
            inputs.path(&argument.path);
        }
        // What features mean depends on it.
        if (inputs.whole || !inputs.features.is_empty())
            && let Some(path) = inputs.config.clone()
        {
            match inputs.root.read(&path) {
                Ok(source) => inputs.configurations.push(source),
                Err(error) => inputs.unreadable.push(error),
            }
        }
        for sources in [&mut inputs.features, &mut inputs.policies, &mut inputs.configurations] {
            sources.sort_by(|a, b| a.label.cmp(&b.label));
            sources.dedup();
        }
        Ok(inputs)
    }

    /// How many files were read.
    pub(crate) const fn count(&self) -> usize {
        let documents = self.policies.len().saturating_add(self.configurations.len());
        self.features.len().saturating_add(documents)
    }

    fn project(&mut self) {
        if self.bundled {
            match self.root.features(false) {
                Ok(found) => self.features = found,
                Err(errors) => self.unreadable.extend(errors),
            }
        } else {
            self.folder(&self.root.way(FEATURES), &["feature"]);
        }
    }

    fn path(&mut self, path: &str) {
        let file = Path::new(path);
        if file.is_dir() {
            self.folder(file, &["feature", "yaml", "yml"]);
        } else if is_yaml(file) && std::fs::symlink_metadata(file).is_ok() {
            self.file(file, true);
        } else {
            match self.root.features_at(path, false) {
                Ok(found) => self.features.extend(found),
                Err(errors) => self.unreadable.extend(errors),
            }
        }
    }

    fn folder(&mut self, folder: &Path, endings: &[&str]) {
        let before = self.count();
        match files::files_below(folder, endings) {
            Ok(paths) => paths.iter().for_each(|path| self.file(path, false)),
            Err(error) => self.unreadable.push(error),
        }
        if self.count() == before && self.unreadable.is_empty() {
            self.unreadable.push(FileError::NoFeature { path: folder.display().to_string() });
        }
    }

    /// A file of a folder, or one that is `named`: then it has to be for passgate.
    fn file(&mut self, path: &Path, named: bool) {
        let source = match self.root.read(path) {
            Ok(source) => source,
            Err(error) => return self.unreadable.push(error),
        };
        if !is_yaml(path) {
            return self.features.push(source);
        }
        match kind(path, &source.text, self.config.as_deref()) {
            Kind::Configuration => self.configurations.push(source),
            Kind::Policy => self.policies.push(source),
            Kind::Other if named => self.policies.push(source),
            Kind::Other => self.others = self.others.saturating_add(1),
        }
    }
}

fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml")
}

/// What a YAML file is: by its name, by the keys at the beginning of its lines, or by its folder.
fn kind(path: &Path, text: &str, config: Option<&Path>) -> Kind {
    let stem = path.file_stem().unwrap_or_default();
    if stem == "passgate" || config == Some(path) {
        return Kind::Configuration;
    }
    let has = |keys: &[&str]| {
        let is_key = |line: &str| {
            let key = line.split(':').next().unwrap_or_default().trim_end();
            line.contains(':') && keys.contains(&key)
        };
        text.trim_start_matches('\u{feff}').lines().any(is_key)
    };
    if has(&["policy", "rows", "clauses", "portal"]) {
        return Kind::Policy;
    }
    if has(&["waivers", "gate", "default_policy", "policies"]) {
        return Kind::Configuration;
    }
    let folder = path.parent().and_then(Path::file_name);
    if folder.is_some_and(|folder| folder == "policies") { Kind::Policy } else { Kind::Other }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_recognised_by_its_name_its_keys_or_its_folder() {
        let kind =
            |path: &str, text: &str| kind(Path::new(path), text, Some(Path::new("our.yaml")));
        assert_eq!(kind("a.yaml", "\u{feff}policy: x\ngate:\n"), Kind::Policy);
        assert_eq!(kind("a.yml", "schema: 1\r\nwaivers :\r\n"), Kind::Configuration);
        assert_eq!(kind("passgate.yaml", "rows:\n"), Kind::Configuration);
        assert_eq!(kind("our.yaml", ""), Kind::Configuration);
        assert_eq!(kind("fixtures/policies/a.yaml", "plicy: x\n"), Kind::Policy);
        assert_eq!(kind("ci.yaml", "on: push\n  policy: x\n"), Kind::Other);
    }
}
