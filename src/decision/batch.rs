//! Batches of requests and answers of any size, read one set at a time.
//!
//! [`Messages`] reads what a stream holds: requests, answers, acknowledgments. [`RequestIndex`] keeps of each request
//! only the numbers by which an answer finds it, and [`Latest`] keeps of each request only when it was last answered;
//! so the files are read twice, and what is in memory grows with the number of requests and not with their contents.

use super::acknowledged::Acknowledged;
use super::answer::Answer;
use super::asked::Asked;
use super::lost::is_decision_id;
use super::record::OwnedText;
use super::trace::{TraceKey, echoes};
use super::warning::warn;
use super::{Circumstances, State, Warning};
use crate::ack::Acknowledgments;
use crate::error::Error;
use crate::profile::time::LocalTime;
use crate::transaction::{Event, ReadOptions, Reader, SetBuffer, SetReader};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Read;

/// One thing that a stream holds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::large_enum_variant, reason = "one at a time is held, and most are answers")]
pub enum Message {
    /// What a payer answered.
    Answer(Answer),
    /// What was asked.
    Asked(Asked),
    /// What acknowledgments say.
    Acknowledged(Vec<Acknowledged>),
}

/// Reads requests, answers and acknowledgments out of a stream, one set at a time.
///
/// It gives what [`answers`](super::answers) gives for a whole file, with two differences. A decision that stands outside
/// of every set and *behind* an answer cannot be known when that answer is given: read the stream once before, and give
/// the interchanges of [`Messages::doubted`] to the second reading. And a later answer to the same request cannot be
/// known either: note all of them in a [`Latest`], with the index of the request or that of [`SameRequest`].
///
/// ```
/// use x12_278::decision::{Circumstances, Message, Messages, State};
///
/// let file = std::fs::File::open("examples/data/batch_mixed.edi").unwrap();
/// let mut approved = 0;
/// for message in Messages::new(file, &Circumstances::default()) {
///     if let Message::Answer(answer) = message.unwrap() {
///         approved += usize::from(answer.state == State::Approved);
///     }
/// }
/// assert_eq!(approved, 1);
/// ```
#[derive(Debug)]
pub struct Messages<R> {
    reader: Reader<R>,
    buffer: SetBuffer,
    sets: SetReader,
    circumstances: Circumstances,
    doubted: BTreeSet<u32>,
    /// A request that carries a decision is an answer too, of a kind: it comes behind the request.
    second: Option<Message>,
    ended: bool,
}

impl<R: Read> Messages<R> {
    /// Reads with the default limits.
    pub fn new(input: R, circumstances: &Circumstances) -> Self {
        Self::with_options(input, &ReadOptions::default(), circumstances)
    }

    /// Reads with other limits and allowances.
    pub fn with_options(input: R, options: &ReadOptions, circumstances: &Circumstances) -> Self {
        Self {
            reader: Reader::with_options(input, options),
            buffer: SetBuffer::new(),
            sets: SetReader::default(),
            circumstances: *circumstances,
            doubted: BTreeSet::new(),
            second: None,
            ended: false,
        }
    }

    /// The interchanges, by number from 1, in which a decision stood outside of every set so far: no answer in them is
    /// certain.
    #[must_use]
    pub const fn doubted(&self) -> &BTreeSet<u32> {
        &self.doubted
    }

    /// Doubts these interchanges from the beginning.
    #[must_use]
    pub fn doubting(mut self, interchanges: BTreeSet<u32>) -> Self {
        self.doubted = interchanges;
        self
    }

    /// The set, or the segment, that the latest message was read from, and where it stood.
    #[must_use]
    pub const fn source(&self) -> &SetBuffer {
        &self.buffer
    }

    fn step(&mut self) -> Result<Option<Message>, Error> {
        loop {
            let event = self.reader.next_event(&mut self.buffer)?;
            self.reader.take_report();
            let found = match event {
                Event::End => return Ok(None),
                Event::Set => self.set(),
                Event::SetTooLarge => {
                    let number = self.buffer.raw().header_element(2);
                    Some(Message::Answer(self.believed(Answer::unread(number))))
                }
                Event::Acknowledgment => self.interchange_acknowledgment(),
                Event::Outside | Event::GroupEnd => {
                    if is_decision_id(self.buffer.segment().id()) {
                        self.doubted.insert(self.buffer.place().interchange);
                    }
                    self.interchange_acknowledgment()
                }
                Event::InterchangeStart | Event::GroupStart | Event::InterchangeEnd => None,
            };
            if found.is_some() {
                return Ok(found);
            }
        }
    }

    fn set(&mut self) -> Option<Message> {
        let read = self.sets.read(&self.buffer);
        let asked = Asked::read(&read.transaction);
        let answer = Answer::read(&read.transaction, &read.report, &self.circumstances);
        let mut acknowledgments = Acknowledgments::default();
        acknowledgments.read_set(&read.transaction);
        let answer = answer.map(|answer| Message::Answer(self.believed(answer)));
        let Some(asked) = asked else { return answer.or_else(|| acknowledged(&acknowledgments)) };
        self.second = answer;
        Some(Message::Asked(asked))
    }

    fn interchange_acknowledgment(&self) -> Option<Message> {
        let mut acknowledgments = Acknowledgments::default();
        acknowledgments.read_ta1(&self.buffer.segment());
        acknowledged(&acknowledgments)
    }

    fn believed(&self, mut answer: Answer) -> Answer {
        if self.doubted.contains(&self.buffer.place().interchange) {
            answer.distrust(Warning::UnreadDecision, &self.circumstances);
        }
        answer
    }
}

fn acknowledged(read: &Acknowledgments) -> Option<Message> {
    let all = Acknowledged::all(read);
    (!all.is_empty()).then_some(Message::Acknowledged(all))
}

impl<R: Read> Iterator for Messages<R> {
    type Item = Result<Message, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        if let Some(second) = self.second.take() {
            return Some(Ok(second));
        }
        let found = self.step().transpose();
        self.ended = !matches!(found, Some(Ok(_)));
        found
    }
}

/// When each request was last answered, and how: so that of several answers the newest wins, without keeping them.
#[derive(Clone, Debug, Default)]
pub struct Latest(BTreeMap<usize, Newest>);

#[derive(Clone, Debug, Default)]
struct Newest {
    created: Option<LocalTime>,
    states: BTreeSet<State>,
    undated: bool,
}

impl Latest {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes an answer to the request with this index.
    pub fn note(&mut self, request: usize, answer: &Answer) {
        let newest = self.0.entry(request).or_default();
        newest.undated |= answer.created.is_none();
        if answer.created > newest.created {
            newest.created = answer.created;
            newest.states.clear();
        }
        if answer.created == newest.created {
            newest.states.insert(answer.state);
        }
    }

    /// Whether a request was answered.
    #[must_use]
    pub fn is_answered(&self, request: usize) -> bool {
        self.0.contains_key(&request)
    }

    /// Marks an answer of which a newer one was noted. Where two are of the same time, or one is of none, and they
    /// disagree, neither is believed.
    pub fn judge(&self, request: usize, answer: &mut Answer, circumstances: &Circumstances) {
        let Some(newest) = self.0.get(&request) else { return };
        if answer.created != newest.created && answer.created.is_some() {
            answer.superseded();
        } else if newest.states.len() > 1 || newest.undated && newest.created.is_some() {
            answer.distrust(Warning::ConflictingAnswers, circumstances);
        }
    }
}

/// Marks answers to one request of which a newer one exists, as [`Latest::judge`] does. `requests` names the request of
/// each answer.
pub fn supersede(answers: &mut [Answer], requests: &[Option<usize>], circumstances: &Circumstances) {
    let mut latest = Latest::new();
    for (answer, request) in answers.iter().zip(requests) {
        if let Some(request) = request {
            latest.note(*request, answer);
        }
    }
    for (answer, request) in answers.iter_mut().zip(requests) {
        if let Some(request) = request {
            latest.judge(*request, answer, circumstances);
        }
    }
}

/// Tells answers to one request without the request at hand: by the numbers of the request that they return.
///
/// ```
/// use x12_278::Document;
/// use x12_278::decision::{Circumstances, SameRequest, answers};
///
/// let file = std::fs::read("examples/data/response_modified.edi").unwrap();
/// let all = answers(&Document::read(&file).unwrap(), &Circumstances::default());
/// let mut same = SameRequest::default();
/// assert_eq!(same.index_of(&all[0]), same.index_of(&all[0]));
/// ```
#[derive(Clone, Default)]
pub struct SameRequest(HashMap<(TraceKey, OwnedText), usize>);

/// Shows how many requests there are.
impl std::fmt::Debug for SameRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SameRequest({})", self.0.len())
    }
}

impl SameRequest {
    /// An index of the request, the same for answers that return the same trace number of an event (TRN 2) or, where
    /// they return none, the same number of the request (BHT03), and name the same member; `None` for an answer without
    /// such a number.
    pub fn index_of(&mut self, answer: &Answer) -> Option<usize> {
        let trace = answer.events.iter().flat_map(|event| echoes(&event.traces)).next();
        let number = || Some((answer.request_number.as_deref()?.trim().to_owned(), String::new()));
        let key = trace.or_else(number).filter(|(number, _)| !number.is_empty())?;
        let member = answer.patient.as_ref().and_then(|patient| patient.member_id.clone()).unwrap_or_default();
        let next = self.0.len();
        Some(*self.0.entry((key, member)).or_insert(next))
    }
}

impl Answer {
    fn superseded(&mut self) {
        warn(&mut self.warnings, Warning::Superseded);
        for event in &mut self.events {
            event.note(Warning::Superseded);
        }
    }
}
