//! Writes the segments of a set one after another.

use super::{AnySegment, RawText, Segment, Unplaced, Visit};
use crate::element::{Encoding, Fault, Out};
use crate::error::{Error, ErrorKind, Place};
use crate::syntax::{Delimiters, count_marks};

/// How segments are written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Manner {
    pub(crate) delimiters: Delimiters,
    pub(crate) encoding: Encoding,
    /// What stands behind each segment terminator.
    pub(crate) line_end: &'static str,
    /// Whether each value is looked at before it is written. If not, [`Written::marks`] says how many bytes of what was
    /// written may be delimiters or not printable.
    pub(crate) careful: bool,
}

/// What was written.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Written {
    /// How many segments.
    pub(crate) segments: u32,
    /// How many of them are empty; these do not count in SE01.
    pub(crate) empty: u32,
    /// How many bytes are delimiters or not printable.
    pub(crate) marks: usize,
    /// How it ends.
    pub(crate) end: End,
}

/// How what was written ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum End {
    /// With a terminator, or nothing was written yet.
    #[default]
    Closed,
    /// With a segment whose terminator is not written yet; before a header stands this byte instead.
    Open(u8),
    /// With counted data that is cut short: nothing can follow.
    Short,
}

/// Writes segments, for as long as they come in the order in which they were read and can be written. What comes then
/// is passed over.
#[derive(Debug)]
pub struct SetOut<'o> {
    out: Out<'o>,
    encoding: Encoding,
    line_end: &'static str,
    written: Written,
    latest: OrderKey,
    /// Whether the numbers of the segments have to rise.
    follows_numbers: bool,
    in_order: bool,
    goes_on: bool,
    error: Option<Error>,
}

impl<'o> SetOut<'o> {
    /// Stands at the end of a buffer, behind what was written before.
    pub(crate) const fn new(buffer: &'o mut Vec<u8>, manner: Manner, before: Written) -> Self {
        let Manner { delimiters, encoding, line_end, careful } = manner;
        let out = if careful { Out::new(buffer, delimiters, encoding) } else { Out::unchecked(buffer, delimiters) };
        Self {
            out: out.with_line_end(line_end),
            encoding,
            line_end,
            written: Written { empty: 0, marks: 0, ..before },
            latest: OrderKey(0),
            follows_numbers: false,
            in_order: true,
            goes_on: true,
            error: None,
        }
    }

    /// Stops at the first segment that stood before one that is written already.
    pub(crate) fn following_numbers(self) -> Self {
        Self { follows_numbers: true, ..self }
    }

    /// Whether nothing stood before what is written already.
    pub(crate) const fn is_in_order(&self) -> bool {
        self.in_order
    }

    /// What was written.
    pub(crate) fn end(self) -> Result<Written, Error> {
        let written = Written { marks: self.out.marks(), ..self.written };
        self.error.map_or(Ok(written), Err)
    }

    /// Writes a segment.
    pub(crate) fn segment<'a, S: Segment<'a>>(&mut self, segment: &'o S) {
        if self.takes(self.latest.after_segment(segment.at().segment)) {
            segment.write(&mut self.out);
            self.end_segment(S::ID);
        }
    }

    /// Writes a segment of any kind, whatever its number.
    pub(crate) fn any(&mut self, segment: &'o dyn AnySegment) {
        if self.can_go_on() {
            segment.write(&mut self.out);
            self.end_segment(segment.id());
        }
    }

    /// Writes what fits no row.
    pub(crate) fn unplaced(&mut self, unplaced: &Unplaced<'_>) {
        if self.takes(OrderKey::of_unplaced(unplaced)) {
            self.raw(&unplaced.raw);
        }
    }

    /// Writes raw segments.
    pub(crate) fn raw(&mut self, raw: &RawText<'_>) {
        if !self.can_go_on() {
            return;
        }
        let Self { out, encoding, line_end, .. } = self;
        let (start, delimiters) = (out.buffer().len(), out.delimiters());
        let result = raw.write(out.buffer(), delimiters, *encoding, line_end);
        self.count_marks_from(start);
        match result {
            Ok(true) => {}
            Ok(false) => self.written.end = End::Short,
            Err(error) => return self.fail(error),
        }
        for segment in raw.segments() {
            self.written.segments = self.written.segments.saturating_add(1);
            self.written.empty += u32::from(segment.bytes().is_empty());
        }
    }

    /// Whether what has this key is written: it stands where it stood, and nothing has failed before.
    #[inline]
    fn takes(&mut self, key: OrderKey) -> bool {
        if key < self.latest && self.follows_numbers {
            (self.in_order, self.goes_on) = (false, false);
        }
        self.latest = key;
        self.can_go_on()
    }

    /// Whether what comes now is written.
    #[inline]
    fn can_go_on(&mut self) -> bool {
        if self.written.end != End::Closed {
            self.close();
        }
        self.goes_on
    }

    /// Ends what is open. Counted data that is cut short cannot be.
    #[cold]
    fn close(&mut self) {
        if self.written.end == End::Short {
            let segment = Some(self.written.segments).filter(|number| *number > 0);
            return self.fail(Error::new(ErrorKind::CountedDataShort, Place { segment, ..Place::default() }));
        }
        self.written.end = End::Closed;
        let Self { out, line_end, .. } = self;
        let (start, delimiters) = (out.buffer().len(), out.delimiters());
        out.buffer().push(delimiters.segment());
        out.buffer().extend_from_slice(line_end.as_bytes());
        self.count_marks_from(start);
    }

    /// Counts the marks of what was written past [`Out`], from a place of the buffer on.
    fn count_marks_from(&mut self, start: usize) {
        let delimiters = self.out.delimiters();
        let marks = count_marks(self.out.buffer().get(start..).unwrap_or_default(), delimiters);
        self.out.add_marks(marks);
    }

    #[inline]
    fn end_segment(&mut self, id: &'static str) {
        match self.out.end() {
            Ok(()) => self.written.segments = self.written.segments.saturating_add(1),
            Err(fault) => self.fail_at(fault, id),
        }
    }

    #[cold]
    fn fail_at(&mut self, Fault { kind, spot }: Fault, id: &'static str) {
        let small = |number: u32| u16::try_from(number).unwrap_or(u16::MAX);
        let component = (spot.component > 1).then(|| small(spot.component));
        let segment = Some(self.written.segments.saturating_add(1));
        let (segment_id, element) = (Some(id), Some(small(spot.element)));
        self.fail(Error::new(kind, Place { segment, segment_id, element, component, ..Place::default() }));
    }

    fn fail(&mut self, error: Error) {
        self.goes_on = false;
        self.error.get_or_insert(error);
    }
}

/// The order of a walk: what was read has its number, an unplaced segment stands behind the one that it followed, and
/// what was not read stands behind its predecessor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct OrderKey(u64);

impl OrderKey {
    /// The key of what is met behind something with this key.
    pub(crate) fn after(self, visit: Visit<'_>) -> Self {
        match visit {
            Visit::Segment(segment) => self.after_segment(segment.at().segment),
            Visit::Unplaced(unplaced) => Self::of_unplaced(unplaced),
        }
    }

    #[inline]
    const fn after_segment(self, number: u32) -> Self {
        if number == 0 { self } else { Self(number as u64 * 2) }
    }

    const fn of_unplaced(unplaced: &Unplaced<'_>) -> Self {
        Self(unplaced.after as u64 * 2 + 1)
    }
}
