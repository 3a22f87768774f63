//! Has the crate built again when what it embeds changes.

fn main() {
    for folder in ["features", "fixtures/policies", "templates"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}
