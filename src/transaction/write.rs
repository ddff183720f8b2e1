//! From documents to bytes.

use super::document::{Document, Group, Interchange, InterchangeHeader};
use super::set::{Content, Transaction};
use super::trailer::Trailer;
use crate::element::{Digits, Encoding, Extra, IntoOwned, Text, check_value};
use crate::error::{Error, ErrorKind, Place};
use crate::segment::{Ge, Iea, Se};
use crate::shape::{AnySegment, End, Loop, Manner, OrderKey, SetOut, Unplaced, Visit, Written};
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
        let (mut buffer, mut end) = (Vec::new(), End::Closed);
        for interchange in &self.interchanges {
            end = interchange.append(&mut buffer, options, end)?;
        }
        Ok(buffer)
    }
}

impl Interchange<'_> {
    /// Appends the interchange to a buffer. Where its last stray segment is [open](Unplaced::open), put white space before
    /// another interchange.
    ///
    /// # Errors
    /// A value that X12 cannot carry, with its place. The buffer then holds a part of the interchange.
    pub fn write_to(&self, buffer: &mut Vec<u8>, options: &WriteOptions) -> Result<(), Error> {
        self.append(buffer, options, End::Closed).map(|_| ())
    }

    /// Appends the interchange to what ends so, and says how it ends.
    fn append(&self, buffer: &mut Vec<u8>, options: &WriteOptions, before: End) -> Result<End, Error> {
        let delimiters = options.delimiters.unwrap_or(self.delimiters);
        let mut writer = Writer::new(buffer, options, delimiters, self.encoding);
        writer.written.end = before;
        if let Some(header) = &self.header {
            writer.header(header)?;
        }
        let mut strays = Strays(&self.unplaced);
        strays.write(&mut writer)?;
        for acknowledgment in &self.acknowledgments {
            writer.segment(acknowledgment)?;
            strays.write(&mut writer)?;
        }
        for group in &self.groups {
            writer.group(group, &mut strays)?;
        }
        let iea = computed_iea(self, delimiters, options.counts);
        if let Some(iea) = iea {
            writer.segment(&iea)?;
        }
        strays.write_through(&mut writer, u32::MAX)?;
        Ok(writer.written.end)
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
        writer.transaction(self)
    }
}

struct Writer<'w> {
    buffer: &'w mut Vec<u8>,
    options: &'w WriteOptions,
    delimiters: Delimiters,
    encoding: Encoding,
    /// What was written of the interchange so far.
    written: Written,
}

/// What stood outside of the sets and is not written yet.
struct Strays<'s>(&'s [Unplaced<'s>]);

impl Strays<'_> {
    /// Writes those whose place has been reached.
    fn write(&mut self, writer: &mut Writer<'_>) -> Result<(), Error> {
        self.write_through(writer, 0)
    }

    /// Writes those that stood behind so many segments, too.
    fn write_through(&mut self, writer: &mut Writer<'_>, last: u32) -> Result<(), Error> {
        let reached = |stray: &Unplaced<'_>, written: Written| stray.after <= written.segments.max(last);
        while let Some((stray, rest)) = self.0.split_first().filter(|(stray, _)| reached(stray, writer.written)) {
            self.0 = rest;
            let manner = writer.manner(true);
            let mut out = SetOut::new(writer.buffer, manner, writer.written);
            out.raw(&stray.raw);
            writer.written = out.end()?;
            writer.leave_open(stray);
        }
        Ok(())
    }
}

impl<'w> Writer<'w> {
    fn new(buffer: &'w mut Vec<u8>, options: &'w WriteOptions, delimiters: Delimiters, encoding: Encoding) -> Self {
        Self { buffer, options, delimiters, encoding, written: Written::default() }
    }

    /// What stands behind a terminator. One that is a line break itself is not repeated: that would be an empty segment.
    const fn line_end(&self) -> &'static str {
        match (self.options.line_breaks, self.delimiters.segment()) {
            (LineBreaks::None, _) | (_, b'\n') => "",
            (LineBreaks::Lf, _) | (LineBreaks::CrLf, b'\r') => "\n",
            (LineBreaks::CrLf, _) => "\r\n",
        }
    }

    const fn manner(&self, careful: bool) -> Manner {
        let Self { delimiters, encoding, .. } = *self;
        Manner { delimiters, encoding, line_end: self.line_end(), careful }
    }

    /// Takes back the terminator of a stray that had none.
    fn leave_open(&mut self, stray: &Unplaced<'_>) {
        if stray.open && self.written.end == End::Closed {
            self.buffer.truncate(self.buffer.len().saturating_sub(1 + self.line_end().len()));
            // An id alone claims to begin a header by the byte behind it.
            let alone = stray.raw.text().as_str() == "ISA";
            let blank = if self.delimiters.segment() == b'\t' { b'\n' } else { b'\t' };
            self.written.end = End::Open(if alone { blank } else { b' ' });
        }
    }

    /// Writes the next segment of the envelope.
    fn segment(&mut self, segment: &dyn AnySegment) -> Result<(), Error> {
        let manner = self.manner(true);
        let mut out = SetOut::new(self.buffer, manner, self.written);
        out.any(segment);
        self.written = out.end()?;
        Ok(())
    }

    fn header(&mut self, header: &InterchangeHeader<'_>) -> Result<(), Error> {
        match self.written.end {
            End::Closed => {}
            End::Open(blank) => self.buffer.push(blank),
            End::Short => return Err(Error::of(ErrorKind::CountedDataShort)),
        }
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
        self.written = Written { segments: 1, ..Written::default() };
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
            strays.write(self)?;
        }
        let envelope = self.encoding;
        for transaction in &group.transactions {
            self.encoding = transaction.encoding;
            self.transaction(transaction)?;
            self.encoding = envelope;
            strays.write(self)?;
        }
        if let Some(ge) = computed_ge(group, self.options.counts) {
            self.segment(&ge)?;
            strays.write(self)?;
        }
        Ok(())
    }

    /// Writes a set.
    ///
    /// A value must not hold a delimiter, nor anything that is not printable. To look at each value costs more than to
    /// write it, so the set is written first, and such bytes are counted in what was written: if there are just those
    /// that parting the values takes, all values are good. If not, the set is written again, value by value, to tell
    /// which is at fault.
    fn transaction(&mut self, transaction: &Transaction<'_>) -> Result<(), Error> {
        let start = self.buffer.len();
        if self.encoding == Encoding::Ascii {
            let written = self.set(transaction, self.manner(false));
            let marks = count_marks(self.buffer.get(start..).unwrap_or_default(), self.delimiters);
            if let Some(written) = written.ok().filter(|written| written.marks == marks) {
                self.count(written);
                return Ok(());
            }
            self.buffer.truncate(start);
        }
        let written = self.set(transaction, self.manner(true))?;
        self.count(written);
        Ok(())
    }

    /// Takes account of a set, whose segments are numbered from its first.
    const fn count(&mut self, set: Written) {
        self.written = Written { segments: self.written.segments.saturating_add(set.segments), ..set };
    }

    fn set(&mut self, transaction: &Transaction<'_>, manner: Manner) -> Result<Written, Error> {
        let before = Written { end: self.written.end, ..Written::default() };
        let written = match (&transaction.content, transaction.root()) {
            (Content::Raw(_, raw), _) => {
                let mut out = SetOut::new(self.buffer, manner, before);
                out.raw(raw);
                out.end()?
            }
            (_, Some(root)) => self.typed(root, manner, before)?,
            _ => before,
        };
        let mut digits = Digits::default();
        let count = written.segments - written.empty + 1;
        let Some(se) = computed_se(transaction, count, self.options.counts, &mut digits) else { return Ok(written) };
        let mut out = SetOut::new(self.buffer, manner, written);
        out.any(&se);
        let end = out.end()?;
        Ok(Written { marks: written.marks + end.marks, ..end })
    }

    /// Writes the segments of a typed set: straight through while they stand in order, else sorted.
    fn typed(&mut self, root: &dyn Loop<'_>, manner: Manner, before: Written) -> Result<Written, Error> {
        let start = self.buffer.len();
        let mut out = SetOut::new(self.buffer, manner, before);
        if self.options.order == Order::AsRead {
            out = out.following_numbers();
        }
        root.write(&mut out);
        if out.is_in_order() {
            return out.end();
        }
        self.buffer.truncate(start);
        let (mut all, mut key) = (Vec::new(), OrderKey::default());
        root.visit(&mut |visit| {
            key = key.after(visit);
            all.push((key, visit));
        });
        all.sort_by_key(|(key, _)| *key);
        let mut out = SetOut::new(self.buffer, manner, before);
        for (_, visit) in all {
            match visit {
                Visit::Segment(segment) => out.any(segment),
                Visit::Unplaced(unplaced) => out.unplaced(unplaced),
            }
        }
        out.end()
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

#[cfg(test)]
mod tests {
    use super::{Order, WriteOptions, Writer, count_marks};
    use crate::element::Encoding;
    use crate::syntax::Delimiters;
    use crate::transaction::{Document, ReadOptions};

    /// Writes every set of a file that is ASCII in both ways; gives how many there are.
    fn write_both_ways(input: &[u8], order: Order) -> usize {
        let options = WriteOptions { order, ..WriteOptions::default() };
        let bare = ReadOptions { bare: Some(Delimiters::STANDARD), ..ReadOptions::default() };
        let document = Document::read_with(input, &bare).unwrap().document;
        let delimiters = document.interchanges[0].delimiters;
        let mut count = 0;
        for transaction in document.transactions().filter(|one| one.encoding == Encoding::Ascii) {
            let write = |careful: bool| {
                let mut buffer = Vec::new();
                let mut writer = Writer::new(&mut buffer, &options, delimiters, Encoding::Ascii);
                let marks = writer.set(transaction, writer.manner(careful)).unwrap().marks;
                (buffer, marks)
            };
            let ((quick, marks), (careful, _)) = (write(false), write(true));
            assert_eq!(quick.escape_ascii().to_string(), careful.escape_ascii().to_string());
            assert_eq!(marks, count_marks(&quick, delimiters), "{}", quick.escape_ascii());
            count += 1;
        }
        count
    }

    /// A set whose values are good is written once, and no value of it is looked at: the marks are those that were counted.
    #[test]
    fn good_sets_are_written_once() {
        let mut sets = 0;
        for entry in std::fs::read_dir("examples/data").unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "edi") {
                let file = std::fs::read(&path).unwrap();
                sets += write_both_ways(&file, Order::AsRead) + write_both_ways(&file, Order::Guide);
            }
        }
        assert!(sets > 20, "{sets}");
    }

    /// Whatever the delimiters; texts that are kept, values far from the one before them, trailing separators.
    #[test]
    fn odd_sets_are_written_once() {
        let set = "ST*278*0001*005010X217~BHT*0007*11*R1*20260203*1410*18~HL*1**20*1~NM1*X3*2*PLAN*****PI*HT1*****X~\
                   HL*2*1*21*1~NM1*1P*2*FERN~ZZZ*KEPT:A^B*~HL*3*2*22*1~NM1*IL*1~HL*4*3*EV*1~TRN*1*A^*~UM*HS*I*42*:B~\
                   HCR*A3**0F^04~HL*5*4*SS*0~SV1*HC:J1459:JZ::::::X*^**168~HSD*VS*6*******Y~SE*16*0001~";
        for (repetition, terminator) in [("^", "~"), ("^", "\n"), ("\r", "\n"), ("U", "~"), ("U", "\n")] {
            let header = format!(
                "ISA*00*          *00*          *ZZ*A              *ZZ*B              *260105*0930*{repetition}*00501*\
                 000000001*0*T*:{terminator}"
            );
            let body = set.replace('^', repetition).replace('~', terminator);
            assert_eq!(write_both_ways(format!("{header}{body}").as_bytes(), Order::AsRead), 1, "{repetition:?}");
        }
    }
}
