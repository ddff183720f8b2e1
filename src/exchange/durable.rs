//! Files that are whole or not there, whatever happens in between.

use crate::error::{Error, ErrorKind};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A failure of a file or a folder, by its path.
pub(super) fn failed(path: &Path) -> impl Fn(io::Error) -> Error + '_ {
    move |error| Error::from(error).with_path(path)
}

/// Replaces a file: a kill leaves the old content or the new one, never a part of either.
pub(super) fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let fresh = beside(path, ".new");
    let mut file = File::create(&fresh)?;
    file.write_all(content)?;
    file.sync_all()?;
    std::fs::rename(&fresh, path)?;
    sync_folder_of(path)
}

/// The path with something behind its file name.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Makes the names in a folder durable. Only Unix can, and needs it.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

pub(super) fn sync_folder_of(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => sync_folder(folder),
        _ => sync_folder(Path::new(".")),
    }
}

/// Makes the contents of many files durable, several at a time: a disk syncs many together about as fast as one. `synced`
/// is told of each.
pub(super) fn sync_files(paths: &[PathBuf], synced: &(impl Fn() + Sync)) -> io::Result<()> {
    const THREADS: usize = 16;
    let sync_one = |path: &PathBuf| File::open(path)?.sync_all().map(|()| synced());
    let sync = |paths: &[PathBuf]| paths.iter().try_for_each(sync_one);
    let (first, rest) = paths.split_at(paths.len().min(THREADS));
    std::thread::scope(|scope| {
        let shares = rest.chunks(rest.len().div_ceil(THREADS).max(1));
        let others: Vec<_> = shares.map(|share| scope.spawn(move || sync(share))).collect();
        let others = others.into_iter().map(|other| other.join().unwrap_or_else(|_| Err(io::ErrorKind::Other.into())));
        others.fold(sync(first), Result::and)
    })
}

/// Opens a file for this process alone; made if it is not there. The system frees it when the process ends, however it
/// ends.
pub(super) fn open_alone(path: &Path) -> Result<File, Error> {
    let file =
        OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path).map_err(failed(path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Error::of(ErrorKind::StateInUse)),
        Err(TryLockError::Error(error)) => Err(failed(path)(error)),
    }
}
