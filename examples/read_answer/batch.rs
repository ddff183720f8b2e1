//! Files of answers and of requests, read one set at a time: memory does not grow with what a request holds.

use crate::common::{self, Failure, Output, complain_about, name, read};
use crate::show::{Shown, ShownAcknowledgment, Sink, Source, Unmatched};
use std::collections::{BTreeSet, HashMap};
use std::fs::File;
use std::io::{Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use x12_278::decision::{
    Answer, Asked, Calendar, Circumstances, Latest, Message, Messages, Moment, RequestIndex, SameRequest, Scope,
    Timing, Urgency, is_drug_code,
};
use x12_278::profile::Profile;
use x12_278::syntax::Delimiters;
use x12_278::{Document, ReadOptions};

/// What holds for the whole run.
pub(crate) struct Rules {
    pub(crate) now: Moment,
    pub(crate) plan: Option<String>,
    pub(crate) profile: Option<Profile>,
}

/// A file that can be read several times; standard input is kept in memory.
enum Input {
    File(PathBuf),
    Memory(Vec<u8>),
}

trait Seekable: Read + Seek {}
impl<T: Read + Seek> Seekable for T {}

impl Input {
    fn open(&self, output: Output) -> Result<Box<dyn Read + '_>, Failure> {
        Ok(match self {
            Self::File(path) => Box::new(common::open_file(path, output)?),
            Self::Memory(bytes) => Box::new(bytes.as_slice()),
        })
    }

    /// The file for a look at one place in it.
    fn seekable(&self) -> Result<Box<dyn Seekable + '_>, Failure> {
        Ok(match self {
            Self::File(path) => Box::new(File::open(path).map_err(common::cannot("read", path))?),
            Self::Memory(bytes) => Box::new(Cursor::new(bytes)),
        })
    }
}

/// One file, and what the first reading found in it.
struct InputFile {
    name: String,
    input: Input,
    /// Interchanges in which a decision stands outside of every set.
    doubted: BTreeSet<u32>,
    is_answer: bool,
}

/// Where a request stands.
struct Place {
    file: usize,
    offset: u64,
    length: usize,
    delimiters: Delimiters,
    transaction: String,
}

/// All files of a run, and the requests in them by their numbers.
pub(crate) struct Batch<'r> {
    rules: &'r Rules,
    circumstances: Circumstances,
    files: Vec<InputFile>,
    index: RequestIndex,
    places: Vec<Place>,
    /// Requests that cannot be read again from their bytes alone.
    kept: HashMap<usize, Asked>,
    /// Whether something could not be read.
    pub(crate) failed: bool,
}

fn options() -> ReadOptions {
    ReadOptions { bare: Some(Delimiters::STANDARD), ..ReadOptions::default() }
}

impl<'r> Batch<'r> {
    /// Reads the numbers of all requests; a file of answers may hold requests too.
    pub(crate) fn open(rules: &'r Rules, requests: &[PathBuf], responses: &[PathBuf]) -> Self {
        let circumstances = Circumstances { today: Some(rules.now.day_at(*rules.now.0.offset())), ..<_>::default() };
        let mut batch = Self {
            rules,
            circumstances,
            files: Vec::new(),
            index: RequestIndex::new(),
            places: Vec::new(),
            kept: HashMap::new(),
            failed: false,
        };
        for path in requests {
            batch.guarded(path, |batch| batch.add(path, false));
        }
        for path in responses {
            batch.guarded(path, |batch| batch.add(path, true));
        }
        batch
    }

    /// What goes wrong with one file does not stop the others.
    fn guarded(&mut self, path: &Path, work: impl FnOnce(&mut Self) -> Result<(), Failure>) {
        if let Err(Failure::Message(message)) = work(self) {
            complain_about(path, &message);
            self.failed = true;
        }
    }

    fn add(&mut self, path: &Path, is_answer: bool) -> Result<(), Failure> {
        let is_stream = path.as_os_str() == "-" || !path.is_file();
        let input = if is_stream { Input::Memory(read(path)?) } else { Input::File(path.to_owned()) };
        let file = self.files.len();
        let mut messages = Messages::with_options(input.open(Output::Afterwards)?, &options(), &self.circumstances);
        while let Some(message) = messages.next() {
            let Message::Asked(asked) = message? else { continue };
            let set = messages.source();
            let (offset, length, delimiters) = (set.place().offset, set.bytes().len(), set.delimiters());
            let index = self.index.add(&asked);
            self.places.push(Place { file, offset, length, delimiters, transaction: asked.transaction.to_string() });
            if read_again(set.bytes(), delimiters).as_ref() != Some(&asked) {
                self.kept.insert(index, asked);
            }
        }
        let doubted = messages.doubted().clone();
        drop(messages);
        self.files.push(InputFile { name: name(path), input, doubted, is_answer });
        Ok(())
    }

    fn fetch(&self, index: usize) -> Option<Asked> {
        if let Some(asked) = self.kept.get(&index) {
            return Some(asked.clone());
        }
        let place = self.places.get(index)?;
        let mut input = self.files.get(place.file)?.input.seekable().ok()?;
        input.seek(SeekFrom::Start(place.offset)).ok()?;
        let mut bytes = vec![0; place.length];
        input.read_exact(&mut bytes).ok()?;
        read_again(&bytes, place.delimiters)
    }

    fn source(&self, index: usize) -> Option<Source> {
        let place = self.places.get(index)?;
        let file = self.files.get(place.file)?.name.clone();
        Some(Source { file, transaction: place.transaction.clone() })
    }

    /// Gives every answer, held against its request, to `take`.
    fn answers(
        &self,
        output: Output,
        mut take: impl FnMut(&InputFile, Message, Option<usize>) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        for file in self.files.iter().filter(|file| file.is_answer) {
            let messages = Messages::with_options(file.input.open(output)?, &options(), &self.circumstances);
            for message in messages.doubting(file.doubted.clone()) {
                let mut message = message?;
                let request = match &mut message {
                    Message::Answer(answer) => {
                        answer.pair_with(&self.index, |index| self.fetch(index), &self.circumstances)
                    }
                    Message::Asked(_) | Message::Acknowledged(_) => None,
                };
                take(file, message, request)?;
            }
        }
        Ok(())
    }

    /// Whether a file of answers could be read.
    pub(crate) fn holds_answers(&self) -> bool {
        self.files.iter().any(|file| file.is_answer)
    }

    /// Reads the answers, first for which are the newest, then to show them. `with_requests`: say what is unmatched.
    pub(crate) fn show(&self, sink: &mut dyn Sink, with_requests: bool) -> Result<(), Failure> {
        let mut latest = Latest::new();
        let mut same = SameRequest::default();
        // Answers without a request at hand are told apart by the numbers that they return.
        let known = self.index.len();
        let mut index = |answer: &Answer, request: Option<usize>| {
            request.or_else(|| same.index_of(answer).map(|index| known + index))
        };
        self.answers(Output::Afterwards, |_, message, request| {
            if let Message::Answer(answer) = &message
                && let Some(request) = index(answer, request)
            {
                latest.note(request, answer);
            }
            Ok(())
        })?;
        let mut unmatched = Vec::new();
        self.answers(Output::Meanwhile, |file, message, request| match message {
            Message::Answer(mut answer) => {
                if let Some(request) = index(&answer, request) {
                    latest.judge(request, &mut answer, &self.circumstances);
                }
                if request.is_none() && with_requests {
                    let transaction = answer.transaction.to_string();
                    unmatched.push(Unmatched::new("answer", Source { file: file.name.clone(), transaction }));
                }
                let asked = request.and_then(|index| self.fetch(index));
                if let Some(profile) = &self.rules.profile {
                    let timing = self.timing(&answer, asked.as_ref());
                    answer.set_meanings(profile);
                    answer.set_deadlines(profile, &timing);
                }
                let request = request.and_then(|index| self.source(index));
                sink.answer(&Shown { file: file.name.clone(), answer, request })
            }
            Message::Acknowledged(all) => all.into_iter().try_for_each(|acknowledged| {
                sink.acknowledgment(ShownAcknowledgment { file: file.name.clone(), acknowledged })
            }),
            Message::Asked(_) => Ok(()),
        })?;
        if with_requests {
            let open = (0..self.places.len()).filter(|index| !latest.is_answered(*index));
            unmatched.extend(open.filter_map(|index| self.source(index)).map(|one| Unmatched::new("request", one)));
        }
        sink.end(&unmatched, !self.failed)
    }

    /// What the deadlines of an answer are counted from.
    fn timing(&self, answer: &Answer, asked: Option<&Asked>) -> Timing {
        let offset = *self.rules.now.0.offset();
        let mut timing = Timing::new(Calendar::new(offset));
        timing.plan.clone_from(&self.rules.plan);
        if let Some(asked) = asked {
            let expedited = asked.events.iter().any(|event| event.expedited);
            timing.urgency = Some(if expedited { Urgency::Expedited } else { Urgency::Standard });
            let received = asked.created.and_then(|created| created.0.and_local_timezone(offset).single());
            timing.receipt.received = received.map(Moment);
        }
        let codes: Vec<&str> = answer.lines().filter_map(|line| line.code.as_deref()).collect();
        let scope = if codes.iter().copied().any(is_drug_code) { Scope::Drug } else { Scope::Service };
        timing.scope = (!codes.is_empty()).then_some(scope);
        timing
    }
}

/// A request out of the bytes of its set.
fn read_again(bytes: &[u8], delimiters: Delimiters) -> Option<Asked> {
    let options = ReadOptions { bare: Some(delimiters), ..ReadOptions::default() };
    let read = Document::read_with(bytes, &options).ok()?;
    read.document.transactions().find_map(Asked::read)
}
