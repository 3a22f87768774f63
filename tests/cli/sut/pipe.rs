//! The bundled suite on the simulation behind a pipe.

use serde_json::Value;

use crate::folder::Folder;
use crate::sut::{cases, run, served};

/// What a run of the bundled suite found: each scenario's verdict, cause and observations; and its tables.
fn bundled_on(folder: &Folder, sut: Option<&str>, more: &[&str]) -> (Vec<[Value; 4]>, String) {
    let mut arguments = vec!["run", "--bundled", "-f", "table", "-f", "record:run.rec"];
    arguments.extend(sut.iter().flat_map(|sut| ["--sut", sut]));
    arguments.extend(more);
    let printed = run(folder, &arguments);
    assert_eq!(printed.code, Some(0), "{}", printed.all());
    let found = cases(folder, "run.rec").into_iter().map(|case| {
        let observed = case["journal"]["observations"].clone();
        [case["name"].clone(), case["verdict"].clone(), case["why"].clone(), observed]
    });
    let tables = printed.stdout.lines().skip_while(|line| !line.starts_with("What happens"));
    (found.collect(), tables.collect::<Vec<_>>().join("\n"))
}

#[test]
fn the_bundled_suite_gives_over_the_pipe_what_it_gives_in_process() {
    let folder = Folder::empty();
    let (inside, tables) = bundled_on(&folder, None, &[]);
    assert!(inside.len() > 150, "{} scenarios", inside.len());
    assert!(tables.contains("Company Portal website"), "{tables}");
    for more in [&[][..], &["--jobs", "2"]] {
        let (outside, others) = bundled_on(&folder, Some(&served()), more);
        for (inside, outside) in inside.iter().zip(&outside) {
            assert_eq!(inside, outside);
        }
        assert_eq!((inside.len(), &tables), (outside.len(), &others));
    }
}

#[test]
fn every_format_names_the_system_and_its_level() {
    let folder = Folder::empty();
    let sut = served();
    let all = ["run", "--bundled", "features/intune-2015-12/ios.feature", "--sut", &sut];
    let formats = [
        "pretty",
        "progress",
        "summary",
        "table",
        "markdown",
        "junit",
        "messages",
        "github",
        "tap",
        "sarif",
        "json",
        "html",
        "rerun",
        "conformance",
    ];
    for format in formats {
        let printed = run(&folder, &[&all[..], &["-f", format]].concat());
        assert_eq!(printed.code, Some(0), "{}", printed.all());
        for word in ["simulation", "0.1.0", "conforms", "virtual", "standalone"] {
            assert!(
                printed.stdout.contains(word),
                "{format} does not say {word}:\n{}",
                printed.stdout
            );
        }
    }
}

#[test]
fn two_systems_are_compared_in_words_and_a_replay_line_names_the_system() {
    let folder = Folder::empty();
    let feature = "features/intune-2015-12/one-reset-at-a-time.feature";
    let record = |sut: Option<&str>, file: &str| {
        let record = format!("record:{file}");
        let mut arguments = vec!["run", "--bundled", feature, "-f", "null", "-f", &record];
        arguments.extend(sut.iter().flat_map(|sut| ["--sut", sut]));
        run(&folder, &arguments)
    };
    record(None, "inside.rec");
    let wrong = format!("{} --defect second-reset-accepted", served());
    assert_eq!(record(Some(&wrong), "wrong.rec").code, Some(1));
    let compared = folder.run(&["diff", "inside.rec", "wrong.rec"]);
    assert_eq!(compared.code, Some(1), "{}", compared.all());
    for part in [
        "from simulation to simulation-second-reset-accepted 0.1.0\n",
        "conforms → fails\n      expected it is refused, because a reset is already pending, seen it was not refused",
    ] {
        assert!(compared.stdout.contains(part), "{}", compared.stdout);
    }
    let recorded = folder.read("wrong.rec");
    assert!(!recorded.contains("--defect"), "a recording holds no arguments of the command");
    let failing = cases(&folder, "wrong.rec").into_iter().find(|case| case["verdict"] == "fails");
    let replay = failing.unwrap()["replay"].as_str().unwrap().to_owned();
    assert!(replay.ends_with("--sut …"), "{replay}");
}

#[test]
fn the_tables_of_a_system_are_approved_in_a_folder_of_its_own() {
    let folder = Folder::suite().and("features/mine.feature", crate::folder::HOLDS).and(
        "passgate.yaml",
        format!(
            "schema: 1\ndefault_policy: intune-2015-12\nsuts:\n  ours:\n    command: \"{}\"\n",
            served()
        ),
    );
    assert_eq!(run(&folder, &["approve", "--sut", "ours"]).code, Some(0));
    assert!(folder.path().join("snapshots/simulation/intune-2015-12/behaviour.snap").is_file());
    let again = run(&folder, &["run", "--sut", "ours"]);
    assert_eq!(again.code, Some(0), "{}", again.all());
    assert!(again.stdout.contains("snapshot unchanged"), "{}", again.stdout);
    let inside = folder.run(&["run"]);
    assert!(inside.stdout.contains("no snapshot yet"), "{}", inside.stdout);
    assert!(!inside.stderr.contains("belongs to no policy"), "{}", inside.stderr);
}

#[test]
fn what_needs_the_inside_of_a_system_is_refused_with_a_reason() {
    let folder = Folder::suite().and("features/mine.feature", crate::folder::HOLDS);
    for (command, reason) in [("sweep", "faults are injected"), ("explore", "each state is copied")]
    {
        let printed = run(&folder, &[command, "--sut", &served()]);
        assert_eq!(printed.code, Some(2), "{}", printed.all());
        assert!(printed.stderr.contains(reason), "{}", printed.stderr);
    }
    let watch = run(&folder, &["run", "--watch", "--sut", &served()]);
    assert_eq!(watch.code, Some(2), "{}", watch.all());
}
