//! Values for values: keyed, of the same shape, the same each time.

use super::dates;
use super::shape::{is_npi, luhn, signature};
use crate::validate::CodeSets;
use chrono::Days;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// Replaces values under one key.
#[derive(Clone)]
pub(super) struct Tokens {
    mac: Hmac<Sha256>,
    shift: Days,
    sets: CodeSets,
}

/// Rounds of the permutation; what NIST SP 800-38G asks of FF1.
const ROUNDS: u8 = 10;
/// Values with more letters and digits than this are text: they are overwritten by a stream that depends on all of them.
const PERMUTED: usize = 64;
/// Steps of a walk to the next value that a check treats alike.
const WALK: usize = 2_000;

impl Tokens {
    /// `None` when the key is shorter than 16 bytes.
    pub(super) fn new(key: &[u8]) -> Option<Self> {
        let mac = Hmac::new_from_slice(key).ok().filter(|_| key.len() >= 16)?;
        let mut tokens = Self { mac, shift: Days::new(0), sets: CodeSets::default() };
        let [first, second, ..] = tokens.block(&[b"days"]);
        tokens.shift = Days::new(7 * (1 + u64::from(u16::from_le_bytes([first, second])) % 104));
        Some(tokens)
    }

    fn block(&self, parts: &[&[u8]]) -> [u8; 32] {
        let mut mac = self.mac.clone();
        for part in parts {
            mac.update(&(part.len() as u64).to_le_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }

    /// Replaces letters by letters, digits by digits, and nothing else but what is not ASCII. `utf8` says how the bytes are
    /// to be understood.
    pub(super) fn text(&self, value: &mut [u8], utf8: bool) {
        if is_npi(value) {
            return self.npi(value);
        }
        self.text_that(value, utf8, |_| true);
    }

    /// As [`Self::text`], by a value that the check accepts: a value that is no code becomes another that is none.
    pub(super) fn text_that(&self, value: &mut [u8], utf8: bool, alike: impl Fn(&[u8]) -> bool) {
        let before = signature(value, &self.sets);
        self.walk(value, |token| signature(token, &self.sets) == before && alike(token));
        overwrite_foreign(value, utf8);
    }

    /// Steps on until the check accepts. Steps permute the values of one shape, so this permutes those that the check
    /// accepts: different values stay different. Where the value is the only one, hiding it goes before.
    fn walk(&self, value: &mut [u8], alike: impl Fn(&[u8]) -> bool) {
        let original = value.to_vec();
        let shape = self.shape(value);
        self.step(value, &shape);
        let first = value.to_vec();
        for _ in 0..WALK {
            if value == original {
                break;
            }
            if alike(value) {
                return;
            }
            self.step(value, &shape);
        }
        value.copy_from_slice(&first);
    }

    /// Moves a valid calendar date; `false` when it is none, or would leave the calendar.
    pub(super) fn date(&self, value: &mut [u8]) -> bool {
        dates::shift(value, self.shift)
    }

    /// A national provider identifier becomes another one whose check digit is right.
    fn npi(&self, value: &mut [u8]) {
        if let [_, middle @ .., check] = value {
            self.step(middle, &self.shape(middle));
            *check = b'0';
        }
        let sum = luhn(value) % 10;
        if let Some(check) = value.last_mut() {
            *check = b'0' + (10 - sum) % 10;
        }
    }

    /// What the steps of values of one shape have in common.
    fn shape(&self, value: &[u8]) -> Shape {
        let classes: Vec<u8> = value.iter().filter_map(|byte| class(*byte)).collect();
        let mut keyed = Sha256::new();
        keyed.update(self.block(&[b"shape", &classes]));
        // A whole block, so that it is worked off once and not in each round.
        keyed.update([0; 32]);
        Shape { classes, keyed }
    }

    /// One step of a permutation of all values that have the same letters and digits in the same order.
    fn step(&self, value: &mut [u8], Shape { classes: shape, keyed }: &Shape) {
        let mut symbols: Vec<u8> =
            value.iter().filter_map(|byte| class(*byte).map(|class| byte.wrapping_sub(class))).collect();
        match symbols.as_mut_slice() {
            [] => return,
            [one] => {
                let [pad, ..] = self.block(&[b"one", shape]);
                let radix = shape.first().map_or(10, |class| radix(*class));
                *one = (*one + 1 + pad % (radix - 1)) % radix;
            }
            many if many.len() > PERMUTED => {
                let seed = self.block(&[b"text", shape, many]);
                many.fill(0);
                for (number, (symbols, shape)) in (0_u64..).zip(many.chunks_mut(16).zip(shape.chunks(16))) {
                    add(symbols, shape, &self.block(&[b"stream", &seed, &number.to_le_bytes()]));
                }
            }
            many => {
                let before = many.to_vec();
                let middle = many.len() / 2;
                let (left, right) = many.split_at_mut(middle);
                let (left_shape, right_shape) = shape.split_at(middle);
                for round in 0..ROUNDS {
                    let (from, to, shape) = if round % 2 == 0 {
                        (&*right, &mut *left, left_shape)
                    } else {
                        (&*left, &mut *right, right_shape)
                    };
                    for (part, (to, shape)) in (0_u8..).zip(to.chunks_mut(16).zip(shape.chunks(16))) {
                        add(to, shape, &round_block(keyed, round, part, from));
                    }
                }
                // A permutation may leave a value where it is; nothing may stay.
                if let (true, Some(symbol), Some(class)) = (*many == *before, many.first_mut(), shape.first()) {
                    *symbol = (*symbol + 1) % radix(*class);
                }
            }
        }
        let mut next = symbols.iter();
        for byte in value {
            if let Some(class) = class(*byte) {
                *byte = class + next.next().copied().unwrap_or_default();
            }
        }
    }
}

/// What the steps of values of one shape have in common: the alphabets, and a hash that the key and they went into.
struct Shape {
    classes: Vec<u8>,
    keyed: Sha256,
}

/// The pseudorandom function of a round: SHA-256 over a key of the shape's own and one more block of always the same
/// length, so one call of its compression function under a secret chaining value.
fn round_block(keyed: &Sha256, round: u8, part: u8, half: &[u8]) -> [u8; 32] {
    // No symbol is 255, and no half longer than this.
    let mut message = [u8::MAX; PERMUTED / 2 + 2];
    for (place, byte) in message.iter_mut().zip([round, part].iter().chain(half)) {
        *place = *byte;
    }
    keyed.clone().chain_update(message).finalize().into()
}

/// Adds a pseudorandom number to each of up to sixteen symbols.
fn add(symbols: &mut [u8], shape: &[u8], pad: &[u8; 32]) {
    for ((symbol, class), pair) in symbols.iter_mut().zip(shape).zip(pad.chunks(2)) {
        let radix = u16::from(radix(*class));
        let number = pair.iter().fold(0, |number, byte| number << 8 | u16::from(*byte)) % radix;
        *symbol = ((u16::from(*symbol) + number) % radix) as u8;
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

const fn radix(class: u8) -> u8 {
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
