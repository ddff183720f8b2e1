//! An answer held against its request: what became of each service that was asked for.

use super::answer::Answer;
use super::asked::{Asked, AskedEvent};
use super::decide::Decision;
use super::granted::{Terms, contradict, total};
use super::level::guard;
use super::line::{LineDecision, inherit};
use super::record::OwnedText;
use super::requests::CROWD;
use super::trace::{MatchedBy, TraceKey, echoes, key};
use super::warning::warn;
use super::{Circumstances, Outcome, State, Warning};
use crate::profile::time::Day;
use std::collections::{BTreeMap, BTreeSet, HashMap};

impl Answer {
    /// Holds the answer against its request: each service against what was asked, what the answer does not mention,
    /// and what it mentions without having been asked. To be done once.
    pub fn compare(&mut self, asked: &Asked, by: MatchedBy, circumstances: &Circumstances) {
        self.matched_by = Some(by);
        let only_one = self.events.len() == 1;
        let confirm = by == MatchedBy::Member || by != MatchedBy::Trace && self.returns_other_numbers(asked);
        let events = Events::new(&asked.events);
        for event in &mut self.events {
            match events.of(event, only_one) {
                Some(asked) => event.compare(asked, circumstances, &mut self.unmatched_lines),
                None => self.unmatched_lines.extend(event.lines.iter().map(name_of)),
            }
            if confirm {
                event.lines.iter_mut().for_each(|line| warn(&mut line.outcome.details.warnings, Warning::ConfirmMatch));
            }
            event.settle(circumstances);
        }
        if confirm {
            warn(&mut self.warnings, Warning::ConfirmMatch);
        }
        self.settle();
    }

    /// Whether both sides have trace numbers of the requester and none of them is the same.
    fn returns_other_numbers(&self, asked: &Asked) -> bool {
        let own = asked.events.iter().flat_map(|event| {
            event.traces.iter().chain(event.lines.iter().flat_map(|line| &line.traces)).filter_map(key)
        });
        let own: BTreeSet<TraceKey> = own.collect();
        let traces = self
            .events
            .iter()
            .flat_map(|event| echoes(&event.traces).chain(event.lines.iter().flat_map(|line| echoes(&line.traces))));
        let returned: BTreeSet<TraceKey> = traces.collect();
        !own.is_empty() && !returned.is_empty() && own.is_disjoint(&returned)
    }
}

/// The events of a request by their trace numbers and by those of their services, each number with two of its events at
/// most: two are as good as many, for neither is then the one.
struct Events<'q> {
    asked: &'q [AskedEvent],
    by_own: HashMap<TraceKey, Vec<usize>>,
    by_lines: HashMap<TraceKey, Vec<usize>>,
}

impl<'q> Events<'q> {
    fn new(asked: &'q [AskedEvent]) -> Self {
        let mut events = Self { asked, by_own: HashMap::new(), by_lines: HashMap::new() };
        for (index, event) in asked.iter().enumerate() {
            let own = event.traces.iter().filter_map(key);
            let lines = event.lines.iter().flat_map(|line| &line.traces).filter_map(key);
            own.for_each(|key| note(events.by_own.entry(key).or_default(), index));
            lines.for_each(|key| note(events.by_lines.entry(key).or_default(), index));
        }
        events
    }

    /// The event that was asked for: by its own trace numbers, by those of its services, or because there is only one.
    fn of(&self, event: &Decision, only_one: bool) -> Option<&'q AskedEvent> {
        let single = |holders: &HashMap<TraceKey, Vec<usize>>, keys: &mut dyn Iterator<Item = TraceKey>| {
            let found: BTreeSet<usize> = keys.filter_map(|key| holders.get(&key)).flatten().copied().collect();
            found.first().copied().filter(|_| found.len() == 1)
        };
        let by_own = single(&self.by_own, &mut echoes(&event.traces));
        let by_lines = || single(&self.by_lines, &mut event.lines.iter().flat_map(|line| echoes(&line.traces)));
        let by_count = || (only_one && self.asked.len() == 1).then_some(0);
        self.asked.get(by_own.or_else(by_lines).or_else(by_count)?)
    }
}

fn note(holders: &mut Vec<usize>, index: usize) {
    if holders.len() < 2 && !holders.contains(&index) {
        holders.push(index);
    }
}

impl Outcome {
    /// REF BB names an earlier review, or the number that the payer gives now. It is the new number when the request did
    /// not send it.
    fn numbers_given(&mut self, sent: &[OwnedText]) {
        let number = self.numbers.authorization_number.as_deref().map(str::trim);
        if self.numbers.from_previous && number.is_some_and(|number| sent.iter().all(|one| one.trim() != number)) {
            self.numbers.from_previous = false;
            self.numbers.previous_number = None;
            self.details.warnings.retain(|warning| *warning != Warning::PreviousNumberOnly);
        }
    }
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
        self.outcome.numbers_given(&asked.references);
        for line in &mut self.lines {
            line.outcome.numbers_given(&asked.references);
        }
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
        let mut unsummed = false;
        if merged {
            // What is granted is granted of the services with the code of the answer. Of the others nothing is said.
            let named: Vec<&Terms> = terms.iter().filter(|one| one.code() == granted.code()).collect();
            let sum = total(named.iter().copied());
            unsummed = named.len() < terms.len() || sum.is_none() && granted.quantity.is_some();
            if let Some(one) = named.first() {
                wanted = (*one).clone();
            }
            (wanted.quantity, wanted.unit) = sum.map_or((None, None), |(quantity, unit)| (Some(quantity), unit));
        }
        if split {
            let of = |approved: bool| {
                let here = parts.iter().filter_map(|part| self.lines.get(*part));
                let here = here.filter(move |part| part.outcome.state.is_approval() == approved);
                here.map(|part| &part.outcome.details.granted).collect::<Vec<&Terms>>()
            };
            let approved = of(true);
            let sum = total(approved.iter().copied()).filter(|_| parts.len() <= CROWD);
            unsummed |= sum.is_none() && approved.iter().any(|part| part.quantity.is_some());
            unsummed |= contradict(&approved, &of(false), &wanted);
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
        // The period has to hold the first day of each service that the answer is for.
        let firsts = terms.iter().filter_map(|one| one.dates.as_ref()?.from);
        let days: Vec<Day> = match circumstances.first_dose {
            Some(day) if !merged => vec![day],
            day => day.into_iter().chain(firsts).collect(),
        };
        details.asked = Some(wanted);
        let state = &mut line.outcome.state;
        if !state.is_approval() {
            return;
        }
        if unsummed {
            warn(&mut details.warnings, Warning::SumUnknown);
        }
        if details.certified.as_ref().is_some_and(|span| days.iter().any(|day| !span.holds(*day))) {
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
        let level = self.level();
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
            // The service may be answered under another name: nothing is known of it.
            if strangers {
                line.outcome.state = State::Unknown;
            }
            guard(&mut line.outcome);
            self.lines.push(line);
        }
    }
}
