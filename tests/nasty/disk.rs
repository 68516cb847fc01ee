//! A disk that takes no more.

use std::{fs, path::PathBuf, process::Command};

use crate::{desk::Run, newsroom::Newsroom};

/// Indexes with no file longer than so many kilobytes, as on a full disk: the system refuses to write on.
fn index_in(room: &Newsroom, kilobytes: usize) -> Run {
    let whosaid = room.desk.command(&["index", "news"]);
    let script = format!("trap '' XFSZ; ulimit -f {}; exec \"$0\" \"$@\"", kilobytes * 2);
    let mut command = Command::new("sh");
    command.args(["-c", &script]).arg(whosaid.get_program()).args(whosaid.get_args());
    for (name, value) in whosaid.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    Run::from(command.current_dir(room.desk.path()).output().unwrap())
}

#[test]
fn a_full_disk_is_told_with_folder_and_remedy_and_the_index_stays_as_it_was() {
    let room = Newsroom::new();
    room.index();
    // Words that never repeat, so that nothing of them compresses well.
    let noise: Vec<String> = (0..100_000u64).map(|n| n.wrapping_mul(0x9E37_79B9_7F4A_7C15).to_string()).collect();
    room.add("noise.txt", format!("Noise\n\n{}\n\n“It is loud,” said Ada Lund.\n", noise.join(" ")));
    for _ in 0..2 {
        let run = index_in(&room, 200);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{}", run.err);
        assert!(run.err.starts_with("error: .whosaid: the index can't be written: "), "{}", run.err);
        assert!(run.err.contains("(make room or allow writing there, then run the same command again"), "{}", run.err);
        room.expect_good();
        assert_eq!(room.desk.json(&["stats", "--json"])["articles"], 1);
    }
    // With room again, the same command completes it.
    room.index();
    assert_eq!(room.desk.json(&["query", "--phrase", "it is loud", "--json"])["total"], 1);
}

#[test]
fn an_index_in_a_place_that_can_not_be_written_is_told() {
    let room = Newsroom::new();
    for place in ["/proc/whosaid", "news/good.txt", "news/good.txt/index"] {
        let run = room.desk.run(&["index", "news", "--index", place]);
        assert_eq!(run.code, Some(2), "{place}: {}", run.err);
        assert!(run.err.starts_with(&format!("error: {place}: ")), "{}", run.err);
    }
    // A folder of something else is left as it is.
    let run = room.desk.run(&["index", "news", "--index", "news"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("news: not an index, and not empty (name another folder with --index)"), "{}", run.err);
}

#[test]
fn a_damaged_index_is_told_and_made_anew_when_asked() {
    let room = Newsroom::new();
    room.index();
    let index = room.desk.path().join(".whosaid");
    let files = |ending: &str| -> Vec<PathBuf> {
        let files = fs::read_dir(&index).unwrap().map(|entry| entry.unwrap().path());
        files.filter(|file| file.to_str().unwrap().ends_with(ending)).collect()
    };
    for (ending, content) in [
        ("meta.json", Some("")),
        ("meta.json", Some("{\"segments\": [")),
        (".store", None),
        (".term", None),
        (".jsonl", None),
        (".jsonl", Some("{}")),
    ] {
        for file in files(ending) {
            match content {
                Some(content) => fs::write(file, content).unwrap(),
                None => fs::remove_file(file).unwrap(),
            }
        }
        // Answers do not need the list of what is indexed.
        let arguments = if ending == ".jsonl" { &["index", "news"][..] } else { &["query", "work"] };
        let run = room.desk.run(arguments);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{ending}: {}", run.err);
        assert!(run.err.contains(".whosaid: the index "), "{ending}: {}", run.err);
        assert!(run.err.contains("--rebuild") && run.err.len() < 500, "{ending}: {}", run.err);
        let run = room.desk.run(&["index", "news", "--rebuild"]);
        assert_eq!(run.code, Some(0), "{ending}: {}", run.err);
        room.expect_good();
    }
}
