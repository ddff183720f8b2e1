//! A module uses only what stands on a floor below its own.

use std::path::Path;

/// From the top down; modules of one line do not know each other.
const FLOORS: [&[&str]; 14] = [
    &["infusion", "decision"],
    &["exchange"],
    &["ack"],
    &["validate"],
    &["profile"],
    &["transaction"],
    &["segment"],
    &["guide"],
    &["code", "catalog"],
    &["shape"],
    &["element"],
    &["syntax"],
    &["report"],
    &["error"],
];

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

fn files(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Names behind `crate::` in a text, but for comments and tests.
fn used(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]").next().unwrap();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let code = lines.collect::<Vec<_>>().join("\n");
    let mut names = Vec::new();
    for rest in code.split("crate::").skip(1) {
        let list = rest.strip_prefix('{').map(|list| list.split('}').next().unwrap_or_default());
        for part in list.map_or(vec![rest], |list| list.split(',').collect()) {
            let name: String = part.trim().chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            names.push(name);
        }
    }
    names
}

#[test]
fn no_module_uses_one_above_it() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    files(&source, &mut found);
    let mut upward = Vec::new();
    for path in &found {
        let inside = path.strip_prefix(&source).unwrap();
        let module = inside.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs").to_owned();
        let Some(own) = floor(&module) else { continue };
        for name in used(&std::fs::read_to_string(path).unwrap()) {
            // Types that lib.rs hands on stand where they are made.
            let name = match name.as_str() {
                "Error" | "ErrorKind" | "Place" => "error".to_owned(),
                "Document" | "Kind" | "Read" | "ReadOptions" | "Transaction" | "WriteOptions" => {
                    "transaction".to_owned()
                }
                _ => name,
            };
            let Some(other) = floor(&name) else { continue };
            if name != module && other <= own {
                upward.push(format!("{} uses {name}", inside.display()));
            }
        }
    }
    upward.sort();
    upward.dedup();
    assert!(upward.is_empty(), "{upward:#?}");
}

/// The folders of `infusion`, from the top down, with the files that lie between them.
#[test]
fn no_folder_of_infusion_uses_one_above_it() {
    const FOLDERS: [&str; 6] = ["request", "checks", "problem", "options", "facts", "order"];
    let infusion = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/infusion");
    let mut found = Vec::new();
    files(&infusion, &mut found);
    let mut uses = 0;
    for path in &found {
        let inside = path.strip_prefix(&infusion).unwrap();
        let folder = inside.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs").to_owned();
        let Some(own) = FOLDERS.iter().position(|other| *other == folder) else { continue };
        let text = std::fs::read_to_string(path).unwrap();
        let (inner, outer) = (text.split("crate::infusion::"), text.split("use super::"));
        let depth = if inside.iter().count() == 1 { usize::MAX } else { 0 };
        for rest in inner.skip(1).chain(outer.skip(1).take(depth)) {
            let name: String = rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
            let Some(other) = FOLDERS.iter().position(|other| **other == name) else { continue };
            assert!(name == folder || other > own, "{} uses {name}", inside.display());
            uses += 1;
        }
    }
    assert!(uses > 60, "{uses} uses were seen");
}

#[test]
fn every_module_has_a_floor() {
    let library = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    for line in library.lines().map(str::trim) {
        let name =
            line.strip_prefix("pub mod ").or_else(|| line.strip_prefix("mod ")).map(|rest| rest.trim_end_matches(';'));
        if let Some(name) = name.filter(|name| *name != "manual") {
            assert!(floor(name).is_some(), "{name} has no floor");
        }
    }
}
