//! In which order the segments of a typed set stood.
//!
//! A typed set is written in the order of the guide. When the file had another one, `order` says for each typed
//! segment, in the order of the guide, which number it had. Where it is left out, the numbers are those that one gets
//! by counting from 1, past the numbers of the unplaced segments.

use crate::shape::{Loop, Visit, VisitMut};

/// The numbers of the typed segments; `None` when counting gives them, or when no segment has one.
pub(super) fn order_of(root: &dyn Loop<'_>) -> Option<Vec<u32>> {
    let mut counter = Counter::of(root);
    let (mut counted, mut made) = (true, counter.taken.is_empty());
    root.visit(&mut |visit| {
        if let Visit::Segment(segment) = visit {
            let number = segment.at().segment;
            counted &= number == counter.next();
            made &= number == 0;
        }
    });
    if counted || made {
        return None;
    }
    let mut order = Vec::new();
    root.visit(&mut |visit| {
        if let Visit::Segment(segment) = visit {
            order.push(segment.at().segment);
        }
    });
    Some(order)
}

/// Gives the typed segments their numbers; false when there are more or fewer numbers than segments.
pub(super) fn set_order(root: &mut dyn Loop<'_>, order: Option<&[u32]>) -> bool {
    let mut counter = Counter::of(root);
    let mut given = order.map(<[u32]>::iter);
    let mut enough = true;
    root.visit_mut(&mut |visit| {
        if let VisitMut::Segment(segment) = visit {
            let number = match &mut given {
                Some(numbers) => numbers.next().copied(),
                None => Some(counter.next()),
            };
            enough &= number.is_some();
            let at = segment.at();
            segment.set_at(crate::shape::At { segment: number.unwrap_or_default(), ..at });
        }
    });
    enough && given.is_none_or(|mut rest| rest.next().is_none())
}

/// Counts the segments of a set from 1, past those that are unplaced.
struct Counter {
    latest: u32,
    /// The numbers of the unplaced segments that are not passed yet, the lowest last.
    taken: Vec<u32>,
}

impl Counter {
    fn of(root: &dyn Loop<'_>) -> Self {
        let mut taken = Vec::new();
        root.visit(&mut |visit| {
            if let Visit::Unplaced(unplaced) = visit {
                taken.push(unplaced.after.saturating_add(1));
            }
        });
        taken.sort_unstable_by(|one, other| other.cmp(one));
        Self { latest: 0, taken }
    }

    fn next(&mut self) -> u32 {
        self.latest = self.latest.saturating_add(1);
        while self.taken.last().is_some_and(|number| *number <= self.latest) {
            if self.taken.pop() == Some(self.latest) {
                self.latest = self.latest.saturating_add(1);
            }
        }
        self.latest
    }
}
