//! The schemas that the program prints are those of its sources.

use std::fs;

use crate::folder::Folder;
use crate::support::root;

#[test]
fn the_schemas_are_printed_as_they_stand() {
    let schemas = [
        ("policy", "fixtures/policies/policy.schema.json"),
        ("config", "fixtures/passgate.schema.json"),
    ];
    for (document, path) in schemas {
        let told = Folder::empty().run(&["schema", document]);
        assert_eq!(told.stdout, fs::read_to_string(root().join(path)).unwrap(), "{document}");
        assert_eq!(told.code, Some(0));
    }
    assert_eq!(Folder::empty().run(&["schema", "feature"]).code, Some(2));
}
