//! The walk over a file: from interchange to interchange, from set to set, over any window of the bytes.
//!
//! One engine for a file in memory and for a stream. It is told which bytes are there and answers what comes next; it
//! never copies and never looks at a byte twice, except for the first bytes of a segment that was cut off.

use super::header::{HeaderError, is_blank, parse_header};
use super::segment::{
    Found, LONGEST_BINARY_LEAD, Tag, binary_end, find_segment, joins_line_end, last_segment, skip_blanks,
    starts_binary, tag, tag_of,
};
use super::{Delimiters, Header};
use crate::error::{Error, ErrorKind};
use std::ops::Range;

const ST: Tag = tag(b"ST");
const SE: Tag = tag(b"SE");
const GS: Tag = tag(b"GS");
const GE: Tag = tag(b"GE");
const IEA: Tag = tag(b"IEA");
const TA1: Tag = tag(b"TA1");

/// An SE that is no longer ends a set that is passed over, even when it comes in pieces; of such a set, an ST that is no
/// longer is kept.
const LONGEST_TRAILER: usize = 1024;

/// Of a line end of more carriage returns, no more are looked at to tell where a segment id ends.
const LONGEST_LINE_END: usize = 64;

/// Bytes of the whole input, counted from its first.
pub(crate) type Offsets = Range<u64>;

/// Where a segment of a set lies, from the first byte of the set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// What comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// The window ends before the next thing does.
    NeedMore,
    /// An interchange header; the walk's delimiters are its.
    Interchange(Offsets),
    /// TA1 where it may stand.
    Acknowledgment(Offsets),
    /// GS.
    Group(Offsets),
    /// A whole transaction set; its segments are in the walk's spans.
    Set(Offsets),
    /// A set larger than the limit: its header segment.
    Oversized(Offsets),
    /// GE.
    GroupEnd(Offsets),
    /// IEA.
    InterchangeEnd(Offsets),
    /// A segment, or a text, that stands outside of any set.
    Stray(Offsets),
    /// An interchange header that cannot be read, behind a good one.
    BadHeader(Offsets),
    /// Nothing more.
    End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Nothing seen yet.
    Start,
    /// Before, between or behind interchanges.
    Outside,
    /// In an interchange, in no set.
    Envelope,
    /// In a set that began here.
    Set(u64),
    /// In a set larger than the limit that began here.
    Skipping(u64),
}

/// The walk.
#[derive(Clone, Debug)]
pub(crate) struct Walk {
    state: State,
    position: u64,
    searched: usize,
    delimiters: Delimiters,
    bare: Option<Delimiters>,
    /// Whether a group, or a set without one, has begun: no TA1 stands behind that.
    grouped: bool,
    limit: usize,
    /// Most segments of one set.
    most_segments: usize,
    spans: Vec<Span>,
    /// Segments so far of a set larger than the limit.
    skipped: usize,
    /// ST of a set larger than the limit.
    skipped_header: Vec<u8>,
    first_blank: Option<u64>,
    marked: bool,
    unterminated: bool,
    /// Whether what stands outside of the sets had no terminator of its own.
    open: bool,
}

impl Walk {
    /// A walk from the first byte. `bare` allows a file without ISA; `limit` is the most bytes of one set, and
    /// `most_segments` the most segments.
    pub(crate) fn new(bare: Option<Delimiters>, limit: usize, most_segments: usize) -> Self {
        Self {
            state: State::Start,
            position: 0,
            searched: 0,
            delimiters: Delimiters::STANDARD,
            bare,
            grouped: false,
            limit: limit.min(u32::MAX as usize),
            most_segments,
            spans: Vec::new(),
            skipped: 0,
            skipped_header: Vec::new(),
            first_blank: None,
            marked: false,
            unterminated: false,
            open: false,
        }
    }

    /// The delimiters of the current interchange.
    pub(crate) const fn delimiters(&self) -> Delimiters {
        self.delimiters
    }

    /// The segments of the set that the last [`Step::Set`] gave.
    pub(crate) fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// How many segments the set has that the last [`Step::Oversized`] gave.
    pub(crate) const fn skipped(&self) -> usize {
        self.skipped
    }

    /// ST of the set that the last [`Step::Oversized`] gave; empty when it is longer than any ST.
    pub(crate) fn skipped_header(&self) -> &[u8] {
        &self.skipped_header
    }

    /// The first byte that later steps still need.
    pub(crate) const fn needed_from(&self) -> u64 {
        match self.state {
            State::Set(start) => start,
            _ => self.position,
        }
    }

    /// The next step. `window` holds the bytes from `base` on; `last` says that the input ends with it.
    pub(crate) fn step(&mut self, window: &[u8], base: u64, last: bool) -> Result<Step, Error> {
        loop {
            let from = usize::try_from(self.position.saturating_sub(base)).unwrap_or(usize::MAX);
            let step = match self.state {
                State::Start => self.start(window, from, base, last)?,
                State::Outside => Some(self.outside(window, from, base, last)),
                State::Envelope => self.envelope(window, from, base, last),
                State::Set(start) => self.set(window, from, base, last, start),
                State::Skipping(start) => self.skip(window, from, base, last, start),
            };
            if let Some(step) = step {
                return Ok(step);
            }
        }
    }

    fn start(&mut self, window: &[u8], from: usize, base: u64, last: bool) -> Result<Option<Step>, Error> {
        const MARK: &[u8] = b"\xEF\xBB\xBF";
        let input = window.get(from..).unwrap_or_default();
        if input.len() < MARK.len() && !last {
            return Ok(Some(Step::NeedMore));
        }
        let mark = if self.position == 0 && input.starts_with(MARK) { MARK.len() } else { 0 };
        self.marked |= mark > 0;
        self.position += mark as u64;
        let padding = input.get(mark..).unwrap_or_default().iter().take_while(|b| is_blank(**b)).count();
        self.pass_blanks(padding);
        let blanks = mark + padding;
        let input = input.get(blanks..).unwrap_or_default();
        if input.len() < 4 && !last {
            return Ok(Some(Step::NeedMore));
        }
        if input.is_empty() {
            return Err(Error::at(ErrorKind::Empty, self.position));
        }
        if input.starts_with(b"ISA") {
            return match parse_header(input, last) {
                Ok(header) => Ok(Some(self.begin(&header))),
                Err(HeaderError::Incomplete) => Ok(Some(Step::NeedMore)),
                Err(HeaderError::Invalid(kind)) => Err(Error::at(kind, base + (from + blanks) as u64)),
            };
        }
        match self.bare {
            Some(delimiters) if matches!(tag_of(input, delimiters.element()), ST | GS) => {
                self.delimiters = delimiters;
                self.state = State::Envelope;
                Ok(None)
            }
            _ => Err(Error::at(ErrorKind::NoInterchange, self.position)),
        }
    }

    fn begin(&mut self, header: &Header<'_>) -> Step {
        let start = self.position;
        self.delimiters = header.delimiters;
        self.state = State::Envelope;
        self.grouped = false;
        self.position += header.length as u64;
        Step::Interchange(start..self.position)
    }

    /// Parses a header behind other segments. `ISA~` may be a stray id and its terminator, and white space may stand between
    /// segments, where writing drops it: parted by these, only a header of the right widths is one.
    fn later_header<'h>(&self, input: &'h [u8], last: bool) -> Result<Header<'h>, HeaderError> {
        let terminator = self.delimiters.segment();
        let header = parse_header(input, last)?;
        let separator = header.delimiters.element();
        if (separator == terminator || is_blank(separator)) && header.bad_width().is_some() {
            return Err(HeaderError::Invalid(ErrorKind::DelimitersEqual));
        }
        Ok(header)
    }

    /// Tries an interchange header where one may begin; `None` when none does.
    fn header(&mut self, input: &[u8], last: bool) -> Option<Step> {
        if !input.starts_with(b"ISA") || input.get(3).is_none_or(|&byte| !Delimiters::is_usable(byte)) {
            let cut = !last && input.len() < 4 && b"ISA".starts_with(input.get(..3).unwrap_or(input));
            return cut.then_some(Step::NeedMore);
        }
        match self.later_header(input, last) {
            Ok(header) => Some(self.begin(&header)),
            Err(HeaderError::Incomplete) => Some(Step::NeedMore),
            Err(HeaderError::Invalid(_)) => None,
        }
    }

    fn outside(&mut self, window: &[u8], from: usize, base: u64, last: bool) -> Step {
        let input = window.get(from..).unwrap_or_default();
        let blanks = input.iter().take_while(|byte| is_blank(**byte)).count();
        self.position += blanks as u64;
        let input = input.get(blanks..).unwrap_or_default();
        if input.is_empty() {
            return if last { Step::End } else { Step::NeedMore };
        }
        if let Some(step) = self.header(input, last) {
            return step;
        }
        if let Some(step) = self.stray_before_header(window, from + blanks, base, last) {
            return step;
        }
        let claims = claims_header(input);
        match self.segment(window, from + blanks, base, last) {
            Some((offsets, _)) if claims => Step::BadHeader(offsets),
            Some((offsets, _)) => Step::Stray(offsets),
            None => Step::NeedMore,
        }
    }

    /// Text without a terminator of its own that reaches into the header of the next interchange: it ends before it.
    fn stray_before_header(&mut self, window: &[u8], start: usize, base: u64, last: bool) -> Option<Step> {
        let found = find_segment(window, start, self.searched, self.delimiters);
        let end = found.map_or(window.len(), |found| found.end);
        let text = window.get(start..end).filter(|_| found.is_some() || last)?;
        // Counted data may look like a header, and must not be taken for one.
        let counted = binary_end(text, self.delimiters).unwrap_or_default();
        for at in memchr::memmem::find_iter(text, b"ISA") {
            let blanks =
                text.get(counted..at).unwrap_or_default().iter().rev().take_while(|byte| is_blank(**byte)).count();
            let header = window.get(start + at..)?;
            if blanks == 0 || blanks == at || header.get(3).is_none_or(|&byte| !Delimiters::is_usable(byte)) {
                continue;
            }
            match self.later_header(header, last) {
                Ok(_) => {
                    self.searched = 0;
                    self.open = true;
                    self.position = base + (start + at) as u64;
                    return Some(Step::Stray(base + start as u64..base + (start + at - blanks) as u64));
                }
                Err(HeaderError::Incomplete) => return Some(Step::NeedMore),
                Err(HeaderError::Invalid(_)) => {}
            }
        }
        None
    }

    /// The segment that begins at `start`, and its tag; moves behind it.
    fn segment(&mut self, window: &[u8], start: usize, base: u64, last: bool) -> Option<(Offsets, Tag)> {
        let found = find_segment(window, start, self.searched, self.delimiters);
        if found.is_none() && !last {
            self.searched = window.len().saturating_sub(start);
            return None;
        }
        self.searched = 0;
        self.unterminated = found.is_none();
        self.open = found.is_none();
        let Found { end, next, .. } = found.unwrap_or_else(|| last_segment(window, start, self.delimiters));
        self.position = base + next as u64;
        let bytes = window.get(start..end).unwrap_or_default();
        Some((base + start as u64..base + end as u64, tag_of(bytes, self.delimiters.element())))
    }

    /// Whether the input begins with a byte order mark.
    pub(crate) const fn is_marked(&self) -> bool {
        self.marked
    }

    /// Whether the latest stray had no terminator of its own: the next header ended it, or the input.
    pub(crate) const fn is_open(&self) -> bool {
        self.open
    }

    /// The first white space between segments.
    pub(crate) const fn first_blank(&self) -> Option<u64> {
        self.first_blank
    }

    /// Whether the last segment of the input had no terminator.
    pub(crate) const fn is_unterminated(&self) -> bool {
        self.unterminated
    }

    #[inline]
    fn pass_blanks(&mut self, count: usize) {
        if count > 0 {
            self.first_blank.get_or_insert(self.position);
            self.position += count as u64;
        }
    }

    fn blanks(&mut self, window: &[u8], from: usize) -> usize {
        let start = skip_blanks(window, from, self.delimiters.segment());
        self.pass_blanks(start - from);
        start
    }

    fn envelope(&mut self, window: &[u8], from: usize, base: u64, last: bool) -> Option<Step> {
        let start = self.blanks(window, from);
        let input = window.get(start..).unwrap_or_default();
        if input.is_empty() {
            return Some(if last { Step::End } else { Step::NeedMore });
        }
        if let Some(step) = self.header(input, last) {
            return Some(step);
        }
        if ![ST, GS, GE, IEA, TA1].contains(&tag_of(input, self.delimiters.element()))
            && let Some(step) = self.stray_before_header(window, start, base, last)
        {
            return Some(step);
        }
        let Some((offsets, tag)) = self.segment(window, start, base, last) else { return Some(Step::NeedMore) };
        match tag {
            ST => {
                self.grouped = true;
                self.spans.clear();
                self.spans.push(Span { start: 0, end: small(offsets.end - offsets.start) });
                self.state = State::Set(offsets.start);
                None
            }
            GS => {
                self.grouped = true;
                Some(Step::Group(offsets))
            }
            GE => Some(Step::GroupEnd(offsets)),
            IEA => {
                self.state = State::Outside;
                Some(Step::InterchangeEnd(offsets))
            }
            TA1 if !self.grouped => Some(Step::Acknowledgment(offsets)),
            _ => Some(Step::Stray(offsets)),
        }
    }

    /// Takes segments of a set until it ends.
    fn set(&mut self, window: &[u8], mut from: usize, base: u64, last: bool, set_start: u64) -> Option<Step> {
        let zero = usize::try_from(set_start.saturating_sub(base)).unwrap_or(usize::MAX);
        loop {
            from = self.usual_segments(window, from, base, zero);
            let start = self.blanks(window, from);
            let rest = window.get(start..).unwrap_or_default();
            if rest.len() < 4 && !last {
                return Some(Step::NeedMore);
            }
            let Some(ends) = self.ends_set(rest, last) else { return Some(Step::NeedMore) };
            if ends {
                self.state = State::Envelope;
                let length = self.spans.last().map_or(0, |span| u64::from(span.end));
                return Some(Step::Set(set_start..set_start + length));
            }
            let found = find_segment(window, start, self.searched, self.delimiters);
            let length = found.map_or(window.len(), |found| found.next) - zero;
            if length > self.limit || self.spans.len() >= self.most_segments {
                self.searched = 0;
                self.skipped = self.spans.len();
                let header = self.spans.first().map_or(zero..zero, |span| zero..zero + span.end as usize);
                self.skipped_header.clear();
                self.skipped_header
                    .extend(window.get(header).filter(|header| header.len() <= LONGEST_TRAILER).into_iter().flatten());
                self.state = State::Skipping(set_start);
                return None;
            }
            if found.is_none() && !last {
                self.searched = window.len() - start;
                return Some(Step::NeedMore);
            }
            self.searched = 0;
            self.unterminated = found.is_none();
            let Found { end, next, .. } = found.unwrap_or_else(|| last_segment(window, start, self.delimiters));
            self.spans.push(Span { start: small((start - zero) as u64), end: small((end - zero) as u64) });
            self.position = base + next as u64;
            if rest.first() == Some(&b'S')
                && tag_of(window.get(start..end).unwrap_or_default(), self.delimiters.element()) == SE
            {
                self.state = State::Envelope;
                return Some(Step::Set(set_start..base + end as u64));
            }
            from = next;
        }
    }

    /// Takes the segments of a set that are like most: whole, and by their first letter neither of the envelope nor with
    /// counted data. Gives the place of the first other one, which is looked at with care; so is all that stands behind
    /// line feeds as terminators, which carriage returns may precede.
    #[inline]
    fn usual_segments(&mut self, window: &[u8], mut from: usize, base: u64, zero: usize) -> usize {
        let terminator = self.delimiters.segment();
        if self.searched > 0 || terminator == b'\n' {
            return from;
        }
        let most = zero.saturating_add(self.limit);
        while self.spans.len() < self.most_segments {
            from = self.blanks(window, from);
            let rest = window.get(from..).unwrap_or_default();
            if !rest.first().is_some_and(|letter| is_usual(*letter)) {
                break;
            }
            let Some(length) = memchr::memchr(terminator, rest) else {
                self.searched = rest.len();
                break;
            };
            let end = from + length;
            if end >= most {
                break;
            }
            self.spans.push(Span { start: small((from - zero) as u64), end: small((end - zero) as u64) });
            from = end + 1;
            self.position = base + from as u64;
        }
        from
    }

    /// Whether what follows is no part of the set: another set, the envelope, the end of the input. `None` when more bytes
    /// are needed to tell.
    fn ends_set(&self, rest: &[u8], last: bool) -> Option<bool> {
        match rest.first() {
            None => Some(true),
            Some(b'I') if claims_header(rest) => Some(true),
            Some(b'I') => self.has_id(rest, 3, &[IEA], last),
            Some(b'S' | b'G') => self.has_id(rest, 2, &[ST, GS, GE], last),
            Some(_) => Some(false),
        }
    }

    /// Whether what follows is a segment with one of these ids of so many letters. `None` when more bytes are needed.
    fn has_id(&self, rest: &[u8], length: usize, tags: &[Tag], last: bool) -> Option<bool> {
        let Some((_, behind)) = rest.split_at_checked(length).filter(|(id, _)| tags.contains(&tag(id))) else {
            return Some(false);
        };
        // The id ends where the first element begins, or with the segment: `GE~` has no element.
        let (element, terminator) = (self.delimiters.element(), self.delimiters.segment());
        match behind.first() {
            Some(byte) if joins_line_end(*byte, self.delimiters) => self.is_line_end(behind, last),
            next => Some(next.is_none_or(|byte| *byte == element || *byte == terminator)),
        }
    }

    /// Whether what follows an id is a line end, which may be long: so many bytes tell.
    fn is_line_end(&self, behind: &[u8], last: bool) -> Option<bool> {
        let taken = |byte: &&u8| joins_line_end(**byte, self.delimiters);
        let returns = behind.iter().take(LONGEST_LINE_END).take_while(taken).count();
        match behind.get(returns) {
            _ if returns == LONGEST_LINE_END => Some(true),
            Some(byte) => Some(*byte == self.delimiters.segment()),
            None => last.then_some(true),
        }
    }

    /// Passes over a set that is too large, up to its SE or to the next segment of the envelope. Nothing of it is
    /// needed again, so the window need not grow.
    fn skip(&mut self, window: &[u8], from: usize, base: u64, last: bool, set_start: u64) -> Option<Step> {
        let mut start = from;
        if self.searched == 0 {
            start = self.blanks(window, from);
            let rest = window.get(start..).unwrap_or_default();
            let awaited = if starts_binary(rest, self.delimiters) { LONGEST_BINARY_LEAD } else { 4 };
            if rest.len() < awaited && !last {
                return Some(Step::NeedMore);
            }
            let Some(ends) = self.ends_set(rest, last) else { return Some(Step::NeedMore) };
            if ends {
                self.state = State::Envelope;
                self.spans.clear();
                return Some(Step::Oversized(set_start..self.position));
            }
            if let Some(end) = binary_end(rest, self.delimiters) {
                self.skipped += 1;
                // Counted data may look like a set, and must not be taken for one.
                self.searched = 1;
                self.position = base.saturating_add(start as u64).saturating_add(end as u64);
                return None;
            }
        } else if from > window.len() {
            if !last {
                return Some(Step::NeedMore);
            }
            start = window.len();
        }
        let rest = window.get(start..).unwrap_or_default();
        let Some(is_se) = self.has_id(rest, 2, &[SE], last) else { return Some(Step::NeedMore) };
        let is_trailer = self.searched == 0 && is_se;
        let end = memchr::memchr(self.delimiters.segment(), rest);
        if is_trailer && end.is_none() && !last && rest.len() < LONGEST_TRAILER {
            return Some(Step::NeedMore);
        }
        self.skipped += usize::from(self.searched == 0);
        match end {
            Some(length) => {
                self.searched = 0;
                self.position = base + (start + length + 1) as u64;
            }
            None => {
                self.searched = 1;
                self.position = base + window.len() as u64;
                if !last {
                    return Some(Step::NeedMore);
                }
                self.searched = 0;
                self.unterminated = true;
            }
        }
        if is_trailer {
            self.state = State::Envelope;
            self.spans.clear();
            return Some(Step::Oversized(set_start..self.position));
        }
        None
    }
}

/// Whether a text begins as an interchange header does, be it one or not.
fn claims_header(bytes: &[u8]) -> bool {
    bytes.starts_with(b"ISA") && bytes.get(3).is_none_or(|&byte| Delimiters::is_usable(byte))
}

fn small(offset: u64) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

/// Whether a segment that begins with this letter is neither of the envelope (GE, GS, IEA, ISA, SE, ST) nor one with
/// counted data (BDS, BIN).
const fn is_usual(letter: u8) -> bool {
    letter.is_ascii_uppercase() && !matches!(letter, b'B' | b'G' | b'I' | b'S')
}
