//! The schemas that the program prints are those of its sources.

use std::fs;

use crate::folder::Folder;
use crate::support::root;

#[test]
fn the_schemas_are_printed_as_in_the_repository() {
    let schemas = [
        ("policy", "fixtures/policies/policy.schema.json"),
        ("config", "fixtures/passgate.schema.json"),
        ("protocol", "fixtures/protocol.schema.json"),
    ];
    for (document, path) in schemas {
        let printed = Folder::empty().run(&["schema", document]);
        assert_eq!(printed.stdout, fs::read_to_string(root().join(path)).unwrap(), "{document}");
        assert_eq!(printed.code, Some(0));
    }
    assert_eq!(Folder::empty().run(&["schema", "feature"]).code, Some(2));
}
