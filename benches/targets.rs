//! The table of targets: what is measured, against which yardstick of the same run, and what is wanted of it
//! (`targets.tsv`). Run it by `benches/targets.sh`; it ends with 1 when a gate is missed.
//!
//! Times are processor times of this process, for other programs run on the same machine. Each contender runs once in
//! each round, and what counts is the median of the ratios of the rounds.
#![allow(
    missing_docs,
    missing_debug_implementations,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a bench may fail loudly"
)]

#[path = "shared/clock.rs"]
mod clock;
#[path = "shared/corpus.rs"]
mod corpus;
#[path = "shared/hostile.rs"]
mod hostile;
#[path = "shared/work.rs"]
mod work;

use clock::{cpu, wall};
use std::collections::HashMap;
use std::hint::black_box;
use std::process::ExitCode;
use work::Warm;
use x12_278::element::IntoOwned;
use x12_278::syntax::Delimiters;
use x12_278::{Document, Reader, SetBuffer, SetReader, Transaction, WriteOptions};

/// Measured figures by the ids of the table.
type Figures = HashMap<String, f64>;

/// What runs in each round: its name, the bytes that it works on, the work.
type Contender<'a> = (&'static str, f64, Box<dyn FnMut() -> u64 + 'a>);

const TARGETS: &str = include_str!("targets.tsv");

fn main() -> ExitCode {
    let quick = std::env::args().any(|argument| argument == "--quick");
    let rounds = if quick { 11 } else { 31 };
    let mut figures = Figures::new();
    throughput(rounds, &mut figures);
    allocations(&mut figures);
    growth(if quick { 10 } else { 100 }, if quick { 3 } else { 7 }, &mut figures);
    hostile(if quick { 5 } else { 11 }, &mut figures);
    print(&figures)
}

fn corpus_of(bytes: u64, faults: bool) -> (Vec<u8>, usize) {
    corpus::corpus(&corpus::Options { bytes, faults, ..corpus::Options::default() })
}

fn text_of(set: &Transaction<'_>) -> Vec<u8> {
    let mut text = Vec::new();
    set.write_to(&mut text, Delimiters::STANDARD, &WriteOptions::default()).unwrap();
    text
}

fn throughput(rounds: usize, figures: &mut Figures) {
    let (data, _) = corpus_of(10_000_000, false);
    let (faulty, _) = corpus_of(10_000_000, true);
    let pieces = work::pieces(&data);
    let document = Document::read(&data).unwrap().document;
    let mut copied = Vec::with_capacity(data.len() + 1024);
    let mut written = Vec::with_capacity(data.len() + 1024);
    // A few sets, typed and written one at a time: they lie in the cache, as what a program has just built does.
    let few: Vec<SetBuffer> = Reader::new(&data[..]).into_sets().take(8).map(Result::unwrap).collect();
    let mut reader = SetReader::default();
    let typed: Vec<Transaction<'_>> = few.iter().map(|set| reader.read(set).transaction).collect();
    let texts: Vec<Vec<u8>> = typed.iter().map(text_of).collect();
    let few_pieces: Vec<_> = texts.iter().map(|text| work::pieces(text)).collect();
    let few_bytes: usize = texts.iter().map(Vec::len).sum();
    let times = data.len() / few_bytes;
    let (mut one_copied, mut one_written) = (Vec::with_capacity(few_bytes), Vec::with_capacity(few_bytes));
    let (mut placing, mut reading, mut valid, mut wrong, mut one) =
        (Warm::default(), Warm::default(), Warm::default(), Warm::default(), Warm::default());
    let mut contenders: Vec<Contender<'_>> = vec![
        ("memchr3", data.len() as f64, Box::new(|| work::memchr3(&data))),
        ("copy", data.len() as f64, Box::new(|| work::copy(&pieces, &mut copied))),
        ("tokenize", data.len() as f64, Box::new(|| work::tokenize(&data))),
        ("place", data.len() as f64, Box::new(|| placing.place(&data))),
        ("read", data.len() as f64, Box::new(|| reading.read(&data))),
        ("kept", data.len() as f64, Box::new(|| work::read_kept(&data).len() as u64)),
        ("write", data.len() as f64, Box::new(|| work::write(&document, &mut written))),
        ("copy of sets", data.len() as f64, Box::new(|| work::copy_sets(&few_pieces, times, &mut one_copied))),
        ("write of sets", data.len() as f64, Box::new(|| work::write_sets(&typed, times, &mut one_written))),
        ("valid", data.len() as f64, Box::new(|| valid.validate(&data))),
        ("faulty", faulty.len() as f64, Box::new(|| wrong.validate(&faulty))),
    ];
    let mut seconds: Vec<Vec<f64>> = vec![Vec::new(); contenders.len()];
    for round in 0..=rounds {
        for ((_, bytes, work), seconds) in contenders.iter_mut().zip(&mut seconds) {
            let taken = cpu(work) / *bytes;
            // The first round warms up.
            if round > 0 {
                seconds.push(taken);
            }
        }
    }
    let times: HashMap<&str, Vec<f64>> = contenders.iter().map(|(name, _, _)| *name).zip(seconds).collect();
    drop(contenders);
    for (name, _) in times.iter().filter(|(name, _)| matches!(**name, "memchr3" | "copy")) {
        println!("# {name}: {:.0} MB/s of processor time", 1e-6 / median(times[name].clone()));
    }
    let ratio = |above: &str, below: &str| {
        median(times[above].iter().zip(&times[below]).map(|(above, below)| above / below).collect())
    };
    for (id, contender) in [("a1", "tokenize"), ("a2", "place"), ("b1", "read"), ("b2", "kept"), ("d1w", "valid")] {
        figures.insert(id.to_owned(), ratio("memchr3", contender));
    }
    figures.insert("c1".to_owned(), ratio("copy", "write"));
    figures.insert("c1-set".to_owned(), ratio("copy of sets", "write of sets"));
    figures.insert("d1".to_owned(), ratio("valid", "read"));
    figures.insert("d2".to_owned(), ratio("faulty", "valid"));
    let threads = (0..rounds.min(11)).map(|_| {
        let alone = wall(|| one.read(&data));
        alone / wall(|| work::read_parallel(&data))
    });
    figures.insert("f".to_owned(), median(threads.collect()));
}

/// Exact counts over a thousand sets, the memory that is used again warm.
fn allocations(figures: &mut Figures) {
    let (data, sets) = corpus_of(1_500_000, false);
    // What a file costs as a whole (buffers of the reader, trailers of the envelope) is not counted against its sets.
    let each = |total: u64| total.saturating_sub(40) as f64 / sets as f64;
    let count = |mut work: Box<dyn FnMut() + '_>| {
        work();
        each(allocation_counter::measure(&mut work).count_total)
    };
    let mut warm = Warm::default();
    let place = count(Box::new(|| {
        black_box(work::tokenize(&data));
        black_box(warm.place(&data));
    }));
    figures.insert("e2-place".to_owned(), place);
    let mut warm = Warm::default();
    figures.insert(
        "e2-read".to_owned(),
        count(Box::new(|| {
            black_box(warm.read(&data));
        })),
    );
    let kept = allocation_counter::measure(|| {
        Reader::new(&data[..]).into_sets().for_each(|set| drop(black_box(set.unwrap())));
    });
    figures.insert("e2-kept".to_owned(), each(kept.count_total));
    let buffers: Vec<SetBuffer> = Reader::new(&data[..]).into_sets().map(Result::unwrap).collect();
    let mut reader = SetReader::default();
    let mut read: Vec<_> = buffers.iter().map(|set| reader.read(set).transaction).collect();
    let owned = allocation_counter::measure(|| {
        for transaction in read.drain(..) {
            drop(black_box(transaction.into_owned()));
        }
    });
    figures.insert("e2-owned".to_owned(), each(owned.count_total));
    let document = Document::read(&data).unwrap().document;
    let mut out = Vec::new();
    figures.insert(
        "e2-write".to_owned(),
        count(Box::new(|| {
            black_box(work::write(&document, &mut out));
        })),
    );
}

fn growth(factor: u64, rounds: usize, figures: &mut Figures) {
    let (small, _) = corpus_of(1_000_000, false);
    let (large, _) = corpus_of(1_000_000 * factor, false);
    let mut warm = Warm::default();
    let mut ratio = || {
        let small = cpu(|| (0..factor).map(|_| warm.read(&small)).sum());
        small / cpu(|| warm.read(&large))
    };
    ratio();
    figures.insert("g".to_owned(), median((0..rounds).map(|_| ratio()).collect()));
}

fn hostile(rounds: usize, figures: &mut Figures) {
    for kind in hostile::HOSTILE {
        let (half, whole) = ((kind.make)(kind.most / 2), (kind.make)(kind.most));
        // What takes no time cannot be measured once.
        let times = (0.01 / cpu(|| work::read_any(half.as_bytes())).max(1e-5)).ceil() as u64;
        let ratio = || {
            let half = cpu(|| (0..times).map(|_| work::read_any(half.as_bytes())).sum());
            cpu(|| (0..times).map(|_| work::read_any(whole.as_bytes())).sum()) / half
        };
        ratio();
        figures.insert(format!("g-{}", kind.id), median((0..rounds).map(|_| ratio()).collect()));
    }
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

fn print(figures: &Figures) -> ExitCode {
    let (mut missed, mut unmeasured) = (0, 0);
    println!("| id | what | measured | gate | goal | |\n|---|---|---:|---:|---:|---|");
    for line in TARGETS.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, what, better, gate, goal] = columns[..] else { panic!("five columns: {line}") };
        let Some(figure) = figures.get(id).copied() else {
            unmeasured += 1;
            println!("| {id} | {what} | not measured | {gate} | {goal} | |");
            continue;
        };
        let reaches = |wanted: &str| {
            let wanted: f64 = wanted.parse().unwrap();
            if better == "more" { figure >= wanted } else { figure <= wanted }
        };
        let verdict = match (reaches(gate), reaches(goal)) {
            (_, true) => "goal",
            (true, false) => "ok",
            (false, false) => "BELOW",
        };
        missed += u32::from(!reaches(gate));
        println!("| {id} | {what} | {figure:.3} | {gate} | {goal} | {verdict} |");
    }
    println!("\n{missed} below the gate");
    if missed + unmeasured == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
