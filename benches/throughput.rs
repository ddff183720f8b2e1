//! Bytes per second of each step, over one request, one response and ten megabytes of both, with the yardsticks beside.
#![allow(
    missing_docs,
    missing_debug_implementations,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a bench may fail loudly"
)]

#[path = "shared/corpus.rs"]
mod corpus;
#[path = "shared/work.rs"]
mod work;

use corpus::{Options, Sets};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use work::Warm;
use x12_278::Document;

fn throughput(c: &mut Criterion) {
    for (name, sets, bytes) in
        [("request", Sets::Requests, 0), ("response", Sets::Responses, 0), ("batch", Sets::Both, 10_000_000)]
    {
        let options = Options { sets, bytes, ..Options::default() };
        let (data, _) = corpus::corpus(&options);
        let (faulty, _) = corpus::corpus(&Options { faults: true, ..options });
        let pieces = work::pieces(&data);
        let document = Document::read(&data).unwrap().document;
        let mut out = Vec::with_capacity(data.len() + 1024);
        let mut warm = Warm::default();
        let mut group = c.benchmark_group(name);
        group.sample_size(if bytes == 0 { 50 } else { 11 });
        let mut measure = |step: &str, bytes: usize, work: &mut dyn FnMut() -> u64| {
            group.throughput(Throughput::Bytes(bytes as u64));
            group.bench_function(BenchmarkId::from_parameter(step), |bencher| bencher.iter(&mut *work));
        };
        measure("memchr3 walk", data.len(), &mut || work::memchr3(&data));
        measure("element copy", data.len(), &mut || work::copy(&pieces, &mut out));
        measure("tokenize", data.len(), &mut || work::tokenize(&data));
        measure("place", data.len(), &mut || warm.place(&data));
        measure("read, borrowed", data.len(), &mut || warm.read(&data));
        measure("read, kept", data.len(), &mut || work::read_kept(&data).len() as u64);
        measure("write", data.len(), &mut || work::write(&document, &mut out));
        measure("validate, valid", data.len(), &mut || warm.validate(&data));
        measure("validate, faulty", faulty.len(), &mut || warm.validate(&faulty));
        measure("decision", data.len(), &mut || warm.decide(&data));
        measure("read, all threads", data.len(), &mut || work::read_parallel(&data));
        group.finish();
    }
}

criterion_group!(benches, throughput);
criterion_main!(benches);
