use crate::desk::Desk;

const COMMANDS: [&str; 9] =
    ["index", "query", "speakers", "show", "extract", "formats", "stats", "check-index", "completions"];

#[test]
fn help_shows_examples_and_exit_codes() {
    let desk = Desk::empty();
    insta::assert_snapshot!("help", desk.run(&["--help"]).out);
    for command in COMMANDS {
        let help = desk.run(&[command, "--help"]);
        assert_eq!((help.code, help.err.as_str()), (Some(0), ""));
        assert!(help.out.contains("\nExamples:\n") && help.out.contains("\nExit codes:\n"), "{command}");
        insta::assert_snapshot!(format!("help_{command}"), help.out);
    }
}

#[test]
fn no_line_of_help_is_wider_than_100_columns() {
    let desk = Desk::empty();
    for command in COMMANDS {
        let help = desk.run(&[command, "--help"]).out;
        let wide: Vec<_> = help.lines().filter(|line| line.chars().count() > 100).collect();
        assert!(wide.is_empty(), "{command}: {wide:?}");
    }
}

#[test]
fn scoring_is_not_for_everybody() {
    let desk = Desk::empty();
    assert!(!desk.run(&["--help"]).out.contains("eval"));
    assert_eq!(desk.run(&["eval", "--help"]).code, Some(0));
}

#[test]
fn every_shell_has_completions() {
    let desk = Desk::empty();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = desk.run(&["completions", shell]);
        assert_eq!((script.code, script.err.as_str()), (Some(0), ""), "{shell}");
        assert!(script.out.contains("min-confidence") && script.out.contains("speakers"), "{shell}");
    }
    assert_eq!(desk.run(&["completions", "tcsh"]).code, Some(2));
}
