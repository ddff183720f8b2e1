//! One incoming file: checked as a whole, then taken apart set by set.

use crate::acknowledge::answers;
use crate::common::{Failure, Outcome, cannot, open_named};
use crate::rest::Rest;
use indicatif::ProgressBar;
use std::fmt::Display;
use std::fs::File;
use std::io::{BufWriter, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use x12_278::exchange::control_numbers::ControlNumbers;
use x12_278::exchange::index::Index;
use x12_278::exchange::outbox::Batch;
use x12_278::exchange::route::Umo;
use x12_278::exchange::split::envelop;
use x12_278::report::Issue;
use x12_278::syntax::SetPlace;
use x12_278::validate::{FileReport, GroupReport, InterchangeReport, SetReport, Validator};
use x12_278::{ErrorKind, Event, Reader, SetBuffer};

/// What is made of one file.
pub(crate) struct Distribution<'d, 'o> {
    pub(crate) path: &'d Path,
    /// What every file name begins with.
    pub(crate) label: &'d str,
    pub(crate) out_dir: &'d Path,
    pub(crate) batch: &'d mut Batch<'o>,
    pub(crate) outcome: Outcome,
}

impl Distribution<'_, '_> {
    /// Checks the file and puts everything that comes of it into the batch.
    pub(crate) fn distribute(
        mut self,
        validator: &mut Validator,
        bar: &ProgressBar,
        numbers: &mut impl ControlNumbers,
    ) -> Result<Outcome, Failure> {
        // The whole file is checked first: what a set is worth depends on the trailers behind it too.
        let report = match validator.read(bar.wrap_read(open_named(self.path)?)) {
            Ok(report) => report,
            Err(error) if error.kind() == ErrorKind::Io => return Err(error.into()),
            Err(error) => {
                self.quarantine_range("file", 0..u64::MAX, &error, &[])?;
                return Ok(self.outcome);
            }
        };
        let mut sets = report.interchanges.iter().flat_map(|one| &one.groups).flat_map(|group| &group.transactions);
        if sets.next().is_none() {
            let issues: Vec<&Issue> = report.all_issues().collect();
            self.quarantine_range("file", 0..u64::MAX, "there is no set in the file", &issues)?;
        } else {
            self.sets(&report, bar, numbers)?;
        }
        if let Some(answers) = answers(self.label, &report, numbers)? {
            self.write(Path::new("acknowledgments").join(format!("{}.edi", self.label)), &answers)?;
        }
        Ok(self.outcome)
    }

    fn sets(
        &mut self,
        report: &FileReport,
        bar: &ProgressBar,
        numbers: &mut impl ControlNumbers,
    ) -> Result<(), Failure> {
        let mut reader = Reader::new(bar.wrap_read(open_named(self.path)?));
        let (mut set, mut bytes, mut too_large) = (SetBuffer::new(), Vec::new(), false);
        let (mut rest, mut interchange, mut file) = (Rest::default(), 0, None);
        loop {
            let event = reader.next_event(&mut set)?;
            drop(reader.take_report());
            let offset = if event == Event::End { u64::MAX } else { set.place().offset };
            let (ranges, over) = rest.next(event, offset);
            let name = format!("{interchange}-rest");
            for range in ranges {
                self.append(&name, range, &mut file)?;
            }
            if let Some(found) = over {
                if let Some(mut file) = file.take() {
                    file.flush().map_err(cannot("write to", self.out_dir))?;
                    self.report(&format!("{}.{name}", self.label), found, &issues_of_interchange(report, interchange))?;
                }
                interchange += 1;
            }
            match event {
                Event::End => break,
                Event::Set => self.set(&set, &Verdict::of(report, set.place()), &mut bytes, numbers)?,
                Event::SetTooLarge => too_large = true,
                _ => {}
            }
        }
        if too_large {
            self.large_sets()?;
        }
        Ok(())
    }

    fn set(
        &mut self,
        set: &SetBuffer,
        verdict: &Verdict<'_>,
        bytes: &mut Vec<u8>,
        numbers: &mut impl ControlNumbers,
    ) -> Result<(), Failure> {
        bytes.clear();
        let refused = match envelop(set, numbers, bytes).map_err(|error| (error.kind(), error)) {
            Ok(()) => None,
            Err((ErrorKind::EnvelopeMissing, _)) => {
                bytes.extend_from_slice(set.bytes());
                bytes.push(set.delimiters().segment());
                Some("there is no interchange and group around it")
            }
            Err((ErrorKind::CountedDataShort, _)) => {
                // Not even a terminator can stand behind it.
                bytes.extend_from_slice(set.bytes());
                Some("it ends in counted data (BIN, BDS) that is cut short")
            }
            Err((_, error)) => return Err(error.into()),
        };
        let place = set.place();
        let name = format!("{}.{}-{}-{}", self.label, place.interchange, place.group, place.set);
        let why = match (verdict.refusal.or(refused), Umo::of(set)) {
            (None, Some(umo)) => {
                let folder = Path::new("accepted").join(umo.folder_name());
                return self.write(folder.join(format!("{name}.edi")), bytes);
            }
            (Some(refusal), _) => refusal,
            (None, None) => "it names no payer (UMO, loop 2010A) to whom it could go, or more than one",
        };
        let folder = Path::new("quarantine");
        self.write(folder.join(format!("{name}.edi")), bytes)?;
        self.report(&name, why, &verdict.issues)
    }

    /// Sets beyond the limit, copied as they lie in the file.
    fn large_sets(&mut self) -> Result<(), Failure> {
        for entry in Index::new(open_named(self.path)?) {
            let entry = entry?;
            if entry.kind.is_none() {
                let name = format!("{}-{}-{}", entry.interchange, entry.group, entry.set);
                let range = entry.offset..entry.offset + entry.length;
                self.quarantine_range(&name, range, "it is larger than the limit", &[])?;
            }
        }
        Ok(())
    }

    /// Puts a part of the incoming file into quarantine, byte for byte.
    fn quarantine_range(
        &mut self,
        name: &str,
        range: Range<u64>,
        why: impl Display,
        issues: &[&Issue],
    ) -> Result<(), Failure> {
        let mut file = None;
        let out_dir = self.out_dir;
        self.append(name, range, &mut file)?.flush().map_err(cannot("write to", out_dir))?;
        self.report(&format!("{}.{name}", self.label), why, issues)
    }

    /// Appends a part of the incoming file to a file in quarantine, which is made by the first.
    fn append<'f>(
        &mut self,
        name: &str,
        range: Range<u64>,
        file: &'f mut Option<BufWriter<File>>,
    ) -> Result<&'f mut BufWriter<File>, Failure> {
        let file = match file {
            Some(file) => file,
            None => {
                let path = Path::new("quarantine").join(format!("{}.{name}.edi", self.label));
                file.insert(self.batch.create(path)?)
            }
        };
        let mut input = open_named(self.path)?;
        input.seek(SeekFrom::Start(range.start))?;
        std::io::copy(&mut input.take(range.end - range.start), file)?;
        Ok(file)
    }

    /// Why something is in quarantine: places and codes, no value of the file.
    fn report(&mut self, name: &str, why: impl Display, issues: &[&Issue]) -> Result<(), Failure> {
        self.outcome = Outcome::FallsShort;
        self.batch.fall_short();
        let mut text = format!("quarantined: {why}\n");
        for issue in issues {
            text.push_str(&format!("{}: {issue}\n", issue.severity));
        }
        self.write(Path::new("quarantine").join(format!("{name}.txt")), text.as_bytes())
    }

    fn write(&mut self, path: PathBuf, bytes: &[u8]) -> Result<(), Failure> {
        let mut file = self.batch.create(path)?;
        file.write_all(bytes).and_then(|()| file.flush()).map_err(cannot("write to", self.out_dir))
    }
}

/// What is wrong with the file as a whole, and with one of its interchanges.
fn issues_of_interchange(report: &FileReport, number: usize) -> Vec<&Issue> {
    let interchange = number.checked_sub(1).and_then(|index| report.interchanges.get(index));
    report.issues.iter().chain(interchange.iter().flat_map(|one: &&InterchangeReport| &one.issues)).collect()
}

/// What the check of the whole file says about one set.
struct Verdict<'r> {
    /// Why the set may not go on.
    refusal: Option<&'static str>,
    issues: Vec<&'r Issue>,
}

impl<'r> Verdict<'r> {
    fn of(report: &'r FileReport, place: SetPlace) -> Self {
        let index = |number: u32| (number as usize).checked_sub(1);
        let interchange = index(place.interchange).and_then(|index| report.interchanges.get(index));
        let group = interchange.and_then(|one| one.groups.iter().rev().find(|group| group.number == place.group));
        let set = index(place.set).and_then(|index| group?.transactions.get(index));
        let set = set.filter(|set| set.offset == place.offset);
        let issues = report.issues.iter();
        let issues = issues.chain(interchange.iter().flat_map(|one: &&InterchangeReport| &one.issues));
        let issues = issues.chain(group.iter().flat_map(|one: &&GroupReport| &one.issues));
        let issues = issues.chain(set.iter().flat_map(|one: &&SetReport| &one.issues)).collect();
        let refusal = match (interchange, group.filter(|group| group.number > 0), set) {
            (Some(_), Some(_), Some(set)) if !set.is_accepted() => Some("the set is rejected"),
            (Some(_), Some(group), Some(_)) if group.ak901() == "R" => Some("its group is rejected"),
            (Some(one), Some(_), Some(_)) if one.ta104() == "R" => Some("its interchange is rejected"),
            (Some(_), Some(_), Some(_)) => None,
            _ => Some("it stands in no group"),
        };
        Self { refusal, issues }
    }
}
