//! The envelope around sets that are sent on: the headers as they were, with other numbers.

use crate::element::Encoding;
use crate::error::{Error, ErrorKind};
use crate::segment::Gs;
use crate::syntax::{Delimiters, Unit, counted_data};
use crate::transaction::{Group, Interchange, InterchangeHeader, SetBuffer, Trailer, WriteOptions};

/// The headers around a set.
#[derive(Clone)]
pub(super) struct Envelope<'a> {
    pub(super) header: InterchangeHeader<'a>,
    pub(super) group: Gs<'a>,
    pub(super) delimiters: Delimiters,
    pub(super) encoding: Encoding,
}

impl<'a> Envelope<'a> {
    /// What stands around a set. A set behind which nothing can be written is refused.
    pub(super) fn of(set: &'a SetBuffer) -> Result<Self, Error> {
        if let Some(offset) = cut_short(set) {
            return Err(Error::at(ErrorKind::CountedDataShort, offset));
        }
        Self::with(set, set.group_header())
    }

    /// What stands around a TA1: an interchange and no group.
    pub(super) fn of_acknowledgment(event: &'a SetBuffer) -> Result<Self, Error> {
        Self::with(event, Some(Gs::default()))
    }

    fn with(set: &'a SetBuffer, group: Option<Gs<'a>>) -> Result<Self, Error> {
        let Some((header, group)) = set.interchange_header().zip(group) else {
            return Err(Error::at(ErrorKind::EnvelopeMissing, set.place().offset));
        };
        let latin1 = std::str::from_utf8(set.header_bytes()).is_err();
        let encoding = if latin1 { Encoding::Latin1 } else { Encoding::Utf8 };
        Ok(Self { header, group, delimiters: set.delimiters(), encoding })
    }

    /// Writes ISA.
    pub(super) fn open_interchange(&self, number: u32, out: &mut Vec<u8>) -> Result<(), Error> {
        let header = InterchangeHeader { control_number: format!("{number:09}").into(), ..self.header.clone() };
        self.write(Interchange { header: Some(header), ..Interchange::default() }, out)
    }

    /// Writes GS.
    pub(super) fn open_group(&self, number: u32, out: &mut Vec<u8>) -> Result<(), Error> {
        let header = Gs { control_number: Some(number.to_string().into()), ..self.group.clone() };
        let group = Group { header: Some(header), trailer: Trailer::Missing, ..Group::default() };
        self.write(Interchange { groups: vec![group], ..Interchange::default() }, out)
    }

    fn write(&self, part: Interchange<'_>, out: &mut Vec<u8>) -> Result<(), Error> {
        let (delimiters, encoding) = (self.delimiters, self.encoding);
        Interchange { delimiters, encoding, trailer: Trailer::Missing, ..part }.write_to(out, &WriteOptions::default())
    }

    /// Writes a trailer: GE or IEA.
    pub(super) fn close(&self, id: &str, count: u32, number: &str, out: &mut Vec<u8>) {
        for (index, part) in [id, &count.to_string(), number].into_iter().enumerate() {
            if index > 0 {
                out.push(self.delimiters.element());
            }
            out.extend_from_slice(part.as_bytes());
        }
        out.push(self.delimiters.segment());
    }
}

/// Where the last segment of a set begins in the file, when its counted data (BIN, BDS) is shorter than its length says:
/// the file ended in it, and whatever is written behind it would be read as a part of it.
fn cut_short(set: &SetBuffer) -> Option<u64> {
    let last = set.raw().len().checked_sub(1).and_then(|index| set.raw().segment(index))?;
    let data = counted_data(last.bytes(), set.delimiters(), Unit::Bytes)?;
    (data.end > last.bytes().len()).then(|| set.place().offset + last.offset() as u64)
}
