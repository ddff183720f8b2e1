//! Which request an answer belongs to: the numbers by which it is found.
//!
//! The numbers that the requester gave (TRN) decide. What is found by anything weaker is said, and what is not found is
//! said too: nothing is paired by its place in the file.

use super::answer::Answer;
use super::asked::Asked;
use super::line::LineDecision;
use super::trace::{MatchedBy, TraceKey, echoes, key};
use super::warning::warn;
use super::{Circumstances, Span, Warning};
use std::borrow::Borrow;
use std::collections::hash_map::RandomState;
use std::collections::{BTreeSet, HashMap};
use std::hash::BuildHasher;

/// More of one kind than this say nothing about which is which, and comparing each with each would take too long.
pub(super) const CROWD: usize = 64;

/// What looking for a request came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// The request with this index, and by what.
    One(usize, MatchedBy),
    /// Several requests fit, and nothing tells them apart.
    Several,
    /// None fits.
    None,
}

/// A kind of number by which a request is found, the surest first.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Tier {
    Line,
    Event,
    Number,
    Reference,
    Member,
}

impl Tier {
    const ALL: [Self; 5] = [Self::Line, Self::Event, Self::Number, Self::Reference, Self::Member];

    const fn matched_by(self) -> MatchedBy {
        match self {
            Self::Line | Self::Event => MatchedBy::Trace,
            Self::Number => MatchedBy::RequestNumber,
            Self::Reference => MatchedBy::Reference,
            Self::Member => MatchedBy::Member,
        }
    }
}

/// The numbers of many requests, and nothing else of them: some forty bytes a number.
///
/// Numbers are kept as hashes; what is found is held against the request itself, which the caller fetches, from a file
/// or a database. `Debug` shows how many requests there are.
#[derive(Clone, Default)]
pub struct RequestIndex {
    hasher: RandomState,
    holders: HashMap<(Tier, u64), Holders>,
    requests: usize,
}

/// The requests that have a number.
#[derive(Clone)]
enum Holders {
    One(u32),
    /// Sorted, without repetition, at most one more than a crowd.
    Several(Vec<u32>),
}

impl Holders {
    fn indexes(&self) -> &[u32] {
        match self {
            Self::One(index) => std::slice::from_ref(index),
            Self::Several(indexes) => indexes,
        }
    }

    fn add(&mut self, index: u32) {
        let known = self.indexes();
        if known.contains(&index) || known.len() > CROWD {
            return;
        }
        let mut indexes = known.to_vec();
        indexes.push(index);
        indexes.sort_unstable();
        *self = Self::Several(indexes);
    }
}

impl std::fmt::Debug for RequestIndex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RequestIndex({})", self.requests)
    }
}

impl RequestIndex {
    /// Of no request yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many requests it knows.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.requests
    }

    /// Whether it knows none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.requests == 0
    }

    /// Adds the numbers of a request; gives its index, counted from 0.
    pub fn add(&mut self, asked: &Asked) -> usize {
        let index = self.requests;
        self.requests += 1;
        for tier in Tier::ALL {
            for number in numbers_of_request(asked, tier) {
                self.insert(tier, &number, index);
            }
        }
        index
    }

    /// Notes a number that the case is known by, from an earlier answer or a telephone call.
    pub fn know(&mut self, index: usize, number: &str) {
        self.insert(Tier::Reference, &(number.trim().to_owned(), String::new()), index);
    }

    fn insert(&mut self, tier: Tier, number: &TraceKey, index: usize) {
        let Ok(index) = u32::try_from(index) else { return };
        let hash = self.hasher.hash_one(number);
        self.holders.entry((tier, hash)).and_modify(|holders| holders.add(index)).or_insert(Holders::One(index));
    }

    /// Finds the request of an answer. `fetch` gives the request of an index; it is called for few of them.
    ///
    /// In order: trace numbers of services, of the event, the number of the request, reference numbers; a later key
    /// tells several requests of an earlier one apart. Member, dates and code come last and have to be confirmed.
    pub fn find<A: Borrow<Asked>>(&self, answer: &Answer, mut fetch: impl FnMut(usize) -> Option<A>) -> Found {
        let mut left: Option<(BTreeSet<usize>, MatchedBy)> = None;
        let mut crowded = false;
        for tier in Tier::ALL {
            let (mut hits, crowd) = self.hits(answer, tier);
            crowded |= crowd;
            if tier == Tier::Member {
                // Nothing but this keeps two cases of one member apart: the same code on days in common.
                let candidates: BTreeSet<usize> = left.as_ref().map_or(hits.clone(), |(left, _)| &hits & left);
                hits = candidates;
                hits.retain(|index| fetch(*index).is_some_and(|asked| is_alike(answer, asked.borrow())));
            }
            let (narrowed, first) = match left.take() {
                None => (hits, tier.matched_by()),
                Some((before, first)) => {
                    let both: BTreeSet<usize> = before.intersection(&hits).copied().collect();
                    (if both.is_empty() { before } else { both }, first)
                }
            };
            let mut members = narrowed.iter();
            match (members.next(), members.next()) {
                (Some(one), None) => return Found::One(*one, first),
                (Some(_), Some(_)) => left = Some((narrowed, first)),
                (None, _) => {}
            }
        }
        if left.is_some() || crowded { Found::Several } else { Found::None }
    }

    /// The requests that the numbers of an answer name; and whether one names so many that it tells nothing.
    fn hits(&self, answer: &Answer, tier: Tier) -> (BTreeSet<usize>, bool) {
        let (mut found, mut crowded) = (BTreeSet::new(), false);
        for number in numbers_of_answer(answer, tier) {
            let holders = self.holders.get(&(tier, self.hasher.hash_one(&number)));
            let indexes = holders.map(Holders::indexes).unwrap_or_default();
            if indexes.len() > CROWD {
                crowded = true;
            } else {
                found.extend(indexes.iter().map(|index| *index as usize));
            }
        }
        (found, crowded)
    }
}

fn plain(number: Option<&str>) -> Option<TraceKey> {
    let number = number.map(str::trim).filter(|number| !number.is_empty());
    number.map(|number| (number.to_owned(), String::new()))
}

fn numbers_of_request(asked: &Asked, tier: Tier) -> Vec<TraceKey> {
    let events = asked.events.iter();
    match tier {
        Tier::Line => events.flat_map(|event| &event.lines).flat_map(|line| &line.traces).filter_map(key).collect(),
        Tier::Event => events.flat_map(|event| &event.traces).filter_map(key).collect(),
        Tier::Number => plain(asked.request_number.as_deref()).into_iter().collect(),
        Tier::Reference => {
            events.flat_map(|event| &event.references).filter_map(|number| plain(Some(number))).collect()
        }
        Tier::Member => {
            let patient = asked.patient.as_ref();
            plain(patient.and_then(|patient| patient.member_id.as_deref())).into_iter().collect()
        }
    }
}

fn numbers_of_answer(answer: &Answer, tier: Tier) -> Vec<TraceKey> {
    match tier {
        Tier::Line => answer.lines().flat_map(|line| echoes(&line.traces)).collect(),
        Tier::Event => answer.events.iter().flat_map(|event| echoes(&event.traces)).collect(),
        Tier::Number => plain(answer.request_number.as_deref()).into_iter().collect(),
        Tier::Reference => {
            let events = answer.events.iter().map(|event| &event.outcome);
            let outcomes = events.chain(answer.lines().map(|line| &line.outcome));
            let numbers = outcomes.flat_map(|outcome| {
                let numbers = &outcome.numbers;
                [&numbers.authorization_number, &numbers.tracking_number, &numbers.previous_number]
            });
            numbers.filter_map(|number| plain(number.as_deref())).collect()
        }
        Tier::Member => {
            let patient = answer.patient.as_ref();
            plain(patient.and_then(|patient| patient.member_id.as_deref())).into_iter().collect()
        }
    }
}

/// Days in common and a code in common, among the first services of both sides.
fn is_alike(answer: &Answer, asked: &Asked) -> bool {
    let granted = answer.events.iter().flat_map(|event| event.lines.iter().map(move |line| (line, event))).take(CROWD);
    let granted: Vec<(&str, Option<&Span>)> = granted
        .map(|(line, event): (&LineDecision, _)| {
            let terms = &line.outcome.details.granted;
            (terms.code(), terms.dates.as_ref().or(event.outcome.details.granted.dates.as_ref()))
        })
        .filter(|(code, _)| !code.is_empty())
        .collect();
    let mut lines = asked.events.iter().flat_map(|event| event.lines.iter().map(move |line| (line, event))).take(CROWD);
    lines.any(|(line, event)| {
        let dates = line.terms.dates.as_ref().or(event.terms.dates.as_ref());
        granted.iter().any(|(code, days)| *code == line.terms.code() && overlap(*days, dates))
    })
}

fn overlap(one: Option<&Span>, other: Option<&Span>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return false };
    let begins_before = |a: &Span, b: &Span| matches!((a.from, b.through), (Some(x), Some(y)) if x <= y);
    begins_before(one, other) && begins_before(other, one)
}

/// Whether a request has the number by which it was found, letter by letter.
fn has_number(asked: &Asked, answer: &Answer, by: MatchedBy) -> bool {
    Tier::ALL.into_iter().filter(|tier| tier.matched_by() == by).any(|tier| {
        let own: BTreeSet<TraceKey> = numbers_of_request(asked, tier).into_iter().collect();
        numbers_of_answer(answer, tier).iter().any(|number| own.contains(number))
    })
}

impl Answer {
    /// Finds the request of this answer in an index and holds the two against each other; gives the index of the
    /// request. `fetch` gives the request of an index.
    pub fn pair_with<A: Borrow<Asked>>(
        &mut self,
        index: &RequestIndex,
        mut fetch: impl FnMut(usize) -> Option<A>,
        circumstances: &Circumstances,
    ) -> Option<usize> {
        match index.find(self, &mut fetch) {
            Found::One(found, by) => {
                // A number that only the case is known by is not in the request.
                let asked = fetch(found)?;
                if by != MatchedBy::Reference && !has_number(asked.borrow(), self, by) {
                    return None;
                }
                self.compare(asked.borrow(), by, circumstances);
                Some(found)
            }
            Found::Several => {
                warn(&mut self.warnings, Warning::AmbiguousMatch);
                None
            }
            Found::None => None,
        }
    }

    /// As [`Answer::pair_with`], with all requests in memory.
    pub fn pair(&mut self, requests: &Requests, circumstances: &Circumstances) -> Option<usize> {
        self.pair_with(&requests.index, |index| requests.asked.get(index), circumstances)
    }
}

/// Requests that are kept in memory, to find the one that an answer belongs to. For batches of any size see
/// [`RequestIndex`].
///
/// `Debug` shows how many they are.
#[derive(Clone, Default)]
pub struct Requests {
    asked: Vec<Asked>,
    index: RequestIndex,
}

impl std::fmt::Debug for Requests {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Requests({})", self.asked.len())
    }
}

impl Requests {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a request; gives its index.
    pub fn push(&mut self, asked: Asked) -> usize {
        let index = self.index.add(&asked);
        self.asked.push(asked);
        index
    }

    /// Notes a number that the case is known by, from an earlier answer or a telephone call.
    pub fn know(&mut self, index: usize, number: &str) {
        self.index.know(index, number);
    }

    /// The requests, by index.
    #[must_use]
    pub fn asked(&self) -> &[Asked] {
        &self.asked
    }

    /// Finds the request of an answer, as [`RequestIndex::find`] does.
    #[must_use]
    pub fn find(&self, answer: &Answer) -> Found {
        self.index.find(answer, |index| self.asked.get(index))
    }
}
