//! Tells what a payer answered: the decision per event and per service, asked against granted, what to do next and
//! until when.
//!
//! `cargo run --release --example read_answer -- --request examples/data/infusion_request_dependent.edi
//! examples/data/response_modified.edi`

mod batch;
#[path = "../common/mod.rs"]
mod common;
#[path = "../common/page.rs"]
mod page;
mod show;
mod text;

use batch::{Batch, Rules};
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};
use clap::{Parser, ValueEnum};
use common::{Failure, Outcome, complain};
use show::{Json, Judge, Sink};
use std::path::PathBuf;
use std::process::ExitCode;
use text::Text;
use x12_278::decision::Moment;

/// Tells what a payer answered, and what to do next.
///
/// Exit code 0: all answers are clear; 1: an answer is unknown or needs a person, or with `--request` something is
/// unmatched; 2: wrong usage; 3: a file could not be read; what the others hold is shown all the same.
#[derive(Parser)]
struct Arguments {
    /// Files with the requests that were sent.
    #[arg(long)]
    request: Vec<PathBuf>,
    /// What holds for the payer, its rules about time and its words: `health-net`, or a profile in TOML.
    #[arg(long)]
    profile: Option<PathBuf>,
    /// The line of business, by its key in the profile; without it every rule of the profile counts.
    #[arg(long, requires = "profile")]
    plan: Option<String>,
    /// The time of the reading: 2026-02-16, 2026-02-16T09:30 or, with the payer's offset from UTC,
    /// 2026-02-16T09:30:00-08:00. UTC unless it says otherwise.
    #[arg(long, value_parser = moment)]
    now: Option<Moment>,
    /// Text for people, JSON for machines.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Files with answers; `-` is standard input.
    #[arg(required = true)]
    responses: Vec<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let profile = match arguments.profile.as_deref().map(common::profile).transpose() {
        Ok(profile) => profile,
        Err(Failure::Message(message)) => {
            complain(&format!("read_answer: {message}"));
            return ExitCode::from(3);
        }
        Err(Failure::BrokenPipe) => return ExitCode::from(3),
    };
    if let (Some(profile), Some(plan)) = (&profile, arguments.plan.as_deref()) {
        let lines = &profile.facts().lines_of_business;
        if !lines.is_empty() && lines.iter().all(|line| line.key != plan) {
            let keys: Vec<&str> = lines.iter().map(|line| line.key.as_str()).collect();
            complain(&format!(
                "read_answer: the profile has no such line of business (--plan); it has {}",
                keys.join(", ")
            ));
            return ExitCode::from(2);
        }
    }
    let Some(now) = arguments.now.or_else(clock) else {
        complain("read_answer: the clock of this computer cannot be read; give --now");
        return ExitCode::from(2);
    };
    let rules = Rules { now, plan: arguments.plan.clone(), profile };
    let out = common::output();
    match arguments.format {
        Format::Json => run(&arguments, &rules, Json::new(out, now)),
        Format::Text => run(&arguments, &rules, Text::new(out, now)),
    }
    .into()
}

fn run(arguments: &Arguments, rules: &Rules, sink: impl Sink) -> Outcome {
    let batch = Batch::open(rules, &arguments.request, &arguments.responses);
    if !batch.holds_answers() {
        return Outcome::Failed;
    }
    let with_requests = !arguments.request.is_empty();
    let mut judge = Judge { sink, with_requests, falls_short: false };
    match batch.show(&mut judge, with_requests) {
        Err(Failure::Message(message)) => {
            complain(&format!("read_answer: {message}"));
            Outcome::Failed
        }
        _ if batch.failed => Outcome::Failed,
        _ if judge.falls_short => Outcome::FallsShort,
        _ => Outcome::Good,
    }
}

/// The time of the clock, UTC.
fn clock() -> Option<Moment> {
    common::now().map(|now| Moment(now.and_utc().fixed_offset()))
}

/// A time as `--now` gives it; UTC unless it names an offset.
fn moment(text: &str) -> Result<Moment, &'static str> {
    if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        return Ok(Moment(moment));
    }
    let local = || {
        let (day, time) = text.split_once('T').unwrap_or((text, "00:00"));
        let day: NaiveDate = day.parse().ok()?;
        let time = NaiveTime::parse_from_str(time, "%H:%M").or_else(|_| NaiveTime::parse_from_str(time, "%H:%M:%S"));
        let utc = FixedOffset::east_opt(0)?;
        day.and_time(time.ok()?).and_local_timezone(utc).single().map(Moment)
    };
    local().ok_or("no date or time, such as 2026-02-16 or 2026-02-16T09:30:00-08:00")
}
