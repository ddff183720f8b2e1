//! Files that are published all together, once, or not at all.

use super::durable::{self, failed};
use super::journal::{Journal, checksum};
use crate::error::{Error, ErrorKind};
use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

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

    /// One line of an entry of the journal; a name with line breaks keeps to it.
    fn entry(&self) -> String {
        let name = self.name.replace('\\', "\\\\").replace('\n', "\\n");
        format!("{:x} {:08x} {name}", self.length, self.checksum)
    }
}

/// A folder in which units of work put their files, so that each file appears once.
///
/// Units write below `.staging`, one or many in a batch. [`Batch::commit`] syncs what was written, adds the units to the
/// journal in one entry, and only then moves the files to their places, each by one rename: many small units cost hardly
/// more syncs than one. After a kill, [`Outbox::open`] throws away what no entry of the
/// journal covers, and moves what one covers and is still staged. So a file is there once, however often the work is
/// killed; a file that somebody has fetched in between does not come back.
///
/// A unit may fall short: something of it needs a person ([`Batch::fall_short`]). That stays known
/// ([`falls_short`](Self::falls_short)) until a run says that it ended by itself and has told so
/// ([`run_ended`](Self::run_ended)), which it does last of all: a kill before that hides nothing. A kill in the moment between
/// that and the end of the process takes the exit code along.
///
/// When publishing fails, what is staged belongs to units that the journal has, or may have: every further call fails then,
/// until the outbox is opened again, which finishes it.
///
/// One process works on an outbox at a time. The staging folder and the places must be on one file system.
#[derive(Debug)]
pub struct Outbox {
    root: PathBuf,
    journal: Journal,
    done: HashSet<String>,
    falls_short: bool,
    /// Whether a batch was, or may have been, noted in the journal and is not published.
    unpublished: bool,
}

/// Where files wait, below the root.
const STAGING: &str = ".staging";
/// The entry of the journal that the staged files will belong to, below the staging folder.
const UNITS: &str = "units";
/// The line of an entry that says that one of its units fell short. No unit has such a line, for it has a length.
const FELL_SHORT: &str = "!";
/// The entry that says that a run ended by itself.
const RUN_ENDED: &str = ".";

impl Outbox {
    /// Opens the outbox, or begins one, and finishes what was committed.
    ///
    /// # Errors
    /// [`ErrorKind::StateDamaged`], [`ErrorKind::StateInUse`], [`ErrorKind::Io`].
    pub fn open(root: impl AsRef<Path>) -> Result<Self, Error> {
        let root = root.as_ref().to_path_buf();
        std::fs::create_dir_all(&root).map_err(failed(&root))?;
        let (mut done, mut last, mut sound, mut falls_short) = (HashSet::new(), None, true, false);
        let journal = Journal::open(root.join("journal"), |entry| match std::str::from_utf8(entry) {
            Ok(text) => {
                falls_short = text != RUN_ENDED && (falls_short || text.split('\n').any(|line| line == FELL_SHORT));
                done.extend(
                    text.split('\n').filter(|line| !matches!(*line, FELL_SHORT | RUN_ENDED)).map(str::to_owned),
                );
                last = Some(text.to_owned());
            }
            Err(_) => sound = false,
        })?;
        if !sound {
            return Err(Error::of(ErrorKind::StateDamaged).with_path(root.join("journal")));
        }
        let outbox = Self { root, journal, done, falls_short, unpublished: false };
        let staging = outbox.root.join(STAGING);
        // One batch is staged at a time, so what is staged belongs to the last entry or to none.
        if staging.try_exists().map_err(failed(&staging))? {
            let owner = std::fs::read_to_string(staging.join(UNITS)).ok();
            if owner.is_some() && owner == last {
                outbox.publish(|| {})?;
            }
            std::fs::remove_dir_all(&staging).map_err(failed(&staging))?;
        }
        Ok(outbox)
    }

    /// Whether a unit is done.
    #[must_use]
    pub fn is_done(&self, unit: &Unit) -> bool {
        self.done.contains(&unit.entry())
    }

    /// Whether no unit is done yet.
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.done.is_empty()
    }

    /// Whether a unit was committed that fell short and of which no run has told yet that ended by itself.
    #[must_use]
    pub const fn falls_short(&self) -> bool {
        self.falls_short
    }

    /// Notes that a run ends by itself and tells what fell short, as by its exit code: from now on that is known.
    ///
    /// # Errors
    /// [`ErrorKind::Io`], also behind a batch that could not be published; the next run will then tell it again.
    pub fn run_ended(&mut self) -> Result<(), Error> {
        self.is_published()?;
        if self.falls_short {
            self.journal.append(RUN_ENDED.as_bytes())?;
            self.falls_short = false;
        }
        Ok(())
    }

    /// Begins a batch with its first unit. What an earlier one staged and did not commit is thrown away.
    ///
    /// # Errors
    /// [`ErrorKind::Io`]: also for a unit that is done, and behind a batch that could not be published.
    pub fn begin(&mut self, unit: &Unit) -> Result<Batch<'_>, Error> {
        self.is_published()?;
        if self.is_done(unit) {
            return Err(io::Error::from(io::ErrorKind::AlreadyExists).into());
        }
        let staging = self.root.join(STAGING);
        let cleared =
            staging.try_exists().and_then(|there| if there { std::fs::remove_dir_all(&staging) } else { Ok(()) });
        cleared.and_then(|()| std::fs::create_dir_all(staging.join("files"))).map_err(failed(&staging))?;
        Ok(Batch { outbox: self, entries: vec![Entry::of(unit)], written: Vec::new(), latest: Some(0) })
    }

    /// An error when an earlier batch waits for the outbox to be opened again.
    fn is_published(&self) -> Result<(), Error> {
        if self.unpublished {
            return Err(failed(&self.root)(io::Error::other("an earlier batch could not be published")));
        }
        Ok(())
    }

    /// Moves every staged file to its place; `moved` is told of each.
    fn publish(&self, moved: impl Fn()) -> Result<(), Error> {
        let from = self.root.join(STAGING).join("files");
        let mut folders = vec![PathBuf::new()];
        while let Some(folder) = folders.pop() {
            // The folder below the root is named alone: folders in it may be called by what a file says.
            let first: PathBuf = folder.components().take(1).collect();
            folders.extend(self.move_files(&from, &folder, &moved).map_err(failed(&self.root.join(first)))?);
        }
        durable::sync_folder(&self.root).map_err(failed(&self.root))
    }

    /// Moves the files of one staged folder; the folders in it.
    fn move_files(&self, from: &Path, folder: &Path, moved: &impl Fn()) -> io::Result<Vec<PathBuf>> {
        let target = self.root.join(folder);
        let mut folders = Vec::new();
        std::fs::create_dir_all(&target)?;
        for entry in std::fs::read_dir(from.join(folder))? {
            let entry = entry?;
            let path = folder.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else {
                std::fs::rename(entry.path(), self.root.join(path))?;
                moved();
            }
        }
        durable::sync_folder(&target)?;
        Ok(folders)
    }
}

/// The files of a unit of work, or of several that are published together; not to be seen yet.
#[derive(Debug)]
#[must_use = "nothing is published before the batch is committed"]
pub struct Batch<'o> {
    outbox: &'o mut Outbox,
    entries: Vec<Entry>,
    written: Vec<PathBuf>,
    /// Where the files of the latest unit begin; `None` when it was given up.
    latest: Option<usize>,
}

/// What the journal will say of a unit.
#[derive(Debug)]
struct Entry {
    unit: String,
    falls_short: bool,
}

impl Entry {
    fn of(unit: &Unit) -> Self {
        Self { unit: unit.entry(), falls_short: false }
    }
}

impl Batch<'_> {
    /// Adds a unit: the files that are created from now on are its.
    ///
    /// # Errors
    /// [`ErrorKind::Io`]: for a unit that is done, or in the batch already.
    pub fn add(&mut self, unit: &Unit) -> Result<(), Error> {
        let entry = Entry::of(unit);
        if self.outbox.done.contains(&entry.unit) || self.entries.iter().any(|other| other.unit == entry.unit) {
            return Err(io::Error::from(io::ErrorKind::AlreadyExists).into());
        }
        self.entries.push(entry);
        self.latest = Some(self.written.len());
        Ok(())
    }

    /// Notes that the latest unit fell short: something of it needs a person. See [`Outbox::falls_short`].
    pub fn fall_short(&mut self) {
        if let Some(entry) = self.entries.last_mut().filter(|_| self.latest.is_some()) {
            entry.falls_short = true;
        }
    }

    /// Throws away the latest unit and its files; those before it stay.
    ///
    /// # Errors
    /// [`ErrorKind::Io`]: the batch must then not be committed.
    pub fn give_up(&mut self) -> Result<(), Error> {
        let Some(first) = self.latest.take() else { return Ok(()) };
        self.entries.pop();
        let staging = self.outbox.root.join(STAGING);
        for path in self.written.drain(first..) {
            std::fs::remove_file(path).map_err(failed(&staging))?;
        }
        Ok(())
    }

    /// Whether a unit is done, published before.
    #[must_use]
    pub fn is_done(&self, unit: &Unit) -> bool {
        self.outbox.is_done(unit)
    }

    /// A new file of the latest unit, by its path below the root of the outbox.
    ///
    /// # Errors
    /// [`ErrorKind::Io`]: also for a path that leaves the root, for one that was given before, and behind a unit that was
    /// given up.
    pub fn create(&mut self, path: impl AsRef<Path>) -> Result<BufWriter<File>, Error> {
        let path = path.as_ref();
        let stays = !path.as_os_str().is_empty() && path.components().all(|part| matches!(part, Component::Normal(_)));
        if !stays || self.latest.is_none() {
            return Err(io::Error::from(io::ErrorKind::InvalidInput).into());
        }
        let staging = self.outbox.root.join(STAGING);
        let staged = staging.join("files").join(path);
        let made = staged.parent().map_or(Ok(()), std::fs::create_dir_all);
        let file = made.and_then(|()| File::create_new(&staged)).map_err(failed(&staging))?;
        self.written.push(staged);
        Ok(BufWriter::new(file))
    }

    /// Publishes the files. Every writer must have been dropped or flushed.
    ///
    /// # Errors
    /// [`ErrorKind::Io`]. Whether the units are done is then known when the outbox is opened again; where they may be, every
    /// further call on this one fails.
    pub fn commit(self) -> Result<(), Error> {
        self.commit_with(|_, _| {})
    }

    /// The same, and tells how far it is: how many steps are done, and how many there are. Publishing waits for the disk,
    /// so it may take longer than the work before it. Steps are told from several threads.
    ///
    /// # Errors
    /// As [`commit`](Self::commit).
    pub fn commit_with(mut self, progress: impl Fn(u64, u64) + Sync) -> Result<(), Error> {
        let staging = self.outbox.root.join(STAGING);
        // Each file is synced, then moved; the file that names the units is synced only.
        let (steps, done) = (self.written.len() as u64 * 2 + 1, AtomicU64::new(0));
        let step = || progress(done.fetch_add(1, Ordering::Relaxed) + 1, steps);
        if !self.entries.is_empty() {
            let units = staging.join(UNITS);
            let mut lines: Vec<&str> = self.entries.iter().map(|entry| entry.unit.as_str()).collect();
            let falls_short = self.entries.iter().any(|entry| entry.falls_short);
            if falls_short {
                lines.push(FELL_SHORT);
            }
            let entry = lines.join("\n");
            self.sync(units, &entry, &step).map_err(failed(&staging))?;
            self.outbox.unpublished = true;
            self.outbox.journal.append(entry.as_bytes())?;
            self.outbox.falls_short |= falls_short;
            self.outbox.done.extend(self.entries.into_iter().map(|entry| entry.unit));
            self.outbox.publish(step)?;
            self.outbox.unpublished = false;
        }
        std::fs::remove_dir_all(&staging).map_err(failed(&staging))
    }

    /// Writes the list of the units, and makes all that is staged durable.
    fn sync(&mut self, units: PathBuf, entry: &str, step: &(impl Fn() + Sync)) -> io::Result<()> {
        std::fs::write(&units, entry)?;
        self.written.push(units);
        let root = &self.outbox.root;
        let mut folders = HashSet::from([root.join(STAGING)]);
        for path in &self.written {
            folders.extend(path.ancestors().skip(1).take_while(|folder| *folder != root).map(PathBuf::from));
        }
        durable::sync_files(&self.written, step)?;
        folders.iter().try_for_each(|folder| durable::sync_folder(folder))?;
        durable::sync_folder(root)
    }
}
