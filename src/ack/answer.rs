//! The interchanges that answer a file.

use super::copies::Copies;
use super::echo::Echo;
use super::group::{GUIDE, acknowledge_group};
use super::ta1::interchange_acknowledgment;
use crate::element::{Date, Text, Time, Word};
use crate::segment::Gs;
use crate::transaction::{Document, Group, Interchange, InterchangeHeader, Transaction};
use crate::validate::{FileReport, GroupReport, InterchangeReport};
use chrono::NaiveDateTime;

/// How to answer: what the library cannot know by itself, and what is a matter of agreement.
#[derive(Clone, Copy, Debug)]
pub struct Acknowledge<'i> {
    /// The control number (ISA13) of the first answering interchange, 1 to 999999999; each further one is one higher.
    pub control_number: u32,
    /// When the answers are made.
    pub at: NaiveDateTime,
    /// Send a TA1 for every interchange, not only when one was asked for (ISA14) or the envelope has an error.
    pub always_ta1: bool,
    /// Values of the file that the 999s copy; `None` for none.
    pub copies: Option<Copies<'i>>,
}

impl Acknowledge<'_> {
    /// The usual way: a TA1 when it is asked for or must be, no value of the file copied.
    #[must_use]
    pub const fn new(control_number: u32, at: NaiveDateTime) -> Self {
        Self { control_number, at, always_ta1: false, copies: None }
    }
}

/// The highest control number.
const HIGHEST: u64 = 999_999_999;

/// The answers to a file.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Answers {
    /// One interchange for each received one that is answered, in order.
    pub document: Document<'static>,
    /// The numbers (from 1) of received interchanges that should be answered, but whose header is missing or names no
    /// partner to whom an answer could go.
    pub unanswerable: Vec<u32>,
    /// Whether there are more answers than control numbers up to 999999999. Those behind it count from 1 again; who must
    /// not give a number twice does not send such answers.
    pub numbers_spent: bool,
}

/// Answers a file, interchange by interchange: a TA1 where one is wanted, and a 999 for each functional group.
///
/// An interchange whose envelope is rejected gets a TA1 alone, for nothing in it is accepted. What is itself an
/// acknowledgment (TA1, 999, 997) is never answered. Sender and receiver change places, in ISA and in GS.
#[must_use]
pub fn answer(report: &FileReport, how: &Acknowledge<'_>) -> Answers {
    let mut answers = Answers::default();
    for (number, received) in (1..).zip(&report.interchanges) {
        let control_number = answers.document.interchanges.len() as u64 + u64::from(how.control_number);
        match interchange(received, control_number, how) {
            Answer::Interchange(interchange) => {
                answers.numbers_spent |= control_number > HIGHEST;
                answers.document.interchanges.push(*interchange);
            }
            Answer::Impossible => answers.unanswerable.push(number),
            Answer::Nothing => {}
        }
    }
    answers
}

enum Answer {
    Interchange(Box<Interchange<'static>>),
    /// No answer is wanted.
    Nothing,
    /// An answer is wanted, but there is nobody to whom it could go.
    Impossible,
}

fn interchange(received: &InterchangeReport, control_number: u64, how: &Acknowledge<'_>) -> Answer {
    let is_rejected = received.ta104() == "R";
    let asked = received.header.as_ref().is_some_and(|header| header.acknowledgment_requested == *"1");
    let only_acknowledgments = received.acknowledgments > 0 && received.groups.is_empty()
        || !received.groups.is_empty() && received.groups.iter().all(GroupReport::is_acknowledgment);
    if only_acknowledgments {
        return Answer::Nothing;
    }
    let echo = Echo::answering(received.delimiters);
    let delimiters = echo.delimiters;
    let Some(header) = header(received, control_number, how, echo) else { return Answer::Impossible };
    let mut acknowledgments = Vec::new();
    if how.always_ta1 || asked || is_rejected {
        acknowledgments.extend(interchange_acknowledgment(received));
    }
    let mut groups = Vec::new();
    let wanted = received.groups.iter().filter(|group| group.number > 0 && !is_rejected);
    for group in wanted {
        let number = groups.len() + 1;
        if let Some(set) = acknowledge_group(group, &format!("{number:04}"), delimiters, how.copies.as_ref()) {
            groups.push(Group {
                header: Some(group_header(group, &header, number, how, echo)),
                transactions: vec![Transaction::of_acknowledgment(set)],
                ..Group::default()
            });
        }
    }
    if acknowledgments.is_empty() && groups.is_empty() {
        return Answer::Nothing;
    }
    let header = Some(header);
    Answer::Interchange(Box::new(Interchange { delimiters, header, acknowledgments, groups, ..Interchange::default() }))
}

/// ISA of the answer; `None` when the received one names no usable sender and receiver.
fn header(
    received: &InterchangeReport,
    control_number: u64,
    how: &Acknowledge<'_>,
    echo: Echo,
) -> Option<InterchangeHeader<'static>> {
    let from = received.header.as_ref()?;
    let number = (control_number.max(1) - 1) % HIGHEST + 1;
    Some(InterchangeHeader {
        authorization_qualifier: "00".into(),
        security_qualifier: "00".into(),
        sender_qualifier: echo.text(&from.receiver_qualifier, 2..=2)?,
        sender: echo.text(&from.receiver, 1..=15)?,
        receiver_qualifier: echo.text(&from.sender_qualifier, 2..=2)?,
        receiver: echo.text(&from.sender, 1..=15)?,
        date: how.at.format("%y%m%d").to_string().into(),
        time: how.at.format("%H%M").to_string().into(),
        version: "00501".into(),
        control_number: format!("{number:09}").into(),
        acknowledgment_requested: "0".into(),
        usage: if from.usage == *"T" { "T" } else { "P" }.into(),
        ..InterchangeHeader::default()
    })
}

/// GS of the answer; a party that the received GS does not name is taken from ISA.
fn group_header(
    group: &GroupReport,
    header: &InterchangeHeader<'static>,
    number: usize,
    how: &Acknowledge<'_>,
    echo: Echo,
) -> Gs<'static> {
    let party = |id: &str, other: &Text<'static>| echo.text(id, 2..=15).or_else(|| Some(other.clone()));
    Gs {
        functional_id: Word::read("FA"),
        sender: party(&group.receiver, &header.sender),
        receiver: party(&group.sender, &header.receiver),
        date: Date::of(how.at.date()),
        time: Time::read(&how.at.format("%H%M").to_string()),
        control_number: Some(number.to_string().into()),
        agency: Word::read("X"),
        version: Some(GUIDE.into()),
        ..Gs::default()
    }
}
