//! Has the crate built again when what it embeds changes, and lists the approved tables of the bundled policies.

use std::error::Error;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs};

#[expect(clippy::disallowed_methods, reason = "Cargo passes the folders in variables")]
fn main() -> Result<(), Box<dyn Error>> {
    for path in ["features", "fixtures/policies", "passgate.yaml", "templates"] {
        println!("cargo:rerun-if-changed={path}");
    }
    let tables = PathBuf::from(env::var("OUT_DIR")?).join("snapshots.rs");
    fs::write(tables, approved_tables()?)?;
    Ok(())
}

/// A list of names and texts: the two tables that a run compares, for every bundled policy that has them.
#[expect(clippy::disallowed_methods, reason = "Cargo passes the folders in variables")]
fn approved_tables() -> Result<String, Box<dyn Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let mut policies = Vec::new();
    for entry in fs::read_dir(root.join("fixtures/policies"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "yaml") {
            policies.extend(path.file_stem().map(|stem| stem.to_string_lossy().into_owned()));
        }
    }
    policies.sort();
    for id in &policies {
        let tables = format!("snapshots/{id}");
        let watched = if root.join(&tables).is_dir() { &tables } else { "snapshots" };
        println!("cargo:rerun-if-changed={watched}");
    }
    let mut list = "&[\n".to_owned();
    for name in
        policies.iter().flat_map(|id| [format!("{id}/behaviour"), format!("{id}/visibility")])
    {
        let path = root.join("snapshots").join(format!("{name}.snap"));
        if path.is_file() {
            writeln!(list, "    ({name:?}, include_str!({:?})),", path.display().to_string())?;
        }
    }
    Ok(list + "]\n")
}
