//! How a typed value is read from, and written to, the parts of a segment or of a composite.

use super::{AsSent, Date, Extra, Out, Text, Time, Word};
use crate::syntax::{Delimiters, Layout, lay_out, small};

/// A place inside a segment: element, repetition and component, each from 1. Component 0 is a value without components.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Element number.
    pub element: u32,
    /// Repetition number.
    pub repetition: u32,
    /// Component number, or 0.
    pub component: u32,
}

/// The parts of one level: the elements of a segment (first is element 1), or the components of a composite.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'a, 'r> {
    text: &'a str,
    layout: Layout<'r>,
    delimiters: Delimiters,
    composite: Option<Spot>,
}

impl<'a, 'r> Parts<'a, 'r> {
    /// Splits the text of a segment, its id first, into elements; `bounds` is reused.
    pub fn of_segment(text: &'a str, delimiters: Delimiters, bounds: &'r mut Vec<u32>) -> Self {
        Self::laid_out(text, lay_out(text.as_bytes(), delimiters, bounds), delimiters)
    }

    /// The elements of a segment whose layout in a text is known.
    #[inline]
    pub(crate) const fn laid_out(text: &'a str, layout: Layout<'r>, delimiters: Delimiters) -> Self {
        Self { text, layout, delimiters, composite: None }
    }

    /// The text at a position (from 0); empty when there is none.
    #[inline]
    pub fn get(&self, position: usize) -> &'a str {
        self.layout.range(position).and_then(|range| self.text.get(range)).unwrap_or_default()
    }

    /// Whether nothing stands at a position.
    #[inline]
    fn is_empty(&self, position: usize) -> bool {
        self.layout.range(position).is_none_or(|range| range.is_empty())
    }

    /// Whether the text at a position holds component or repetition separators.
    #[inline]
    const fn is_split(&self, position: usize) -> bool {
        self.layout.is_split(position)
    }

    fn spot(&self, position: usize) -> Spot {
        let number = u32::try_from(position + 1).unwrap_or(u32::MAX);
        match self.composite {
            Some(spot) => Spot { component: number, ..spot },
            None => Spot { element: number, repetition: 1, component: 0 },
        }
    }

    /// Reads one value that does not repeat; what it cannot hold goes to `extra`.
    #[inline]
    fn value<E: Element<'a>>(&self, position: usize, extra: &mut Extra<'a>) -> Option<E> {
        let range = self.layout.range(position).filter(|range| !range.is_empty())?;
        if self.is_split(position) {
            return self.split_value(position, extra);
        }
        let text = self.text.get(range).unwrap_or_default();
        let value = E::read(text, self.spot(position), self.delimiters, extra);
        if value.is_none() && !E::COMPOSITE {
            keep(self.spot(position), text, extra);
        }
        value
    }

    #[cold]
    fn split_value<E: Element<'a>>(&self, position: usize, extra: &mut Extra<'a>) -> Option<E> {
        let text = self.get(position);
        let repeats = self.delimiters.repetition().is_some_and(|byte| text.as_bytes().contains(&byte));
        if E::COMPOSITE && !repeats && self.composite.is_none() {
            return E::read(text, self.spot(position), self.delimiters, extra);
        }
        if text.bytes().any(|byte| self.delimiters.contains(byte)) {
            // More than one value where one may be: none is taken for the right one.
            self.keep_split(position, extra);
            return None;
        }
        E::read(text, self.spot(position), self.delimiters, extra).or_else(|| {
            keep(self.spot(position), text, extra);
            None
        })
    }

    /// Keeps the whole text at a position, split into its repetitions and components.
    fn keep_split(&self, position: usize, extra: &mut Extra<'a>) {
        let element = self.spot(position);
        if self.composite.is_some() {
            return keep(element, self.get(position), extra);
        }
        let mut repetitions = split(self.get(position), self.delimiters.repetition()).enumerate().peekable();
        while let Some((r, repetition)) = repetitions.next() {
            let last_repetition = repetitions.peek().is_none();
            let spot = Spot { repetition: number(r), ..element };
            let mut components = split(repetition, Some(self.delimiters.component())).enumerate().peekable();
            let simple = !repetition.as_bytes().contains(&self.delimiters.component());
            while let Some((c, text)) = components.next() {
                if !text.is_empty() || components.peek().is_none() && (last_repetition || !simple) {
                    let component = if simple { 0 } else { number(c) };
                    keep(Spot { component, ..spot }, text, extra);
                }
            }
        }
    }

    /// Keeps every part that stands where no field is; `used` has a bit for each position that a field reads.
    #[inline]
    pub fn keep_unused(&self, used: u64, extra: &mut Extra<'a>) {
        let count = self.layout.len();
        if count > 64 || count > 0 && u64::MAX >> (64 - count) & !used != 0 {
            self.keep_these(used, extra);
        }
    }

    fn keep_these(&self, used: u64, extra: &mut Extra<'a>) {
        for position in 0..self.layout.len() {
            let read = position < 64 && used >> position & 1 == 1;
            if !read && !self.is_empty(position) {
                self.keep_split(position, extra);
            }
        }
    }
}

/// A number from 1 for an index from 0.
fn number(index: usize) -> u32 {
    u32::try_from(index + 1).unwrap_or(u32::MAX)
}

fn split(text: &str, separator: Option<u8>) -> impl Iterator<Item = &str> {
    text.split(move |character| separator.is_some_and(|separator| character == char::from(separator)))
}

fn keep<'a>(spot: Spot, text: &'a str, extra: &mut Extra<'a>) {
    let Spot { element, repetition, component } = spot;
    extra.push(AsSent { element, repetition, component, text: Text::from(text) });
}

/// Reads the components of one composite value: `read` gets them as [`Parts`]; what lies behind them is kept.
pub fn read_composite<'a, T>(
    text: &'a str,
    spot: Spot,
    delimiters: Delimiters,
    extra: &mut Extra<'a>,
    used: u64,
    read: impl FnOnce(&Parts<'a, '_>, &mut Extra<'a>) -> T,
) -> T {
    const MOST: usize = 16;
    let mut bounds = [Layout::START; MOST + 1];
    let (mut length, mut start) = (0_usize, 0_usize);
    let mut component = |end: usize| {
        if let Some(behind) = bounds.get_mut(length + 1) {
            *behind = small(end);
        } else if end > start {
            keep(Spot { component: number(length), ..spot }, text.get(start..end).unwrap_or_default(), extra);
        }
        length += 1;
        start = end + 1;
        length
    };
    for (position, byte) in text.bytes().enumerate() {
        if byte == delimiters.component() {
            component(position);
        }
    }
    let length = component(text.len());
    if length > 1 && text.as_bytes().last() == Some(&delimiters.component()) {
        keep(Spot { component: number(length - 1), ..spot }, "", extra);
    }
    let bounds = bounds.get(..=length.min(MOST)).unwrap_or_default();
    let parts = Parts { text, layout: Layout { bounds, split: 0 }, delimiters, composite: Some(spot) };
    let value = read(&parts, extra);
    parts.keep_unused(used, extra);
    value
}

/// One wire value: a word, a text, a code, or a composite of such.
pub trait Element<'a>: Sized {
    /// Whether it is a composite, which parts its own components.
    const COMPOSITE: bool = false;

    /// Reads the value of a text that is not empty; `None` when the type cannot hold it. A composite keeps what its
    /// fields cannot hold in `extra` by itself.
    fn read(text: &'a str, spot: Spot, delimiters: Delimiters, extra: &mut Extra<'a>) -> Option<Self>;

    /// Writes the value at a position (from 0).
    fn write(&self, position: usize, out: &mut Out<'_>);
}

/// What a field of a segment or of a composite can be; it takes `WIDTH` positions.
pub trait Slot<'a>: Sized {
    /// How many positions it takes.
    const WIDTH: usize;

    /// Reads it from `position` (from 0) on.
    fn read(parts: &Parts<'a, '_>, position: usize, extra: &mut Extra<'a>) -> Self;

    /// Writes it from `position` on.
    fn write(&self, position: usize, out: &mut Out<'_>);

    /// Whether there is nothing to write.
    fn is_absent(&self) -> bool;
}

impl<'a, E: Element<'a>> Slot<'a> for Option<E> {
    const WIDTH: usize = 1;

    #[inline]
    fn read(parts: &Parts<'a, '_>, position: usize, extra: &mut Extra<'a>) -> Self {
        parts.value(position, extra)
    }

    #[inline]
    fn write(&self, position: usize, out: &mut Out<'_>) {
        if let Some(value) = self {
            value.write(position, out);
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

/// What is big and rare may stand in a box.
impl<'a, S: Slot<'a>> Slot<'a> for Box<S> {
    const WIDTH: usize = S::WIDTH;

    fn read(parts: &Parts<'a, '_>, position: usize, extra: &mut Extra<'a>) -> Self {
        Self::new(S::read(parts, position, extra))
    }

    fn write(&self, position: usize, out: &mut Out<'_>) {
        self.as_ref().write(position, out);
    }

    fn is_absent(&self) -> bool {
        self.as_ref().is_absent()
    }
}

/// Reads every repetition at a position; a gap, or one that the type cannot hold, leaves `None` in its place.
pub(super) fn read_repetitions<'a, E: Element<'a>>(
    parts: &Parts<'a, '_>,
    position: usize,
    extra: &mut Extra<'a>,
) -> Vec<Option<E>> {
    if parts.is_empty(position) {
        return Vec::new();
    }
    if !parts.is_split(position) {
        return parts.value(position, extra).map(|value| vec![Some(value)]).unwrap_or_default();
    }
    let mut values: Vec<Option<E>> = Vec::new();
    let element = parts.spot(position);
    for (index, repetition) in split(parts.get(position), parts.delimiters.repetition()).enumerate() {
        let spot = Spot { repetition: number(index), ..element };
        let bounds = [Layout::START, small(repetition.len())];
        let layout = Layout { bounds: &bounds, split: 1 };
        let one = Parts::laid_out(repetition, layout, parts.delimiters);
        let mut own = Extra::default();
        let value = one.value::<E>(0, &mut own);
        for part in own.parts() {
            extra.push(AsSent { element: spot.element, repetition: spot.repetition, ..part.clone() });
        }
        values.push(value);
    }
    if values.last().is_some_and(Option::is_none) {
        let last = number(values.len() - 1);
        if extra.parts().iter().all(|part| (part.element, part.repetition) < (element.element, last)) {
            keep(Spot { repetition: last, ..element }, "", extra);
        }
        while values.last().is_some_and(Option::is_none) {
            values.pop();
        }
    }
    values
}

/// Values that are one word or one text.
macro_rules! simple_element {
    ($($type:ty: $read:expr, $write:expr;)*) => {$(
        impl<'a> Element<'a> for $type {
            #[inline]
            fn read(text: &'a str, _: Spot, _: Delimiters, _: &mut Extra<'a>) -> Option<Self> {
                $read(text)
            }
            #[inline]
            fn write(&self, position: usize, out: &mut Out<'_>) {
                $write(self, position, out);
            }
        }
    )*};
}

simple_element! {
    Word: Self::read, |word: &Word, position, out: &mut Out<'_>| out.word(position, *word);
    Date: Self::read, |date: &Date, position, out: &mut Out<'_>| out.word(position, date.word());
    Time: Self::read, |time: &Time, position, out: &mut Out<'_>| out.word(position, time.word());
    Text<'a>: |text: &'a str| Some(Text::from(text)), |text: &Text<'_>, position, out: &mut Out<'_>| out.value(position, text);
}
