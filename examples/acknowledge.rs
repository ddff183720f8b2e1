//! Answers a file of 278s as its receiver would: TA1 for the envelope, a 999 for each functional group.

mod common;

use chrono::NaiveDateTime;
use clap::Parser;
use common::{Failure, Outcome};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use x12_278::ReadOptions;
use x12_278::ack::{Acknowledge, answer};
use x12_278::syntax::Delimiters;
use x12_278::validate::Validator;

/// Answers a file: one interchange for each received one, with TA1 and 999s. A bare set (ST to SE) is read as the other
/// programs read it, but has no envelope, so there is nobody to answer.
///
/// Exit code 0: everything was accepted; 1: something was rejected, or could not be answered; 2: wrong usage; 3: the
/// file could not be read, or the answer not written, also for want of control numbers.
#[derive(Parser)]
struct Arguments {
    /// The control number of the first answering interchange; each further one is one higher. Behind 999999999 there is
    /// none: the file is then not answered at all.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=999_999_999))]
    control_number: u32,
    /// When the answer is made, as YYYY-MM-DDTHH:MM:SS; now (UTC) if it is left out.
    #[arg(long, value_parser = moment)]
    at: Option<NaiveDateTime>,
    /// Send a TA1 for every interchange, also where none was asked for and the envelope is good.
    #[arg(long)]
    always_ta1: bool,
    /// The file to answer; `-` is standard input.
    file: PathBuf,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    common::for_each_file(&[&arguments.file], |path| acknowledge(path, &arguments))
}

fn acknowledge(path: &Path, arguments: &Arguments) -> Result<Outcome, Failure> {
    let options = ReadOptions { bare: Some(Delimiters::STANDARD), ..ReadOptions::default() };
    let report = Validator::default().with_options(options).read(common::open_first(path)?)?;
    let at =
        arguments.at.or_else(common::now).ok_or_else(|| Failure::Message("the clock cannot be read".to_owned()))?;
    let how = Acknowledge { always_ta1: arguments.always_ta1, ..Acknowledge::new(arguments.control_number, at) };
    let answers = answer(&report, &how);
    if answers.numbers_spent {
        let (count, first) = (answers.document.interchanges.len(), arguments.control_number);
        let sentence = format!("no control number is left: {count} answers begin at {first}, the highest is 999999999");
        return Err(Failure::Message(sentence));
    }
    common::print(&answers.document.write()?)?;
    if answers.document.interchanges.is_empty() && answers.unanswerable.is_empty() {
        common::complain(&format!("{}: nothing to answer: it holds no group of 278s", common::name(path)));
    }
    let is_bare = report.interchanges.iter().all(|interchange| interchange.header.is_none());
    for number in &answers.unanswerable {
        let name = common::name(path);
        common::complain(&match is_bare {
            true => format!("{name}: a bare set (ST to SE) has no envelope, so there is nobody to answer"),
            false => format!("{name}: interchange {number} names no partner to answer"),
        });
    }
    let good = report.is_accepted() && answers.unanswerable.is_empty();
    Ok(if good { Outcome::Good } else { Outcome::FallsShort })
}

fn moment(text: &str) -> Result<NaiveDateTime, String> {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S").map_err(|error| error.to_string())
}
