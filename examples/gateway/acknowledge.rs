//! The answers to a file.

use crate::common::{Failure, complain, now};
use x12_278::ack::{Acknowledge, answer};
use x12_278::exchange::control_numbers::{ControlNumbers, Series};
use x12_278::validate::FileReport;

/// The interchanges that answer a file (TA1, 999), they and their groups under numbers of their own; `None` when it wants no answer.
pub(crate) fn answers(
    label: &str,
    report: &FileReport,
    numbers: &mut impl ControlNumbers,
) -> Result<Option<Vec<u8>>, Failure> {
    let at = now().ok_or_else(|| Failure::Message("the clock cannot be read".to_owned()))?;
    let mut answers = answer(report, &Acknowledge::new(1, at));
    for number in &answers.unanswerable {
        complain(&format!("{label}: interchange {number} names no partner to answer"));
    }
    for interchange in &mut answers.document.interchanges {
        if let Some(header) = &mut interchange.header {
            header.control_number = format!("{:09}", numbers.next(Series::Interchange)?).into();
        }
        for header in interchange.groups.iter_mut().filter_map(|group| group.header.as_mut()) {
            header.control_number = Some(numbers.next(Series::Group)?.to_string().into());
        }
    }
    let wanted = !answers.document.interchanges.is_empty();
    Ok(if wanted { Some(answers.document.write()?) } else { None })
}
