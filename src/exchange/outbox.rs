//! Files that are published all together, once, or not at all.

use super::durable;
use super::journal::{Journal, checksum};
use crate::error::{Error, ErrorKind};
use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read};
use std::path::{Component, Path, PathBuf};

/// What a unit of work is known by: its name, and its content.
///
/// The same name with other content is another unit, so a file that comes again under an old name is not passed over. The
/// content counts by its length and its CRC-32: that tells files apart that differ by chance, not files that somebody made
/// to look alike.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Unit {
    name: String,
    length: u64,
    checksum: u32,
}

impl Unit {
    /// The unit of a name and a content, which is read to its end.
    ///
    /// # Errors
    /// When the content cannot be read.
    pub fn of(name: &str, content: impl Read) -> io::Result<Self> {
        let mut input = BufReader::with_capacity(1 << 16, content);
        let (mut length, mut sum) = (0, 0);
        loop {
            let block = io::BufRead::fill_buf(&mut input)?;
            if block.is_empty() {
                return Ok(Self { name: name.to_owned(), length, checksum: sum });
            }
            let size = block.len();
            sum = checksum(sum, block);
            length += size as u64;
            io::BufRead::consume(&mut input, size);
        }
    }

    /// A name for the files of the unit: what is harmless in its own name, then length and checksum of the content, then the
    /// checksum of the whole name.
    #[must_use]
    pub fn label(&self) -> String {
        let harmless = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-') { c } else { '_' };
        let short: String = self.name.chars().take(80).map(harmless).collect();
        format!("{short}.{:x}-{:08x}-{:08x}", self.length, self.checksum, checksum(0, self.name.as_bytes()))
    }

    fn entry(&self) -> String {
        format!("{:x} {:08x} {}", self.length, self.checksum, self.name)
    }
}

/// A folder in which units of work put their files, so that each file appears once.
///
/// A unit writes below `.staging`. [`Batch::commit`] syncs what was written, adds the unit to the journal, and only then
/// moves the files to their places, each by one rename. After a kill, [`Outbox::open`] throws away what no entry of the
/// journal covers, and moves what one covers and is still staged. So a file is there once, however often the work is
/// killed; a file that somebody has fetched in between does not come back.
///
/// One process works on an outbox at a time. The staging folder and the places must be on one file system.
#[derive(Debug)]
pub struct Outbox {
    root: PathBuf,
    journal: Journal,
    done: HashSet<String>,
}

/// Where files wait, below the root.
const STAGING: &str = ".staging";

impl Outbox {
    /// Opens the outbox, or begins one, and finishes what was committed.
    ///
    /// # Errors
    /// [`ErrorKind::StateDamaged`], [`ErrorKind::StateInUse`], [`ErrorKind::Io`].
    pub fn open(root: impl AsRef<Path>) -> Result<Self, Error> {
        let root = root.as_ref().to_path_buf();
        std::fs::create_dir_all(&root)?;
        let (mut done, mut last, mut sound) = (HashSet::new(), None, true);
        let journal = Journal::open(root.join("journal"), |entry| match std::str::from_utf8(entry) {
            Ok(text) => {
                done.insert(text.to_owned());
                last = Some(text.to_owned());
            }
            Err(_) => sound = false,
        })?;
        if !sound {
            return Err(Error::of(ErrorKind::StateDamaged));
        }
        let outbox = Self { root, journal, done };
        let staging = outbox.root.join(STAGING);
        // One unit is staged at a time, so what is staged belongs to the last entry or to none.
        if staging.try_exists()? {
            let owner = std::fs::read_to_string(staging.join("unit")).ok();
            if owner.is_some() && owner == last {
                outbox.publish()?;
            }
            std::fs::remove_dir_all(&staging)?;
        }
        Ok(outbox)
    }

    /// Whether a unit is done.
    #[must_use]
    pub fn is_done(&self, unit: &Unit) -> bool {
        self.done.contains(&unit.entry())
    }

    /// Begins a unit of work. What an earlier one staged and did not commit is thrown away.
    ///
    /// # Errors
    /// [`ErrorKind::Io`]: also for a unit that is done.
    pub fn begin(&mut self, unit: &Unit) -> Result<Batch<'_>, Error> {
        if self.is_done(unit) {
            return Err(io::Error::from(io::ErrorKind::AlreadyExists).into());
        }
        let staging = self.root.join(STAGING);
        if staging.try_exists()? {
            std::fs::remove_dir_all(&staging)?;
        }
        std::fs::create_dir_all(staging.join("files"))?;
        let entry = unit.entry();
        std::fs::write(staging.join("unit"), &entry)?;
        File::open(staging.join("unit"))?.sync_all()?;
        Ok(Batch { outbox: self, entry, written: Vec::new() })
    }

    /// Moves every staged file to its place.
    fn publish(&self) -> Result<(), Error> {
        let from = self.root.join(STAGING).join("files");
        let mut folders = vec![PathBuf::new()];
        while let Some(folder) = folders.pop() {
            let target = self.root.join(&folder);
            std::fs::create_dir_all(&target)?;
            for entry in std::fs::read_dir(from.join(&folder))? {
                let entry = entry?;
                let path = folder.join(entry.file_name());
                if entry.file_type()?.is_dir() {
                    folders.push(path);
                } else {
                    std::fs::rename(entry.path(), self.root.join(path))?;
                }
            }
            durable::sync_folder(&target)?;
        }
        durable::sync_folder(&self.root)?;
        Ok(())
    }
}

/// The files of one unit of work, not to be seen yet.
#[derive(Debug)]
pub struct Batch<'o> {
    outbox: &'o mut Outbox,
    entry: String,
    written: Vec<PathBuf>,
}

impl Batch<'_> {
    /// A new file, by its path below the root of the outbox.
    ///
    /// # Errors
    /// [`ErrorKind::Io`]: also for a path that leaves the root, and for one that was given before.
    pub fn create(&mut self, path: impl AsRef<Path>) -> Result<BufWriter<File>, Error> {
        let path = path.as_ref();
        if path.as_os_str().is_empty() || !path.components().all(|part| matches!(part, Component::Normal(_))) {
            return Err(io::Error::from(io::ErrorKind::InvalidInput).into());
        }
        let staged = self.outbox.root.join(STAGING).join("files").join(path);
        if let Some(folder) = staged.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let file = File::create_new(&staged)?;
        self.written.push(staged);
        Ok(BufWriter::new(file))
    }

    /// Publishes the files. Every writer must have been dropped or flushed.
    ///
    /// # Errors
    /// [`ErrorKind::Io`]. Whether the unit is done is then known when the outbox is opened again.
    pub fn commit(self) -> Result<(), Error> {
        let staging = self.outbox.root.join(STAGING);
        let mut folders = HashSet::new();
        for path in &self.written {
            File::open(path)?.sync_all()?;
            folders
                .extend(path.ancestors().skip(1).take_while(|folder| **folder != self.outbox.root).map(PathBuf::from));
        }
        folders.insert(staging.clone());
        for folder in folders {
            durable::sync_folder(&folder)?;
        }
        durable::sync_folder(&self.outbox.root)?;
        self.outbox.journal.append(self.entry.as_bytes())?;
        self.outbox.done.insert(self.entry);
        self.outbox.publish()?;
        std::fs::remove_dir_all(&staging)?;
        Ok(())
    }
}
