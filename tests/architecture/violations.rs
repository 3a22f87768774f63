//! A injected violation of each kind turns its check red, also inside the tests of a file.

use crate::source::File;
use crate::{cycles, names, rooms};

/// Two files below `src/`, the second with the violation.
fn injected(path: &str, text: &str) -> Vec<File> {
    let innocent = "//! Values.\n\npub struct Actor;\n\nuse crate::domain::actor;\n";
    vec![File::new("src/domain/value.rs", innocent), File::new(path, text)]
}

#[track_caller]
fn check(check: fn(&[File]) -> Vec<String>, path: &str, text: &str, expected: &str) {
    let innocent = injected("src/domain/other.rs", "//! Nothing.\n");
    assert_eq!(check(&innocent), [""; 0], "without a violation");
    let violations = check(&injected(path, text)).join("\n");
    assert!(violations.contains(expected), "{violations}");
}

#[test]
fn an_import_of_a_room_above_is_found() {
    let text = "//! Values.\nuse crate::report::results::Results;\n";
    check(
        rooms::forbidden_imports,
        "src/domain/x.rs",
        text,
        "x.rs:2: `domain` may not import `report`",
    );
}

#[test]
fn an_import_inside_the_tests_of_a_file_is_found_too() {
    let text = "//! Values.\n#[cfg(test)]\nmod tests {\n    use crate::cli::exit::Exit;\n}\n";
    check(
        rooms::forbidden_imports,
        "src/domain/x.rs",
        text,
        "x.rs:4: `domain` may not import `cli`",
    );
}

#[test]
fn several_rooms_in_one_import_are_found() {
    let text = "//! Values.\nuse crate::{journal, policy};\n";
    check(rooms::forbidden_imports, "src/run/x.rs", text, "x.rs:2: write one");
}

#[test]
fn a_crate_of_another_room_is_found() {
    let text = "//! Values.\nfn f() { tabled::Table::new([1]); }\n";
    check(rooms::crates_elsewhere, "src/domain/x.rs", text, "x.rs:2: `tabled` does not belong");
}

#[test]
fn a_file_without_an_opening_and_a_long_one_are_found() {
    check(rooms::long_or_unexplained, "src/domain/x.rs", "fn f() {}\n", "x.rs:1: begin with");
    let long = format!("//! Long.\n{}", "\n".repeat(rooms::LINES_MAX));
    check(rooms::long_or_unexplained, "src/domain/x.rs", &long, "401 lines");
}

#[test]
fn two_types_of_one_name_are_found_whatever_their_visibility() {
    for visibility in ["pub", "pub(crate)", "pub(super)", "pub(in crate::domain)"] {
        let text = format!(
            "//! Values.\n#[cfg(test)]\nmod tests {{\n    {visibility} enum Actor {{}}\n}}\n"
        );
        check(
            names::homonyms,
            "src/run/x.rs",
            &text,
            "`Actor`: src/domain/value.rs:3, src/run/x.rs:4",
        );
    }
}

#[test]
fn a_file_name_in_two_rooms_is_found() {
    let files = injected("src/run/value.rs", "//! Another value.\n");
    assert_eq!(names::shared_stems(&files).keys().collect::<Vec<_>>(), ["value"]);
}

#[test]
fn files_that_need_each_other_are_found_through_a_list_and_a_third_file() {
    let files = [
        File::new("src/run/a.rs", "//! A.\nuse crate::run::{b::B, other};\n"),
        File::new("src/run/b.rs", "//! B.\nfn f() -> crate::run::c::C {}\n"),
        File::new("src/run/c.rs", "//! C.\nuse crate::run::a::A;\n"),
    ];
    assert_eq!(cycles::cycles(&files), ["these files need each other: run::a, run::b, run::c"]);
}

#[test]
fn a_name_that_is_handed_on_is_found() {
    let text = "//! Values.\npub(crate) use crate::domain::value::Actor;\n";
    check(cycles::re_exports, "src/run/mod.rs", text, "mod.rs:2: import the name");
}

#[test]
fn a_door_next_to_its_folder_is_found() {
    let files =
        [File::new("src/run/a.rs", "//! A.\n"), File::new("src/run/a/inner.rs", "//! Inner.\n")];
    assert_eq!(cycles::doors(&files).len(), 1);
}
