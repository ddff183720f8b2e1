//! The folders: what comes in, and that nothing of what goes out comes in again.

use crate::common::{Failure, Outcome, cannot, complain, name};
use std::io;
use std::path::{Component, Path, PathBuf};

/// A file that came in.
pub(crate) struct Incoming {
    pub(crate) path: PathBuf,
    pub(crate) bytes: u64,
}

/// What a folder holds.
pub(crate) struct Listing {
    /// The files, in the order of their names.
    pub(crate) files: Vec<Incoming>,
    /// Whether something that is no file was passed over, or could not even be looked at.
    pub(crate) outcome: Outcome,
}

/// The files of the folder. What is no file is named on standard error; what is hidden is not looked at.
pub(crate) fn incoming(folder: &Path) -> Result<Listing, Failure> {
    let (mut files, mut others, mut outcome) = (Vec::new(), Vec::new(), Outcome::Good);
    for entry in std::fs::read_dir(folder).map_err(cannot("read", folder))? {
        let entry = entry.map_err(cannot("read", folder))?;
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        // A link stands for what it leads to.
        match std::fs::metadata(entry.path()) {
            Ok(metadata) if metadata.is_file() => files.push(Incoming { path: entry.path(), bytes: metadata.len() }),
            Ok(metadata) if metadata.is_dir() => others.push((entry.path(), "a folder")),
            Ok(_) => others.push((entry.path(), "no regular file")),
            Err(error) if error.kind() == io::ErrorKind::NotFound => others.push((entry.path(), "a link to nothing")),
            Err(error) => {
                complain(&format!("cannot read {}: {error}", name(&entry.path())));
                outcome = Outcome::Failed;
            }
        }
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    others.sort();
    for (path, what) in &others {
        complain(&format!("{}: passed over: it is {what}", name(path)));
        outcome = outcome.max(Outcome::FallsShort);
    }
    Ok(Listing { files, outcome })
}

/// Whether the folders are apart: neither is the other, nor lies in it. Nothing is made.
pub(crate) fn are_apart(one: &Path, other: &Path) -> io::Result<bool> {
    let (one, other) = (real(one)?, real(other)?);
    Ok(!one.starts_with(&other) && !other.starts_with(&one))
}

/// Where a path leads, links followed as far as it exists.
fn real(path: &Path) -> io::Result<PathBuf> {
    let mut real = PathBuf::new();
    for part in std::path::absolute(path)?.components() {
        match part {
            Component::ParentDir => _ = real.pop(),
            part => real.push(part),
        }
        if let Ok(found) = real.canonicalize() {
            real = found;
        }
    }
    Ok(real)
}
