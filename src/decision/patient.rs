//! The patient that a request or an answer is about.

use super::record::{OwnedText, own, record};
use crate::profile::time::Day;
use crate::segment::{Dmg, Nm1};

record! {
    /// The patient, as the response names them.
    pub struct Patient {
        /// First, middle and last name.
        pub name: Option<OwnedText>,
        /// The member number: the patient's own, or the subscriber's.
        pub member_id: Option<OwnedText>,
        /// The birth date.
        pub birth_date: Option<Day>,
    }
}

/// A person by name and demographics.
pub(super) fn person(name: Option<&Nm1<'_>>, demographics: Option<&Dmg<'_>>) -> Patient {
    let full_name = name.map(Nm1::full_name).filter(|name| !name.is_empty());
    let birth_date = demographics.and_then(|demographics| demographics.birth_date.as_ref()?.period());
    Patient {
        name: full_name.map(OwnedText::from),
        member_id: name.and_then(|name| name.id.as_ref()).map(own),
        birth_date: birth_date.map(|period| Day(period.from)),
    }
}
