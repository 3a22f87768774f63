//! Completions in a real shell, and the manual as `man` draws it, each where the program for it is there.

use std::process::{Command, Stdio};

use crate::folder::{Folder, Printed};

/// Whether a program can be started here.
fn is_there(program: &str) -> bool {
    let mut command = Command::new(program);
    command.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

#[expect(clippy::print_stderr, reason = "what a test skips is printed")]
fn left_out(program: &str) {
    eprintln!("left out: there is no `{program}`");
}

/// What bash offers for the last of these words.
fn offered(folder: &Folder, words: &str) -> String {
    let script = format!(
        "source passgate.bash\n\
         COMP_WORDS=({words}); COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 ))\n\
         _passgate passgate \"${{COMP_WORDS[COMP_CWORD]}}\" \"${{COMP_WORDS[COMP_CWORD-1]}}\"\n\
         echo \"${{COMPREPLY[*]}}\""
    );
    let mut bash = Command::new("bash");
    bash.current_dir(folder.path()).args(["--norc", "-c", &script]);
    let printed = Printed::by(&mut bash);
    assert_eq!((printed.code, printed.stderr.as_str()), (Some(0), ""));
    printed.stdout.trim_end().to_owned()
}

#[test]
fn bash_completes_commands_and_the_values_of_a_flag() {
    if !is_there("bash") {
        return left_out("bash");
    }
    let folder = Folder::empty();
    let printed = folder.run(&["completions", "bash"]);
    assert_eq!((printed.code, printed.stderr.as_str()), (Some(0), ""));
    folder.write("passgate.bash", printed.stdout);
    assert_eq!(offered(&folder, "passgate ste"), "steps");
    assert_eq!(offered(&folder, "passgate steps --format ''"), "text markdown json");
    assert_eq!(offered(&folder, "passgate --color a"), "auto always");
    assert_eq!(offered(&folder, "passgate steps --unu"), "--unused");
    assert_eq!(offered(&folder, "passgate completions z"), "zsh");
}

#[test]
fn every_shell_gets_a_script_and_an_unknown_one_the_list() {
    let folder = Folder::empty();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let printed = folder.run(&["completions", shell]);
        assert!(printed.stdout.contains("export-glue"), "{shell}");
        assert_eq!(printed.code, Some(0));
    }
    let printed = folder.run(&["completions", "bsh"]);
    assert_eq!(printed.code, Some(2));
    assert!(printed.stderr.contains("'bash'"), "{}", printed.stderr);
}

/// What groff has to say about a page.
fn drawn(folder: &Folder, page: &str) -> Printed {
    let mut groff = Command::new("groff");
    groff.current_dir(folder.path()).args(["-man", "-ww", "-Tutf8", "-Kutf8", page]);
    Printed::by(&mut groff)
}

#[test]
fn the_manual_renders_without_a_warning_and_lists_every_command() {
    let folder = Folder::empty();
    let printed = folder.run(&["man"]);
    assert_eq!((printed.code, printed.stderr.as_str()), (Some(0), ""));
    for part in [
        ".SH \"passgate policy check\"",
        "PASSGATE_SEED",
        "\\-\\-export\\-glue",
        "70 an internal error",
    ] {
        assert!(printed.stdout.contains(part), "{part}:\n{}", printed.stdout);
    }
    folder.write("passgate.1", printed.stdout);
    let printed = folder.run(&["man", "--out", "pages"]);
    assert_eq!((printed.code, printed.stderr.as_str()), (Some(0), ""));
    let pages: Vec<&str> = printed.stdout.lines().collect();
    assert!(pages.contains(&"pages/passgate-policy-check.1"), "{pages:?}");
    if !is_there("groff") {
        return left_out("groff");
    }
    for page in [&["passgate.1"][..], &pages].concat() {
        let drawn = drawn(&folder, page);
        assert_eq!((drawn.code, drawn.stderr.as_str()), (Some(0), ""), "{page}");
        assert!(drawn.stdout.lines().count() > 20, "{page}: {}", drawn.stdout);
    }
}

#[test]
fn pages_are_written_only_over_pages_of_ours_and_all_or_none() {
    let folder = Folder::empty().and("pages/passgate-run.1", ".TH theirs 1\n");
    let before = folder.content();
    let printed = folder.run(&["man", "--out", "pages"]);
    assert_eq!((printed.code, printed.stdout.as_str()), (Some(3), ""));
    assert!(printed.stderr.contains("`pages/passgate-run.1` was not written by passgate"));
    assert_eq!(folder.content(), before);
    let folder = Folder::empty();
    assert_eq!(folder.run(&["man", "--out", "pages"]).code, Some(0));
    assert_eq!(folder.run(&["man", "--out", "pages"]).code, Some(0));
}
