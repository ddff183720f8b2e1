//! How often the steps ask for memory: exact counts, the same on every machine. A binary of its own, for its allocator
//! counts.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    unreachable_pub,
    reason = "tests may fail loudly"
)]

#[path = "../benches/shared/corpus.rs"]
mod corpus;
#[path = "../benches/shared/hostile.rs"]
mod hostile;
#[path = "../benches/shared/work.rs"]
mod work;

use allocation_counter::{AllocationInfo, measure};
use std::hint::black_box;
use work::Warm;
use x12_278::decision::{Asked, Circumstances, MatchedBy, answers};
use x12_278::element::IntoOwned;
use x12_278::validate::Validator;
use x12_278::{Document, Reader, SetBuffer, SetReader};

const SETS_BYTES: u64 = 750_000;

fn sets() -> (Vec<u8>, f64) {
    let (data, sets) = corpus::corpus(&corpus::Options { bytes: SETS_BYTES, ..corpus::Options::default() });
    (data, sets as f64)
}

/// Runs once to warm up, then counts.
fn count(mut work: impl FnMut()) -> AllocationInfo {
    work();
    measure(work)
}

/// What a set may ask for at most; what it asks for is printed.
fn assert_at_most(what: &str, total: u64, sets: f64, gate: f64) {
    // What a file costs as a whole (buffers of the reader, trailers of the envelope) is not counted against its sets.
    let each = total.saturating_sub(40) as f64 / sets;
    println!("{what}: {each:.2} allocations a set, {gate} allowed");
    assert!(each <= gate, "{what}: {each:.2} allocations a set, {gate} allowed");
}

#[test]
fn tokens_and_places_need_no_memory() {
    let (data, sets) = sets();
    assert_eq!(
        count(|| {
            black_box(work::tokenize(&data));
        })
        .count_total,
        0
    );
    let mut warm = Warm::default();
    let total = count(|| {
        black_box(warm.place(&data));
    })
    .count_total;
    assert_at_most("place", total, sets, 0.0);
}

#[test]
fn a_set_is_read_with_few_allocations() {
    let (data, sets) = sets();
    let mut warm = Warm::default();
    assert_at_most(
        "read",
        count(|| {
            black_box(warm.read(&data));
        })
        .count_total,
        sets,
        22.1,
    );
}

#[test]
fn a_kept_set_needs_few_allocations() {
    let (data, sets) = sets();
    let kept = count(|| Reader::new(&data[..]).into_sets().for_each(|set| drop(black_box(set.unwrap()))));
    assert_at_most("keep", kept.count_total, sets, 4.0);
}

#[test]
fn an_owned_copy_needs_few_allocations() {
    let (data, sets) = sets();
    let buffers: Vec<SetBuffer> = Reader::new(&data[..]).into_sets().map(Result::unwrap).collect();
    let mut reader = SetReader::default();
    let read: Vec<_> = buffers.iter().map(|set| reader.read(set).transaction).collect();
    let owned = measure(|| read.into_iter().for_each(|transaction| drop(black_box(transaction.into_owned()))));
    assert_at_most("into_owned", owned.count_total, sets, 107.0);
}

#[test]
fn a_set_is_written_with_few_allocations() {
    let (data, sets) = sets();
    let document = Document::read(&data).unwrap().document;
    let mut out = Vec::new();
    assert_at_most(
        "write",
        count(|| {
            black_box(work::write(&document, &mut out));
        })
        .count_total,
        sets,
        0.0,
    );
}

/// A stream of any length is held in the same memory.
#[test]
fn streams_of_any_length_need_the_same_memory() {
    let most = |bytes| {
        let (data, _) = corpus::corpus(&corpus::Options { bytes, ..corpus::Options::default() });
        measure(|| {
            let mut findings = 0;
            let each = |_: &_, _: &_, set: &x12_278::validate::SetReport| findings += set.issues.len();
            drop(black_box(Validator::default().read_each(&data[..], each).unwrap()));
        })
        .bytes_max
    };
    let (short, long) = (most(200_000), most(4_000_000));
    println!("validated in {short} and {long} bytes of memory");
    assert!(long < short + 100_000, "{short} bytes of memory for a short stream, {long} for a long one");
}

/// Twice as much of what is slow to read is read with no more than about twice the work, counted in allocations and in
/// bytes asked for.
#[test]
fn hostile_files_take_linear_work() {
    for kind in hostile::HOSTILE {
        let work = |n: usize| {
            let input = (kind.make)(n);
            let counts = measure(|| {
                black_box(work::read_any(input.as_bytes()));
            });
            println!(
                "{} x {n}: {} bytes, {} allocations, {} bytes at most",
                kind.id,
                input.len(),
                counts.count_total,
                counts.bytes_max
            );
            (input.len() as f64, counts)
        };
        // Small enough for a debug build.
        let (half, whole) = (work(kind.most / 16), work(kind.most / 8));
        let ratio = |whole: u64, half: u64| whole as f64 / (half as f64).max(1000.0);
        assert!(ratio(whole.1.count_total, half.1.count_total) < 2.2, "{}: allocations", kind.id);
        assert!(ratio(whole.1.bytes_total, half.1.bytes_total) < 2.8, "{}: bytes", kind.id);
    }
}

/// A response with so many events of one service each, or one event with so many services of one trace number.
fn answered(many: usize, alike: bool) -> String {
    let mut set = "ST*278*0001*005010X217~BHT*0007*11*R*20260203*1410*18~HL*1**20*1~".to_owned();
    set.push_str(&"AAA*N**42*R~".repeat(if alike { many } else { 0 }));
    set.push_str("NM1*X3*2*PLAN*****PI*HT1~HL*2*1*21*1~HL*3*2*22*1~NM1*IL*1*MOSS*IVY****MI*M1~");
    let mut event = 0;
    for number in 0..many {
        let level = 4 + number * 2;
        let name = if alike { 0 } else { number };
        if !alike || number == 0 {
            event = level;
            set.push_str(&format!("HL*{level}*3*EV*1~TRN*2*E{name}*9FERN00001~UM*HS*I*42~HCR*A1*N1~"));
        }
        let service = format!("HL*{}*{event}*SS*0~TRN*2*L{name}*9FERN00001~SV1*HC:J1459**UN*1~", level + 1);
        set.push_str(&service);
    }
    let count = set.matches('~').count() + 1;
    format!("{set}SE*{count}*0001~")
}

/// Pairs an answer with its request, event by event and service by service: twice as many ask for no more than twice as
/// much. Whatever compares each with each asks for four times as much.
#[test]
fn answers_are_read_and_paired_without_comparing_each_with_each() {
    let options = x12_278::ReadOptions { bare: Some(x12_278::syntax::Delimiters::STANDARD), ..<_>::default() };
    for alike in [false, true] {
        let bytes_for = |many: usize| {
            let response = answered(many, alike);
            let request = response.replace("BHT*0007*11", "BHT*0007*13").replace("TRN*2", "TRN*1");
            let request = request.replace("HCR*A1*N1~", "").replace("AAA*N**42*R~", "");
            let request = Document::read_with(request.as_bytes(), &options).unwrap();
            let asked = request.document.transactions().find_map(Asked::read).unwrap();
            assert_eq!(asked.events.iter().map(|event| event.lines.len()).sum::<usize>(), many);
            let read = Document::read_with(response.as_bytes(), &options).unwrap();
            let info = count(|| {
                let mut answer = answers(&read, &Circumstances::default()).remove(0);
                answer.compare(&asked, MatchedBy::Trace, &Circumstances::default());
                assert!(alike || answer.lines().all(|line| line.asked_lines == [0]));
                black_box(&answer);
            });
            info.bytes_total as f64
        };
        let (once, twice) = (bytes_for(1000), bytes_for(2000));
        println!("{alike}: {once} bytes, {twice} for twice as many");
        assert!(twice < once * 2.3, "{alike}: {once} bytes, {twice} for twice as many");
    }
}
