//! Which utilization management organization (UMO) a set is for.

use crate::element::Text;
use crate::syntax::RawSegment;
use crate::transaction::SetBuffer;

/// The UMO that a set names in loop 2010A.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Umo {
    /// NM108: what kind of number it is, such as `PI`.
    pub qualifier: Text<'static>,
    /// NM109: the number.
    pub id: Text<'static>,
}

/// The NM101 that names a UMO (loop 2010A).
const ROLES: [&[u8]; 4] = [b"X3", b"PR", b"2B", b"36"];
/// Most characters of NM109.
const LONGEST: usize = 80;

impl Umo {
    /// Reads the UMO out of a raw set, without typing it.
    ///
    /// `None` when the set does not say, or says two things: no NM1 of a UMO with a number below the one HL of level 20,
    /// two of them that differ, a number that is too long or not printable. Nothing is guessed.
    #[must_use]
    pub fn of(set: &SetBuffer) -> Option<Self> {
        let mut found: Option<Self> = None;
        let mut levels = 0;
        let mut inside = false;
        for segment in set.raw().segments() {
            match segment.id() {
                b"HL" => {
                    inside = segment.element(3) == b"20";
                    levels += usize::from(inside);
                }
                b"NM1" if inside && ROLES.contains(&segment.element(1)) => {
                    let umo = Self::of_name(&segment)?;
                    if found.as_ref().is_some_and(|other| *other != umo) {
                        return None;
                    }
                    found = Some(umo);
                }
                _ => {}
            }
        }
        found.filter(|_| levels == 1)
    }

    fn of_name(segment: &RawSegment<'_>) -> Option<Self> {
        let element = |number| {
            let bytes = segment.element(number).trim_ascii();
            let printable = bytes.iter().all(|byte| matches!(byte, b' '..=b'~'));
            std::str::from_utf8(bytes).ok().filter(|text| printable && !text.is_empty() && text.len() <= LONGEST)
        };
        Some(Self { qualifier: element(8)?.to_owned().into(), id: element(9)?.to_owned().into() })
    }

    /// A name for a folder or a queue: qualifier and number, every other character than a letter or a digit as `_` and two
    /// hexadecimal digits. Different organizations have different names, and none can leave its folder; not to be relied
    /// on where letter case is ignored.
    #[must_use]
    pub fn folder_name(&self) -> String {
        let mut name = String::new();
        for (index, part) in [&self.qualifier, &self.id].into_iter().enumerate() {
            if index > 0 {
                name.push('-');
            }
            for byte in part.bytes() {
                if byte.is_ascii_alphanumeric() {
                    name.push(char::from(byte));
                } else {
                    name.push_str(&format!("_{byte:02X}"));
                }
            }
        }
        name
    }
}
