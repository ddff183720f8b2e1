//! The program `tools`, run as users run it.

use crate::exchange::Folder;
use crate::programs::run;
use std::process::Output;

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
    assert_eq!(files.len(), 11);
    let again = run("tools", &["split", "--numbers", numbers, "--into", into, source], b"");
    assert_eq!(again.status.code(), Some(3), "nothing is overwritten");
    let mut arguments = vec!["merge", "--numbers", numbers];
    arguments.extend(files.iter().map(String::as_str));
    let merged = run("tools", &arguments, b"");
    assert_good(&merged);
    let (lines, originals) = (run("tools", &["index", "-"], &merged.stdout), run("tools", &["index", source], b""));
    assert_eq!(text(&lines.stdout).lines().count(), text(&originals.stdout).lines().count());
    let bare = run("tools", &["split", "--into", into, "tests/fixtures/recoverable/bare_set.edi"], b"");
    assert_eq!(bare.status.code(), Some(3));
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
