//! The numbers of the levels of a request.

use crate::code::{HierarchicalChild, HierarchicalLevel};
use crate::element::Text;
use crate::segment::Hl;
use crate::transaction::Request;

/// Numbers the levels of a request anew, in the order in which they are written: HL01 from 1, HL02 the level above,
/// HL03 what the level is, HL04 whether another hangs below. For requests that a program built or edited.
///
/// ```
/// use x12_278::{Document, infusion::renumber};
/// let file = std::fs::read("examples/data/infusion_request_dependent.edi").unwrap();
/// let read = Document::read(&file).unwrap();
/// let mut request = read.document.transactions().next().unwrap().request().unwrap().clone();
/// let untouched = request.clone();
/// renumber(&mut request);
/// assert_eq!(request, untouched);
/// ```
pub fn renumber(request: &mut Request<'_>) {
    use HierarchicalLevel as L;
    let mut next = Numbers(0);
    for organization in &mut request.utilization_management_organizations {
        let number = next.set(&mut organization.hierarchy, None, L::INFORMATION_SOURCE, organization.requesters.len());
        for requester in &mut organization.requesters {
            let below = requester.subscribers.len();
            let number = next.set(&mut requester.hierarchy, Some(number), L::INFORMATION_RECEIVER, below);
            for subscriber in &mut requester.subscribers {
                let below = subscriber.dependents.len() + subscriber.events.len();
                let number = next.set(&mut subscriber.hierarchy, Some(number), L::SUBSCRIBER, below);
                for dependent in &mut subscriber.dependents {
                    let number = next.set(&mut dependent.hierarchy, Some(number), L::DEPENDENT, dependent.events.len());
                    dependent.events.iter_mut().for_each(|event| next.event(event, number));
                }
                subscriber.events.iter_mut().for_each(|event| next.event(event, number));
            }
        }
    }
}

struct Numbers(u32);

impl Numbers {
    fn event(&mut self, event: &mut crate::transaction::request::PatientEvent<'_>, above: u32) {
        let number =
            self.set(&mut event.hierarchy, Some(above), HierarchicalLevel::PATIENT_EVENT, event.services.len());
        for service in &mut event.services {
            self.set(&mut service.hierarchy, Some(number), HierarchicalLevel::SERVICE, 0);
        }
    }

    fn set(&mut self, level: &mut Option<Hl<'_>>, above: Option<u32>, kind: HierarchicalLevel, below: usize) -> u32 {
        self.0 += 1;
        let level = level.get_or_insert_default();
        level.id = Some(Text::from(self.0.to_string()));
        level.parent = above.map(|above| above.to_string().into());
        level.level = Some(kind);
        level.child = Some(match below {
            0 => HierarchicalChild::NO_LOWER_LEVEL_FOLLOWS,
            _ => HierarchicalChild::LOWER_LEVEL_FOLLOWS,
        });
        self.0
    }
}
