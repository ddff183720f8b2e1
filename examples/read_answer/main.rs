//! Tells what a payer answered: the decision per event and per service, asked against granted, what to do next and
//! until when.
//!
//! `cargo run --release --example read_answer -- --request examples/data/infusion_request_dependent.edi
//! examples/data/response_modified.edi`
//!
//! Exit code 0: all answers are clear. 1: an answer is unknown or needs a person, or with `--request` something is
//! unmatched. 2: wrong usage. 3: a file cannot be read.

#![allow(clippy::print_stderr, reason = "a program tells its user what is wrong")]

#[path = "../common/mod.rs"]
mod common;
mod text;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};
use clap::{Parser, ValueEnum};
use serde::Serialize;
use std::collections::BTreeSet;
use std::io::{ErrorKind, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::SystemTime;
use x12_278::decision::{
    Acknowledged, Answer, Asked, Calendar, Circumstances, Day, MatchedBy, Moment, Requests, Scope, Timing, Urgency,
    acknowledgments, answers, is_drug_code, supersede,
};
use x12_278::profile::Profile;
use x12_278::syntax::Delimiters;
use x12_278::{Document, ReadOptions};

/// Tells what a payer answered, and what to do next.
#[derive(Parser)]
struct Arguments {
    /// Files with the requests that were sent.
    #[arg(long)]
    request: Vec<String>,
    /// What holds for the payer, its rules about time and its words: `health-net`, or a profile in TOML.
    #[arg(long)]
    profile: Option<PathBuf>,
    /// The line of business, by its key in the profile; without it every rule of the profile counts.
    #[arg(long)]
    plan: Option<String>,
    /// The time of the reading: 2026-02-16, 2026-02-16T09:30 or, with the payer's offset from UTC,
    /// 2026-02-16T09:30:00-08:00. UTC unless it says otherwise.
    #[arg(long)]
    now: Option<String>,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Files with answers; `-` is standard input.
    #[arg(required = true)]
    responses: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// One answer, where it stood, and the request it belongs to.
#[derive(Serialize)]
struct Shown {
    file: String,
    #[serde(flatten)]
    answer: Answer,
    request: Option<Source>,
}

#[derive(Serialize)]
struct ShownAcknowledgment {
    file: String,
    #[serde(flatten)]
    acknowledged: Acknowledged,
}

#[derive(Clone, Serialize)]
struct Source {
    file: String,
    transaction: String,
}

/// All answers of all files.
#[derive(Serialize)]
struct Answers {
    schema: &'static str,
    answers: Vec<Shown>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    acknowledgments: Vec<ShownAcknowledgment>,
    /// Answers without a request and requests without an answer.
    unmatched: Vec<Unmatched>,
}

#[derive(Serialize)]
struct Unmatched {
    what: &'static str,
    #[serde(flatten)]
    source: Source,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let usage = |message: &str| {
        eprintln!("read_answer: {message}");
        ExitCode::from(2)
    };
    let Some(now) = now(arguments.now.as_deref()) else { return usage("--now is no date or time") };
    let profile = match arguments.profile.as_deref().map(common::profile).transpose() {
        Ok(profile) => profile,
        Err(common::Failure::Message(message)) => return unreadable(&message),
        Err(common::Failure::BrokenPipe) => return unreadable("the profile cannot be read"),
    };
    let answers = match run(&arguments, now, profile.as_ref()) {
        Ok(answers) => answers,
        Err(message) => return unreadable(&message),
    };
    let mut out = std::io::stdout().lock();
    let written = match arguments.format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &answers).map_err(Into::into).and_then(|()| writeln!(out))
        }
        Format::Text => text::write(&mut out, &answers),
    };
    match written {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => unreadable(&error.to_string()),
        _ => ExitCode::from(u8::from(falls_short(&answers, !arguments.request.is_empty()))),
    }
}

fn unreadable(message: &str) -> ExitCode {
    eprintln!("read_answer: {message}");
    ExitCode::from(3)
}

fn falls_short(answers: &Answers, with_requests: bool) -> bool {
    let unmatched =
        !answers.unmatched.is_empty() || answers.answers.iter().any(|shown| !shown.answer.unmatched_lines.is_empty());
    answers.answers.iter().any(|shown| shown.answer.needs_a_person()) || with_requests && unmatched
}

/// The time given, or the clock's.
fn now(text: Option<&str>) -> Option<Moment> {
    let Some(text) = text else {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok()?;
        return DateTime::from_timestamp_secs(i64::try_from(since.as_secs()).ok()?)
            .map(|utc| Moment(utc.fixed_offset()));
    };
    if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        return Some(Moment(moment));
    }
    let (day, time) = text.split_once('T').unwrap_or((text, "00:00"));
    let day: NaiveDate = day.parse().ok()?;
    let time =
        NaiveTime::parse_from_str(time, "%H:%M").or_else(|_| NaiveTime::parse_from_str(time, "%H:%M:%S")).ok()?;
    let utc = FixedOffset::east_opt(0)?;
    day.and_time(time).and_local_timezone(utc).single().map(Moment)
}

fn bytes(path: &str) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = match path {
        "-" => std::io::stdin().lock().read_to_end(&mut bytes).map(|_| ()),
        path => std::fs::read(path).map(|all| bytes = all),
    };
    read.map(|()| bytes).map_err(|error| format!("{path}: {error}"))
}

/// Reads all files and ties the answers to the requests. A request may stand in a file of answers too.
fn run(arguments: &Arguments, now: Moment, profile: Option<&Profile>) -> Result<Answers, String> {
    let options = ReadOptions { bare: Some(Delimiters::STANDARD), ..ReadOptions::default() };
    let circumstances = Circumstances { today: Some(now.day_at(*now.0.offset())), ..Circumstances::default() };
    let mut requests = Requests::new();
    let mut sources: Vec<Source> = Vec::new();
    let mut found: Vec<(String, Answer)> = Vec::new();
    let mut acknowledged = Vec::new();
    let answering = arguments.responses.iter().map(|path| (path, true));
    for (path, is_answer) in arguments.request.iter().map(|path| (path, false)).chain(answering) {
        let bytes = bytes(path)?;
        let read = Document::read_with(&bytes, &options).map_err(|error| format!("{path}: {error}"))?;
        for asked in read.document.transactions().filter_map(Asked::read) {
            sources.push(Source { file: path.clone(), transaction: asked.transaction.to_string() });
            requests.push(asked);
        }
        if is_answer {
            found.extend(answers(&read, &circumstances).into_iter().map(|answer| (path.clone(), answer)));
            let all = acknowledgments(&read.document).into_iter();
            acknowledged.extend(all.map(|acknowledged| ShownAcknowledgment { file: path.clone(), acknowledged }));
        }
    }
    let (files, mut all): (Vec<String>, Vec<Answer>) = found.into_iter().unzip();
    let matched: Vec<Option<usize>> = all.iter_mut().map(|answer| answer.pair(&requests, &circumstances)).collect();
    supersede(&mut all, &matched, &circumstances);
    for (answer, request) in all.iter_mut().zip(&matched) {
        let asked = request.and_then(|index| requests.asked().get(index));
        let mut timing = Timing::new(Calendar::new(*now.0.offset()));
        timing.plan.clone_from(&arguments.plan);
        if let Some(asked) = asked {
            let expedited = asked.events.iter().any(|event| event.expedited);
            timing.urgency = Some(if expedited { Urgency::Expedited } else { Urgency::Standard });
            let received = asked.created.and_then(|created| created.0.and_local_timezone(*now.0.offset()).single());
            timing.receipt.received = received.map(Moment);
        }
        let codes: Vec<&str> = answer.lines().filter_map(|line| line.code.as_deref()).collect();
        let scope = if codes.iter().copied().any(is_drug_code) { Scope::Drug } else { Scope::Service };
        timing.scope = (!codes.is_empty()).then_some(scope);
        if let Some(profile) = profile {
            answer.set_meanings(profile);
            answer.set_deadlines(profile, &timing);
        }
    }
    let answered: BTreeSet<usize> = matched.iter().flatten().copied().collect();
    let mut unmatched = Vec::new();
    if !arguments.request.is_empty() {
        let lonely = files.iter().zip(&all).zip(&matched).filter(|(_, request)| request.is_none());
        unmatched.extend(lonely.map(|((file, answer), _)| Unmatched {
            what: "answer",
            source: Source { file: file.clone(), transaction: answer.transaction.to_string() },
        }));
        let open = sources.iter().enumerate().filter(|(index, _)| !answered.contains(index));
        unmatched.extend(open.map(|(_, source)| Unmatched { what: "request", source: source.clone() }));
    }
    let answers = files.into_iter().zip(all).zip(matched).map(|((file, answer), request)| Shown {
        file,
        answer,
        request: request.and_then(|index| sources.get(index).cloned()),
    });
    Ok(Answers { schema: "x12-278/answer/1", answers: answers.collect(), acknowledgments: acknowledged, unmatched })
}

/// Words for the text output.
fn matched_words(by: Option<MatchedBy>) -> &'static str {
    by.map_or("no request found", MatchedBy::title)
}

fn day_words(day: Option<Day>) -> String {
    day.map_or_else(|| "-".to_owned(), |day| day.to_string())
}
