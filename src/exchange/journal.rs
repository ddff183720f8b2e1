//! A journal: entries are only ever added, and an entry that was added stays.

use super::durable::{self, failed};
use crate::error::{Error, ErrorKind};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// An append-only file of entries.
///
/// Each entry stands behind its length and its checksum and is synced before [`append`](Self::append) returns. After a
/// kill at any byte the file ends with whole entries and perhaps a part of one; that part is cut off when the file is
/// opened again. A fault anywhere else is no work of a kill and is an error: entries are not dropped in silence. A second
/// process on the same file is refused.
#[derive(Debug)]
pub struct Journal {
    file: File,
    path: PathBuf,
    length: u64,
    broken: bool,
}

/// What every journal begins with.
const MARK: &[u8] = b"x12-278 journal 1\n";
/// Bytes of length and checksum before an entry.
const HEAD: usize = 8;

impl Journal {
    /// Most bytes of one entry.
    pub const ENTRY_LIMIT: usize = 1 << 24;

    /// Opens a journal, or begins one, and gives every entry to `replay`, in order.
    ///
    /// # Errors
    /// [`ErrorKind::StateDamaged`], [`ErrorKind::StateInUse`], [`ErrorKind::Io`].
    pub fn open(path: impl AsRef<Path>, replay: impl FnMut(&[u8])) -> Result<Self, Error> {
        let path = path.as_ref();
        Self::open_at(path, replay).map_err(|error| error.with_path(path))
    }

    fn open_at(path: &Path, mut replay: impl FnMut(&[u8])) -> Result<Self, Error> {
        let mut file = durable::open_alone(path)?;
        let size = file.metadata()?.len();
        let mut start = vec![0; MARK.len().min(usize::try_from(size).unwrap_or(usize::MAX))];
        file.read_exact(&mut start)?;
        if !MARK.starts_with(&start) && start.iter().any(|byte| *byte != 0) {
            return Err(Error::of(ErrorKind::StateDamaged));
        }
        let path = path.to_path_buf();
        let mut journal = Self { file, path, length: MARK.len() as u64, broken: false };
        if start != MARK {
            if size > MARK.len() as u64 {
                return Err(Error::of(ErrorKind::StateDamaged));
            }
            journal.file.set_len(0)?;
            journal.file.seek(SeekFrom::Start(0))?;
            journal.file.write_all(MARK)?;
            journal.file.sync_all()?;
            durable::sync_folder_of(&journal.path)?;
            return Ok(journal);
        }
        let mut input = std::io::BufReader::new(&journal.file);
        let mut entry = Vec::new();
        while next_entry(&mut input, size - journal.length, &mut entry)? {
            replay(&entry);
            journal.length += (HEAD + entry.len()) as u64;
        }
        if journal.length < size {
            journal.file.set_len(journal.length)?;
            journal.file.sync_all()?;
        }
        journal.file.seek(SeekFrom::Start(journal.length))?;
        Ok(journal)
    }

    /// Adds an entry. When this returns, the entry is on the disk.
    ///
    /// # Errors
    /// [`ErrorKind::Io`]: the entry is then not in the journal; where even that cannot be made sure, every further call
    /// fails too. Also for an empty entry and for one beyond [`Self::ENTRY_LIMIT`].
    pub fn append(&mut self, entry: &[u8]) -> Result<(), Error> {
        if self.broken {
            return Err(failed(&self.path)(std::io::Error::other("an earlier entry could not be written")));
        }
        if entry.is_empty() || entry.len() > Self::ENTRY_LIMIT {
            return Err(failed(&self.path)(std::io::ErrorKind::InvalidInput.into()));
        }
        let length = u32::try_from(entry.len()).unwrap_or_default().to_le_bytes();
        let mut frame = Vec::with_capacity(HEAD + entry.len());
        frame.extend_from_slice(&length);
        frame.extend_from_slice(&checksum(checksum(0, &length), entry).to_le_bytes());
        frame.extend_from_slice(entry);
        let written = self.file.write_all(&frame).and_then(|()| self.file.sync_data());
        if let Err(error) = written {
            let undone = self.file.set_len(self.length).and_then(|()| self.file.seek(SeekFrom::Start(self.length)));
            self.broken = undone.and_then(|_| self.file.sync_all()).is_err();
            return Err(failed(&self.path)(error));
        }
        self.length += frame.len() as u64;
        Ok(())
    }
}

/// Reads the next entry; `false` at the end, or where an entry was cut off.
fn next_entry(input: &mut impl Read, left: u64, entry: &mut Vec<u8>) -> Result<bool, Error> {
    let mut head = [0; HEAD];
    if left < HEAD as u64 {
        return Ok(false);
    }
    input.read_exact(&mut head)?;
    let [a, b, c, d, e, f, g, h] = head;
    let (length, sum) = ([a, b, c, d], u32::from_le_bytes([e, f, g, h]));
    let size = u32::from_le_bytes(length) as usize;
    let rest = left - HEAD as u64;
    entry.clear();
    if (1..=Journal::ENTRY_LIMIT).contains(&size) && size as u64 <= rest {
        entry.resize(size, 0);
        input.read_exact(entry)?;
        if checksum(checksum(0, &length), entry) == sum {
            return Ok(true);
        }
    }
    // What a kill or a power cut leaves: an entry that is longer than the file, the last one with blocks that never
    // came to the disk, or nothing but zeros.
    let last = size as u64 >= rest && size <= Journal::ENTRY_LIMIT;
    if last || head == [0; HEAD] && only_zeros(input)? {
        return Ok(false);
    }
    Err(Error::of(ErrorKind::StateDamaged))
}

fn only_zeros(input: &mut impl Read) -> Result<bool, Error> {
    for byte in std::io::BufReader::new(input).bytes() {
        if byte? != 0 {
            return Ok(false);
        }
    }
    Ok(true)
}

/// CRC-32 (IEEE 802.3), continued from the checksum of what stood before.
pub(super) fn checksum(before: u32, bytes: &[u8]) -> u32 {
    let step = |sum: u32, byte: &u8| {
        let [low, ..] = sum.to_le_bytes();
        sum >> 8 ^ REMAINDERS.get(usize::from(low ^ byte)).copied().unwrap_or_default()
    };
    !bytes.iter().fold(!before, step)
}

/// The remainder of each byte.
static REMAINDERS: [u32; 256] = {
    let mut table = [0; 256];
    let mut rest: &mut [u32] = &mut table;
    let mut byte = 0;
    while let Some((entry, later)) = rest.split_first_mut() {
        let mut sum: u32 = byte;
        let mut bit = 0;
        while bit < 8 {
            sum = if sum & 1 == 1 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 };
            bit += 1;
        }
        *entry = sum;
        byte += 1;
        rest = later;
    }
    table
};
