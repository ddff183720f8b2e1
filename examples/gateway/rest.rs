//! What of a file is in no set: acknowledgments (TA1), strays, text around the interchanges, groups without a set. None of
//! it may vanish.

use std::fmt;
use std::ops::Range;
use x12_278::Event;

/// Follows the events of a file and says which bytes are the rest, interchange by interchange: what is in no set, and the
/// headers and trailers around it.
#[derive(Default)]
pub(crate) struct Rest {
    /// What came last, and where it begins: it ends where the next begins.
    latest: Option<(Event, u64)>,
    interchange: Option<Part>,
    group: Option<Part>,
    found: Found,
    keep: Vec<Range<u64>>,
}

/// An interchange or a group that has begun and not ended.
struct Part {
    header: Range<u64>,
    sets: u64,
    /// Whether its header is in the rest.
    kept: bool,
}

impl Part {
    const fn new(header: Range<u64>) -> Self {
        Self { header, sets: 0, kept: false }
    }

    fn keep(&mut self, keep: &mut Vec<Range<u64>>) {
        if !self.kept {
            keep.push(self.header.clone());
            self.kept = true;
        }
    }
}

impl Rest {
    /// The next event and where it begins; [`Event::End`] begins behind everything. Gives the bytes that are to be kept
    /// next, all of one interchange, and, when that is over, what they are.
    pub(crate) fn next(&mut self, event: Event, offset: u64) -> (Vec<Range<u64>>, Option<Found>) {
        if let Some((latest, start)) = self.latest.replace((event, offset)) {
            self.take(latest, start..offset);
        }
        let over = matches!(event, Event::InterchangeStart | Event::End);
        if over {
            self.end_interchange(None);
        }
        (std::mem::take(&mut self.keep), over.then(|| std::mem::take(&mut self.found)))
    }

    fn take(&mut self, event: Event, bytes: Range<u64>) {
        match event {
            Event::InterchangeStart => self.interchange = Some(Part::new(bytes)),
            Event::GroupStart => {
                self.end_group(None);
                self.group = Some(Part::new(bytes));
            }
            Event::Set | Event::SetTooLarge => {
                for part in [&mut self.interchange, &mut self.group].into_iter().flatten() {
                    part.sets += 1;
                }
            }
            Event::GroupEnd if self.group.is_some() => self.end_group(Some(bytes)),
            Event::InterchangeEnd if self.interchange.is_some() => self.end_interchange(Some(bytes)),
            Event::End => {}
            Event::Acknowledgment => {
                self.found.acknowledgments += 1;
                self.keep(bytes);
            }
            _ => {
                self.found.strays += 1;
                self.keep(bytes);
            }
        }
    }

    /// Keeps some bytes, behind the headers around them.
    fn keep(&mut self, bytes: Range<u64>) {
        for part in [&mut self.interchange, &mut self.group].into_iter().flatten() {
            part.keep(&mut self.keep);
        }
        self.keep.push(bytes);
    }

    fn end_group(&mut self, trailer: Option<Range<u64>>) {
        let Some(mut group) = self.group.take() else { return };
        if group.sets == 0 {
            self.found.groups += 1;
            if let Some(interchange) = &mut self.interchange {
                interchange.keep(&mut self.keep);
            }
            group.keep(&mut self.keep);
        }
        self.keep.extend(trailer.filter(|_| group.kept));
    }

    fn end_interchange(&mut self, trailer: Option<Range<u64>>) {
        self.end_group(None);
        let Some(mut interchange) = self.interchange.take() else { return };
        if interchange.sets == 0 {
            self.found.interchange = true;
            interchange.keep(&mut self.keep);
        }
        self.keep.extend(trailer.filter(|_| interchange.kept));
    }
}

/// What was found of an interchange.
#[derive(Default)]
pub(crate) struct Found {
    acknowledgments: u64,
    strays: u64,
    /// Groups without a set.
    groups: u64,
    /// Whether the interchange has no set at all.
    interchange: bool,
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it is in no transaction set")?;
        let mut lead = " (";
        let parts = [
            (self.acknowledgments, "TA1"),
            (self.strays, "other segments or texts"),
            (self.groups, "groups without a set"),
            (u64::from(self.interchange), "interchanges without a set"),
        ];
        for (count, what) in parts.into_iter().filter(|(count, _)| *count > 0) {
            write!(f, "{lead}{what}: {count}")?;
            lead = ", ";
        }
        f.write_str(")")
    }
}
