//! Makes a 278 request of an infusion order, or says what the order lacks.
//!
//! `cargo run --release --example request_infusion -- --profile health-net examples/data/orders/infliximab_home.json`

mod check;
#[path = "../common/mod.rs"]
mod common;

use chrono::NaiveDateTime;
use clap::Parser;
use common::{Failure, Outcome, complain, print};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use x12_278::infusion::{
    AuthorizationRule, BuildOptions, CodeTable, InfusionRequest, Injectable, Policies, PreferredDrug, TableError,
};
use x12_278::profile::Profile;

/// Makes a 278 request of an infusion order, or says what the order lacks: all that is wrong, each with its path.
///
/// Exit code 0: the request was made; 1: the order cannot become a clean request: something is missing or wrong, or is not
/// what an order has there; 2: wrong usage; 3: a file could not be read, the order is no JSON, or the output could not be
/// written.
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
    let text = std::str::from_utf8(&text).map_err(|_| Failure::Message("not JSON: not UTF-8".to_owned()))?;
    let draft = InfusionRequest::draft_from_json(text).map_err(|error| Failure::Message(error.to_string()))?;
    let options = BuildOptions::new(arguments.at.unwrap_or_else(now)).profile(profile).codes(codes);
    let options = BuildOptions { policies, ..options };
    let judged = check::judge(&draft, &options, arguments.control_number);
    if arguments.check {
        let (list, outcome) = check::check(&draft, &judged, &options);
        print(list.as_bytes())?;
        return Ok(outcome);
    }
    for problem in &judged.problems {
        complain(&format!("{}: {problem}", common::name(path)));
    }
    let Some(document) = judged.document else { return Ok(Outcome::FallsShort) };
    print(&document.write()?).map(|()| Outcome::Good)
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
