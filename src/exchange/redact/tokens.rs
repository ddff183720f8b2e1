//! Values for values: keyed, of the same shape, the same each time.

use super::circle::{Circle, SYMBOLS, moved};
use super::dates;
use super::key::Key;
use super::shape::{is_npi, set_check_digit, signature};
use crate::validate::CodeSets;
use std::collections::HashMap;
use std::sync::Arc;

/// Replaces values under one key.
#[derive(Clone)]
pub(super) struct Tokens {
    key: Key,
    /// Days by which dates move back.
    shift: i32,
    sets: CodeSets,
    /// The orders of small domains that were needed so far. There are some seventy such domains; all together they take
    /// less than 20 MB.
    small: HashMap<Vec<u8>, Arc<Circle>>,
}

/// Most trials to find a token for a long text that passes a check; one in ten does.
const TRIALS: u32 = 10_000;

impl Tokens {
    /// `None` when the key is shorter than 16 bytes.
    pub(super) fn new(key: &[u8]) -> Option<Self> {
        let key = Key::of_user(key)?;
        let [first, second, ..] = key.block(&[b"days"]);
        let weeks = 1 + i32::from(u16::from_le_bytes([first, second])) % 104;
        Some(Self { key, shift: 7 * weeks, sets: CodeSets::default(), small: HashMap::new() })
    }

    /// Replaces letters by letters, digits by digits, and nothing else but what is not ASCII. `utf8` says how the bytes are
    /// to be understood.
    pub(super) fn text(&mut self, value: &mut [u8], utf8: bool) {
        self.text_that(value, utf8, |_| true);
    }

    /// As [`Self::text`], by a value that passes the check, as the value itself must: one that is no code becomes another
    /// that is none.
    pub(super) fn text_that(&mut self, value: &mut [u8], utf8: bool, passes: impl Fn(&[u8]) -> bool) {
        let before = signature(value, &self.sets);
        let is_npi = is_npi(value);
        // The first digit of a provider's number is its kind, the last checks the others.
        let permuted = if is_npi { 1..value.len() - 1 } else { 0..value.len() };
        let part = value.get(permuted.clone()).unwrap_or_default();
        let classes: Vec<u8> = part.iter().filter_map(|byte| class(*byte)).collect();
        let mut symbols: Vec<u16> = part.iter().filter_map(|byte| Some(u16::from(byte - class(*byte)?))).collect();
        let write = |value: &mut [u8], symbols: &[u16]| {
            put(value.get_mut(permuted.clone()).unwrap_or_default(), symbols);
            if is_npi {
                set_check_digit(value);
            }
        };
        let (mut token, sets) = (value.to_vec(), &self.sets);
        let is_alike = |symbols: &[u16]| {
            write(&mut token, symbols);
            signature(&token, sets) == before && passes(&token)
        };
        if symbols.len() > SYMBOLS {
            overwrite(&self.key, &classes, &mut symbols, is_alike);
        } else {
            let purpose: &[u8] = if is_npi { b"provider" } else { b"shape" };
            circle(&self.key, &mut self.small, purpose, classes).next(&mut symbols, is_alike);
        }
        write(value, &symbols);
        overwrite_foreign(value, utf8);
    }

    /// Moves a valid calendar date; `false` when it is none.
    pub(super) fn date(&self, value: &mut [u8]) -> bool {
        dates::shift(value, self.shift)
    }
}

/// The order of the values that have the same letters and digits in the same order.
fn circle(key: &Key, small: &mut HashMap<Vec<u8>, Arc<Circle>>, purpose: &[u8], classes: Vec<u8>) -> Arc<Circle> {
    if let Some(circle) = small.get(&classes) {
        return Arc::clone(circle);
    }
    let radices = classes.iter().map(|class| radix(*class)).collect();
    let circle = Arc::new(Circle::new(key.derive(&[purpose, &classes]), radices));
    if circle.is_shuffled() {
        small.insert(classes, Arc::clone(&circle));
    }
    circle
}

/// A text of many symbols is overwritten by a stream that depends on all of them. Two such texts become the same with a
/// chance below one in 2²⁰⁰, and no key turns the stream back.
fn overwrite(key: &Key, classes: &[u8], symbols: &mut [u16], mut passes: impl FnMut(&[u16]) -> bool) {
    let original = symbols.to_vec();
    let text: Vec<u8> = original.iter().map(|symbol| *symbol as u8).collect();
    for trial in 0..TRIALS {
        let key = key.derive(&[b"text", classes, &text, &trial.to_le_bytes()]);
        for ((symbol, class), number) in symbols.iter_mut().zip(classes).zip(key.stream()) {
            *symbol = moved(0, radix(*class), number, true);
        }
        if *symbols != *original && passes(symbols) {
            return;
        }
    }
}

/// Puts symbols in place of the letters and digits of a value.
fn put(value: &mut [u8], symbols: &[u16]) {
    let places = value.iter_mut().filter_map(|byte| class(*byte).map(|class| (class, byte)));
    for ((class, byte), symbol) in places.zip(symbols) {
        *byte = class + *symbol as u8;
    }
}

/// The first character of the alphabet of a byte; `None` for what is no letter and no digit.
const fn class(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(b'0'),
        b'A'..=b'Z' => Some(b'A'),
        b'a'..=b'z' => Some(b'a'),
        _ => None,
    }
}

const fn radix(class: u8) -> u16 {
    if class == b'0' { 10 } else { 26 }
}

/// Characters outside ASCII become one character of the same length; bytes that are no UTF-8 stay none.
fn overwrite_foreign(value: &mut [u8], utf8: bool) {
    if value.is_ascii() {
        return;
    }
    let mut rest = value;
    while let Some(lead) = rest.first().copied() {
        let replacement: &[u8] = match lead {
            0..=0x7F => &[lead],
            _ if !utf8 => b"\xE9",
            0x80..=0xDF => "\u{E9}".as_bytes(),
            0xE0..=0xEF => "\u{2019}".as_bytes(),
            0xF0..=0xFF => "\u{1F600}".as_bytes(),
        };
        let length = replacement.len().min(rest.len());
        let (now, later) = rest.split_at_mut(length);
        now.copy_from_slice(replacement.get(..length).unwrap_or_default());
        rest = later;
    }
}
