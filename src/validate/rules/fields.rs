//! The elements of one segment.

use crate::syntax::Layout;
use crate::validate::context::SetContext;

/// The most elements that a segment of the 278 has, and some more.
const MOST: u16 = 24;

/// The elements of a segment, as checks of rules look at them.
#[derive(Clone, Copy)]
pub(super) struct Fields<'s> {
    /// Index of the segment in its set.
    pub(super) segment: usize,
    /// The loop that it stands in.
    pub(super) instance: u32,
    set: &'s [u8],
    layout: Layout<'s>,
    separator: u8,
}

impl<'s> Fields<'s> {
    pub(super) fn new(ctx: &SetContext<'s>, segment: usize) -> Self {
        let instance = ctx.placement.placed().get(segment).map_or(0, |placed| placed.instance);
        let (set, layout) = (ctx.set.text(), ctx.elements.layout(segment));
        Self { segment, instance, set, layout, separator: ctx.set.delimiters().component() }
    }

    /// An element, without blanks around it; empty when there is none.
    pub(super) fn element(&self, number: u16) -> &'s [u8] {
        let range = self.layout.range(usize::from(number).wrapping_sub(1));
        range.and_then(|range| self.set.get(range)).unwrap_or_default().trim_ascii()
    }

    /// A component of an element; empty when there is none.
    pub(super) fn component(&self, element: u16, component: u16) -> &'s [u8] {
        let separator = self.separator;
        let mut components = self.element(element).split(move |&byte| byte == separator);
        components.nth(usize::from(component).wrapping_sub(1)).unwrap_or_default().trim_ascii()
    }

    /// Whether an element is one value.
    pub(super) fn is(&self, element: u16, value: &str) -> bool {
        self.element(element) == value.as_bytes()
    }

    /// Whether an element is one of some values.
    pub(super) fn is_any(&self, element: u16, values: &[&str]) -> bool {
        values.iter().any(|value| self.is(element, value))
    }

    /// Whether an element holds more than separators.
    pub(super) fn has(&self, element: u16) -> bool {
        self.element(element).iter().any(|byte| *byte != self.separator)
    }

    /// Whether a component is filled.
    pub(super) fn has_component(&self, element: u16, component: u16) -> bool {
        !self.component(element, component).is_empty()
    }

    /// Whether the segment has any element.
    pub(super) fn has_any(&self) -> bool {
        (1..MOST).any(|number| self.has(number))
    }
}

/// Places that are empty though a later one is filled.
pub(super) fn skipped(first: u16, last: u16, is_filled: impl Fn(u16) -> bool) -> impl Iterator<Item = u16> {
    let end = (first..=last).rev().find(|place| is_filled(*place)).unwrap_or(first);
    (first..end).filter(move |place| !is_filled(*place))
}

/// Places whose value stands in an earlier place already.
pub(super) fn repeated<'s>(first: u16, last: u16, value: impl Fn(u16) -> &'s [u8]) -> impl Iterator<Item = u16> {
    (first..=last).filter(move |&place| {
        let own = value(place);
        !own.is_empty() && (first..place).any(|earlier| value(earlier) == own)
    })
}
