//! From documents to bytes.

use super::document::{Document, Group, Interchange, InterchangeHeader};
use super::set::{Content, Transaction};
use super::trailer::Trailer;
use crate::element::{Digits, Encoding, Extra, Fault, IntoOwned, Out, Text, check_value};
use crate::error::{Error, ErrorKind, Place};
use crate::segment::{Ge, Iea, Se};
use crate::shape::{AnySegment, Loop, RawText, Unplaced, Visit};
use crate::syntax::{Delimiters, WIDTHS, count_marks};

/// What becomes of counts and trailer control numbers (SE, GE, IEA) that were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Counts {
    /// They are computed anew. A trailer that was missing stays missing.
    #[default]
    Recompute,
    /// They are written as they were read, right or wrong.
    AsRead,
}

/// In which order the segments of a typed set are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Order {
    /// As they stood in the file; what was not read stands behind what precedes it in the guide.
    #[default]
    AsRead,
    /// As the guide wants them.
    Guide,
}

/// What stands behind each segment terminator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum LineBreaks {
    /// Nothing: what the standard wants.
    #[default]
    None,
    /// A line feed.
    Lf,
    /// A carriage return and a line feed.
    CrLf,
}

/// How to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct WriteOptions {
    /// Counts and trailer control numbers.
    pub counts: Counts,
    /// Order of segments.
    pub order: Order,
    /// Line breaks behind segments.
    pub line_breaks: LineBreaks,
    /// Other delimiters than those of each interchange.
    pub delimiters: Option<Delimiters>,
}

impl Document<'_> {
    /// Writes the document with the default options: counts computed, the order of the file, no line breaks.
    ///
    /// # Errors
    /// A value that X12 cannot carry, with its place.
    pub fn write(&self) -> Result<Vec<u8>, Error> {
        self.write_with(&WriteOptions::default())
    }

    /// Writes the document.
    ///
    /// # Errors
    /// A value that X12 cannot carry, with its place.
    pub fn write_with(&self, options: &WriteOptions) -> Result<Vec<u8>, Error> {
        let mut buffer = Vec::new();
        for interchange in &self.interchanges {
            interchange.write_to(&mut buffer, options)?;
        }
        Ok(buffer)
    }
}

impl Interchange<'_> {
    /// Appends the interchange to a buffer.
    ///
    /// # Errors
    /// A value that X12 cannot carry, with its place. The buffer then holds a part of the interchange.
    pub fn write_to(&self, buffer: &mut Vec<u8>, options: &WriteOptions) -> Result<(), Error> {
        let delimiters = options.delimiters.unwrap_or(self.delimiters);
        let mut writer = Writer::new(buffer, options, delimiters, self.encoding);
        if let Some(header) = &self.header {
            writer.header(header)?;
        }
        let mut strays = Strays(&self.unplaced);
        strays.write(&mut writer)?;
        for acknowledgment in &self.acknowledgments {
            writer.segment(acknowledgment)?;
            writer.segments += 1;
            strays.write(&mut writer)?;
        }
        for group in &self.groups {
            writer.group(group, &mut strays)?;
        }
        let iea = computed_iea(self, delimiters, options.counts);
        if let Some(iea) = iea {
            writer.segment(&iea)?;
            writer.segments += 1;
        }
        writer.segments = u32::MAX;
        strays.write(&mut writer)
    }
}

impl Transaction<'_> {
    /// Appends the set, from ST to SE, to a buffer.
    ///
    /// # Errors
    /// A value that X12 cannot carry, with its place. The buffer then holds a part of the set.
    pub fn write_to(&self, buffer: &mut Vec<u8>, delimiters: Delimiters, options: &WriteOptions) -> Result<(), Error> {
        let delimiters = options.delimiters.unwrap_or(delimiters);
        let mut writer = Writer::new(buffer, options, delimiters, self.encoding);
        writer.transaction(self).map(|_| ())
    }
}

struct Writer<'w> {
    buffer: &'w mut Vec<u8>,
    options: &'w WriteOptions,
    delimiters: Delimiters,
    encoding: Encoding,
    /// Segments of the interchange so far.
    segments: u32,
    /// Whether each value is looked at before it is written.
    careful: bool,
    /// How many bytes were written, where values are not looked at, that are delimiters or not printable.
    marks: usize,
}

/// What stood outside of the sets and is not written yet.
struct Strays<'s>(&'s [Unplaced<'s>]);

impl Strays<'_> {
    /// Writes those whose place has been reached.
    fn write(&mut self, writer: &mut Writer<'_>) -> Result<(), Error> {
        while let Some((stray, rest)) = self.0.split_first().filter(|(stray, _)| stray.after <= writer.segments) {
            self.0 = rest;
            let written = writer.raw(&stray.raw)?;
            writer.segments = writer.segments.saturating_add(written);
        }
        Ok(())
    }
}

impl<'w> Writer<'w> {
    const fn new(
        buffer: &'w mut Vec<u8>,
        options: &'w WriteOptions,
        delimiters: Delimiters,
        encoding: Encoding,
    ) -> Self {
        Self { buffer, options, delimiters, encoding, segments: 0, careful: true, marks: 0 }
    }

    const fn line_end(&self) -> &'static str {
        match self.options.line_breaks {
            LineBreaks::None => "",
            LineBreaks::Lf => "\n",
            LineBreaks::CrLf => "\r\n",
        }
    }

    fn segment(&mut self, segment: &dyn AnySegment) -> Result<(), Error> {
        self.numbered(segment, self.segments + 1)
    }

    /// Writes a segment; an error says that it is the segment with this number.
    fn numbered(&mut self, segment: &dyn AnySegment, number: u32) -> Result<(), Error> {
        let mut out = if self.careful {
            Out::new(self.buffer, self.delimiters, self.encoding)
        } else {
            Out::unchecked(self.buffer, self.delimiters)
        };
        segment.write(&mut out);
        self.marks += out.end().map_err(|Fault { kind, spot }| {
            let small = |number: u32| u16::try_from(number).unwrap_or(u16::MAX);
            let component = (spot.component > 1).then(|| small(spot.component));
            let (segment_id, element) = (Some(segment.id()), Some(small(spot.element)));
            Error::new(kind, Place { segment: Some(number), segment_id, element, component, ..Place::default() })
        })?;
        let end = self.line_end();
        if !end.is_empty() {
            self.buffer.extend_from_slice(end.as_bytes());
            self.marks += end.len();
        }
        Ok(())
    }

    /// Writes raw segments; how many.
    fn raw(&mut self, raw: &RawText<'_>) -> Result<u32, Error> {
        let end = self.line_end();
        let start = self.buffer.len();
        raw.write(self.buffer, self.delimiters, self.encoding, end)?;
        self.marks += count_marks(self.buffer.get(start..).unwrap_or_default(), self.delimiters);
        Ok(u32::try_from(raw.segments().count()).unwrap_or(u32::MAX))
    }

    fn header(&mut self, header: &InterchangeHeader<'_>) -> Result<(), Error> {
        self.buffer.extend_from_slice(b"ISA");
        let separator = self.delimiters.element();
        for (number, width) in (1..).zip(WIDTHS) {
            self.buffer.push(separator);
            if number == 11 {
                self.standards_id(&header.standards_id);
                continue;
            }
            if number == 16 {
                self.buffer.push(self.delimiters.component());
                continue;
            }
            let text = header.elements().iter().find(|(element, _)| *element == number).map_or("", |(_, text)| text);
            let fail = |kind| {
                let element = u16::try_from(number).ok();
                Error::new(kind, Place { segment: Some(1), segment_id: Some("ISA"), element, ..Place::default() })
            };
            match check_value(text, self.delimiters, self.encoding) {
                // Sixteen separators are counted when it is read again.
                Err(ErrorKind::DelimiterInValue) if header.over_wide && !text.as_bytes().contains(&separator) => {}
                checked => checked.map_err(fail)?,
            }
            let length = text.chars().count();
            if length > width && !header.over_wide {
                return Err(fail(ErrorKind::ValueTooWide));
            }
            let text = if number == 13 { padded_number(text) } else { text.to_owned() };
            self.encoding.encode(&text, self.buffer);
            let length = text.chars().count();
            self.buffer.extend(std::iter::repeat_n(b' ', width.saturating_sub(length)));
        }
        self.buffer.push(self.delimiters.segment());
        self.buffer.extend_from_slice(self.line_end().as_bytes());
        self.segments = 1;
        Ok(())
    }

    /// ISA11: the repetition separator, or what stood in its place; what was read behind it follows it.
    fn standards_id(&mut self, text: &str) {
        match self.delimiters.repetition() {
            None => self.encoding.encode(if text.is_empty() { "U" } else { text }, self.buffer),
            Some(byte) => {
                self.buffer.push(byte);
                let behind = text.char_indices().nth(1).and_then(|(index, _)| text.get(index..));
                self.encoding.encode(behind.unwrap_or_default(), self.buffer);
            }
        }
    }

    fn group(&mut self, group: &Group<'_>, strays: &mut Strays<'_>) -> Result<(), Error> {
        if let Some(header) = &group.header {
            self.segment(header)?;
            self.segments += 1;
            strays.write(self)?;
        }
        let envelope = self.encoding;
        for transaction in &group.transactions {
            self.encoding = transaction.encoding;
            self.segments += self.transaction(transaction)?;
            self.encoding = envelope;
            strays.write(self)?;
        }
        if let Some(ge) = computed_ge(group, self.options.counts) {
            self.segment(&ge)?;
            self.segments += 1;
            strays.write(self)?;
        }
        Ok(())
    }

    /// Writes a set; how many segments.
    ///
    /// A value must not hold a delimiter, nor anything that is not printable. To look at each value costs more than to
    /// write it, so the set is written first, and such bytes are counted in what was written: if there are just those
    /// that parting the values takes, all values are good. If not, the set is written again, value by value, to tell
    /// which is at fault.
    fn transaction(&mut self, transaction: &Transaction<'_>) -> Result<u32, Error> {
        let start = self.buffer.len();
        if self.encoding == Encoding::Ascii {
            self.careful = false;
            self.marks = 0;
            let written = self.set(transaction);
            self.careful = true;
            let marks = count_marks(self.buffer.get(start..).unwrap_or_default(), self.delimiters);
            if written.is_ok() && marks == self.marks {
                return written;
            }
            self.buffer.truncate(start);
        }
        self.set(transaction)
    }

    fn set(&mut self, transaction: &Transaction<'_>) -> Result<u32, Error> {
        let mut count = Count::default();
        match (&transaction.content, transaction.root()) {
            (Content::Raw(_, raw), _) => {
                count.all = self.raw(raw)?;
                let empty = raw.segments().filter(|segment| segment.bytes().is_empty()).count();
                count.filled = count.all - u32::try_from(empty).unwrap_or(count.all);
            }
            (_, Some(root)) => self.typed(root, &mut count)?,
            _ => {}
        }
        let mut digits = Digits::default();
        if let Some(se) = computed_se(transaction, count.filled + 1, self.options.counts, &mut digits) {
            self.numbered(&se, count.all + 1)?;
            count.all += 1;
        }
        Ok(count.all)
    }

    /// Writes the segments of a typed set: straight through while they stand in order, else sorted.
    fn typed(&mut self, root: &dyn Loop<'_>, count: &mut Count) -> Result<(), Error> {
        let (start, marks) = (self.buffer.len(), self.marks);
        let mut keys = Keys::default();
        let mut in_order = true;
        let mut result = Ok(());
        root.visit(&mut |visit| {
            in_order &= keys.next(visit).1 || self.options.order == Order::Guide;
            if in_order && result.is_ok() {
                result = self.visited(visit, count);
            }
        });
        if in_order {
            return result;
        }
        self.buffer.truncate(start);
        (self.marks, *count) = (marks, Count::default());
        let mut all = Vec::new();
        let mut keys = Keys::default();
        root.visit(&mut |visit| all.push((keys.next(visit).0, visit)));
        all.sort_by_key(|(key, _)| *key);
        all.into_iter().try_for_each(|(_, visit)| self.visited(visit, count))
    }

    fn visited(&mut self, visit: Visit<'_>, count: &mut Count) -> Result<(), Error> {
        let (all, filled) = match visit {
            Visit::Segment(segment) => {
                self.numbered(segment, count.all + 1)?;
                (1, 1)
            }
            Visit::Unplaced(unplaced) => {
                let written = self.raw(&unplaced.raw)?;
                (written, if unplaced.raw.text().is_empty() { 0 } else { written })
            }
        };
        count.all += all;
        count.filled += filled;
        Ok(())
    }
}

/// Segments written; empty ones do not count in SE01.
#[derive(Default)]
struct Count {
    all: u32,
    filled: u32,
}

/// The order of a walk: what was read has its number, an unplaced segment stands behind the one that it followed, and
/// what was not read stands behind its predecessor.
#[derive(Default)]
struct Keys {
    latest: (u32, bool),
}

impl Keys {
    /// The key of what is met, and whether it is not below the one before.
    fn next(&mut self, visit: Visit<'_>) -> ((u32, bool), bool) {
        let before = self.latest;
        self.latest = match visit {
            Visit::Segment(segment) => match segment.at().segment {
                0 => before,
                number => (number, false),
            },
            Visit::Unplaced(unplaced) => (unplaced.after, true),
        };
        (self.latest, self.latest >= before)
    }
}

/// A control number of digits, zero-filled to nine.
fn padded_number(number: &str) -> String {
    let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    if digits { format!("{number:0>9}") } else { number.to_owned() }
}

/// A control number that a trailer can repeat: one value that is there.
fn repeatable(number: &str, delimiters: Delimiters) -> Option<Text<'static>> {
    let is_one = !number.is_empty() && !number.bytes().any(|byte| delimiters.contains(byte));
    is_one.then(|| number.to_owned().into())
}

/// What stood in a trailer beside its count and, when that is computed too, its control number.
fn beside<'a>(kept: &Extra<'a>, number: bool) -> Extra<'a> {
    let last = if number { 2 } else { 1 };
    kept.parts().iter().filter(|part| part.element > last).cloned().collect()
}

/// SE as it is written; `digits` is where its count stands.
fn computed_se<'t>(
    transaction: &'t Transaction<'_>,
    count: u32,
    counts: Counts,
    digits: &'t mut Digits,
) -> Option<Se<'t>> {
    let own = match (&transaction.trailer, counts) {
        (Trailer::Missing, _) => return None,
        (Trailer::Read(se), Counts::AsRead) => return Some(se.as_ref().clone()),
        (Trailer::Read(se), Counts::Recompute) => se.as_ref().clone(),
        (Trailer::Computed, _) => Se::default(),
    };
    let number = Some(transaction.control_number()).filter(|number| !number.is_empty());
    Some(Se {
        segment_count: Some(digits.of(count).into()),
        control_number: number.map(Text::from).or(own.control_number),
        as_sent: beside(&own.as_sent, number.is_some()),
        ..own
    })
}

fn computed_ge(group: &Group<'_>, counts: Counts) -> Option<Ge<'static>> {
    let own = match (&group.trailer, counts) {
        (Trailer::Missing, _) => return None,
        (Trailer::Read(ge), Counts::AsRead) => return Some(ge.as_ref().clone().into_owned()),
        (Trailer::Read(ge), Counts::Recompute) => ge.as_ref().clone().into_owned(),
        (Trailer::Computed, _) if group.header.is_none() => return None,
        (Trailer::Computed, _) => Ge::default(),
    };
    let number = group.header.as_ref().and_then(|header| header.control_number.clone()).into_owned();
    Some(Ge {
        set_count: Some(group.transactions.len().to_string().into()),
        as_sent: beside(&own.as_sent, number.is_some()),
        control_number: number.or(own.control_number),
        ..own
    })
}

fn computed_iea(interchange: &Interchange<'_>, delimiters: Delimiters, counts: Counts) -> Option<Iea<'static>> {
    let own = match (&interchange.trailer, counts) {
        (Trailer::Missing, _) => return None,
        (Trailer::Read(iea), Counts::AsRead) => return Some(iea.as_ref().clone().into_owned()),
        (Trailer::Read(iea), Counts::Recompute) => iea.as_ref().clone().into_owned(),
        (Trailer::Computed, _) if interchange.header.is_none() => return None,
        (Trailer::Computed, _) => Iea::default(),
    };
    let groups = interchange.groups.iter().filter(|group| group.header.is_some()).count();
    let number = interchange.header.as_ref().map(|header| padded_number(&header.control_number));
    let number = number.and_then(|number| repeatable(&number, delimiters));
    Some(Iea {
        group_count: Some(groups.to_string().into()),
        as_sent: beside(&own.as_sent, number.is_some()),
        control_number: number.or(own.control_number),
        ..own
    })
}
