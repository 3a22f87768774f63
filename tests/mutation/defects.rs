//! The bundled features alone catch every seeded defect: without invariants, without faults.

use std::process::Command;

use insta::assert_snapshot;

use crate::support::root;

fn output() -> (String, bool) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_passgate"));
    let output = command.args(["mutate", "--defects"]).current_dir(root()).output().unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status.success())
}

/// A suite that did not notice a wrong system would say little about a right one.
#[test]
fn the_bundled_features_alone_catch_every_seeded_defect() {
    let (matrix, all_are_caught) = output();
    assert!(all_are_caught && !matrix.contains("no scenario fails"), "{matrix}");
    let counts = matrix.lines().last().unwrap();
    let numbers = counts.split(" · ").filter_map(|part| part.split(' ').next()?.parse().ok());
    let numbers: Vec<usize> = numbers.collect();
    let [seeded, caught, by_own_failures, by_own_first_failure] = numbers[..] else {
        panic!("{counts}")
    };
    assert!(seeded == caught && by_own_failures == caught, "{counts}");
    assert!(by_own_first_failure >= 60, "{counts}");
    let mut settings = crate::settings("defects");
    settings.set_snapshot_path(root().join("snapshots/defects"));
    settings.bind(|| assert_snapshot!("defects", matrix));
}
