//! What cannot grow in proportion says in words what its bound is.
#![cfg(target_os = "linux")]

use crate::folder::{Folder, Printed};

#[test]
fn an_exploration_stays_inside_its_memory_and_says_what_it_left_out() {
    let folder = Folder::empty();
    let arguments = ["explore", "--depth", "30", "--states-max", "100000000", "--memory-max"];
    let arguments = [&arguments[..], &["100", "--allow-incomplete"]].concat();
    let mut limited = std::process::Command::new("/bin/sh");
    // In KiB: the address space, with room for what is not states.
    limited.args(["-c", "ulimit -v 700000; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_passgate")]);
    limited.args(arguments).current_dir(folder.path()).env_clear();
    let printed = Printed::by(&mut limited);
    assert_eq!(printed.code, Some(0), "{}", printed.all());
    assert!(printed.stdout.contains("allow more with `--states-max` and `--memory-max`"));
}

#[test]
fn an_exploration_that_a_limit_ended_passes_only_if_that_is_allowed() {
    let folder = Folder::empty();
    let limited = ["explore", "--depth", "4", "--states-max", "50"];
    let printed = folder.run(&limited);
    assert_eq!(printed.code, Some(1), "{}", printed.all());
    assert!(printed.stdout.contains("not exhaustive on 6 rows"), "{}", printed.all());
    let allowed = folder.run(&[&limited[..], &["--allow-incomplete"]].concat());
    assert_eq!((allowed.code, allowed.stdout), (Some(0), printed.stdout));
}
