//! Files that can be shown to others: the same structure, nothing of anybody.
//!
//! # What is promised
//! - **Length and shape.** Every value is replaced by one of the same length, in which digits stand for digits and letters
//!   for letters of the same case; blanks and punctuation stay. So the length of the file and the offset of every segment
//!   stay.
//! - **Joins.** Under one key a value becomes the same token in all elements of its kind, in all sets and all files. Names,
//!   identifiers, references, traces, free text, codes of external lists, and what a 999 copies of them, are one kind.
//!   Dates are another, and so are control numbers. A value that stands where codes, numbers, dates or times belong and is
//!   none becomes another that is none; its token may differ from that of the same value elsewhere.
//! - **Different values become different tokens** in one kind, exactly. Two exceptions: values that differ in nothing but
//!   characters outside of ASCII, and text of more than 64 letters and digits, where chance could make two the same (less
//!   often than once in 2²⁰⁰).
//! - **No value becomes itself**, but what is kept on purpose (below) and a value that is the only one of its kind: one
//!   without letters and digits, or the only letter that is no code. Such a value says nothing that its kind does not say.
//! - **What a check finds, it finds again.** A provider's number stays one with a right check digit, a state a state, a
//!   procedure one by its look; a value that a check refuses becomes another one that it refuses.
//!
//! # What is kept
//! - segment ids that X12 has, delimiters, white space, line breaks;
//! - the frame: ST01 of digits, ST03, SE01, BHT01 that X12 lists, BHT02 and 06, HL, counts, versions, usage indicators,
//!   qualifiers, ids of loops;
//! - control numbers (ISA13, GS06, ST02 and what repeats them: IEA02, GE02, SE02, AK102, AK202, TA101) of at most four
//!   digits behind their zeros. A longer one may be a social security number or an account number that somebody used for
//!   it: it is replaced by another of as many digits, the same wherever it is repeated;
//! - codes that X12 lists for the element, here or anywhere in the guides. Codes of lists that others keep (diagnoses,
//!   procedures, drugs, revenue, taxonomy, states, postal codes, national provider identifiers) are replaced by others of
//!   the same look, for rare ones name a person. Short administrative ones stay: place of service, type and source of
//!   admission, discharge status, reasons of a decision. The countries US and CA stay, for they decide how an address is
//!   checked;
//! - times of day, unless they have eight digits that could be a date as well;
//! - numbers (amounts, quantities, pointers) in numeric elements, up to four digits before the point: longer ones may hide
//!   an identifier and are replaced.
//!
//! Organizations are replaced as people are, the parties of ISA and GS too: a small practice names a person.
//!
//! Dates move back by one number of whole weeks, from 1 to 104, that depends on the key alone: the order of dates, ages and
//! weekdays stay. (Only a date in the first two years of the calendar, or of the century where the year has two digits,
//! moves to its end.) Text outside of ASCII becomes one fixed character. A segment without a place in the guide, a set that
//! is no 278, and anything outside of a set are treated by what the guides have under the same id and element; everything
//! else in them is replaced. Counted binary data are overwritten with `X`; a set beyond the limit, and bytes that belong to
//! no segment, with `X` and `0`.
//!
//! # What the key protects
//! The key puts all values of one shape into a secret order, closed to a circle; a value becomes the next one on it that a
//! check takes alike. Up to 100,000 values (five digits, three letters) are shuffled whole, with numbers drawn from
//! HMAC-SHA-256: no other replacement of that kind is likelier. More are ordered by a Feistel network of sixteen rounds
//! whose round function is HMAC-SHA-256, under a key of its own for each shape: in the manner of FF1 in NIST SP 800-38G, but
//! not FF1. Text of more than 64 letters and digits is overwritten by a stream of HMAC-SHA-256 that depends on all of it.
//! Without the key a token cannot be tried against a list of members. **With** the key all but long text can be turned back:
//! keep it as you keep the data, or throw it away. Use at least 16 random bytes, never a word.
//!
//! What remains visible, and must be weighed before a file is shown: lengths and punctuation; how often a value occurs, so
//! that the commonest name or drug may be guessed; values of one or two characters have few tokens; who knows one true date
//! knows all, and a birth date more than 89 years back stays one; control numbers of up to four digits; codes and quantities
//! tell what was asked and answered. This is no expert determination under the HIPAA privacy rule.

mod circle;
mod dates;
mod key;
mod rules;
mod shape;
mod tokens;

use crate::error::{Error, ErrorKind};
use crate::guide::{Guide, SegmentRow};
use crate::report::Report;
use crate::syntax::{Delimiters, RawSegment, RawSet, length_element, segment_id, tag_of};
use crate::transaction::{Event, Framer, Kind, ReadOptions, SetBuffer, SetReader};
use rules::{Rule, is_code, is_context, is_domestic, is_listed, is_loop, is_tooth, rule, version_length};
use shape::is_company;
use std::fmt;
use std::io::{ErrorKind as IoErrorKind, Read, Write};
use tokens::Tokens;

/// Redacts files under one key.
///
/// ```
/// use x12_278::exchange::redact::Redactor;
///
/// let file = std::fs::read("examples/data/infusion_request_dependent.edi").unwrap();
/// let mut shown = Vec::new();
/// let mut redactor = Redactor::new(b"sixteen bytes, or more, by chance").unwrap();
/// redactor.redact(&file[..], &mut shown).unwrap();
/// assert_eq!(shown.len(), file.len());
/// assert!(!String::from_utf8(shown).unwrap().contains("PENNYWHISTLE"));
/// ```
#[derive(Clone)]
pub struct Redactor {
    tokens: Tokens,
    options: ReadOptions,
    reader: SetReader,
}

impl fmt::Debug for Redactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Redactor")
    }
}

/// What was redacted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Redacted {
    /// Sets whose elements were replaced one by one.
    pub sets: u64,
    /// Sets beyond the limit, overwritten as a whole.
    pub too_large: u64,
}

impl Redactor {
    /// A redactor with a key.
    ///
    /// # Errors
    /// [`ErrorKind::KeyTooShort`] when the key has fewer than 16 bytes.
    pub fn new(key: &[u8]) -> Result<Self, Error> {
        let tokens = Tokens::new(key).ok_or_else(|| Error::of(ErrorKind::KeyTooShort))?;
        Ok(Self { tokens, options: ReadOptions::default(), reader: SetReader::default() })
    }

    /// The same with other limits and allowances of reading.
    #[must_use]
    pub fn with_options(mut self, options: ReadOptions) -> Self {
        self.options = options;
        self
    }

    /// Redacts a file or a stream, in bounded memory.
    ///
    /// # Errors
    /// When the input cannot be read as X12, or input or output fail. What was written by then is redacted.
    pub fn redact(&mut self, mut input: impl Read, output: impl Write) -> Result<Redacted, Error> {
        let mut framer = Framer::new(&self.options);
        let mut pending = Pending::new(output);
        let most = self.options.set_limit.saturating_add(self.options.segment_limit).saturating_mul(2);
        let (mut set, mut block, mut done) = (SetBuffer::new(), vec![0; 1 << 16], Redacted::default());
        let mut value = Vec::new();
        loop {
            let event = framer.next(&mut set)?;
            drop(framer.take_report());
            match event {
                None => {
                    let read = match input.read(&mut block) {
                        Err(error) if error.kind() == IoErrorKind::Interrupted => continue,
                        read => read?,
                    };
                    let bytes = block.get(..read).unwrap_or_default();
                    if bytes.is_empty() {
                        framer.finish();
                    } else {
                        framer.feed(bytes);
                        pending.feed(bytes);
                        pending.keep_at_most(most)?;
                    }
                    continue;
                }
                Some(Event::End) => {
                    pending.keep_at_most(0)?;
                    pending.output.flush()?;
                    return Ok(done);
                }
                Some(Event::Set) => {
                    done.sets += 1;
                    value.clear();
                    value.extend_from_slice(set.bytes());
                    self.set(&set, &mut value);
                }
                Some(Event::SetTooLarge) => {
                    done.too_large += 1;
                    continue;
                }
                Some(_) => {
                    value.clear();
                    value.extend_from_slice(set.bytes());
                    let utf8 = std::str::from_utf8(&value).is_ok();
                    self.segment(&mut value, None, set.delimiters(), utf8);
                }
            }
            pending.write(set.place().offset, &value)?;
        }
    }

    fn set(&mut self, set: &SetBuffer, bytes: &mut [u8]) {
        let raw = set.raw();
        let typed = self.reader.read_raw(&raw, set.group_version(), &mut Report::with_limit(0)).kind();
        let guide = match typed {
            Kind::Request => Some(Guide::request()),
            Kind::Response => Some(Guide::response()),
            Kind::ImplementationAcknowledgment => Some(Guide::acknowledgment()),
            _ => None,
        };
        let utf8 = std::str::from_utf8(raw.text()).is_ok();
        let mut end = 0;
        for (index, span) in raw.spans().iter().enumerate() {
            let row = guide.and_then(|guide| self.row(guide, &raw, index));
            let (start, next) = (span.start as usize, span.end as usize);
            veil(bytes.get_mut(end..start).unwrap_or_default());
            if let Some(segment) = bytes.get_mut(start..next) {
                self.segment(segment, row, set.delimiters(), utf8);
            }
            end = next;
        }
        veil(bytes.get_mut(end..).unwrap_or_default());
    }

    fn row<'g>(&self, guide: &'g Guide, set: &RawSet<'_, '_>, index: usize) -> Option<&'g SegmentRow> {
        let row = guide.rows.get(self.reader.placement().placed().get(index)?.row()?)?;
        set.segment(index).filter(|segment| segment.id() == row.id.as_bytes()).map(|_| row)
    }

    /// Redacts a segment in its place.
    fn segment(&mut self, segment: &mut [u8], row: Option<&SegmentRow>, delimiters: Delimiters, utf8: bool) {
        let id = segment_id(tag_of(segment, delimiters.element()));
        let counted = RawSegment::new(segment, 0, 0, delimiters).counts_bytes();
        let id_length = segment.iter().position(|byte| *byte == delimiters.element()).unwrap_or(segment.len());
        let (tag, rest) = segment.split_at_mut(id_length);
        let Some(id) = id.filter(|_| id_length <= 3) else {
            self.tokens.text_that(tag, utf8, |token| !is_known(token) && !token.starts_with(b"ISA"));
            for value in rest.split_mut(|byte| delimiters.contains(*byte)) {
                self.tokens.text(value, utf8);
            }
            return;
        };
        if counted {
            // The length is the last element that can be told from data.
            let last = length_element(crate::syntax::tag(id.as_bytes())).map_or(0, |length| length + 1);
            for (number, value) in rest.splitn_mut(last + 1, |byte| *byte == delimiters.element()).enumerate() {
                if number == last {
                    value.fill(b'X');
                } else if number + 1 < last {
                    self.value(value, rule(id, row, number, 1), utf8);
                }
            }
            return;
        }
        // The last element of ISA is a delimiter, the terminator behind it.
        let plain = id == "ISA";
        for (number, element) in rest.split_mut(|byte| *byte == delimiters.element()).enumerate().skip(1) {
            let parts = |byte: u8| !plain && byte == delimiters.component();
            for repetition in element.split_mut(|byte| !plain && Some(*byte) == delimiters.repetition()) {
                for (component, value) in (1..).zip(repetition.split_mut(|byte| parts(*byte))) {
                    self.value(value, rule(id, row, number, component), utf8);
                }
            }
        }
    }

    /// Replaces a value, or keeps it. Within one rule no two values become the same: what a rule keeps, it tells by what a
    /// token has in common with its value, or no token may be it.
    fn value(&mut self, value: &mut [u8], rule: Rule, utf8: bool) {
        let blanks = value.len() - value.trim_ascii_start().len();
        let length = value.trim_ascii().len();
        let Some(value) = value.get_mut(blanks..blanks + length).filter(|value| !value.is_empty()) else { return };
        match rule {
            Rule::Text => self.tokens.text(value, utf8),
            Rule::Code(rows) => self.unless(value, utf8, |value| is_code(value, rows)),
            Rule::Listed(element) => self.unless(value, utf8, |value| is_listed(value, element)),
            Rule::Short(most) => {
                self.unless(value, utf8, |value| value.len() <= most && value.iter().all(u8::is_ascii_alphanumeric));
            }
            Rule::Digits(most) => self.unless(value, utf8, |value| value.len() <= most && is_digits(value)),
            Rule::Control => self.control(value, utf8),
            Rule::Number => self.number(value, utf8),
            Rule::Date => self.date(value, utf8),
            Rule::Period => value.split_mut(|byte| *byte == b'-').for_each(|part| self.moment(part, utf8)),
            Rule::Time => self.time(value, utf8),
            Rule::Company => self.alike(value, utf8, is_company),
            Rule::Tooth => self.alike(value, utf8, is_tooth),
            Rule::Country => self.unless(value, utf8, is_domestic),
            Rule::Loop => self.unless(value, utf8, is_loop),
            Rule::SegmentId => self.unless(value, utf8, is_known),
            Rule::Context => self.unless(value, utf8, is_context),
            Rule::Version => {
                let length = version_length(value);
                let (version, rest) = value.split_at_mut(length);
                let version = &*version;
                self.tokens.text_that(rest, utf8, |token| version_length(&[version, token].concat()) == length);
            }
        }
    }

    /// Keeps a value that is one of some; any other becomes another that is none of them.
    fn unless(&mut self, value: &mut [u8], utf8: bool, is_kept: impl Fn(&[u8]) -> bool) {
        if !is_kept(value) {
            self.tokens.text_that(value, utf8, |token| !is_kept(token));
        }
    }

    /// A value becomes another one of its kind.
    fn alike<K: PartialEq>(&mut self, value: &mut [u8], utf8: bool, kind: impl Fn(&[u8]) -> K) {
        let before = kind(value);
        self.tokens.text_that(value, utf8, |token| kind(token) == before);
    }

    /// A time of day stays, unless its eight digits are a date as well: a birth date in the wrong place.
    fn time(&mut self, value: &mut [u8], utf8: bool) {
        let kind = |value: &[u8]| (dates::is_time(value), value.len() == 8 && dates::is_date(value));
        if kind(value) != (true, false) {
            self.alike(value, utf8, kind);
        }
    }

    /// A control number keeps its leading zeros, so that numbers that are equal but for them stay so.
    fn control(&mut self, value: &mut [u8], utf8: bool) {
        if value.len() > 9 || !is_digits(value) {
            return self.tokens.text(value, utf8);
        }
        let zeros = value.iter().take_while(|byte| **byte == b'0').count();
        let (_, number) = value.split_at_mut(zeros);
        if number.len() > 4 {
            self.tokens.text_that(number, utf8, |token| !token.starts_with(b"0"));
        }
    }

    /// A number keeps its form: sign, point, leading zero.
    fn number(&mut self, value: &mut [u8], utf8: bool) {
        let unsigned = value.strip_prefix(b"-").or(value.strip_prefix(b"+")).unwrap_or(value);
        let mut parts = unsigned.split(|byte| *byte == b'.');
        let (whole, fraction) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let digits = is_digits(whole) && is_digits(fraction) && parts.next().is_none();
        if !digits || whole.len() > 4 || fraction.len() > 4 {
            self.alike(value, utf8, |value| value.iter().find(|byte| byte.is_ascii_digit()) == Some(&b'0'));
        }
    }

    fn date(&mut self, value: &mut [u8], utf8: bool) {
        if !self.tokens.date(value) {
            self.tokens.text_that(value, utf8, |token| !dates::is_date(token));
        }
    }

    /// One end of a period: a date, or a date and a time.
    fn moment(&mut self, value: &mut [u8], utf8: bool) {
        if dates::is_moment(value) {
            let (date, _) = value.split_at_mut(8);
            self.tokens.date(date);
        } else if !self.tokens.date(value) {
            self.tokens.text_that(value, utf8, |token| !dates::is_date(token) && !dates::is_moment(token));
        }
    }
}

fn is_digits(value: &[u8]) -> bool {
    value.iter().all(u8::is_ascii_digit)
}

/// Overwrites what no rule knows: letters become `X`, digits `0`.
fn veil(bytes: &mut [u8]) {
    for byte in bytes {
        match byte {
            b'0'..=b'9' => *byte = b'0',
            b'A'..=b'Z' | b'a'..=b'z' | 0x80.. => *byte = b'X',
            _ => {}
        }
    }
}

fn is_known(id: &[u8]) -> bool {
    segment_id(crate::syntax::tag(&id.to_ascii_uppercase())).is_some() || segment_id(crate::syntax::tag(id)).is_some()
}

/// Bytes that were read and not yet written.
struct Pending<W> {
    output: W,
    bytes: Vec<u8>,
    /// How many of the bytes were written.
    used: usize,
    /// Offset of the first byte in the input.
    start: u64,
}

impl<W: Write> Pending<W> {
    fn new(output: W) -> Self {
        Self { output, bytes: Vec::new(), used: 0, start: 0 }
    }

    fn feed(&mut self, bytes: &[u8]) {
        // What was written goes when it is most of what is held, so that each byte is moved a bounded number of times.
        if self.used * 2 >= self.bytes.len() {
            self.bytes.drain(..self.used);
            self.start += self.used as u64;
            self.used = 0;
        }
        self.bytes.extend_from_slice(bytes);
    }

    /// Writes what stands before an offset, overwritten, and then redacted bytes for those that stood there.
    fn write(&mut self, offset: u64, redacted: &[u8]) -> Result<(), Error> {
        self.overwrite(usize::try_from(offset.saturating_sub(self.start)).unwrap_or(usize::MAX))?;
        self.output.write_all(redacted)?;
        self.used = self.used.saturating_add(redacted.len()).min(self.bytes.len());
        Ok(())
    }

    /// Writes all but so many bytes, overwritten. Only a set beyond the limit leaves more than a set and a segment.
    fn keep_at_most(&mut self, most: usize) -> Result<(), Error> {
        self.overwrite(self.bytes.len().saturating_sub(most))
    }

    /// Writes up to an index. White space, terminators, punctuation and a byte order mark stay; everything else becomes `X`
    /// or `0`.
    fn overwrite(&mut self, end: usize) -> Result<(), Error> {
        let end = end.min(self.bytes.len());
        if end <= self.used {
            return Ok(());
        }
        let mark = if self.start == 0 && self.used == 0 && self.bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        veil(self.bytes.get_mut(self.used.max(mark)..end).unwrap_or_default());
        self.output.write_all(self.bytes.get(self.used..end).unwrap_or_default())?;
        self.used = end;
        Ok(())
    }
}
