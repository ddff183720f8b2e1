//! Which request an answer belongs to, and what became of each service that was asked for.
//!
//! The numbers that the requester gave (TRN) decide. What is found by anything weaker is said, and what is not found is
//! said too: nothing is paired by its place in the file.

use super::answer::Answer;
use super::asked::{Asked, AskedEvent};
use super::decide::{Decision, EventLevel};
use super::granted::{Terms, total};
use super::level::guard;
use super::line::{LineDecision, Trace, inherit};
use super::record::{OwnedText, names};
use super::warning::warn;
use super::{Circumstances, State, Warning};
use std::collections::{BTreeMap, BTreeSet, HashMap};

names! {
    /// By what an answer was tied to its request, the surest first.
    pub enum MatchedBy {
        Trace = "trace", "a trace number of the request, returned (TRN 2)";
        RequestNumber = "requestNumber", "the number of the request, returned (BHT03)";
        Reference = "reference", "an authorization or reference number known to the case";
        Member = "member", "member, dates and code: a person must confirm it";
    }
}

/// More of one kind than this say nothing about which is which, and comparing each with each would take too long.
const CROWD: usize = 64;

/// A trace number and who gave it.
type TraceKey = (String, String);

fn key(trace: &Trace) -> Option<TraceKey> {
    let number = trace.number.as_deref()?.trim();
    let assigner = trace.assigner.as_deref().unwrap_or_default().trim();
    (!number.is_empty()).then(|| (number.to_owned(), assigner.to_owned()))
}

/// The numbers of the request that a response returns; numbers that the payer gave itself tie nothing.
fn echoes(traces: &[Trace]) -> impl Iterator<Item = TraceKey> {
    traces.iter().filter(|trace| trace.is_echo()).filter_map(key)
}

/// Requests by their numbers, to find the one that an answer belongs to.
///
/// `Debug` shows how many they are.
#[derive(Clone, Default)]
pub struct Requests {
    asked: Vec<Asked>,
    by_line: HashMap<TraceKey, BTreeSet<usize>>,
    by_event: HashMap<TraceKey, BTreeSet<usize>>,
    by_number: HashMap<String, BTreeSet<usize>>,
    by_reference: HashMap<String, BTreeSet<usize>>,
    by_member: HashMap<String, BTreeSet<usize>>,
}

impl std::fmt::Debug for Requests {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Requests({})", self.asked.len())
    }
}

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

impl Requests {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a request; gives its index.
    pub fn push(&mut self, asked: Asked) -> usize {
        let index = self.asked.len();
        for event in &asked.events {
            for found in event.traces.iter().filter_map(key) {
                self.by_event.entry(found).or_default().insert(index);
            }
            for found in event.lines.iter().flat_map(|line| &line.traces).filter_map(key) {
                self.by_line.entry(found).or_default().insert(index);
            }
            for number in &event.references {
                self.by_reference.entry(number.trim().to_owned()).or_default().insert(index);
            }
        }
        if let Some(number) = asked.request_number.as_deref().map(str::trim).filter(|number| !number.is_empty()) {
            self.by_number.entry(number.to_owned()).or_default().insert(index);
        }
        if let Some(member) = asked.patient.as_ref().and_then(|patient| patient.member_id.as_deref()) {
            self.by_member.entry(member.trim().to_owned()).or_default().insert(index);
        }
        self.asked.push(asked);
        index
    }

    /// Notes a number that the case is known by, from an earlier answer or a telephone call.
    pub fn know(&mut self, index: usize, number: &str) {
        self.by_reference.entry(number.trim().to_owned()).or_default().insert(index);
    }

    /// The requests, by index.
    #[must_use]
    pub fn asked(&self) -> &[Asked] {
        &self.asked
    }

    /// Finds the request of an answer.
    ///
    /// In order: trace numbers of services, of the event, the number of the request, reference numbers; a later key
    /// tells several requests of an earlier one apart. Member, dates and code come last and have to be confirmed.
    #[must_use]
    pub fn find(&self, answer: &Answer) -> Found {
        let mut left: Option<(BTreeSet<usize>, MatchedBy)> = None;
        let mut crowded = false;
        let tiers = [
            (self.hits_by_line(answer), MatchedBy::Trace),
            (self.hits_by_event(answer), MatchedBy::Trace),
            (self.hits_by_number(answer), MatchedBy::RequestNumber),
            (self.hits_by_reference(answer), MatchedBy::Reference),
            (self.hits_by_member(answer), MatchedBy::Member),
        ];
        for ((hits, crowd), by) in tiers {
            crowded |= crowd;
            let (narrowed, first) = match left.take() {
                None => (hits, by),
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

    fn hits_by_line(&self, answer: &Answer) -> Hits {
        let keys = answer.lines().flat_map(|line| echoes(&line.traces));
        hits(keys.filter_map(|key| self.by_line.get(&key)))
    }

    fn hits_by_event(&self, answer: &Answer) -> Hits {
        let keys = answer.events.iter().flat_map(|event| echoes(&event.traces));
        hits(keys.filter_map(|key| self.by_event.get(&key)))
    }

    fn hits_by_number(&self, answer: &Answer) -> Hits {
        let number = answer.request_number.as_deref().map(str::trim);
        hits(number.and_then(|number| self.by_number.get(number)).into_iter())
    }

    fn hits_by_reference(&self, answer: &Answer) -> Hits {
        let outcomes = answer.events.iter().map(|event| &event.outcome).chain(answer.lines().map(|line| &line.outcome));
        let numbers = outcomes.flat_map(|outcome| {
            let numbers = &outcome.numbers;
            [&numbers.authorization_number, &numbers.tracking_number, &numbers.previous_number]
        });
        hits(numbers.flatten().filter_map(|number| self.by_reference.get(number.trim())))
    }

    /// The same member, days in common, and a code in common, among the first services of both sides.
    fn hits_by_member(&self, answer: &Answer) -> Hits {
        let member = answer.patient.as_ref().and_then(|patient| patient.member_id.as_deref());
        let (candidates, crowded) = hits(member.and_then(|member| self.by_member.get(member.trim())).into_iter());
        let granted: Vec<(&str, Option<&super::Span>)> = answer
            .events
            .iter()
            .flat_map(|event| event.lines.iter().map(move |line| (line, event)))
            .take(CROWD)
            .map(|(line, event)| {
                let terms = &line.outcome.details.granted;
                (terms.code(), terms.dates.as_ref().or(event.outcome.details.granted.dates.as_ref()))
            })
            .filter(|(code, _)| !code.is_empty())
            .collect();
        let fits = |index: &usize| {
            let asked = self.asked.get(*index).map(|asked| asked.events.as_slice()).unwrap_or_default();
            let lines = asked.iter().flat_map(|event| event.lines.iter().map(move |line| (line, event))).take(CROWD);
            lines.into_iter().any(|(line, event)| {
                let dates = line.terms.dates.as_ref().or(event.terms.dates.as_ref());
                granted.iter().any(|(code, days)| *code == line.terms.code() && overlap(*days, dates))
            })
        };
        (candidates.into_iter().filter(fits).collect(), crowded)
    }
}

/// The requests that some keys name; and whether a key names so many that it tells nothing.
type Hits = (BTreeSet<usize>, bool);

fn hits<'s>(sets: impl Iterator<Item = &'s BTreeSet<usize>>) -> Hits {
    let (mut found, mut crowded) = (BTreeSet::new(), false);
    for set in sets {
        if set.len() > CROWD {
            crowded = true;
        } else {
            found.extend(set);
        }
    }
    (found, crowded)
}

fn overlap(one: Option<&super::Span>, other: Option<&super::Span>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return false };
    let begins_before = |a: &super::Span, b: &super::Span| matches!((a.from, b.through), (Some(x), Some(y)) if x <= y);
    begins_before(one, other) && begins_before(other, one)
}

impl Answer {
    /// Finds the request of this answer and holds the two against each other; gives the index of the request.
    pub fn pair(&mut self, requests: &Requests, circumstances: &Circumstances) -> Option<usize> {
        match requests.find(self) {
            Found::One(index, by) => {
                self.compare(requests.asked.get(index)?, by, circumstances);
                Some(index)
            }
            Found::Several => {
                warn(&mut self.warnings, Warning::AmbiguousMatch);
                None
            }
            Found::None => None,
        }
    }

    /// Holds the answer against its request: each service against what was asked, what the answer does not mention,
    /// and what it mentions without having been asked. To be done once.
    pub fn compare(&mut self, asked: &Asked, by: MatchedBy, circumstances: &Circumstances) {
        self.matched_by = Some(by);
        let only_one = self.events.len() == 1;
        for event in &mut self.events {
            match event_of(event, asked, only_one) {
                Some(asked) => event.compare(asked, circumstances, &mut self.unmatched_lines),
                None => self.unmatched_lines.extend(event.lines.iter().map(name_of)),
            }
            if by == MatchedBy::Member {
                for line in &mut event.lines {
                    warn(&mut line.outcome.details.warnings, Warning::ConfirmMatch);
                }
            }
            event.settle(circumstances);
        }
        if by == MatchedBy::Member {
            warn(&mut self.warnings, Warning::ConfirmMatch);
        }
        self.settle();
    }
}

/// The event that was asked for: by its own trace numbers, by those of its services, or because there is only one.
fn event_of<'q>(event: &Decision, asked: &'q Asked, only_one: bool) -> Option<&'q AskedEvent> {
    let own: Vec<TraceKey> = echoes(&event.traces).collect();
    let lines: Vec<TraceKey> = event.lines.iter().flat_map(|line| echoes(&line.traces)).collect();
    let holds = |traces: &[Trace], keys: &[TraceKey]| traces.iter().filter_map(key).any(|key| keys.contains(&key));
    let single = |mut found: Vec<&'q AskedEvent>| if found.len() == 1 { found.pop() } else { None };
    let by_own = asked.events.iter().filter(|event| holds(&event.traces, &own)).collect();
    let by_lines = || asked.events.iter().filter(|event| event.lines.iter().any(|line| holds(&line.traces, &lines)));
    let by_count = || if only_one { asked.events.iter().collect() } else { Vec::new() };
    single(by_own).or_else(|| single(by_lines().collect())).or_else(|| single(by_count()))
}

fn name_of(line: &LineDecision) -> OwnedText {
    line.trace.clone().or_else(|| line.code.clone()).unwrap_or_else(|| "-".into())
}

impl Decision {
    fn compare(&mut self, asked: &AskedEvent, circumstances: &Circumstances, unmatched: &mut Vec<OwnedText>) {
        let mut answered: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut by_trace: HashMap<TraceKey, Vec<usize>> = HashMap::new();
        for (index, line) in asked.lines.iter().enumerate() {
            for key in line.traces.iter().filter_map(key) {
                by_trace.entry(key).or_default().push(index);
            }
        }
        for (number, line) in self.lines.iter_mut().enumerate() {
            let mut found: Vec<usize> =
                echoes(&line.traces).filter_map(|key| by_trace.get(&key)).flatten().copied().take(CROWD + 1).collect();
            found.sort_unstable();
            found.dedup();
            // One number for so many services names none of them.
            found.truncate(if found.len() > CROWD { 0 } else { CROWD });
            for index in &found {
                answered.entry(*index).or_default().push(number);
            }
            line.asked_lines = found;
        }
        self.match_by_code(asked, &mut answered);
        let strangers = self.lines.iter().filter(|line| line.asked_lines.is_empty());
        let strangers: Vec<OwnedText> = strangers.map(name_of).collect();
        self.outcome.details.differences =
            self.outcome.details.granted.differences_from(&asked.terms, self.outcome.details.certified.as_ref());
        self.outcome.details.asked = Some(asked.terms.clone());
        for number in 0..self.lines.len() {
            self.compare_line(number, asked, &answered, circumstances);
        }
        self.add_missing(asked, &answered, !strangers.is_empty(), circumstances);
        unmatched.extend(strangers);
    }

    /// Pairs by code what has no trace number, where the code stands once on both sides. A person has to confirm it.
    fn match_by_code(&mut self, asked: &AskedEvent, answered: &mut BTreeMap<usize, Vec<usize>>) {
        let mut open: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, line) in asked.lines.iter().enumerate().filter(|(index, _)| !answered.contains_key(index)) {
            open.entry(line.terms.code().to_owned()).or_default().push(index);
        }
        let mut here: HashMap<String, Vec<usize>> = HashMap::new();
        for (number, line) in self.lines.iter().enumerate() {
            // A service that returns a number of somebody else is not ours to guess at.
            if line.asked_lines.is_empty() && echoes(&line.traces).next().is_none() {
                here.entry(line.outcome.details.granted.code().to_owned()).or_default().push(number);
            }
        }
        for (code, numbers) in here {
            let ([number], Some([index])) = (numbers.as_slice(), open.get(&code).map(Vec::as_slice)) else { continue };
            if let Some(line) = self.lines.get_mut(*number).filter(|_| !code.is_empty()) {
                line.asked_lines = vec![*index];
                warn(&mut line.outcome.details.warnings, Warning::ConfirmMatch);
                answered.entry(*index).or_default().push(*number);
            }
        }
    }

    /// Holds one service against what was asked; parts of a service that was split count together.
    fn compare_line(
        &mut self,
        number: usize,
        asked: &AskedEvent,
        answered: &BTreeMap<usize, Vec<usize>>,
        circumstances: &Circumstances,
    ) {
        let Some(line) = self.lines.get(number) else { return };
        let terms: Vec<Terms> = line.asked_lines.iter().filter_map(|index| asked.line_terms(*index)).collect();
        let Some(mut wanted) = terms.first().cloned() else { return };
        let all_parts = line.asked_lines.iter().filter_map(|index| answered.get(index)).flatten().copied();
        let parts: BTreeSet<usize> = all_parts.take(CROWD + 1).collect();
        let mut granted = line.outcome.details.granted.clone();
        let (merged, split) = (terms.len() > 1, parts.len() > 1);
        if merged {
            let same = terms.iter().all(|one| one.code() == wanted.code());
            let sum = if same { total(&terms) } else { None };
            (wanted.quantity, wanted.unit) = sum.map_or((None, None), |(quantity, unit)| (Some(quantity), unit));
        }
        if split {
            let approved = parts.iter().filter_map(|part| self.lines.get(*part));
            let approved = approved.filter(|part| part.outcome.state.is_approval());
            let sum = total(approved.map(|part| &part.outcome.details.granted)).filter(|_| parts.len() <= CROWD);
            (granted.quantity, granted.unit) = sum.map_or((None, None), |(quantity, unit)| (Some(quantity), unit));
        }
        let Some(line) = self.lines.get_mut(number) else { return };
        let details = &mut line.outcome.details;
        if merged {
            warn(&mut details.warnings, Warning::MergedLine);
        }
        if split {
            warn(&mut details.warnings, Warning::SplitLine);
        }
        details.differences = granted.differences_from(&wanted, details.certified.as_ref());
        let first = circumstances.first_dose.or_else(|| wanted.dates.as_ref().and_then(|dates| dates.from));
        details.asked = Some(wanted);
        let state = &mut line.outcome.state;
        if !state.is_approval() {
            return;
        }
        if details.certified.as_ref().zip(first).is_some_and(|(span, day)| !span.holds(day)) {
            warn(&mut details.warnings, Warning::SpanConflict);
        }
        if !details.differences.is_empty() && matches!(*state, State::Approved | State::ApprovedNoNumber) {
            warn(&mut details.warnings, Warning::GrantedDiffers);
            if *state == State::Approved {
                *state = State::Modified;
            }
        }
    }

    /// Adds the services that the answer does not mention: they have the answer of their event, if it can be theirs.
    fn add_missing(
        &mut self,
        asked: &AskedEvent,
        answered: &BTreeMap<usize, Vec<usize>>,
        strangers: bool,
        circumstances: &Circumstances,
    ) {
        let level = EventLevel::of(self);
        let doubts = self.outcome.details.warnings.clone();
        for (index, one) in asked.lines.iter().enumerate().filter(|(index, _)| !answered.contains_key(index)) {
            let terms = asked.line_terms(index);
            let code = Some(one.terms.code()).filter(|code| !code.is_empty());
            let mut line = LineDecision {
                trace: one.traces.first().and_then(|trace| trace.number.clone()),
                code: code.map(|code| code.to_owned().into()),
                asked_lines: vec![index],
                ..LineDecision::default()
            };
            line.outcome.details.warnings.push(Warning::MissingLine);
            for doubt in doubts.iter().filter(|doubt| **doubt != Warning::IncompleteSet) {
                warn(&mut line.outcome.details.warnings, *doubt);
            }
            let first_dose = circumstances.first_dose.or_else(|| terms.as_ref()?.dates.as_ref()?.from);
            let with_dose = Circumstances { first_dose, ..*circumstances };
            line.outcome.details.asked = terms;
            inherit(&mut line, super::certified::Certified::default(), &level, &with_dose);
            // Segments may be lost, or the service may be answered under another name: nothing is known of it.
            if strangers || doubts.contains(&Warning::CountWrong) {
                line.outcome.state = State::Unknown;
            }
            guard(&mut line.outcome);
            self.lines.push(line);
        }
    }
}

/// Marks answers to one request of which a newer one exists. `requests` names the request of each answer.
///
/// Where two answers are of the same time, or of none, and disagree, neither is believed.
pub fn supersede(answers: &mut [Answer], requests: &[Option<usize>], circumstances: &Circumstances) {
    let mut by_request: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, request) in requests.iter().enumerate() {
        if let Some(request) = request {
            by_request.entry(*request).or_default().push(index);
        }
    }
    for group in by_request.values().filter(|group| group.len() > 1) {
        let of = |index: &usize| answers.get(*index).map(|answer| (answer.created, answer.state));
        let newest = group.iter().filter_map(of).map(|(created, _)| created).max().flatten();
        let states: BTreeSet<State> =
            group.iter().filter_map(of).filter(|(created, _)| *created == newest).map(|(_, state)| state).collect();
        let undated = group.iter().filter_map(of).any(|(created, _)| created.is_none());
        for index in group {
            let Some(answer) = answers.get_mut(*index) else { continue };
            if answer.created != newest && answer.created.is_some() {
                answer.superseded();
            } else if states.len() > 1 || undated && newest.is_some() {
                answer.distrust(Warning::ConflictingAnswers, circumstances);
            }
        }
    }
}

impl Answer {
    fn superseded(&mut self) {
        warn(&mut self.warnings, Warning::Superseded);
        for event in &mut self.events {
            warn(&mut event.outcome.details.warnings, Warning::Superseded);
            for line in &mut event.lines {
                warn(&mut line.outcome.details.warnings, Warning::Superseded);
            }
        }
    }
}
