//! Where a typed segment stood.

/// Where a segment stood in the set that was read. Zero for a segment made by a program.
///
/// It keeps the order of the file when writing. Equality ignores it: two segments are equal when their values are.
#[derive(Clone, Copy, Debug, Default)]
pub struct At {
    /// Segment number in its set, ST = 1; 0 for a segment that was not read.
    pub segment: u32,
    /// Offset of its first byte from the first byte of the set.
    pub offset: u32,
}

impl PartialEq for At {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for At {}
