//! Files that can be shown to others: the same structure, nothing of anybody.
//!
//! Every value is replaced by one of the same length, in which letters stand for letters and digits for digits; blanks and
//! punctuation stay. The same value becomes the same token everywhere in all files that are redacted under one key, and
//! different values become different tokens, so traces, members and references still join. What is kept:
//!
//! - segment ids that X12 has, delimiters, white space, line breaks: the length of the file and the offset of every
//!   segment stay;
//! - the frame: ST01 to ST03, SE, BHT01, 02 and 06, HL, counts, control numbers of the envelope (ST02, GS06, ISA13 and
//!   what repeats them), usage indicators, qualifiers;
//! - codes that X12 lists for the element, here or anywhere in the guides. A value that no list has is replaced by another
//!   that no list has. Codes of lists that others keep (diagnoses, procedures, drugs, revenue, taxonomy, states, postal
//!   codes, national provider identifiers) are replaced by others of the same look, for rare ones name a person; a state
//!   becomes a state, a check digit stays right. Under some keys one value of a short list finds no other for itself and
//!   becomes a value outside of the list, for hiding goes before. Short administrative ones stay: place of service, type and source of
//!   admission, discharge status, reasons of a decision;
//! - times of day;
//! - numbers (amounts, quantities, pointers) in numeric elements, up to four digits before the point: longer ones may hide an
//!   identifier and are replaced.
//!
//! Dates move back by one number of whole weeks, from 1 to 104, that depends on the key alone: the order of dates, ages and
//! weekdays stay. Text outside of ASCII becomes
//! one fixed character. A segment without a place in the guide, a set that is no 278, and anything outside of a set are
//! treated by what the guides have under the same id and element; everything else in them is replaced. A set beyond the
//! limit is overwritten with `X` and `0`.
//!
//! # What the key protects
//! Tokens are made by a format-preserving Feistel permutation of ten rounds (in the manner of NIST SP 800-38G FF1, but not
//! FF1). The function of a round is SHA-256 under a key of its own for each pattern of letters and digits, which
//! HMAC-SHA-256 draws from yours; text beyond 64 letters and digits by a keyed stream. Without the key a token cannot be
//! tried against a list of members. **With** the key all but long text can be turned back: keep it as you keep the data, or
//! throw it away. Use at least 16 random bytes, never a word.
//!
//! What remains visible, and must be weighed before a file is shown: lengths and punctuation; how often a value occurs;
//! values of one or two characters have few tokens; who knows one true date knows all; codes and quantities tell what was
//! asked and answered. This is no expert determination under the HIPAA privacy rule.

mod dates;
mod rules;
mod shape;
mod tokens;

use crate::error::{Error, ErrorKind};
use crate::guide::{Guide, SegmentRow};
use crate::report::Report;
use crate::syntax::{Delimiters, RawSegment, RawSet, segment_id, tag_of};
use crate::transaction::{Event, Framer, Kind, ReadOptions, SetBuffer, SetReader};
use rules::{Rule, is_code, is_context, rule, version_length};
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
        for (index, span) in raw.spans().iter().enumerate() {
            let row = guide.and_then(|guide| self.row(guide, &raw, index));
            if let Some(segment) = bytes.get_mut(span.start as usize..span.end as usize) {
                self.segment(segment, row, set.delimiters(), utf8);
            }
        }
    }

    fn row<'g>(&self, guide: &'g Guide, set: &RawSet<'_, '_>, index: usize) -> Option<&'g SegmentRow> {
        let row = guide.rows.get(self.reader.placement().placed().get(index)?.row()?)?;
        set.segment(index).filter(|segment| segment.id() == row.id.as_bytes()).map(|_| row)
    }

    /// Redacts a segment in its place.
    fn segment(&self, segment: &mut [u8], row: Option<&SegmentRow>, delimiters: Delimiters, utf8: bool) {
        let id = segment_id(tag_of(segment, delimiters.element()));
        let counted = RawSegment::new(segment, 0, 0, delimiters).counts_bytes();
        let id_length = segment.iter().position(|byte| *byte == delimiters.element()).unwrap_or(segment.len());
        let (tag, rest) = segment.split_at_mut(id_length);
        let Some(id) = id.filter(|_| id_length <= 3) else {
            self.tokens.text_that(tag, utf8, |token| !is_known(token) && !token.starts_with(b"ISA"));
            rest.split_mut(|byte| delimiters.contains(*byte)).for_each(|value| self.tokens.text(value, utf8));
            return;
        };
        if counted {
            // The length is the last element that can be told from data.
            let data = rest.splitn_mut(if id == "BIN" { 3 } else { 4 }, |byte| *byte == delimiters.element()).last();
            return data.unwrap_or_default().fill(b'X');
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

    fn value(&self, value: &mut [u8], rule: Rule, utf8: bool) {
        let blanks = value.len() - value.trim_ascii_start().len();
        let length = value.trim_ascii().len();
        let Some(value) = value.get_mut(blanks..blanks + length).filter(|value| !value.is_empty()) else { return };
        let digits = value.iter().all(u8::is_ascii_digit);
        let kept = match rule {
            Rule::Text => false,
            Rule::Code(rows) => return self.code(value, rows, utf8),
            Rule::Short(most) => value.len() <= most && value.iter().all(u8::is_ascii_alphanumeric),
            Rule::Digits(most) => value.len() <= most && digits,
            Rule::Number => return self.number(value, utf8),
            Rule::Date => return self.date(value, utf8),
            Rule::Period => return value.split_mut(|byte| *byte == b'-').for_each(|part| self.moment(part, utf8)),
            Rule::Time => dates::is_time(value),
            Rule::SegmentId => is_known(value),
            Rule::Context if is_context(value) => return,
            Rule::Context => return self.tokens.text_that(value, utf8, |token| !is_context(token)),
            Rule::Version => {
                let (_, rest) = value.split_at_mut(version_length(value));
                return self.tokens.text(rest, utf8);
            }
        };
        if !kept {
            self.tokens.text(value, utf8);
        }
    }

    fn code(&self, value: &mut [u8], rows: &[&crate::guide::ElementRow], utf8: bool) {
        if !is_code(value, rows) {
            self.tokens.text_that(value, utf8, |token| !is_code(token, rows));
        }
    }

    /// A number keeps its form: sign, point, leading zero.
    fn number(&self, value: &mut [u8], utf8: bool) {
        let unsigned = value.strip_prefix(b"-").or(value.strip_prefix(b"+")).unwrap_or(value);
        let mut parts = unsigned.split(|byte| *byte == b'.');
        let (whole, fraction) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let digits = whole.iter().chain(fraction).all(u8::is_ascii_digit) && parts.next().is_none();
        if digits && whole.len() <= 4 && fraction.len() <= 4 {
            return;
        }
        let zero = |value: &[u8]| value.iter().find(|byte| byte.is_ascii_digit()) == Some(&b'0');
        let begins = zero(value);
        self.tokens.text_that(value, utf8, |token| zero(token) == begins);
    }

    fn date(&self, value: &mut [u8], utf8: bool) {
        if !self.tokens.date(value) {
            let before = dates::is_date(value);
            self.tokens.text_that(value, utf8, |token| dates::is_date(token) == before);
        }
    }

    /// One end of a period: a date, or a date and a time.
    fn moment(&self, value: &mut [u8], utf8: bool) {
        match value.len() {
            12 | 14 if value.get(8..).is_some_and(dates::is_time) && value.get(..8).is_some_and(dates::is_date) => {
                let (date, _) = value.split_at_mut(8);
                self.date(date, utf8);
            }
            _ => self.date(value, utf8),
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
        self.bytes.drain(..self.used);
        self.start += self.used as u64;
        self.used = 0;
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
        for byte in self.bytes.iter_mut().take(end).skip(self.used.max(mark)) {
            match byte {
                b'0'..=b'9' => *byte = b'0',
                b'A'..=b'Z' | b'a'..=b'z' | 0x80.. => *byte = b'X',
                _ => {}
            }
        }
        self.output.write_all(self.bytes.get(self.used..end).unwrap_or_default())?;
        self.used = end;
        Ok(())
    }
}
