//! Where in a file a finding stands.

use std::fmt;

/// The place of a finding: cheap to copy, free of data values.
///
/// Numbers count from 1; 0 and `None` mean "not applicable". Segments count from ST = 1 inside a transaction set (as
/// IK302 does) and from ISA = 1 outside of one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Location {
    /// Which interchange of the input.
    pub interchange: u32,
    /// Which functional group of the interchange.
    pub group: u32,
    /// Which transaction set of the group.
    pub set: u32,
    /// Segment number. For a missing segment, where it should have stood.
    pub segment: u32,
    /// Segment id; `None` when it is not one that X12 has.
    pub segment_id: Option<&'static str>,
    /// Loop id of the guide, such as `2000E`.
    pub loop_id: Option<&'static str>,
    /// Which loop of that id in the set.
    pub loop_number: u32,
    /// Element number; here and below 65,535 stands for that number and for any beyond.
    pub element: u16,
    /// Repetition of the element; 0 when the finding is about the element as a whole.
    pub repetition: u16,
    /// Component number; 0 when the element is simple, or the finding is about all of it.
    pub component: u16,
    /// Offset of the segment's first byte in the input.
    pub offset: u64,
    /// How many bytes the segment has, without its terminator.
    pub length: u32,
}

impl Location {
    /// The loop with its number, such as `2000E[1]`; empty when the finding is in no loop.
    #[must_use]
    pub fn path(&self) -> String {
        self.loop_id.map(|id| format!("{id}[{}]", self.loop_number)).unwrap_or_default()
    }

    /// The designator of what the finding is about: `UM02`, `HI01-2`, `UM`; `a segment` when the id is unknown,
    /// `the input` when it is about no segment.
    #[must_use]
    pub fn designator(&self) -> String {
        match (self.segment_id, self.element, self.component) {
            (Some(id), 0, _) => id.to_owned(),
            (Some(id), element, 0) => format!("{id}{element:02}"),
            (Some(id), element, component) => format!("{id}{element:02}-{component}"),
            (None, 0, _) if self.segment == 0 => "the input".to_owned(),
            (None, 0, _) => "a segment".to_owned(),
            (None, element, _) => format!("element {element} of a segment"),
        }
    }
}

/// `UM02 in 2000E[1]`.
impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.designator())?;
        if self.loop_id.is_some_and(|id| id != "HEADER") { write!(f, " in {}", self.path()) } else { Ok(()) }
    }
}
