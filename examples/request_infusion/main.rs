//! Makes a 278 request of an infusion order, or says what the order lacks.
//!
//! `cargo run --release --example request_infusion -- --profile health-net examples/data/orders/infliximab_home.json`

#[path = "../common/mod.rs"]
mod common;

use chrono::NaiveDateTime;
use clap::Parser;
use common::{Failure, Outcome, complain, print};
use std::cmp::Reverse;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use x12_278::infusion::{
    AuthorizationQuestion, AuthorizationRule, BuildOptions, CodeTable, InfusionRequest, Injectable, Needed, Policies,
    PreferredDrug, Problems, Reason, State, TableError, checklist, route,
};
use x12_278::profile::Profile;
use x12_278::report::Severity;

/// Makes a 278 request of an infusion order, or says what the order lacks.
#[derive(Parser)]
struct Arguments {
    /// What the payer wants: `health-net`, or a profile in TOML.
    #[arg(long)]
    profile: Option<PathBuf>,
    /// Drug and procedure codes, a table of tab-separated values: laid over those that ship.
    #[arg(long)]
    codes: Option<PathBuf>,
    /// Which codes need authorization, a table of tab-separated values; without one that is not known.
    #[arg(long)]
    authorization: Option<PathBuf>,
    /// Which drugs the plan wants tried first, a table of tab-separated values: instead of the one that ships.
    #[arg(long)]
    preferred: Option<PathBuf>,
    /// Class and risk holder of injectables, a table of tab-separated values: its rows go before those that ship.
    #[arg(long)]
    injectables: Option<PathBuf>,
    /// Print the completeness list and the routing hints instead of the request.
    #[arg(long)]
    check: bool,
    /// Control number of interchange and group.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=999_999_999))]
    control_number: u32,
    /// When the request is made, as YYYY-MM-DDTHH:MM:SS; now when absent.
    #[arg(long, value_parser = time)]
    at: Option<NaiveDateTime>,
    /// The order; `-` for standard input.
    order: PathBuf,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match facts(&arguments) {
        Ok(facts) => common::for_each_file(&[&arguments.order], |path| run(&arguments, &facts, path)),
        Err(Failure::Message(message)) => {
            complain(&message);
            Outcome::Failed.into()
        }
        Err(Failure::BrokenPipe) => Outcome::Good.into(),
    }
}

/// What holds for the payer, the codes and the rules: no matter of an order, so what is wrong with them is not said of one.
fn facts(arguments: &Arguments) -> Result<(Profile, CodeTable, Policies), Failure> {
    let profile = match arguments.profile.as_deref() {
        Some(name) => common::profile(name)?,
        None => Profile::common().clone(),
    };
    let (codes, policies) = tables(arguments)?;
    Ok((profile, codes, policies))
}

fn run(
    arguments: &Arguments,
    (profile, codes, policies): &(Profile, CodeTable, Policies),
    path: &Path,
) -> Result<Outcome, Failure> {
    let text = common::read(path)?;
    let text = std::str::from_utf8(&text).map_err(|_| Failure::Message("not UTF-8".to_owned()))?;
    let order = InfusionRequest::from_json(text).map_err(|error| Failure::Message(error.to_string()))?;
    let options = BuildOptions::new(arguments.at.unwrap_or_else(now)).profile(profile).codes(codes);
    let options = BuildOptions { policies, ..options };
    if arguments.check {
        let (list, outcome) = check(&order, &options);
        print(list.as_bytes())?;
        return Ok(outcome);
    }
    match request(&order, &options, arguments.control_number) {
        Ok(bytes) => print(&bytes?).map(|()| Outcome::Good),
        Err(problems) => {
            complain(&problems.to_string());
            Ok(Outcome::FallsShort)
        }
    }
}

/// The tables that ship, with those of the user.
fn tables(arguments: &Arguments) -> Result<(CodeTable, Policies), Failure> {
    let (mut codes, mut policies) = (CodeTable::shipped().clone(), Policies::shipped().clone());
    if let Some(own) = table(arguments.codes.as_deref(), CodeTable::load)? {
        codes = codes.overlaid_by(own);
    }
    if let Some(own) = table(arguments.authorization.as_deref(), AuthorizationRule::load)? {
        policies.authorization = own;
    }
    if let Some(own) = table(arguments.preferred.as_deref(), PreferredDrug::load)? {
        policies.preferred = own;
    }
    if let Some(own) = table(arguments.injectables.as_deref(), Injectable::load)? {
        policies.injectables.splice(0..0, own);
    }
    Ok((codes, policies))
}

/// One table of the user; what is wrong with it is said with file, line and cell.
fn table<T>(path: Option<&Path>, load: fn(&str) -> Result<T, TableError>) -> Result<Option<T>, Failure> {
    let Some(path) = path else { return Ok(None) };
    let said = |what: &dyn std::fmt::Display| Failure::Message(format!("{}: {what}", common::name(path)));
    let text = std::fs::read_to_string(path).map_err(common::cannot("read", path))?;
    load(&text).map(Some).map_err(|error| said(&error))
}

fn time(text: &str) -> Result<NaiveDateTime, &'static str> {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S").map_err(|_| "not a time of the form 2026-01-05T09:30:00")
}

/// The time of the computer's clock, in UTC.
fn now() -> NaiveDateTime {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let seconds = i64::try_from(since.as_secs()).unwrap_or_default();
    chrono::DateTime::from_timestamp(seconds, 0).unwrap_or_default().naive_utc()
}

/// The interchange, or what is wrong with the order.
fn request(
    order: &InfusionRequest,
    options: &BuildOptions<'_>,
    control_number: u32,
) -> Result<Result<Vec<u8>, x12_278::Error>, Problems> {
    let built = order.build(options)?;
    for warning in &built.warnings {
        complain(&format!("{}: {warning}", warning.severity));
    }
    let envelope = order.envelope.clone().unwrap_or_default();
    Ok(envelope.wrap(built.request, control_number, options.at)?.write())
}

/// A reason, with who says so.
fn because(reason: &Reason) -> String {
    match (reason.cited.is_empty(), reason.verified) {
        (true, true) => reason.text.to_string(),
        (true, false) => format!("{} (not verified)", reason.text),
        (false, true) => format!("{} ({})", reason.text, reason.cited),
        (false, false) => format!("{} ({}; not verified)", reason.text, reason.cited),
    }
}

/// The audit before submission: completeness, road, need of authorization, problems.
fn check(order: &InfusionRequest, options: &BuildOptions<'_>) -> (String, Outcome) {
    let mut text = String::from("completeness\n");
    let mut items = checklist(order, options);
    // What there is to do comes first.
    items.sort_by_key(|item| match item.state {
        State::Missing => (0, Reverse(Some(item.severity))),
        State::Unknown => (1, Reverse(None)),
        State::Present => (2, Reverse(None)),
        State::NotApplicable => (3, Reverse(None)),
    });
    for item in &items {
        let _ = writeln!(text, "  {item}");
    }
    let routing = route(order, options);
    let reviewer = routing.reviewer.map_or("", |reviewer| reviewer.name());
    let _ = writeln!(text, "road\n  {}", [routing.hint.name(), reviewer].join(" ").trim_end());
    let by = routing.reviewer.map(|reviewer| format!("; {} reviews", reviewer.title())).unwrap_or_default();
    let _ = writeln!(text, "  that is: {}{by}", routing.hint.title());
    for reason in &routing.reasons {
        let _ = writeln!(text, "  because {}", because(reason));
    }
    text.push_str("authorization needed\n");
    for code in order.drugs.iter().map(|drug| &drug.code).chain(order.services.iter().map(|service| &service.code)) {
        let on = order.first_day().unwrap_or(options.today());
        let place = order.site.as_ref().map(|site| site.kind.place_of_service().to_string()).unwrap_or_default();
        let question = AuthorizationQuestion {
            line_of_business: &order.coverage.line_of_business,
            code,
            place_of_service: &place,
            on,
            age: order.birth_date().and_then(|birth| on.age_of_born(birth)),
        };
        let needed = options.policies.needs_authorization(question);
        let hint = if needed == Needed::Unknown { " (no table says so: ask the plan)" } else { "" };
        let _ = writeln!(text, "  {code}: {}{hint}", needed.name());
    }
    let missing = |item: &x12_278::infusion::Item| item.state == State::Missing && item.severity == Severity::Error;
    let mut clean = !items.iter().any(missing);
    let built = order.build(options);
    let problems = match &built {
        Ok(built) => {
            text.push_str("said by no code, but carried by\n");
            for uncoded in &built.uncoded {
                let _ = writeln!(text, "  {}: {}", uncoded.what, uncoded.carrier.name());
            }
            built.warnings.as_slice()
        }
        Err(problems) => {
            clean = false;
            problems.list()
        }
    };
    text.push_str(if problems.is_empty() { "problems\n  none\n" } else { "problems\n" });
    for problem in problems {
        let _ = writeln!(text, "  {}: {problem}", problem.severity);
    }
    (text, if clean { Outcome::Good } else { Outcome::FallsShort })
}
