//! The sets of many files in one interchange for each pair of partners.

use super::control_numbers::{ControlNumbers, Series};
use super::envelope::Envelope;
use crate::element::IntoOwned;
use crate::error::Error;
use crate::segment::Gs;
use crate::syntax::RawSegment;
use crate::transaction::{InterchangeHeader, SetBuffer, is_same_number};
use std::fmt;
use std::io::Write;

/// Gathers sets and writes them in as few interchanges as they may share.
///
/// Sets share an interchange when everything in ISA agrees but for date, time, control number and the wish for a TA1, and
/// when their delimiters agree: test never joins production. In it they share a group when everything in GS agrees but for
/// date, time and control number. The first set of each gives the date and the time. Sets keep their bytes but for ST02
/// and the SE02 that repeats it, which are numbered anew; blanks and leading zeros make no SE02 another number, as they make
/// none when a set is checked. An SE02 that differed from ST02 stays as it was. All sets are held in memory until they are
/// written.
///
/// The envelopes are new, so what was wrong with the old ones is not to be seen any more: who merges files of others looks at
/// [`Reader::take_report`](crate::Reader::take_report) while reading them.
#[derive(Default)]
pub struct Merge {
    interchanges: Vec<Interchange>,
    sets: u64,
}

impl fmt::Debug for Merge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Merge({} sets, {} interchanges)", self.sets, self.interchanges.len())
    }
}

struct Interchange {
    key: InterchangeHeader<'static>,
    first: Envelope<'static>,
    wants_acknowledgment: bool,
    groups: Vec<Group>,
    /// The latest ST02.
    number: u32,
}

struct Group {
    key: Gs<'static>,
    envelope: Envelope<'static>,
    sets: u32,
    bytes: Vec<u8>,
}

impl Merge {
    /// Nothing gathered yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a set.
    ///
    /// # Errors
    /// [`ErrorKind::CountedDataShort`](crate::ErrorKind::CountedDataShort) when the set ends in counted data (BIN, BDS) that
    /// is cut short, for the next set would be read as a part of it;
    /// [`ErrorKind::EnvelopeMissing`](crate::ErrorKind::EnvelopeMissing) when the set stands in no interchange or in no
    /// group. The set is then not added.
    pub fn add(&mut self, set: &SetBuffer) -> Result<(), Error> {
        let envelope = Envelope::of(set)?;
        let wants = envelope.header.acknowledgment_requested.as_str() == "1";
        let key = interchange_key(&envelope.header);
        let same = |one: &Interchange| one.first.delimiters == envelope.delimiters && one.key == key;
        let index = self.interchanges.iter().position(same).unwrap_or(self.interchanges.len());
        if index == self.interchanges.len() {
            self.interchanges.push(Interchange {
                key: key.into_owned(),
                first: owned(&envelope),
                wants_acknowledgment: false,
                groups: Vec::new(),
                number: 0,
            });
        }
        let Some(interchange) = self.interchanges.get_mut(index) else { return Ok(()) };
        interchange.wants_acknowledgment |= wants;
        interchange.number += 1;
        let mut number = format!("{:04}", interchange.number);
        if wrong_trailer(set).is_some_and(|wrong| is_same_number(wrong, number.as_bytes())) {
            // A wrong SE02 must not come right by chance.
            interchange.number += 1;
            number = format!("{:04}", interchange.number);
        }
        let key = Gs { date: None, time: None, control_number: None, ..envelope.group.clone() };
        let index = interchange.groups.iter().position(|group| group.key == key).unwrap_or(interchange.groups.len());
        if index == interchange.groups.len() {
            let group = Group { key: key.into_owned(), envelope: owned(&envelope), sets: 0, bytes: Vec::new() };
            interchange.groups.push(group);
        }
        if let Some(group) = interchange.groups.get_mut(index) {
            group.sets += 1;
            renumber(set, &number, &mut group.bytes);
            group.bytes.push(set.delimiters().segment());
        }
        self.sets += 1;
        Ok(())
    }

    /// How many sets were added.
    #[must_use]
    pub const fn len(&self) -> u64 {
        self.sets
    }

    /// Whether no set was added.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.sets == 0
    }

    /// Writes the interchanges, in the order in which the first set of each was added.
    ///
    /// # Errors
    /// When no control number can be had, or the output fails.
    pub fn write(&self, numbers: &mut (impl ControlNumbers + ?Sized), mut out: impl Write) -> Result<(), Error> {
        let mut buffer = Vec::new();
        for interchange in &self.interchanges {
            let number = numbers.next(Series::Interchange)?;
            let mut first = interchange.first.clone();
            if interchange.wants_acknowledgment {
                first.header.acknowledgment_requested = "1".into();
            }
            first.open_interchange(number, &mut buffer)?;
            for group in &interchange.groups {
                let number = numbers.next(Series::Group)?;
                group.envelope.open_group(number, &mut buffer)?;
                out.write_all(&buffer)?;
                out.write_all(&group.bytes)?;
                buffer.clear();
                group.envelope.close("GE", group.sets, &number.to_string(), &mut buffer);
            }
            let groups = u32::try_from(interchange.groups.len()).unwrap_or(u32::MAX);
            first.close("IEA", groups, &format!("{number:09}"), &mut buffer);
            out.write_all(&buffer)?;
            buffer.clear();
        }
        Ok(())
    }
}

fn owned(envelope: &Envelope<'_>) -> Envelope<'static> {
    let Envelope { header, group, delimiters, encoding } = envelope.clone();
    Envelope { header: header.into_owned(), group: group.into_owned(), delimiters, encoding }
}

fn interchange_key<'a>(header: &InterchangeHeader<'a>) -> InterchangeHeader<'a> {
    let none = InterchangeHeader::default();
    InterchangeHeader {
        date: none.date,
        time: none.time,
        control_number: none.control_number,
        acknowledgment_requested: none.acknowledgment_requested,
        ..header.clone()
    }
}

/// The SE of a set.
fn trailer(set: &SetBuffer) -> Option<RawSegment<'_>> {
    let last = set.raw().len().checked_sub(1).and_then(|index| set.raw().segment(index));
    last.filter(|segment| segment.id() == b"SE")
}

/// ST02.
fn number_of(set: &SetBuffer) -> &[u8] {
    set.raw().header_element(2)
}

/// SE02 where it does not repeat ST02.
fn wrong_trailer(set: &SetBuffer) -> Option<&[u8]> {
    trailer(set).map(|segment| segment.element(2)).filter(|number| !is_same_number(number, number_of(set)))
}

/// Appends the bytes of a set with another ST02, and another SE02 where that repeated it.
fn renumber(set: &SetBuffer, number: &str, out: &mut Vec<u8>) {
    let mut position = 0;
    let last = trailer(set).filter(|segment| is_same_number(segment.element(2), number_of(set)));
    for segment in [set.raw().segment(0), last].into_iter().flatten() {
        if let Some(start) = second_element(&segment) {
            let start = segment.offset() + start;
            out.extend_from_slice(set.bytes().get(position..start).unwrap_or_default());
            out.extend_from_slice(number.as_bytes());
            position = start + segment.element(2).len();
        }
    }
    out.extend_from_slice(set.bytes().get(position..).unwrap_or_default());
}

/// Where the second element of a segment begins.
fn second_element(segment: &RawSegment<'_>) -> Option<usize> {
    let separator = segment.delimiters().element();
    let places = segment.bytes().iter().enumerate().filter(|(_, byte)| **byte == separator);
    places.map(|(place, _)| place + 1).nth(1)
}
