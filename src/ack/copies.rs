//! What a 999 may copy out of the file that it answers. It is patient data, so it is copied on request alone.

use super::echo::Echo;
use crate::element::{Repeats, Text};
use crate::report::Location;
use crate::segment::{ContextIdentification, Ctx};
use crate::syntax::{Delimiters, RawSegment, segments};

/// Which values of the received file a 999 copies.
#[derive(Clone, Copy)]
pub struct Copies<'i> {
    /// The file that was validated, whole.
    pub input: &'i [u8],
    /// Copy each element in error (IK404), cut to 99 characters.
    pub elements: bool,
    /// Name the event that an error is in by its trace number (CTX with TRN02), cut to 35 characters.
    pub business_unit: bool,
}

impl std::fmt::Debug for Copies<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { input, elements, business_unit } = self;
        write!(f, "Copies({} bytes, elements: {elements}, business unit: {business_unit})", input.len())
    }
}

impl<'i> Copies<'i> {
    /// The value that a finding is about.
    pub(super) fn element(&self, at: &Location, delimiters: Delimiters) -> Option<Text<'static>> {
        let start = usize::try_from(at.offset).ok()?;
        let end = start.checked_add(usize::try_from(at.length).ok()?)?;
        let bytes = self.input.get(start..end).filter(|_| self.elements)?;
        let segment = RawSegment::new(bytes, 0, 0, delimiters);
        let mut value = segment.element(usize::from(at.element));
        if let Some(repetition) = delimiters.repetition().filter(|_| at.repetition > 0) {
            value = value.split(|&byte| byte == repetition).nth(usize::from(at.repetition) - 1)?;
        }
        if at.component > 0 {
            let component = delimiters.component();
            value = value.split(|&byte| byte == component).nth(usize::from(at.component) - 1)?;
        }
        Echo { delimiters }.cut(value, 99)
    }

    /// The trace numbers of the events of a set that begins at an offset.
    pub(super) fn traces(&self, offset: u64, delimiters: Delimiters) -> Traces<'i> {
        let mut traces = Traces { levels: Vec::new() };
        let start = usize::try_from(offset).unwrap_or(usize::MAX);
        let Some(bytes) = self.input.get(start..).filter(|_| self.business_unit) else { return traces };
        for segment in segments(bytes, delimiters) {
            match segment.id() {
                b"HL" if segment.element(3) != b"SS" => {
                    traces.levels.push((segment.number(), segment.element(3) == b"EV", None));
                }
                b"TRN" => {
                    if let Some((_, true, trace @ None)) = traces.levels.last_mut() {
                        *trace = Some(segment.element(2));
                    }
                }
                b"SE" | b"GE" | b"IEA" => break,
                _ => {}
            }
        }
        traces
    }
}

/// The levels of a set that are no services: first segment, whether it is an event, its first trace number.
pub(super) struct Traces<'i> {
    levels: Vec<(u32, bool, Option<&'i [u8]>)>,
}

impl Traces<'_> {
    /// The business unit of a segment: the trace number of the event that it stands in.
    pub(super) fn business_unit(&self, segment: u32, delimiters: Delimiters) -> Option<Ctx<'static>> {
        let level = self.levels.partition_point(|(first, ..)| *first <= segment).checked_sub(1)?;
        let (_, _, trace) = self.levels.get(level)?;
        let reference = Echo { delimiters }.cut(trace.as_ref()?, 35)?;
        let context = ContextIdentification { name: Some("TRN02".into()), reference: Some(reference) };
        Some(Ctx { context: Repeats::from_iter([context]), ..Ctx::default() })
    }
}
