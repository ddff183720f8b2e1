//! Makes the bytes of valid transaction sets at random, out of the tables of the guide.
//!
//! The tables say which loops, segments and elements there are, how often, how long and with which codes. What only
//! holds between several of them (a date beside its qualifier, an admission and its dates, HL numbers, counts) is
//! decided beforehand in a [`Scenario`](scenario::Scenario) and settled afterwards in [`repair`]. The sets are meant to
//! be clean under every rule of the guide, those that only warn included. The same seed gives the same bytes.

#![allow(dead_code, unreachable_pub, missing_docs, reason = "each test uses a part")]

#[path = "generate/build.rs"]
mod build;
#[path = "generate/clinical.rs"]
mod clinical;
#[path = "generate/model.rs"]
pub mod model;
#[path = "generate/random.rs"]
pub mod random;
#[path = "generate/repair.rs"]
mod repair;
#[path = "generate/scenario.rs"]
mod scenario;
#[path = "generate/values.rs"]
mod values;

use model::Set;
use random::Random;
use x12_278::guide::Guide;
use x12_278::syntax::Delimiters;

/// Which of the two guides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Direction {
    #[default]
    Request,
    Response,
}

impl Direction {
    pub const BOTH: [Self; 2] = [Self::Request, Self::Response];

    pub fn guide(self) -> &'static Guide {
        match self {
            Self::Request => Guide::request(),
            Self::Response => Guide::response(),
        }
    }
}

/// How much of what is optional is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Fill {
    /// Only what must be.
    Required,
    /// About a third.
    #[default]
    Random,
    /// All that may stand together, as often as it may.
    Maximal,
}

/// A row, or an element of it, that every set must carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Index in [`Guide::rows`].
    pub row: usize,
    /// Index in [`SegmentRow::elements`](x12_278::guide::SegmentRow::elements).
    pub element: Option<usize>,
}

/// What to make.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    pub direction: Direction,
    pub fill: Fill,
    pub wish: Option<Wish>,
    /// How many sets [`interchange`] makes.
    pub sets: usize,
    pub delimiters: Delimiters,
    /// What stands behind each terminator.
    pub line_end: &'static str,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            direction: Direction::Request,
            fill: Fill::Random,
            wish: None,
            sets: 1,
            delimiters: Delimiters::STANDARD,
            line_end: "",
        }
    }
}

/// A valid set, as a tree of loops.
pub fn set(seed: u64, options: &Options) -> Set {
    build::Builder::new(seed, options).set()
}

/// A valid interchange: one group of sets.
pub fn interchange(seed: u64, options: &Options) -> Vec<u8> {
    let sets: Vec<Set> = (0..options.sets as u64).map(|n| set(seed.wrapping_mul(1009) + n, options)).collect();
    interchange_of(seed, &sets, options.delimiters, options.line_end)
}

/// A valid interchange around sets.
pub fn interchange_of(seed: u64, sets: &[Set], delimiters: Delimiters, line_end: &str) -> Vec<u8> {
    let mut random = Random::new(seed ^ 0x15A);
    let control = random.below(999_999_999) + 1;
    let group = random.below(99_999) + 1;
    let e = char::from(delimiters.element());
    let end = format!("{}{line_end}", char::from(delimiters.segment()));
    let repetition = delimiters.repetition().map_or('U', char::from);
    let component = char::from(delimiters.component());
    let (sender, receiver) = (format!("SENDER{}", random.below(900)), format!("RECEIVER{}", random.below(900)));
    let isa = [
        "ISA".to_owned(),
        "00".to_owned(),
        " ".repeat(10),
        "00".to_owned(),
        " ".repeat(10),
        "ZZ".to_owned(),
        format!("{sender:<15}"),
        "ZZ".to_owned(),
        format!("{receiver:<15}"),
        "260105".to_owned(),
        "0930".to_owned(),
        repetition.to_string(),
        "00501".to_owned(),
        format!("{control:09}"),
        "0".to_owned(),
        "T".to_owned(),
        component.to_string(),
    ];
    let mut text = isa.join(&e.to_string()) + &end;
    text += &["GS", "HI", &sender, &receiver, "20260105", "0930", &group.to_string(), "X", "005010X217"]
        .join(&e.to_string());
    text += &end;
    for (number, set) in (1..).zip(sets) {
        text += &set.write(&format!("{number:04}"), delimiters, line_end);
    }
    text += &format!("GE{e}{}{e}{group}{end}IEA{e}1{e}{control:09}{end}", sets.len());
    text.into_bytes()
}
