//! The files that tests read, and golden files that they are held against.

use std::path::{Path, PathBuf};

/// All files of our own, and those of the folder that `X12_278_SAMPLES` names.
pub(crate) fn all() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in ["examples/data", "tests/fixtures"] {
        collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut found);
    }
    assert!(found.len() > 200, "the fixtures are there");
    if let Some(samples) = std::env::var_os("X12_278_SAMPLES") {
        collect(Path::new(&samples), &mut found);
    }
    found
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(&path, found);
        } else if !matches!(path.extension().and_then(|extension| extension.to_str()), Some("md" | "tsv" | "json")) {
            found.push(path);
        }
    }
}

/// Holds a text against a golden file. `UPDATE_GOLDEN=1` writes the file anew.
pub(crate) fn assert_golden(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    for (number, (is, should)) in (1..).zip(text.lines().zip(golden.lines())) {
        assert_eq!(is, should, "{name}, line {number}");
    }
    assert_eq!(text.lines().count(), golden.lines().count(), "{name}: number of lines");
    assert!(golden == text, "{name}: line ends");
}

/// A file of the crate.
pub(crate) fn text(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// FNV-1a, 64 bits: the name by which golden files know the files of other people, which are no part of this repository.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[test]
fn hash_is_fnv_1a() {
    assert_eq!(hash(b""), 0xcbf2_9ce4_8422_2325);
    assert_eq!(hash(b"a"), 0xaf63_dc4c_8601_ec8c);
}
