//! Transaction sets out of a stream, in bounded memory.

use super::document::InterchangeHeader;
use super::envelope::{FileWalk, slice};
use super::file::interchange_header;
use super::kind::{Kind, recognise};
use super::read::{ReadOptions, Scratch, read_set};
use super::set::Transaction;
use crate::element::Parts;
use crate::error::{Error, ErrorKind};
use crate::guide::Placement;
use crate::report::Report;
use crate::segment::Gs;
use crate::shape::{At, Segment};
use crate::syntax::{Delimiters, ElementIndex, Offsets, RawSegment, RawSet, SetPlace, Span, Step, parse_header};

/// What a stream comes to next. The bytes of it are in the [`SetBuffer`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Event {
    /// ISA.
    InterchangeStart,
    /// TA1.
    Acknowledgment,
    /// GS.
    GroupStart,
    /// A whole transaction set.
    Set,
    /// A set larger than the limit: passed over, its place is known; of its bytes ST alone is kept.
    SetTooLarge,
    /// GE.
    GroupEnd,
    /// IEA.
    InterchangeEnd,
    /// A segment, or a text, that is no part of a set and none of the envelope.
    Outside,
    /// Nothing more.
    End,
}

/// One event with its bytes and what stands around it: the interchange header, the group header, the place.
///
/// It belongs to the caller and is used again for the next event, so that a stream allocates nothing once it is warm.
/// Typed values borrow from it, not from the reader: it can be kept, cloned and sent to another thread.
#[derive(Clone, Default)]
pub struct SetBuffer {
    bytes: Vec<u8>,
    spans: Vec<Span>,
    delimiters: Delimiters,
    place: SetPlace,
    header: Vec<u8>,
    group: Vec<u8>,
    number: u32,
    exact: bool,
}

impl SetBuffer {
    /// An empty buffer.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The bytes of the event, the last terminator not included.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The set, raw.
    #[must_use]
    pub fn raw(&self) -> RawSet<'_, '_> {
        RawSet::new(&self.bytes, &self.spans, self.delimiters, self.place)
    }

    /// The segment of an event that is one segment.
    #[must_use]
    pub fn segment(&self) -> RawSegment<'_> {
        RawSegment::new(&self.bytes, self.number, 0, self.delimiters)
    }

    /// Where the event stands in the input.
    #[must_use]
    pub const fn place(&self) -> SetPlace {
        self.place
    }

    /// What parts the interchange.
    #[must_use]
    pub const fn delimiters(&self) -> Delimiters {
        self.delimiters
    }

    /// For [`Event::GroupEnd`] and [`Event::InterchangeEnd`]: whether counts and control numbers are right to the letter.
    #[must_use]
    pub const fn is_exact(&self) -> bool {
        self.exact
    }

    /// The interchange header around the event.
    #[must_use]
    pub fn interchange_header(&self) -> Option<InterchangeHeader<'_>> {
        let latin1 = std::str::from_utf8(&self.header).is_err();
        parse_header(&self.header, true).ok().map(|header| interchange_header(&header, latin1))
    }

    /// The group header around the event; `None` outside of groups, or when it is not UTF-8.
    #[must_use]
    pub fn group_header(&self) -> Option<Gs<'_>> {
        let text = std::str::from_utf8(&self.group).ok().filter(|text| !text.is_empty())?;
        let mut buffer = Vec::new();
        Some(Gs::read(&Parts::of_segment(text, self.delimiters, &mut buffer), At::default()))
    }

    /// GS08 around the event, as bytes.
    #[must_use]
    pub fn group_version(&self) -> &[u8] {
        RawSegment::new(&self.group, 0, 0, self.delimiters).element(8)
    }

    /// The interchange header around the event, as bytes; empty when there is none.
    pub(crate) fn header_bytes(&self) -> &[u8] {
        &self.header
    }

    /// What the set is, without typing it.
    #[must_use]
    pub fn kind(&self) -> Kind {
        recognise(&self.raw(), self.group_version()).kind
    }

    /// Reads the set. To read many, use one [`SetReader`], which reuses its working memory.
    #[must_use]
    pub fn read(&self) -> ReadSet<'_> {
        SetReader::default().read(self)
    }
}

impl std::fmt::Debug for SetBuffer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SetBuffer({} bytes, {} segments, {:?})", self.bytes.len(), self.spans.len(), self.place)
    }
}

/// A typed set and what is wrong with its structure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadSet<'a> {
    /// The set.
    pub transaction: Transaction<'a>,
    /// The findings.
    pub report: Report,
}

/// Reads one set after another with the same working memory.
#[derive(Clone, Debug, Default)]
pub struct SetReader {
    scratch: Scratch,
}

impl SetReader {
    /// Reads the set of a buffer.
    #[must_use]
    pub fn read<'a>(&mut self, set: &'a SetBuffer) -> ReadSet<'a> {
        let mut report = Report::default();
        let transaction = self.read_raw(&set.raw(), set.group_version(), &mut report);
        ReadSet { transaction, report }
    }

    /// Reads a raw set that stands in a group of version `gs08`, and adds the findings to a report.
    #[must_use]
    pub fn read_raw<'a>(&mut self, set: &RawSet<'a, '_>, gs08: &'a [u8], report: &mut Report) -> Transaction<'a> {
        read_set(set, gs08, &mut self.scratch, report)
    }

    /// Where the segments of the latest set were placed; empty when its kind is not typed.
    #[must_use]
    pub const fn placement(&self) -> &Placement {
        self.scratch.placement()
    }

    /// Where the elements of the latest set lie.
    pub(crate) const fn elements(&self) -> &ElementIndex {
        self.scratch.elements()
    }
}

/// Takes bytes, gives events. It does no input or output of its own, so it serves blocking and asynchronous callers
/// alike. It holds the bytes that were fed and not yet used: at most one block and one set.
#[derive(Clone)]
pub struct Framer {
    walk: FileWalk,
    /// The bytes that are held, and room for more behind them.
    window: Vec<u8>,
    /// How many are held.
    held: usize,
    base: u64,
    ended: bool,
    segment_limit: usize,
    report: Report,
    header: Vec<u8>,
    group: Vec<u8>,
}

impl Framer {
    /// A framer at the start of an input.
    #[must_use]
    pub fn new(options: &ReadOptions) -> Self {
        Self {
            walk: FileWalk::new(options),
            window: Vec::new(),
            held: 0,
            base: 0,
            ended: false,
            segment_limit: options.segment_limit.max(options.set_limit),
            report: Report::with_limit(options.issue_limit),
            header: Vec::new(),
            group: Vec::new(),
        }
    }

    /// Adds the next bytes of the input.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.room(bytes.len()).copy_from_slice(bytes);
        self.fed(bytes.len());
    }

    /// Room for the next bytes of the input; [`Framer::fed`] says how many came.
    fn room(&mut self, length: usize) -> &mut [u8] {
        let used = usize::try_from(self.walk.needed_from().saturating_sub(self.base)).unwrap_or(usize::MAX);
        let used = used.min(self.held);
        // What is used up goes when it is most of what is held, so that each byte is moved a bounded number of times.
        if used * 2 >= self.held {
            self.window.copy_within(used..self.held, 0);
            self.held -= used;
            self.base += used as u64;
        }
        // Room is made once, and filled again and again.
        if self.window.len() - self.held < length {
            self.window.resize(self.held + length, 0);
        }
        self.window.get_mut(self.held..self.held + length).unwrap_or_default()
    }

    /// So many bytes of the input came into the room.
    fn fed(&mut self, length: usize) {
        self.held += length;
    }

    /// Says that the input has ended.
    pub fn finish(&mut self) {
        self.ended = true;
    }

    /// What was found wrong with the envelope since the last call.
    pub fn take_report(&mut self) -> Report {
        let limit = self.report.limit();
        std::mem::replace(&mut self.report, Report::with_limit(limit))
    }

    /// The next event, or `None` when more bytes are needed first.
    ///
    /// # Errors
    /// When there is no interchange to read, or a segment outside of a set is longer than the limit.
    pub fn next(&mut self, set: &mut SetBuffer) -> Result<Option<Event>, Error> {
        let window = self.window.get(..self.held).unwrap_or_default();
        let part = self.walk.next(window, self.base, self.ended, &mut self.report)?;
        let (event, offsets) = match part.step {
            Step::NeedMore if self.held > self.segment_limit.saturating_mul(2) => {
                return Err(Error::at(ErrorKind::SegmentTooLong, self.walk.needed_from()));
            }
            Step::NeedMore => return Ok(None),
            Step::Interchange(offsets) => {
                copy(&mut self.header, slice(window, self.base, &offsets));
                self.group.clear();
                (Event::InterchangeStart, offsets)
            }
            Step::Acknowledgment(offsets) => (Event::Acknowledgment, offsets),
            Step::Group(offsets) => {
                copy(&mut self.group, slice(window, self.base, &offsets));
                (Event::GroupStart, offsets)
            }
            Step::Set(offsets) => (Event::Set, offsets),
            Step::Oversized(offsets) => (Event::SetTooLarge, offsets.start..offsets.start),
            Step::GroupEnd(offsets) => (Event::GroupEnd, offsets),
            Step::InterchangeEnd(offsets) => (Event::InterchangeEnd, offsets),
            Step::Stray(offsets) | Step::BadHeader(offsets) => (Event::Outside, offsets),
            Step::End => (Event::End, Offsets::default()),
        };
        copy(&mut set.bytes, slice(window, self.base, &offsets));
        set.spans.clear();
        match event {
            Event::Set => set.spans.extend_from_slice(self.walk.spans()),
            Event::SetTooLarge => {
                copy(&mut set.bytes, self.walk.skipped_header());
                let end = u32::try_from(set.bytes.len()).unwrap_or_default();
                set.spans.extend((end > 0).then_some(Span { start: 0, end }));
            }
            _ => {}
        }
        set.delimiters = self.walk.delimiters();
        set.place = SetPlace { offset: offsets.start, ..part.place };
        set.number = part.number;
        set.exact = part.exact;
        copy(&mut set.header, &self.header);
        let in_group = self.walk.in_group() || event == Event::GroupEnd;
        copy(&mut set.group, if in_group { &self.group } else { b"" });
        if !self.walk.in_group() {
            self.group.clear();
        }
        Ok(Some(event))
    }
}

impl std::fmt::Debug for Framer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Framer({} bytes held)", self.held)
    }
}

fn copy(target: &mut Vec<u8>, source: &[u8]) {
    target.clear();
    target.extend_from_slice(source);
}

/// Reads events from anything that implements [`std::io::Read`]: files of any size, in bounded memory.
///
/// ```
/// use x12_278::{Event, Reader, SetBuffer};
///
/// let file = std::fs::File::open("examples/data/batch_mixed.edi").unwrap();
/// let mut reader = Reader::new(file);
/// let mut set = SetBuffer::new();
/// let mut sets = 0;
/// while reader.read_set(&mut set).unwrap() {
///     let read = set.read();
///     assert!(!read.report.has_errors());
///     sets += 1;
/// }
/// assert_eq!(sets, 11);
/// ```
#[derive(Debug)]
pub struct Reader<R> {
    input: R,
    framer: Framer,
    offset: u64,
}

impl<R: std::io::Read> Reader<R> {
    /// Bytes asked for at a time.
    const BLOCK: usize = 64 * 1024;

    /// A reader with the default limits.
    pub fn new(input: R) -> Self {
        Self::with_options(input, &ReadOptions::default())
    }

    /// A reader with other limits and allowances.
    pub fn with_options(input: R, options: &ReadOptions) -> Self {
        Self { input, framer: Framer::new(options), offset: 0 }
    }

    /// The next event; [`Event::End`] at the end, and again whenever it is asked for.
    ///
    /// # Errors
    /// When the input fails, there is no interchange to read, or a segment outside of a set is longer than the limit.
    pub fn next_event(&mut self, set: &mut SetBuffer) -> Result<Event, Error> {
        loop {
            if let Some(event) = self.framer.next(set)? {
                return Ok(event);
            }
            let read = match self.input.read(self.framer.room(Self::BLOCK)) {
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(Error::io(error, self.offset)),
                Ok(read) => read,
            };
            // No input gives more than there is room for; one that says so is not believed.
            let read = read.min(Self::BLOCK);
            self.offset += read as u64;
            match read {
                0 => self.framer.finish(),
                _ => self.framer.fed(read),
            }
        }
    }

    /// Goes to the next set; `false` at the end. Sets that are too large are passed over and reported.
    ///
    /// # Errors
    /// As [`Reader::next_event`].
    pub fn read_set(&mut self, set: &mut SetBuffer) -> Result<bool, Error> {
        loop {
            match self.next_event(set)? {
                Event::Set => return Ok(true),
                Event::End => return Ok(false),
                _ => {}
            }
        }
    }

    /// What the bytes come from.
    pub const fn input(&self) -> &R {
        &self.input
    }

    /// What was found wrong with the envelope since the last call.
    pub fn take_report(&mut self) -> Report {
        self.framer.take_report()
    }

    /// All sets, each in a buffer of its own: for threads and channels.
    pub fn into_sets(mut self) -> impl Iterator<Item = Result<SetBuffer, Error>> {
        let mut done = false;
        std::iter::from_fn(move || {
            if done {
                return None;
            }
            let mut set = SetBuffer::new();
            match self.read_set(&mut set) {
                Ok(true) => Some(Ok(set)),
                Ok(false) => None,
                Err(error) => {
                    done = true;
                    Some(Err(error))
                }
            }
        })
    }
}
