//! From raw sets to typed ones.

use super::acknowledgment::ImplementationAcknowledgment;
use super::kind::{Kind, Recognised, recognise};
use super::request::Request;
use super::response::Response;
use super::set::{Content, Transaction};
use super::trailer::{Trailer, is_same_number};
use crate::element::{Digits, Encoding, IntoOwned, Parts, Text};
use crate::guide::{Guide, Instance, Placement};
use crate::report::{Issue, IssueCode, Location, Report};
use crate::segment::Se;
use crate::shape::{At, Loop, Put, RawText, Segment, Unplaced};
use crate::syntax::{Delimiters, ElementIndex, Layout, RawSegment, RawSet, Span, Tag, is_printable, tag};

/// Limits and allowances of reading. The defaults suit any honest file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadOptions {
    /// Most bytes of one transaction set; a larger one is reported and not typed. 64 MiB by default.
    pub set_limit: usize,
    /// Most segments of one transaction set, ST and SE counted; a set of more is reported and not typed, as one of too
    /// many bytes. 100,000 by default: a guide names no limit, but an event of a thousand services with all that may
    /// stand below each stays under it. Typed, a segment of ten bytes may take a kilobyte, so this bounds memory.
    pub set_segment_limit: usize,
    /// Most bytes of one segment outside of a set in a stream, 16 MiB by default. A stream stops with an error when it holds
    /// more than twice the larger of this and `set_limit`.
    pub segment_limit: usize,
    /// Most findings kept in a report; further ones are counted. 10,000 by default.
    pub issue_limit: usize,
    /// Delimiters of a file that begins with ST or GS, without an interchange; `None` (the default) refuses it.
    pub bare: Option<Delimiters>,
}

impl ReadOptions {
    /// Most values (elements, components, repetitions) of one transaction set, empty ones counted; a set of more is
    /// reported and not typed, as one beyond the other limits. Hostile input alone comes near: a megabyte of separators.
    pub const VALUE_LIMIT: usize = 1 << 20;
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            set_limit: 64 << 20,
            set_segment_limit: 100_000,
            segment_limit: 16 << 20,
            issue_limit: Report::LIMIT,
            bare: None,
        }
    }
}

/// What is reused from set to set.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scratch {
    placement: Placement,
    elements: ElementIndex,
}

impl Scratch {
    pub(crate) const fn placement(&self) -> &Placement {
        &self.placement
    }

    /// Where the elements of the latest set lie, if it was typed: in its bytes, or in what they were decoded to.
    pub(crate) const fn elements(&self) -> &ElementIndex {
        &self.elements
    }
}

const SE: Tag = tag(b"SE");

/// A set and its text: the same as its bytes, or decoded from them.
#[derive(Clone, Copy)]
struct Source<'t, 's> {
    set: RawSet<'t, 's>,
    text: &'t str,
    spans: &'s [Span],
    encoding: Encoding,
}

impl<'t> Source<'t, '_> {
    /// The text of a segment, its id included.
    fn segment(&self, index: usize) -> &'t str {
        let span = self.spans.get(index);
        span.and_then(|span| self.text.get(span.start as usize..span.end as usize)).unwrap_or_default()
    }

    /// The elements of a segment.
    fn elements<'r>(&self, index: usize, elements: &'r ElementIndex) -> Parts<'t, 'r> {
        Parts::laid_out(self.text, elements.layout(index), self.set.delimiters())
    }

    fn at(&self, index: usize) -> At {
        At {
            segment: u32::try_from(index + 1).unwrap_or(u32::MAX),
            offset: self.set.spans().get(index).map_or(0, |span| span.start),
        }
    }
}

/// Reads one set: its kind, its placement, its typed loops. Never fails; what is odd goes to the report.
pub(crate) fn read_set<'a>(
    set: &RawSet<'a, '_>,
    gs08: &'a [u8],
    scratch: &mut Scratch,
    report: &mut Report,
) -> Transaction<'a> {
    match encoding(set) {
        Encoding::Latin1 => {
            report.push(Issue::new(IssueCode::NotUtf8, set.location(0)));
            let (text, spans) = decode_latin1(set);
            let source = Source { set: *set, text: &text, spans: &spans, encoding: Encoding::Latin1 };
            read_source(&source, gs08, scratch, report).into_owned()
        }
        encoding => {
            let text = std::str::from_utf8(set.text()).unwrap_or_default();
            read_source(&Source { set: *set, text, spans: set.spans(), encoding }, gs08, scratch, report)
        }
    }
}

/// How the characters of a set stand in its bytes. Delimiters and white space between segments do not count.
fn encoding(set: &RawSet<'_, '_>) -> Encoding {
    let is_plain = |byte: &u8| (b' '..=b'~').contains(byte) || set.delimiters().contains(*byte);
    if is_printable(set.text()) || (0..set.len()).all(|index| set.bytes(index).iter().all(is_plain)) {
        return Encoding::Ascii;
    }
    if std::str::from_utf8(set.text()).is_ok() { Encoding::Utf8 } else { Encoding::Latin1 }
}

/// The text of a set, one character a byte, and where its segments lie in it.
fn decode_latin1(set: &RawSet<'_, '_>) -> (String, Vec<Span>) {
    let mut text = String::with_capacity(set.text().len() + set.text().len() / 8);
    let mut spans = Vec::with_capacity(set.len());
    let small = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    for index in 0..set.len() {
        let start = small(text.len());
        text.extend(set.bytes(index).iter().copied().map(char::from));
        spans.push(Span { start, end: small(text.len()) });
        text.push(char::from(set.delimiters().segment()));
    }
    (text, spans)
}

fn read_source<'t>(
    source: &Source<'t, '_>,
    gs08: &'t [u8],
    scratch: &mut Scratch,
    report: &mut Report,
) -> Transaction<'t> {
    let Recognised { kind, guide, oddities } = recognise(&source.set, gs08);
    for (code, index, element) in oddities.into_iter().flatten() {
        let at = Location { element, ..source.set.location(index) };
        report.push(match code {
            // The one segment without which the kind of a set cannot be told; the standard wants it, too.
            IssueCode::RequiredSegmentMissing => {
                Issue { snip: 1, ..Issue::new(code, Location { segment_id: Some("BHT"), length: 0, ..at }) }
            }
            _ => Issue::new(code, at),
        });
    }
    let crowded = source.set.has_more_values_than(ReadOptions::VALUE_LIMIT);
    if crowded {
        report.push(Issue::new(IssueCode::SetTooLarge, source.set.location(0)));
    }
    let kind = if crowded { Kind::Other } else { kind };
    let guide = Text::from(std::str::from_utf8(guide).unwrap_or_default());
    // Of a set that is not typed, the elements of SE alone are wanted.
    let is_typed = matches!(kind, Kind::Request | Kind::Response | Kind::ImplementationAcknowledgment);
    let last = source.set.len().saturating_sub(1);
    let from = if is_typed { 0 } else { last };
    let spans = source.spans.get(from..).unwrap_or_default();
    scratch.elements.fill(source.text.as_bytes(), spans, source.set.delimiters());
    let trailer = read_trailer(source, scratch.elements.layout(last - from), report);
    let end = source.set.len() - usize::from(!matches!(trailer, Trailer::Missing));
    let content = match kind {
        Kind::Request => {
            let mut request = Box::<Request<'t>>::default();
            read_loops(source, end, Guide::request(), request.as_mut(), scratch, report);
            Content::Request(request)
        }
        Kind::Response => {
            let mut response = Box::<Response<'t>>::default();
            read_loops(source, end, Guide::response(), response.as_mut(), scratch, report);
            Content::Response(response)
        }
        Kind::ImplementationAcknowledgment => {
            let mut acknowledgment = Box::<ImplementationAcknowledgment<'t>>::default();
            read_loops(source, end, Guide::acknowledgment(), acknowledgment.as_mut(), scratch, report);
            Content::Acknowledgment(acknowledgment)
        }
        kind => {
            scratch.placement.clear();
            // An empty last segment shows by its terminator alone.
            let last = source.spans.get(end.saturating_sub(1)).copied().unwrap_or(Span { start: 0, end: 0 });
            let text = source.text.get(..last.end as usize).unwrap_or_default();
            let delimiters = source.set.delimiters();
            let text = if last.start == last.end {
                Text::from(format!("{text}{}", char::from(delimiters.segment())))
            } else {
                Text::from(text)
            };
            Content::Raw(kind, RawText::encoded(text, delimiters, source.encoding))
        }
    };
    Transaction { guide, content, trailer, encoding: source.encoding }
}

/// Places the segments before `end` and puts each into its loop.
fn read_loops<'t>(
    source: &Source<'t, '_>,
    end: usize,
    guide: &Guide,
    root: &mut dyn Loop<'t>,
    scratch: &mut Scratch,
    report: &mut Report,
) {
    let Scratch { placement, elements } = scratch;
    placement.place(guide, &source.set.up_to(end), report);
    LoopReader { source, guide, placement, elements, report, index: 0 }.fill(root, 0);
}

/// Puts the placed segments of a set into their loops, one after the other.
struct LoopReader<'r, 't, 's> {
    source: &'r Source<'t, 's>,
    guide: &'r Guide,
    placement: &'r Placement,
    elements: &'r ElementIndex,
    report: &'r mut Report,
    /// The next segment.
    index: usize,
}

impl<'t> LoopReader<'_, 't, '_> {
    /// Puts segments into a loop and those below it until one comes that stands elsewhere. Goes no deeper than loops
    /// stand in each other in the guide.
    fn fill(&mut self, target: &mut dyn Loop<'t>, instance: u32) {
        while let Some(placed) = self.placement.placed().get(self.index) {
            if placed.instance == instance {
                self.segment(target);
                self.index += 1;
                continue;
            }
            let Some((child, below)) = self.towards(instance, placed.instance) else { return };
            match target.child(child.slot, child.number as usize, self.children(child)) {
                Some(inner) => self.fill(inner, below),
                None => {
                    self.keep(target); // a loop that the guide has and the type has not
                    self.index += 1;
                }
            }
        }
    }

    /// The loop right below an instance in which another one stands, or which it is.
    fn towards(&self, instance: u32, mut inner: u32) -> Option<(&Instance, u32)> {
        loop {
            let of = self.placement.instances().get(inner as usize)?;
            if of.parent == inner {
                return None;
            }
            if of.parent == instance {
                return Some((of, inner));
            }
            inner = of.parent;
        }
    }

    /// How many loops of the kind of a loop there are in its parent.
    fn children(&self, child: &Instance) -> usize {
        self.placement.instances().get(child.parent as usize).map_or(0, |parent| parent.children(child.slot))
    }

    /// Puts the next segment into its loop: typed where it has a row, else as text.
    fn segment(&mut self, target: &mut dyn Loop<'t>) {
        let Self { source, guide, placement, elements, index, .. } = *self;
        let row = placement.placed().get(index).and_then(|placed| guide.rows.get(placed.row()?));
        let put =
            row.map_or(Put::NoRoom, |row| target.put(row.slot, &source.elements(index, elements), source.at(index)));
        match put {
            Put::Stored([]) => {}
            Put::Stored(kept) => {
                let at = placement.location(guide, &source.set, index);
                for part in kept.iter().filter(|part| !part.text.is_empty()) {
                    let small = |number: u32| u16::try_from(number).unwrap_or(u16::MAX);
                    let (element, component) = (small(part.element), small(part.component));
                    let repetition = if part.repetition > 1 { small(part.repetition) } else { 0 };
                    self.report.push(Issue::new(IssueCode::NotHeld, Location { element, repetition, component, ..at }));
                }
            }
            Put::NoRoom => self.keep(target),
        }
    }

    /// Puts the next segment into a loop as text.
    fn keep(&self, target: &mut dyn Loop<'t>) {
        let Self { source, index, .. } = *self;
        let text = Text::from(source.segment(index));
        let raw = RawText::encoded(text, source.set.delimiters(), source.encoding);
        target.keep(Unplaced { after: u32::try_from(index).unwrap_or(u32::MAX), raw, open: false });
    }
}

/// SE: whether it is there, and whether its count and number are right.
fn read_trailer<'t>(source: &Source<'t, '_>, elements: Layout<'_>, report: &mut Report) -> Trailer<Se<'t>> {
    let set = &source.set;
    let last = set.len().saturating_sub(1);
    if last == 0 || set.tag(last) != SE {
        let at = Location { segment_id: Some("SE"), length: 0, ..set.location(set.len()) };
        report.push(Issue::new(IssueCode::SetTrailerMissing, at));
        return Trailer::Missing;
    }
    let se = Se::read(&Parts::laid_out(source.text, elements, set.delimiters()), source.at(last));
    // As SE02: of the text that is typed, whatever the bytes were.
    let number = RawSegment::new(source.segment(0).as_bytes(), 1, 0, set.delimiters()).element(2);
    let check = ControlCheck {
        count: se.segment_count.as_deref().unwrap_or_default(),
        counted: set.spans().iter().filter(|span| span.start < span.end).count(),
        number: se.control_number.as_deref().unwrap_or_default().as_bytes(),
        expected: number,
    };
    let codes = (IssueCode::SegmentCountWrong, IssueCode::SetControlNumber, IssueCode::SetControlZeros);
    check.report(codes, set.location(last), report);
    if check.is_exact() && se.as_sent.is_empty() { Trailer::Computed } else { Trailer::Read(Box::new(se)) }
}

/// What a trailer says against what is true.
pub(super) struct ControlCheck<'c> {
    pub(super) count: &'c str,
    pub(super) counted: usize,
    /// Bytes, for numbers that are no text differ too.
    pub(super) number: &'c [u8],
    pub(super) expected: &'c [u8],
}

impl ControlCheck<'_> {
    /// Whether writing it anew gives the same text.
    pub(super) fn is_exact(&self) -> bool {
        let counted = u32::try_from(self.counted).unwrap_or(u32::MAX);
        self.count == Digits::default().of(counted) && self.number == self.expected
    }

    /// Reports a wrong count, a wrong number, and a number that differs in leading zeros only.
    pub(super) fn report(&self, codes: (IssueCode, IssueCode, IssueCode), at: Location, report: &mut Report) {
        let (count_wrong, number_wrong, zeros_differ) = codes;
        if self.count.trim().parse() != Ok(self.counted) {
            report.push(Issue::new(count_wrong, Location { element: 1, ..at }));
        }
        if self.number.trim_ascii() != self.expected.trim_ascii() {
            let same = is_same_number(self.number, self.expected);
            let code = if same { zeros_differ } else { number_wrong };
            report.push(Issue::new(code, Location { element: 2, ..at }));
        }
    }
}
