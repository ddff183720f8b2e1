//! This crate beside others over one generated file: once each per round, median of the ratios to the memchr3 walk.

#[path = "../../shared/clock.rs"]
#[allow(dead_code)]
mod clock;
#[path = "../../shared/corpus.rs"]
mod corpus;
#[path = "../../shared/work.rs"]
mod work;

use std::hint::black_box;
use work::Warm;
use x12_278::Document;
use x12_stream_parser::{Delimiters, Parser};

const ROUNDS: usize = 11;

fn main() {
    let (data, sets) = corpus::corpus(&corpus::Options { bytes: 10_000_000, ..corpus::Options::default() });
    let text = std::str::from_utf8(&data).unwrap();
    let document = Document::read(&data).unwrap().document;
    let mut out = Vec::with_capacity(data.len() + 1024);
    let (mut reading, mut validating) = (Warm::default(), Warm::default());
    #[cfg(feature = "x12-types")]
    let transmission = x12_types(text);
    let mut contenders: Vec<(&str, Box<dyn FnMut() -> u64 + '_>)> = vec![
        ("memchr3 walk", Box::new(|| work::memchr3(&data))),
        ("x12-278: tokenize", Box::new(|| work::tokenize(&data))),
        ("x12-278: read, borrowed", Box::new(|| reading.read(&data))),
        ("x12-278: read, kept", Box::new(|| work::read_kept(&data).len() as u64)),
        ("x12-278: validate", Box::new(|| validating.validate(&data))),
        ("x12-278: write", Box::new(|| work::write(&document, &mut out))),
        ("x12-stream-parser: segments and elements", Box::new(|| stream_parser(&data))),
        ("edi: generic tree, kept", Box::new(|| edi::parse(black_box(text)).unwrap().interchanges.len() as u64)),
    ];
    #[cfg(feature = "x12-types")]
    contenders.extend([
        ("x12-types: read", Box::new(|| x12_types(black_box(text)).functional_group.len() as u64) as Box<dyn FnMut() -> u64>),
        ("x12-types: write", Box::new(|| black_box(&transmission).to_string().len() as u64)),
    ]);
    let mut seconds: Vec<Vec<f64>> = vec![Vec::new(); contenders.len()];
    for round in 0..=ROUNDS {
        for ((_, work), seconds) in contenders.iter_mut().zip(&mut seconds) {
            let taken = clock::cpu(work);
            if round > 0 {
                seconds.push(taken);
            }
        }
    }
    println!("{} bytes, {sets} sets\n\n| what | MB/s | x memchr3 |\n|---|---:|---:|", data.len());
    for ((name, _), own) in contenders.iter().zip(&seconds) {
        let speed = median(own.iter().map(|own| data.len() as f64 / own / 1e6).collect());
        let ratio = median(own.iter().zip(&seconds[0]).map(|(own, yardstick)| yardstick / own).collect());
        println!("| {name} | {speed:.0} | {ratio:.3} |");
    }
}

fn stream_parser(data: &[u8]) -> u64 {
    let segments = Parser::new(black_box(data), Delimiters::new(b'~', b'*', b':'));
    segments.map(|segment| segment.unwrap().elements().map(|element| element.len() as u64).sum::<u64>()).sum()
}

#[cfg(feature = "x12-types")]
fn x12_types(text: &str) -> x12_types::v005010::Transmission<x12_types::v005010::_278> {
    use x12_types::util::Parser;
    let (rest, transmission) = x12_types::v005010::Transmission::<x12_types::v005010::_278>::parse(text).unwrap();
    assert!(rest.trim().is_empty(), "{} bytes were not read", rest.len());
    transmission
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}
