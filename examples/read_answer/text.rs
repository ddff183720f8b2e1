//! The answers for people: the most important line first, then the patient, what was granted, what to do.

use crate::page::{Page, joined};
use crate::show::{Shown, ShownAcknowledgment, Unmatched};
use std::io::{self, Write};
use x12_278::code::{CommunicationQualifier, Unit};
use x12_278::decision::{
    Answer, Contact, Decision, DocumentRequest, LineDecision, MatchedBy, Moment, NextStep, Outcome, Rejection, State,
    Warning,
};

/// Writes answer by answer.
pub(crate) struct Text<W> {
    out: W,
    now: Moment,
    begun: bool,
}

impl<W: Write> Text<W> {
    pub(crate) const fn new(out: W, now: Moment) -> Self {
        Self { out, now, begun: false }
    }

    /// The day of the reading, as deadlines are written.
    fn day(&self) -> String {
        self.now.0.format("%Y-%m-%d").to_string()
    }

    fn write(&mut self, page: Page) -> io::Result<()> {
        let gap = if std::mem::replace(&mut self.begun, true) { "\n" } else { "" };
        write!(self.out, "{gap}{}", page.into_text())
    }

    pub(crate) fn show_answer(&mut self, shown: &Shown) -> io::Result<()> {
        let mut page = Page::default();
        answer(&mut page, shown, &self.day());
        self.write(page)
    }

    pub(crate) fn show_acknowledgment(&mut self, shown: &ShownAcknowledgment) -> io::Result<()> {
        let mut page = Page::default();
        acknowledgment(&mut page, shown, &self.day());
        self.write(page)
    }

    pub(crate) fn show_end(&mut self, unmatched: &[Unmatched], all_read: bool) -> io::Result<()> {
        let mut page = Page::default();
        if !self.begun {
            let files = if all_read { "the files" } else { "the files that could be read" };
            page.heading(format!("NO ANSWER: {files} hold no answer and no acknowledgment"));
        }
        for one in unmatched {
            let what = match one.what {
                "request" => "REQUEST WITHOUT AN ANSWER",
                _ => "ANSWER WITHOUT A REQUEST",
            };
            page.heading(format!("{what}: set {} of {}", one.source.transaction, one.source.file));
        }
        let offset = self.now.0.offset();
        let zone = if offset.local_minus_utc() == 0 { "UTC".to_owned() } else { format!("UTC{offset}") };
        page.heading(format!("Read as of {}, days counted in {zone}.", self.now.0.format("%Y-%m-%d %H:%M")));
        self.write(page)?;
        self.out.flush()
    }
}

/// The one sentence that must not be missed.
fn headline(state: State) -> &'static str {
    match state {
        State::Approved => "APPROVED: certified as asked",
        State::ApprovedNoNumber => "APPROVED WITHOUT A NUMBER: call the payer for the authorization number first",
        State::Modified => "APPROVED WITH CHANGES: what was granted is not what was asked",
        State::Partial => "PARTLY APPROVED: each service below has its own answer",
        State::Denied => "DENIED: not certified",
        State::Pended => "NOT DECIDED YET: the payer is still reviewing, nothing is approved",
        State::ContactPayer => "CALL THE PAYER: it does not decide before it is called",
        State::NotRequired => "NO AUTHORIZATION NEEDED: keep this answer as proof",
        State::Cancelled => "CANCELLED: there is no authorization any more",
        State::Expired => "RUN OUT: the authorization has ended",
        State::RejectedBusiness => "NOT PROCESSED: something in the request is wrong. This is no denial, do not appeal",
        State::RejectedSyntax => "FILE REJECTED: nobody has reviewed the request. This is no denial, do not appeal",
        State::RejectedTransport => "FILE NOT TAKEN: the payer has not seen the request. This is no denial",
        State::Unknown => "NOTHING DECIDED: the answer does not say",
        State::ReviewManually => "UNCLEAR: a person must read this answer and call the payer",
    }
}

/// A state in two words, for one service.
const fn short(state: State) -> &'static str {
    match state {
        State::Approved => "approved",
        State::ApprovedNoNumber => "approved, no number",
        State::Modified => "approved with changes",
        State::Partial => "partly approved",
        State::Denied => "denied",
        State::Pended => "not decided yet",
        State::ContactPayer => "call the payer",
        State::NotRequired => "no authorization needed",
        State::Cancelled => "cancelled",
        State::Expired => "run out",
        State::RejectedBusiness => "not processed",
        State::RejectedSyntax | State::RejectedTransport => "file rejected",
        State::Unknown => "nothing decided",
        State::ReviewManually => "unclear",
    }
}

/// What may be scheduled of something that is approved; empty when nothing is.
fn scheduling(state: State, lines: &[&LineDecision]) -> &'static str {
    let can = lines.iter().filter(|line| line.schedulable().is_some()).count();
    let approved = lines.iter().filter(|line| line.outcome.state.is_approval()).count();
    match (state.is_approval() || state == State::Partial, can) {
        (false, _) => "",
        (true, 0) => ". DO NOT SCHEDULE YET",
        (true, can) if can == approved => "",
        (true, _) => ". DO NOT SCHEDULE ALL OF IT YET",
    }
}

fn answer(page: &mut Page, shown: &Shown, now: &str) {
    let answer = &shown.answer;
    let whole = match answer.events.as_slice() {
        [only] => only.outcome.state,
        _ => answer.state,
    };
    let lines: Vec<&LineDecision> = answer.lines().collect();
    let schedule = scheduling(whole, &lines);
    if answer.warnings.contains(&Warning::Superseded) {
        page.heading(format!("OUTDATED: a newer answer to the same request exists. This one said: {}", short(whole)));
    } else {
        page.heading(format!("{}{schedule}", headline(whole)));
    }
    page.below(|page| {
        if let Some(patient) = &answer.patient {
            let born = patient.birth_date.map(|day| format!("born {day}")).unwrap_or_default();
            let member = patient.member_id.as_ref().map(|id| format!("member {id}")).unwrap_or_default();
            let name = patient.name.as_deref().unwrap_or_default().to_owned();
            page.line("patient", joined([name, born, member]));
        }
        answer.warnings.iter().for_each(|warning| page.line("CAUTION", warning.title()));
        rejections(page, &answer.rejections);
        for (number, event) in (1..).zip(&answer.events) {
            if answer.events.len() > 1 {
                let lines: Vec<&LineDecision> = event.lines.iter().collect();
                let state = event.outcome.state;
                page.heading(format!("Event {number}: {}{}", headline(state), scheduling(state, &lines)));
            }
            decision(page, event, &answer.warnings, now);
        }
        for line in &answer.unmatched_lines {
            page.line("CAUTION", format!("service {line} of the answer was not asked for"));
        }
        steps(page, &answer.next_steps, now);
        if answer.more_to_follow {
            page.line("later", "the payer says that another answer will follow");
        }
        source(page, shown, answer);
    });
}

/// Who said it, when, to which request, and where it stands.
fn source(page: &mut Page, shown: &Shown, answer: &Answer) {
    let payer = answer.reviewer.as_ref().and_then(|payer| payer.name.as_deref()).unwrap_or_default();
    let created = answer.created.map(|time| format!("on {}", time.0.format("%Y-%m-%d %H:%M"))).unwrap_or_default();
    page.line("payer", joined([payer.to_owned(), created]));
    for contact in &answer.contacts {
        page.line("call", reach(contact));
    }
    let number = answer.request_number.as_deref().map(|number| format!("number {number}")).unwrap_or_default();
    let request = match (&shown.request, answer.matched_by) {
        (Some(source), by) => {
            let by = by.map_or("", MatchedBy::title);
            format!("set {} of {}, found by {by}", source.transaction, source.file)
        }
        (None, _) => "not at hand: what was asked could not be compared".to_owned(),
    };
    page.line("request", joined([number, request]));
    page.line("file", format!("set {} of {}", answer.transaction, shown.file));
}

/// One event. `said` are the warnings that were shown before.
fn decision(page: &mut Page, event: &Decision, said: &[Warning], now: &str) {
    outcome(page, &event.outcome, said);
    let said = [said, &event.outcome.details.warnings].concat();
    for line in &event.lines {
        service(page, line, &event.outcome, &said);
    }
    steps(page, &event.outcome.details.next_steps, now);
}

/// Numbers, period, reasons and what the payer wants.
fn outcome(page: &mut Page, outcome: &Outcome, said: &[Warning]) {
    let (numbers, details) = (&outcome.numbers, &outcome.details);
    let certifies = outcome.state.is_approval() || outcome.state == State::Partial;
    // A number beside anything but an approval must not be taken for one.
    let number = numbers.authorization_number.as_deref().filter(|_| certifies);
    page.line("authorization", number.unwrap_or_default());
    let doubtful = numbers.authorization_number.as_ref().filter(|_| !certifies);
    let others = [
        ("not usable", doubtful),
        ("case number", numbers.tracking_number.as_ref()),
        ("review number", numbers.review_number.as_ref()),
        ("reference", numbers.reference_number.as_ref()),
    ];
    for (name, number) in others.into_iter().filter_map(|(name, number)| Some((name, number?))) {
        page.line(name, format!("{number} (this is not an authorization number)"));
    }
    if let Some(span) = details.certified.as_ref().filter(|_| certifies) {
        page.line("valid", format!("{span}{}", if span.is_complete() { ", both days included" } else { "" }));
    }
    let unknown = details.action.as_ref().filter(|_| details.warns(Warning::UnknownAction));
    page.line("code", unknown.map(|code| format!("{code} (HCR01, as sent)")).unwrap_or_default());
    for warning in details.warnings.iter().filter(|warning| !said.contains(warning)) {
        page.line("CAUTION", warning.title());
    }
    for difference in &details.differences {
        let term = difference.term.map_or("", |term| term.title());
        page.line(
            "changed",
            format!("{term}: asked {}, granted {}", counted(&difference.asked), counted(&difference.granted)),
        );
    }
    for reason in &details.reasons {
        let text = reason.text.as_deref().unwrap_or("a code that is on no list; see the message, or ask");
        page.line("reason", format!("{text} ({})", reason.code));
    }
    rejections(page, &details.rejections);
    details.documents.iter().for_each(|document| wanted(page, document));
    details.messages.iter().for_each(|message| page.line("message", message));
    details.contacts.iter().for_each(|contact| page.line("send to", reach(contact)));
}

fn service(page: &mut Page, line: &LineDecision, event: &Outcome, said: &[Warning]) {
    let granted = &line.outcome.details.granted;
    let code =
        granted.procedure.as_ref().map(ToString::to_string).or_else(|| line.code.as_ref().map(ToString::to_string));
    let units = granted
        .quantity
        .as_ref()
        .map(|quantity| counted(&format!("{quantity} {}", granted.unit.as_deref().unwrap_or_default())));
    let what = joined([code.unwrap_or_else(|| "a service without a code".to_owned()), units.unwrap_or_default()]);
    let approved = line.outcome.state.is_approval();
    let schedule = match line.schedulable() {
        Some(found) => format!("; schedule {} to {}", found.from, found.through),
        None if approved => "; DO NOT SCHEDULE YET".to_owned(),
        None => String::new(),
    };
    page.line("service", format!("{what}: {}{schedule}", short(line.outcome.state)));
    // What the event says already is not said again.
    let mut own = line.outcome.clone();
    own.details.reasons.retain(|reason| !event.details.reasons.contains(reason));
    own.details.rejections.retain(|one| !event.details.rejections.contains(one));
    if own.numbers.authorization_number == event.numbers.authorization_number {
        own.numbers.authorization_number = None;
    }
    if own.details.certified == event.details.certified {
        own.details.certified = None;
    }
    page.below(|page| outcome(page, &own, said));
}

/// An amount with its unit in words: `168 UN` is `168 units`.
fn counted(text: &str) -> String {
    let parts = text.trim().rsplit_once(' ');
    let unit = parts.and_then(|(amount, unit)| Some((amount, Unit::read(unit)?.title()?)));
    unit.map_or_else(|| text.trim().to_owned(), |(amount, unit)| format!("{amount} {unit}"))
}

fn reach(contact: &Contact) -> String {
    let ways = contact.numbers.iter().map(|way| {
        let kind = way.kind.as_deref().and_then(CommunicationQualifier::read);
        let kind = kind.and_then(CommunicationQualifier::title).unwrap_or_default();
        format!("{kind} {}", way.number).trim().to_owned()
    });
    let address = contact.address.iter().map(ToString::to_string);
    joined(contact.name.iter().map(ToString::to_string).chain(address).chain(ways))
}

fn wanted(page: &mut Page, document: &DocumentRequest) {
    let described = document.description.as_deref().or(document.text.as_deref());
    let data = document.loinc.as_deref().map(|code| format!("the data of LOINC code {code}"));
    let what = described.map(str::to_owned).or(data).unwrap_or_else(|| "a document".to_owned());
    let number = document.control_number.as_deref().map(|number| format!("write {number} on it")).unwrap_or_default();
    let due = document.due.map(|due| format!("due {due}")).unwrap_or_default();
    page.line("send", joined([what, number, due]));
}

/// Whose data a rejection is about.
fn whose(place: &str) -> &str {
    match place {
        "2000A" | "2010A" => "payer",
        "2010B" => "requester",
        "2010C" => "subscriber",
        "2010D" => "patient",
        "2000E" => "event",
        "2010EA" | "2010FA" => "provider",
        "2010EC" => "transport",
        "2000F" => "service",
        "TA1" => "envelope",
        other => other,
    }
}

fn rejections(page: &mut Page, rejections: &[Rejection]) {
    for rejection in rejections {
        let text = rejection.cause.as_deref().or(rejection.text.as_deref()).unwrap_or("a code that is on no list");
        let code = rejection.reason.as_deref().map(|code| format!(" (code {code})")).unwrap_or_default();
        let segment = rejection.segment.as_deref().map(|number| format!(", segment {number}")).unwrap_or_default();
        let element = rejection.element.as_deref().filter(|_| rejection.segment.is_some());
        let element = element.map(|element| format!(" {element}")).unwrap_or_default();
        page.line("wrong", format!("{}{segment}{element}: {text}{code}", whose(&rejection.r#loop)));
    }
}

fn steps(page: &mut Page, steps: &[NextStep], now: &str) {
    for (number, step) in (1..).zip(steps) {
        let late = |due: &str| due.get(..10).is_some_and(|day| day < now);
        let due = step.due.as_deref();
        let due =
            due.map(|due| format!(" {} {due}", if late(due) { "OVERDUE SINCE" } else { "BY" })).unwrap_or_default();
        let from = step.not_before.as_deref().map(|from| format!(" Not before {from}.")).unwrap_or_default();
        let source = step.source.as_deref().map(|source| format!(" ({source})")).unwrap_or_default();
        let note = step.note.as_deref().map(|note| format!(" {note}")).unwrap_or_default();
        let check = if step.unverified { " CHECK THIS RULE: nobody has read it in the original." } else { "" };
        page.line(&format!("do {number}"), format!("{}{due}{from}{source}{note}{check}", step.text));
    }
}

fn acknowledgment(page: &mut Page, shown: &ShownAcknowledgment, now: &str) {
    let one = &shown.acknowledged;
    page.heading(match one.state {
        None => "FILE ACCEPTED, NOT ANSWERED YET: nothing is approved, the payer's answer is still to come",
        Some(state) => headline(state),
    });
    page.below(|page| {
        let numbers = [("interchange", &one.interchange), ("group", &one.group), ("set", &one.transaction)];
        let numbers = numbers.into_iter().filter_map(|(name, number)| Some(format!("{name} {}", number.as_deref()?)));
        page.line("what you sent", joined(numbers));
        one.warnings.iter().for_each(|warning| page.line("CAUTION", warning.title()));
        rejections(page, &one.rejections);
        steps(page, &one.next_steps, now);
        let by = one.by.map_or("-", |by| by.title());
        page.line("file", format!("{}, an acknowledgment ({by})", shown.file));
    });
}
