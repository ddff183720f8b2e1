//! One fault in a clean set: an element or a segment that the guide does not use, one that is missing or too many, a code
//! of X12 that the guide does not have, a wrong order, a broken condition.

use super::{Random, Segment, Set};

/// A clean set with the loop of each segment: the letter of its level, and NM101 of its name.
struct Clean<'s, 'r> {
    segments: &'s mut Vec<Segment>,
    loops: Vec<String>,
    is_response: bool,
    random: &'r mut Random,
}

/// Changes the segments, or says that the set has no place for it.
type Fault = fn(&mut Clean<'_, '_>) -> Option<()>;

const FAULTS: [Fault; 19] = [
    |set| set.remove("UM", "E"),
    |set| set.put("UM", "E", 2, ""),
    |set| set.put("UM", "F", 1, "AR"),
    |set| set.put("REF", "C/IL", 3, "GROUP"),
    |set| set.put("PWK", "E", 1, "OZ"),
    |set| set.put("NM1", "B/1P", 6, "DR"),
    |set| set.put("INS", "D/QC", 2, "53"),
    |set| set.put("HCR", "F", 1, "A2"),
    |set| set.request()?.put("SV1", "F", 7, "12"),
    |set| set.request()?.remove("NM1", "A/X3"),
    |set| set.request()?.insert_behind("SV1", "F", &["SV2", "0420"]),
    |set| set.request()?.insert_behind("UM", "E", &["HCR", "A1", "AUTH0000001"]),
    |set| set.response()?.insert_behind("HSD", "E", &["CRC", "75", "Y", "AL"]),
    |set| set.insert_behind("UM", "E", &["DTP", "472", "D8", "20250101"]),
    |set| set.twice("HSD", "E"),
    |set| set.twice("N3", "C/IL"),
    |set| {
        let name = set.find("NM1", "B/1P").or_else(|| set.find("NM1", "B/FA"))?;
        set.segments.insert(name + 2, segment(&["N2", "SECOND NAME LINE"]));
        Some(())
    },
    |set| {
        let principal = set.find("HI", "E")?;
        let second = set.segments[principal].get_mut(2)?;
        *second = second.replace("ABF", "ABK").into();
        Some(())
    },
    |set| {
        let set = set.request()?;
        let admission = set.segments.iter().position(|segment| segment[0] == "DTP" && segment[1] == "435")?;
        set.segments.remove(admission);
        Some(())
    },
];

/// Puts one fault into a set and mends its count.
pub(super) fn spoil(set: &mut Set<'_>, is_response: bool, random: &mut Random) {
    let loops = loops(&set.segments);
    let mut clean = Clean { segments: &mut set.segments, loops, is_response, random };
    let order = clean.random.several(&FAULTS, FAULTS.len());
    if !order.iter().any(|fault| fault(&mut clean).is_some()) {
        // A set that stops at the requester has room for little.
        set.segments[1][6] = "RD".into();
    }
    let count = set.segments.len().to_string();
    if let Some(trailer) = set.segments.last_mut() {
        trailer[1] = count.into();
    }
}

fn segment(values: &[&'static str]) -> Segment {
    values.iter().map(|value| (*value).into()).collect()
}

fn loops(segments: &[Segment]) -> Vec<String> {
    let (mut level, mut inside) = ("HEADER", String::from("HEADER"));
    let mut loops = Vec::with_capacity(segments.len());
    for segment in segments {
        match segment[0].as_ref() {
            "HL" => {
                level = match segment[3].as_ref() {
                    "20" => "A",
                    "21" => "B",
                    "22" => "C",
                    "23" => "D",
                    "EV" => "E",
                    _ => "F",
                };
                inside = level.to_owned();
            }
            "NM1" => inside = format!("{level}/{}", segment[1]),
            "SE" => inside = "HEADER".to_owned(),
            _ => {}
        }
        loops.push(inside.clone());
    }
    loops
}

impl Clean<'_, '_> {
    fn request(&mut self) -> Option<&mut Self> {
        if self.is_response { None } else { Some(self) }
    }

    fn response(&mut self) -> Option<&mut Self> {
        if self.is_response { Some(self) } else { None }
    }

    /// The first such segment of the loop.
    fn find(&self, id: &str, inside: &str) -> Option<usize> {
        let mut all = self.segments.iter().zip(&self.loops);
        all.position(|(segment, place)| segment[0] == id && place == inside)
    }

    fn remove(&mut self, id: &str, inside: &str) -> Option<()> {
        let index = self.find(id, inside)?;
        self.segments.remove(index);
        Some(())
    }

    fn put(&mut self, id: &str, inside: &str, element: usize, value: &'static str) -> Option<()> {
        let index = self.find(id, inside)?;
        let segment = &mut self.segments[index];
        if segment.len() <= element {
            segment.resize(element + 1, "".into());
        }
        segment[element] = value.into();
        Some(())
    }

    fn twice(&mut self, id: &str, inside: &str) -> Option<()> {
        let index = self.find(id, inside)?;
        let copy = self.segments[index].clone();
        self.segments.insert(index, copy);
        Some(())
    }

    fn insert_behind(&mut self, id: &str, inside: &str, values: &[&'static str]) -> Option<()> {
        let index = self.find(id, inside)?;
        self.segments.insert(index + 1, segment(values));
        Some(())
    }
}
