//! Where each set of a file lies, and by which numbers it goes.

use crate::element::Text;
use crate::error::Error;
use crate::transaction::{Event, Kind, ReadOptions, Reader, SetBuffer};
use std::io::Read;

/// One set of a file, not typed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct IndexEntry {
    /// Which interchange of the file, from 1.
    pub interchange: u32,
    /// Which group of the interchange, from 1; 0 when the set stands in none.
    pub group: u32,
    /// Which set of the group, from 1; a set in no group is counted on behind the group and the sets in none before it.
    pub set: u32,
    /// ISA13.
    pub interchange_number: Text<'static>,
    /// GS06.
    pub group_number: Text<'static>,
    /// ST01, also of a set that is too large; empty where its ST has none.
    pub transaction_set: Text<'static>,
    /// ST02, also of a set that is too large; empty where its ST has none.
    pub set_number: Text<'static>,
    /// What it is; `None` when it is too large to be looked at.
    pub kind: Option<Kind>,
    /// Offset of its first byte in the file.
    pub offset: u64,
    /// Its bytes from ST to the end of SE, the last terminator not included. For a set that is too large, everything up
    /// to what follows it.
    pub length: u64,
    /// How many segments it has, ST and SE counted; 0 when it is too large.
    pub segments: u32,
}

/// The sets of a stream, one after another, in bounded memory.
///
/// ```
/// use x12_278::exchange::index::Index;
///
/// let file = std::fs::read("examples/data/batch_mixed.edi").unwrap();
/// for entry in Index::new(&file[..]) {
///     let entry = entry.unwrap();
///     let start = usize::try_from(entry.offset).unwrap();
///     assert!(file[start..].starts_with(b"ST*"));
/// }
/// ```
#[derive(Debug)]
pub struct Index<R> {
    reader: Reader<Counted<R>>,
    set: SetBuffer,
    waiting: Option<IndexEntry>,
    ready: Option<IndexEntry>,
    ended: bool,
}

impl<R: Read> Index<R> {
    /// An index with the default limits.
    pub fn new(input: R) -> Self {
        Self::with_options(input, &ReadOptions::default())
    }

    /// An index with other limits and allowances.
    pub fn with_options(input: R, options: &ReadOptions) -> Self {
        let reader = Reader::with_options(Counted { input, bytes: 0 }, options);
        Self { reader, set: SetBuffer::new(), waiting: None, ready: None, ended: false }
    }

    fn step(&mut self) -> Result<(), Error> {
        let event = self.reader.next_event(&mut self.set)?;
        // What was found wrong with the envelope is not asked for here; it must not pile up.
        drop(self.reader.take_report());
        self.ended = event == Event::End;
        let here = if self.ended { self.reader.input().bytes } else { self.set.place().offset };
        if let Some(mut entry) = self.waiting.take() {
            if entry.kind.is_none() {
                entry.length = here.saturating_sub(entry.offset);
            }
            self.ready = Some(entry);
        }
        match event {
            Event::Set => self.waiting = Some(self.entry(true)),
            Event::SetTooLarge => self.waiting = Some(self.entry(false)),
            _ => {}
        }
        if event == Event::Set && self.ready.is_none() {
            self.ready = self.waiting.take();
        }
        Ok(())
    }

    fn entry(&self, whole: bool) -> IndexEntry {
        let place = self.set.place();
        let raw = self.set.raw();
        let text = |bytes: &[u8]| Text::from(String::from_utf8_lossy(bytes).into_owned());
        let number = self.set.interchange_header().map(|header| header.control_number.to_string());
        let group = self.set.group_header().and_then(|group| group.control_number).map(|number| number.to_string());
        IndexEntry {
            interchange: place.interchange,
            group: place.group,
            set: place.set,
            interchange_number: number.unwrap_or_default().into(),
            group_number: group.unwrap_or_default().into(),
            transaction_set: text(raw.header_element(1)),
            set_number: text(raw.header_element(2)),
            kind: whole.then(|| self.set.kind()),
            offset: place.offset,
            length: self.set.bytes().len() as u64,
            segments: if whole { u32::try_from(raw.len()).unwrap_or(u32::MAX) } else { 0 },
        }
    }
}

impl<R: Read> Iterator for Index<R> {
    type Item = Result<IndexEntry, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(entry) = self.ready.take() {
                return Some(Ok(entry));
            }
            if self.ended {
                return None;
            }
            if let Err(error) = self.step() {
                self.ended = true;
                return Some(Err(error));
            }
        }
    }
}

/// Counts the bytes that were read.
#[derive(Debug)]
struct Counted<R> {
    input: R,
    bytes: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.bytes += read as u64;
        Ok(read)
    }
}
