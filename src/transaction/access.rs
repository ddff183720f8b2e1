//! Short ways through the levels of a set.

use super::{request, response};

/// Ways through the levels of one direction.
macro_rules! access {
    ($module:ident, $root:ident) => {
        impl<'a> $module::$root<'a> {
            /// The levels of the requester (2000B), in order.
            pub fn requesters(&self) -> impl Iterator<Item = &$module::Requester<'a>> {
                self.utilization_management_organizations.iter().flat_map(|umo| &umo.requesters)
            }

            /// The levels of the subscriber (2000C), in order.
            pub fn subscribers(&self) -> impl Iterator<Item = &$module::Subscriber<'a>> {
                self.requesters().flat_map(|requester| &requester.subscribers)
            }

            /// The levels of the dependent (2000D), in order.
            pub fn dependents(&self) -> impl Iterator<Item = &$module::Dependent<'a>> {
                self.subscribers().flat_map(|subscriber| &subscriber.dependents)
            }

            /// The patient events (2000E), those below a dependent too, in order of their subscribers.
            pub fn events(&self) -> impl Iterator<Item = &$module::PatientEvent<'a>> {
                self.subscribers().flat_map(|subscriber| {
                    let of_dependents = subscriber.dependents.iter().flat_map(|dependent| &dependent.events);
                    of_dependents.chain(&subscriber.events)
                })
            }

            /// The services (2000F) of all events.
            pub fn services(&self) -> impl Iterator<Item = &$module::Service<'a>> {
                self.events().flat_map(|event| &event.services)
            }
        }
    };
}

access!(request, Request);
access!(response, Response);
