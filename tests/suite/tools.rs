//! The program `tools`, run as users run it.

use crate::exchange::{Folder, ends_with};
use crate::programs::run;
use std::path::Path;
use std::process::{Command, Output};

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn assert_good(output: &Output) {
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""));
}

#[test]
fn index_prints_a_line_for_each_set() {
    let output = run("tools", &["index", "examples/data/batch_mixed.edi"], b"");
    assert_good(&output);
    let lines: Vec<Vec<&str>> = text(&output.stdout).lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(lines.len(), 11);
    let file = std::fs::read("examples/data/batch_mixed.edi").unwrap();
    for line in &lines {
        let (offset, length): (usize, usize) = (line[1].parse().unwrap(), line[2].parse().unwrap());
        let set = text(&file[offset..offset + length]);
        assert!(set.starts_with(&format!("ST*{}*{}", line[6], line[7])));
        assert!(set.ends_with(&format!("SE*{}*{}", line[3], line[7])));
    }
    assert_eq!(lines[0][8], "Request");
    let output = run("tools", &["index", "-"], b"<html>");
    assert_eq!(output.status.code(), Some(3));
}

#[test]
fn split_writes_a_file_for_each_set_and_merge_takes_them_back() {
    let folder = Folder::new("tools");
    let (into, numbers) = (folder.join("sets"), folder.join("numbers"));
    let (into, numbers) = (into.to_str().unwrap(), numbers.to_str().unwrap());
    let source = "examples/data/batch_mixed.edi";
    assert_good(&run("tools", &["split", "--numbers", numbers, "--into", into, source], b""));
    let mut files: Vec<_> =
        std::fs::read_dir(into).unwrap().map(|file| file.unwrap().path().to_str().unwrap().to_owned()).collect();
    files.sort();
    assert_eq!(files.len(), 12, "eleven sets and a TA1");
    let again = run("tools", &["split", "--numbers", numbers, "--into", into, source], b"");
    assert_eq!(again.status.code(), Some(3), "nothing is overwritten");
    let first = Path::new(into).join("batch_mixed-1-TA1-1.edi");
    let wanted = format!("{source}: {}: the file exists, with other content\n", first.display());
    assert_eq!(text(&again.stderr), wanted);
    files.retain(|file| !file.contains("TA1"));
    let mut arguments = vec!["merge", "--numbers", numbers];
    arguments.extend(files.iter().map(String::as_str));
    let merged = run("tools", &arguments, b"");
    assert_good(&merged);
    let (lines, originals) = (run("tools", &["index", "-"], &merged.stdout), run("tools", &["index", source], b""));
    assert_eq!(text(&lines.stdout).lines().count(), text(&originals.stdout).lines().count());
    let bare = run("tools", &["split", "--into", into, "tests/fixtures/recoverable/bare_set.edi"], b"");
    assert_eq!(bare.status.code(), Some(3));
}

/// A run that was killed is done again: what is there already with the same content is no obstacle, nor is what it left.
#[test]
fn split_can_be_run_again() {
    let folder = Folder::new("tools");
    let into = folder.join("sets");
    let split = || run("tools", &["split", "--into", into.to_str().unwrap(), "examples/data/batch_mixed.edi"], b"");
    assert_good(&split());
    let content = || {
        let mut files: Vec<_> = std::fs::read_dir(&into).unwrap().map(|file| file.unwrap().path()).collect();
        files.sort();
        files.into_iter().map(|path| (std::fs::read(&path).unwrap(), path)).collect::<Vec<_>>()
    };
    let before = content();
    assert!(before.iter().all(|(bytes, _)| !bytes.is_empty()));
    std::fs::remove_file(&before[3].1).unwrap();
    assert_good(&split());
    assert_eq!(content(), before);
    std::fs::write(&before[3].1, b"").unwrap();
    let refused = split();
    let wanted =
        format!("examples/data/batch_mixed.edi: {}: the file exists, with other content\n", before[3].1.display());
    assert_eq!((refused.status.code(), text(&refused.stderr)), (Some(3), wanted.as_str()));
    assert_eq!(content().len(), before.len(), "nothing is left beside them");
}

#[cfg(unix)]
#[test]
fn a_killed_split_leaves_whole_files_alone() {
    let folder = Folder::in_memory("tools");
    let program = crate::programs::programs().join("tools");
    let source = std::fs::read("examples/data/batch_mixed.edi").unwrap();
    std::fs::write(folder.join("long.edi"), source.repeat(40)).unwrap();
    let mut met = 0;
    for round in 0..30 {
        let into = folder.join(format!("sets-{round}"));
        let mut child =
            Command::new(&program).args(["split", "--into"]).arg(&into).arg(folder.join("long.edi")).spawn().unwrap();
        let count = || std::fs::read_dir(&into).map_or(0, Iterator::count);
        while count() < round * 8 + 1 && child.try_wait().unwrap().is_none() {}
        child.kill().unwrap();
        met += usize::from(child.wait().unwrap().code().is_none());
        for file in std::fs::read_dir(&into).unwrap().map(|file| file.unwrap().path()) {
            let bytes = std::fs::read(&file).unwrap();
            let hidden = file.file_name().unwrap().to_string_lossy().starts_with('.');
            assert!(hidden || String::from_utf8(bytes).unwrap().trim_end().ends_with('~'), "{file:?}");
        }
        assert_good(
            &Command::new(&program).args(["split", "--into"]).arg(&into).arg(folder.join("long.edi")).output().unwrap(),
        );
    }
    assert!(met > 10, "{met} kills met work");
}

/// The sets are written all the same, and standard error says what the new envelope shows no more.
#[test]
fn what_a_new_envelope_puts_right_is_said() {
    let cases = [
        ("ge01_wrong", 1, "interchange 1, group 1: GE01: the count of transaction sets differs from the sets found"),
        ("iea01_wrong", 1, "interchange 1: IEA01: the count of groups differs from the groups found"),
        ("ge_missing", 1, "interchange 1, group 1: GE: the group has no GE"),
        ("iea_missing", 1, "interchange 1: IEA: the interchange has no IEA"),
        ("ge02_differs", 1, "interchange 1, group 1: GE02: the control number differs from the group header's"),
        ("iea02_differs", 1, "interchange 1: IEA02: the control number differs from the header's"),
        ("st02_repeated", 2, "interchange 1, group 1: ST02: the control number is used twice in the group"),
        ("gs06_repeated", 2, "interchange 1, group 2: GS06: the control number of an earlier group of the interchange"),
        ("text_after_iea", 1, "interchange 1: a segment: text after the end of the interchange"),
        ("text_between_interchanges", 2, "interchange 1: a segment: text after the end of the interchange"),
    ];
    for (name, sets, wanted) in cases {
        let folder = Folder::new("tools");
        let (into, source) = (folder.join("sets"), format!("tests/fixtures/recoverable/{name}.edi"));
        let (split, merged) = (
            run("tools", &["split", "--into", into.to_str().unwrap(), &source], b""),
            run("tools", &["merge", &source], b""),
        );
        for output in [&split, &merged] {
            assert_eq!(output.status.code(), Some(1), "{name}");
            let complaint = text(&output.stderr);
            assert!(complaint.starts_with(&format!("{source}: {wanted} (segment ")), "{complaint}");
            assert_eq!(complaint.lines().count(), 1, "{complaint}");
        }
        assert_eq!(std::fs::read_dir(into).unwrap().count(), sets, "{name}");
        let lines = run("tools", &["index", "-"], &merged.stdout);
        assert_eq!(text(&lines.stdout).lines().count(), sets, "{name}");
    }
    // What differs in zeros alone is accepted, and not worth a word.
    for name in ["ge02_leading_zeros", "iea02_leading_zeros_lost", "ta1_only_counted", "bom", "indented_segments"] {
        let folder = Folder::new("tools");
        let source = format!("tests/fixtures/recoverable/{name}.edi");
        assert_good(&run("tools", &["split", "--into", folder.join("sets").to_str().unwrap(), &source], b""));
    }
}

#[test]
fn what_holds_no_set_is_said() {
    let folder = Folder::new("tools");
    let file = std::fs::read_to_string("tests/fixtures/valid/request_minimal.edi").unwrap();
    let (group, set) = (file.find("GS*").unwrap(), file.find("ST*").unwrap());
    let (group_end, end) = (file.find("GE*").unwrap(), file.find("IEA*").unwrap());
    let empty_group = format!(
        "{}{}GE*0*{}IEA*2*{}",
        &file[..end],
        &file[group..set].replacen("*1*X*", "*2*X*", 1),
        "2~\n",
        &file[end + 6..]
    );
    let cases = [
        ("no-group", format!("{}IEA*0*{}", &file[..group], &file[end + 6..]), group, "an interchange without a set"),
        ("no-set", empty_group, end + set - group, "a group without a set"),
        (
            "bare",
            format!("{}{}{}", &file[..group], &file[set..group_end], &file[end..].replacen("*1*", "*0*", 1)),
            group,
            "no interchange and group around it",
        ),
    ];
    for (name, text_of_file, byte, wanted) in cases {
        let source = folder.join(name);
        std::fs::write(&source, text_of_file).unwrap();
        let source = source.to_str().unwrap();
        let into = folder.join(format!("{name}-sets"));
        for arguments in [&["merge", source][..], &["split", "--into", into.to_str().unwrap(), source]] {
            let output = run("tools", arguments, b"");
            let wanted = format!("{source}: byte {byte}: {wanted}\n");
            assert_eq!((output.status.code(), text(&output.stderr)), (Some(1), wanted.as_str()), "{name}");
        }
        assert_eq!(std::fs::read_dir(into).unwrap().count(), usize::from(name == "no-set"), "{name}");
    }
}

/// The second set would become a part of the data of the first, and so would a trailer.
#[test]
fn a_set_that_ends_in_counted_data_cut_short_is_left_out_and_said() {
    let folder = Folder::new("tools");
    let (short, into) = (folder.join("short.edi"), folder.join("sets"));
    std::fs::write(&short, ends_with("BIN*9000*abc")).unwrap();
    let (short, good) = (short.to_str().unwrap(), "tests/fixtures/valid/request_minimal.edi");
    let wanted = "byte 169: it ends in counted data (BIN, BDS) that is cut short: what is written behind it would be read \
                  as a part of it\n";
    let merged = run("tools", &["merge", short, good], b"");
    assert_eq!(merged.status.code(), Some(1));
    assert!(text(&merged.stderr).contains(&format!("{short}: {wanted}")), "{}", text(&merged.stderr));
    let lines = run("tools", &["index", "-"], &merged.stdout);
    assert_eq!(text(&lines.stdout).lines().count(), 1, "the good one");
    assert!(!text(&merged.stdout).contains("BIN") && text(&merged.stdout).contains("~GE*1*"));
    let parts = run("tools", &["split", "--into", into.to_str().unwrap(), short, good], b"");
    assert_eq!(parts.status.code(), Some(1));
    assert!(text(&parts.stderr).contains(&format!("{short}: {wanted}")), "{}", text(&parts.stderr));
    let names: Vec<_> = std::fs::read_dir(into).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(names, ["request_minimal-1-1-1.edi"]);
}

/// A name may be a part of any sentence, and is told all the same.
#[test]
fn a_file_with_a_short_name_is_named_too() {
    let folder = Folder::new("tools");
    for name in ["e", "r"] {
        std::fs::write(folder.join(name), b"<html>").unwrap();
        let program = crate::programs::programs().join("tools");
        let done = Command::new(program).args(["index", name]).current_dir(folder.join("")).output().unwrap();
        let wanted = format!("{name}: not an X12 interchange: the input does not begin with ISA (byte 0)\n");
        assert_eq!((done.status.code(), text(&done.stderr)), (Some(3), wanted.as_str()));
    }
    let missing = run("tools", &["index", "missing.edi"], b"");
    let complaint = text(&missing.stderr);
    assert!(complaint.starts_with("cannot read missing.edi: "), "named once: {complaint}");
}

#[test]
fn split_makes_no_hidden_file() {
    let folder = Folder::new("tools");
    let into = folder.join("sets");
    for (name, wanted) in [("..edi", "_-1-1-1.edi"), (".part.edi", "_part-1-1-1.edi")] {
        let source = folder.join(name);
        std::fs::copy("tests/fixtures/valid/request_minimal.edi", &source).unwrap();
        assert_good(&run("tools", &["split", "--into", into.to_str().unwrap(), source.to_str().unwrap()], b""));
        assert!(into.join(wanted).exists(), "{name}");
    }
    assert_eq!(std::fs::read_dir(into).unwrap().count(), 2);
}

#[test]
fn the_help_tells_when_split_can_be_done_again() {
    let help = run("tools", &["split", "--help"], b"");
    let words = text(&help.stdout).split_whitespace().collect::<Vec<_>>().join(" ");
    let wanted = "with --numbers it cannot, for each run gives other numbers: take out what the killed one left first";
    assert!(words.contains(wanted), "{words}");
}

#[test]
fn a_ta1_is_split_off_and_not_merged() {
    let folder = Folder::new("tools");
    let (into, source) = (folder.join("sets"), "tests/fixtures/valid/ta1_with_group.edi");
    assert_good(&run(
        "tools",
        &["split", "--into", into.to_str().unwrap(), source, "tests/fixtures/valid/ta1_only.edi"],
        b"",
    ));
    let mut names: Vec<_> =
        std::fs::read_dir(into).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    let wanted = [
        "ta1_only-1-TA1-1.edi",
        "ta1_with_group-1-1-1.edi",
        "ta1_with_group-1-TA1-1.edi",
        "ta1_with_group-1-TA1-2.edi",
    ];
    assert_eq!(names, wanted);
    let merged = run("tools", &["merge", source, "tests/fixtures/valid/ta1_only.edi"], b"");
    let told = |file: &str, byte| format!("{file}: byte {byte}: a TA1 is no set and was not merged\n");
    let wanted = [told(source, 107), told(source, 140), told("tests/fixtures/valid/ta1_only.edi", 107)].concat();
    assert_eq!((merged.status.code(), text(&merged.stderr)), (Some(1), wanted.as_str()));
    assert_eq!(text(&run("tools", &["index", "-"], &merged.stdout).stdout).lines().count(), 1);
}

#[test]
fn a_state_file_that_fails_is_named() {
    let folder = Folder::new("tools");
    let (missing, damaged) = (folder.join("missing/numbers"), folder.join("damaged"));
    std::fs::write(&damaged, b"MARIGOLD").unwrap();
    let wanted = [
        format!("cannot write to {}.lock: ", missing.display()),
        format!("{}: a state file is not as it was written\n", damaged.display()),
    ];
    for (path, wanted) in [missing, damaged].iter().zip(wanted) {
        for tool in [&["merge"][..], &["split", "--into", folder.join("sets").to_str().unwrap()]] {
            let mut arguments = tool.to_vec();
            arguments.extend(["--numbers", path.to_str().unwrap(), "examples/data/broken.edi"]);
            let output = run("tools", &arguments, b"");
            let complaint = text(&output.stderr);
            assert_eq!(output.status.code(), Some(3));
            assert!(complaint.starts_with(&wanted) && !complaint.contains("MARIGOLD"), "{complaint}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_file_name_breaks_no_line_of_the_index() {
    let folder = Folder::new("tools");
    let odd = folder.join("tab\there\nline.edi");
    std::fs::copy("examples/data/response_denied.edi", &odd).unwrap();
    let output = run("tools", &["index", odd.to_str().unwrap()], b"");
    assert_good(&output);
    let lines: Vec<Vec<&str>> = text(&output.stdout).lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!((lines.len(), lines[0].len()), (1, 9));
    assert!(lines[0][0].ends_with("tab\\there\\nline.edi"), "{}", lines[0][0]);
}

#[test]
fn redact_takes_its_key_from_a_file() {
    let folder = Folder::new("tools");
    let key = folder.join("key");
    let key = key.to_str().unwrap();
    std::fs::write(key, b"too short").unwrap();
    let source = "examples/data/response_denied.edi";
    let refused = run("tools", &["redact", "--key-file", key, source], b"");
    assert_eq!((refused.status.code(), text(&refused.stderr)), (Some(3), "the key is shorter than 16 bytes\n"));
    std::fs::write(key, b"0123456789abcdef").unwrap();
    let redacted = run("tools", &["redact", "--key-file", key, source], b"");
    assert_good(&redacted);
    let original = std::fs::read(source).unwrap();
    assert_eq!(redacted.stdout.len(), original.len());
    assert!(text(&original).contains("PENNYWHISTLE") && !text(&redacted.stdout).contains("PENNYWHISTLE"));
}
