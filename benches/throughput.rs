//! Bytes per second of the steps of reading and writing, over generated requests and responses.
#![allow(
    missing_docs,
    missing_debug_implementations,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a bench may fail loudly"
)]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use x12_278::report::Report;
use x12_278::syntax::{Delimiters, RawSet, segments};
use x12_278::transaction::{Reader, SetBuffer, SetReader};
use x12_278::validate::Validator;
use x12_278::{Document, guide};

#[path = "../tests/suite/generate.rs"]
mod generate;

const BYTES: usize = 4 << 20;

fn throughput(c: &mut Criterion) {
    let corpus = generate::corpus(1, BYTES);
    let mut group = c.benchmark_group("throughput");
    group.sample_size(10).throughput(Throughput::Bytes(corpus.len() as u64));

    // The yardstick: all delimiters found, nothing done with them.
    group.bench_function(BenchmarkId::from_parameter("memchr3"), |b| {
        b.iter(|| memchr::memchr3_iter(b'~', b'*', b':', black_box(&corpus)).fold(0, |sum, at| sum ^ at));
    });
    group.bench_function(BenchmarkId::from_parameter("tokenize"), |b| {
        b.iter(|| {
            let all = segments(black_box(&corpus), Delimiters::STANDARD);
            all.fold(0, |sum, segment| sum + segment.elements().map(<[u8]>::len).sum::<usize>())
        });
    });
    group.bench_function(BenchmarkId::from_parameter("frame"), |b| {
        let mut buffer = SetBuffer::new();
        b.iter(|| sets(&corpus, &mut buffer, &mut |_| {}));
    });
    group.bench_function(BenchmarkId::from_parameter("frame and place"), |b| {
        let (mut buffer, mut placement) = (SetBuffer::new(), guide::Placement::default());
        b.iter(|| {
            sets(&corpus, &mut buffer, &mut |set| {
                let is_response = set.segment(1).is_some_and(|bht| bht.element(2) == b"11");
                let guide = if is_response { guide::Guide::response() } else { guide::Guide::request() };
                placement.place(guide, set, &mut Report::default());
            });
        });
    });
    // Validation against reading alone, over good sets and over sets with a fault each.
    let faulty: Vec<u8> = String::from_utf8(corpus.clone()).unwrap().replace("BHT*0007*", "BHT*0008*").into_bytes();
    group.bench_function(BenchmarkId::from_parameter("frame and read"), |b| {
        let (mut buffer, mut reader) = (SetBuffer::new(), SetReader::default());
        b.iter(|| {
            sets(&corpus, &mut buffer, &mut |set| {
                black_box(reader.read_raw(set, b"005010X217", &mut Report::default()));
            });
        });
    });
    for (name, corpus) in [("frame and validate", &corpus), ("frame and validate, a fault in each set", &faulty)] {
        group.bench_function(BenchmarkId::from_parameter(name), |b| {
            let mut validator = Validator::default();
            b.iter(|| {
                validator
                    .read_each(black_box(corpus.as_slice()), |_, _, set| {
                        black_box(set);
                    })
                    .unwrap()
            });
        });
    }
    group.bench_function(BenchmarkId::from_parameter("read"), |b| {
        b.iter(|| Document::read(black_box(&corpus)).unwrap());
    });
    let document = Document::read(&corpus).unwrap().document;
    group.bench_function(BenchmarkId::from_parameter("write"), |b| b.iter(|| black_box(&document).write().unwrap()));
    group.finish();
}

fn sets(corpus: &[u8], buffer: &mut SetBuffer, take: &mut dyn FnMut(&RawSet<'_, '_>)) {
    let mut reader = Reader::new(black_box(corpus));
    while reader.read_set(buffer).unwrap() {
        take(&buffer.raw());
    }
}

criterion_group!(benches, throughput);
criterion_main!(benches);
