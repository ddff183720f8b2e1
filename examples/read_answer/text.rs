//! The answers for people: the most important line first.

use crate::{Answers, Shown, ShownAcknowledgment, day_words, matched_words};
use std::io::{self, Write};
use x12_278::decision::{Decision, DocumentRequest, LineDecision, NextStep, Outcome, Rejection, State, Warning};
use x12_278::element::Text;

pub(crate) fn write(out: &mut impl Write, answers: &Answers) -> io::Result<()> {
    for (number, shown) in answers.answers.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        answer(out, shown)?;
    }
    for shown in &answers.acknowledgments {
        acknowledgment(out, shown)?;
    }
    for one in &answers.unmatched {
        writeln!(out, "UNMATCHED {}: set {} of {}", one.what, one.source.transaction, one.source.file)?;
    }
    Ok(())
}

fn headline(state: State) -> String {
    let lead = match state {
        State::Approved => "APPROVED",
        State::ApprovedNoNumber => "APPROVED, NO NUMBER",
        State::Modified => "APPROVED WITH CHANGES",
        State::Partial => "PARTLY APPROVED",
        State::Denied => "DENIED",
        State::Pended => "PENDED",
        State::ContactPayer => "CALL THE PAYER",
        State::NotRequired => "NOT REQUIRED",
        State::Cancelled => "CANCELLED",
        State::Expired => "EXPIRED",
        State::RejectedBusiness | State::RejectedSyntax | State::RejectedTransport => "REJECTED",
        State::Unknown => "UNKNOWN",
        State::ReviewManually => "A PERSON MUST READ THIS",
    };
    format!("{lead}: {}", state.title())
}

fn answer(out: &mut impl Write, shown: &Shown) -> io::Result<()> {
    let answer = &shown.answer;
    let whole = match answer.events.as_slice() {
        [only] => only.outcome.state,
        _ => answer.state,
    };
    writeln!(out, "{}", headline(whole))?;
    for warning in &answer.warnings {
        writeln!(out, "  ! {}", warning.title())?;
    }
    if let Some(patient) = &answer.patient {
        let name = patient.name.as_deref().unwrap_or("-");
        let member = patient.member_id.as_deref().unwrap_or("-");
        writeln!(out, "  patient  {name}, born {}, member {member}", day_words(patient.birth_date))?;
    }
    let payer = answer.reviewer.as_ref().and_then(|payer| payer.name.as_deref()).unwrap_or("-");
    let number = answer.request_number.as_deref().unwrap_or("-");
    let created = answer.created.map_or_else(|| "-".to_owned(), |time| time.to_string());
    writeln!(out, "  payer    {payer}, answer of {created} to request {number}")?;
    match &shown.request {
        Some(source) => {
            writeln!(
                out,
                "  request  set {} of {}: {}",
                source.transaction,
                source.file,
                matched_words(answer.matched_by)
            )?;
        }
        None => writeln!(out, "  request  {}", matched_words(None))?,
    }
    rejections(out, "  ", &answer.rejections)?;
    steps(out, "  ", &answer.next_steps)?;
    for (number, event) in answer.events.iter().enumerate() {
        if answer.events.len() > 1 {
            writeln!(out, "  event {}: {}", number + 1, headline(event.outcome.state))?;
        }
        decision(out, event, &answer.warnings)?;
    }
    for line in &answer.unmatched_lines {
        writeln!(out, "  ! service {line} answers nothing that was asked")?;
    }
    for contact in &answer.contacts {
        let name = contact.name.as_deref().unwrap_or("-");
        let ways = contact.numbers.iter().map(|way| format!("{} {}", way.kind.as_deref().unwrap_or("-"), way.number));
        writeln!(out, "  contact  {name} {}", ways.collect::<Vec<_>>().join(", "))?;
    }
    if answer.more_to_follow {
        writeln!(out, "  more answers will follow")?;
    }
    writeln!(out, "  file     set {} of {}", answer.transaction, shown.file)
}

/// One event. `said` are the warnings that were shown before.
fn decision(out: &mut impl Write, event: &Decision, said: &[Warning]) -> io::Result<()> {
    outcome(out, "  ", &event.outcome, said)?;
    let said = [said, &event.outcome.details.warnings].concat();
    for line in &event.lines {
        service(out, line, &event.outcome, &said)?;
    }
    steps(out, "  ", &event.outcome.details.next_steps)
}

/// Numbers, period, reasons and what the payer wants.
fn outcome(out: &mut impl Write, indent: &str, outcome: &Outcome, said: &[Warning]) -> io::Result<()> {
    let numbers = &outcome.numbers;
    let named = [
        ("number", &numbers.authorization_number),
        ("tracking", &numbers.tracking_number),
        ("review", &numbers.review_number),
        ("reference", &numbers.reference_number),
    ];
    for (name, number) in named {
        if let Some(number) = number {
            let warning = if name == "number" { "" } else { " (no authorization)" };
            writeln!(out, "{indent}{name:<8} {number}{warning}")?;
        }
    }
    let details = &outcome.details;
    let certifies = outcome.state.is_approval() || outcome.state == State::Partial;
    if let Some(span) = details.certified.as_ref().filter(|_| certifies) {
        writeln!(out, "{indent}valid    {span}")?;
    }
    for warning in details.warnings.iter().filter(|warning| !said.contains(warning)) {
        writeln!(out, "{indent}! {}", warning.title())?;
    }
    for difference in &details.differences {
        let term = difference.term.map_or("-", |term| term.title());
        writeln!(out, "{indent}changed  {term}: asked {}, granted {}", difference.asked, difference.granted)?;
    }
    for reason in &details.reasons {
        let text = reason.text.as_deref().unwrap_or("a code that is not known");
        writeln!(out, "{indent}reason   {} {text}", reason.code)?;
    }
    rejections(out, indent, &details.rejections)?;
    for document in &details.documents {
        wanted(out, indent, document)?;
    }
    for message in &details.messages {
        writeln!(out, "{indent}message  {message}")?;
    }
    for contact in &details.contacts {
        let ways = contact.numbers.iter().map(|way| format!("{} {}", way.kind.as_deref().unwrap_or("-"), way.number));
        let address: Vec<&str> = contact.address.iter().map(Text::as_str).collect();
        let name = contact.name.as_deref().unwrap_or("-");
        writeln!(out, "{indent}send to  {name}, {} {}", address.join(", "), ways.collect::<Vec<_>>().join(", "))?;
    }
    Ok(())
}

fn service(out: &mut impl Write, line: &LineDecision, event: &Outcome, said: &[Warning]) -> io::Result<()> {
    let granted = &line.outcome.details.granted;
    let code =
        granted.procedure.as_ref().map_or_else(|| line.code.as_deref().unwrap_or("-").to_owned(), ToString::to_string);
    let units = granted.quantity.as_deref().unwrap_or_default();
    let unit = granted.unit.as_deref().unwrap_or_default();
    let schedule = line.schedulable().map(|found| format!("schedule {} to {}", found.from, found.through));
    let schedule = schedule.unwrap_or_else(|| "do not schedule".to_owned());
    writeln!(out, "  - {code:<12} {units:>6} {unit:<2} {:<16} {schedule}", line.outcome.state.name())?;
    // What the event says already is not said again.
    let mut own = line.outcome.clone();
    own.details.reasons.retain(|reason| !event.details.reasons.contains(reason));
    own.details.rejections.retain(|one| !event.details.rejections.contains(one));
    if own.numbers.authorization_number == event.numbers.authorization_number {
        own.numbers.authorization_number = None;
    }
    own.details.certified = None;
    outcome(out, "      ", &own, said)
}

fn wanted(out: &mut impl Write, indent: &str, document: &DocumentRequest) -> io::Result<()> {
    let what = document.description.as_deref().or(document.text.as_deref()).unwrap_or("data");
    let code = document.report_type.as_deref().or(document.loinc.as_deref()).unwrap_or("-");
    let number =
        document.control_number.as_deref().map(|number| format!(", control number {number}")).unwrap_or_default();
    let due = document.due.map(|due| format!(", due {due}")).unwrap_or_default();
    writeln!(out, "{indent}wants    {code} {what}{number}{due}")
}

fn rejections(out: &mut impl Write, indent: &str, rejections: &[Rejection]) -> io::Result<()> {
    for rejection in rejections {
        let reason = rejection.reason.as_deref().unwrap_or("-");
        let text = rejection.cause.as_deref().or(rejection.text.as_deref()).unwrap_or("a code that is not known");
        let place = rejection.segment.as_deref().map(|number| format!(", segment {number}")).unwrap_or_default();
        let element = rejection
            .element
            .as_deref()
            .filter(|element| **element != *rejection.r#loop)
            .map(|element| format!(" {element}"))
            .unwrap_or_default();
        writeln!(out, "{indent}rejected {}{place}{element}: {reason} {text}", rejection.r#loop)?;
    }
    Ok(())
}

fn steps(out: &mut impl Write, indent: &str, steps: &[NextStep]) -> io::Result<()> {
    for step in steps {
        let due = step.due.as_deref().map(|due| format!(" By {due}")).unwrap_or_default();
        let from = step.not_before.as_deref().map(|from| format!(" Not before {from}")).unwrap_or_default();
        let source = step.source.as_deref().map(|source| format!(" ({source})")).unwrap_or_default();
        let check = if step.unverified { " UNVERIFIED RULE" } else { "" };
        writeln!(out, "{indent}-> {}{due}{from}{source}{check}", step.text)?;
    }
    Ok(())
}

fn acknowledgment(out: &mut impl Write, shown: &ShownAcknowledgment) -> io::Result<()> {
    let one = &shown.acknowledged;
    let by = one.by.map_or("-", |by| by.name());
    let numbers = [("interchange", &one.interchange), ("group", &one.group), ("set", &one.transaction)];
    let numbers = numbers.into_iter().filter_map(|(name, number)| Some(format!("{name} {}", number.as_deref()?)));
    let about = numbers.collect::<Vec<_>>().join(", ");
    match one.state {
        Some(state) => writeln!(out, "{} ({by}, {about})", headline(state))?,
        None => writeln!(out, "ACCEPTED, NOT ANSWERED YET ({by}, {about})")?,
    }
    for warning in &one.warnings {
        writeln!(out, "  ! {}", warning.title())?;
    }
    rejections(out, "  ", &one.rejections)?;
    steps(out, "  ", &one.next_steps)
}
