//! A secret order of all values of one kind, closed to a circle.
//!
//! # The construction
//! A value is a string of symbols, each from an alphabet of its own: a domain of mixed radices. The key puts all values of
//! the domain into an order, each at a place; the places are the same strings, counted like the figures of a milometer. A
//! value is replaced by the one at the next place; the first follows the last. Let `P` be the permutation that takes a value
//! to its place, and `+1` the step from place to place. The replacement is `P⁻¹(P(value) + 1)`.
//!
//! `+1` runs through all places in one round, and so the replacement runs through all values in one round, whatever `P` is.
//! From that alone follows, exactly and not by chance:
//!
//! - it is a permutation: no two values become the same;
//! - no value becomes itself, unless it is the only one of its domain;
//! - a check that only some values pass can be kept. A value that passes goes on from place to place until another one
//!   passes. This is a round through those that pass alone: again no two become the same, and none becomes itself unless
//!   it is the only one that passes. Such a value stays as it is.
//!
//! # The secret order
//! Up to [`SHUFFLED`] values are shuffled whole (Fisher and Yates, with numbers drawn from HMAC-SHA-256 without any bias):
//! each order is as likely as any other, and so is each replacement that is one round. More values are ordered by a Feistel
//! network of [`ROUNDS`] rounds over the two halves of the string, whose round function is HMAC-SHA-256 of the number of
//! the round and of the half that stays; its numbers are added to the symbols of the other half, each modulo its radix. That
//! is the structure of FF1 in NIST SP 800-38G, but it is not FF1: other rounds, another round function, no tweak. FF1 has ten
//! rounds and, since its revision, at least a million values; here are more rounds, for some domains have fewer values.

use super::key::{Key, numbers};

/// Domains of at most so many values are shuffled whole: five digits, or three letters.
const SHUFFLED: usize = 100_000;
/// Rounds of the network.
const ROUNDS: u8 = 16;
/// Most symbols of a value.
pub(super) const SYMBOLS: usize = 64;
/// Most places to go on for a value that passes a check. A shuffled domain has no more. In larger ones the rarest kinds of
/// values that the checks of this module tell apart are one in two hundred, and so many places without one do not occur;
/// the limit bounds the time if a check were ever wrong.
const FARTHEST: usize = SHUFFLED;

/// The order of the values of a domain.
#[derive(Clone)]
pub(super) struct Circle {
    radices: Vec<u16>,
    order: Order,
}

#[derive(Clone)]
enum Order {
    Shuffled {
        /// The place of each value.
        places: Vec<u32>,
        /// The value at each place.
        values: Vec<u32>,
    },
    Feistel(Key),
}

impl Circle {
    /// The order that a key gives to the strings over some alphabets, of which the sizes are told: at most
    /// [`SYMBOLS`]. The key must be used for nothing else.
    pub(super) fn new(key: Key, radices: Vec<u16>) -> Self {
        let size = radices.iter().try_fold(1, |size: usize, radix| size.checked_mul(usize::from(*radix)));
        let order = match size.filter(|size| *size <= SHUFFLED).and_then(|size| u32::try_from(size).ok()) {
            Some(size) => shuffled(&key, size),
            None => Order::Feistel(key),
        };
        Self { radices, order }
    }

    /// Whether the whole order is held, so that it pays to make it once.
    pub(super) const fn is_shuffled(&self) -> bool {
        matches!(self.order, Order::Shuffled { .. })
    }

    /// Goes on from a value to the next that passes a check; to itself when it is the only one.
    pub(super) fn next(&self, symbols: &mut [u16], mut passes: impl FnMut(&[u16]) -> bool) {
        let original = symbols.to_vec();
        let mut place = self.place(&original);
        let mut first = None;
        for _ in 0..FARTHEST {
            self.count(&mut place);
            let value = self.value(&place);
            if value == original || passes(&value) {
                return symbols.copy_from_slice(&value);
            }
            first.get_or_insert(value);
        }
        symbols.copy_from_slice(&first.unwrap_or(original));
    }

    /// One place further.
    fn count(&self, place: &mut [u16]) {
        for (symbol, radix) in place.iter_mut().zip(&self.radices).rev() {
            *symbol += 1;
            if *symbol < *radix {
                return;
            }
            *symbol = 0;
        }
    }

    fn place(&self, value: &[u16]) -> Vec<u16> {
        let mut symbols = value.to_vec();
        match &self.order {
            Order::Shuffled { places, .. } => self.look_up(places, &mut symbols),
            Order::Feistel(key) => (0..ROUNDS).for_each(|round| self.round(key, round, true, &mut symbols)),
        }
        symbols
    }

    fn value(&self, place: &[u16]) -> Vec<u16> {
        let mut symbols = place.to_vec();
        match &self.order {
            Order::Shuffled { values, .. } => self.look_up(values, &mut symbols),
            Order::Feistel(key) => (0..ROUNDS).rev().for_each(|round| self.round(key, round, false, &mut symbols)),
        }
        symbols
    }

    /// Replaces a string, taken as a number, by the number that a table has for it.
    fn look_up(&self, table: &[u32], symbols: &mut [u16]) {
        let number = symbols
            .iter()
            .zip(&self.radices)
            .fold(0, |number, (symbol, radix)| number * usize::from(*radix) + usize::from(*symbol));
        let mut number = table.get(number).copied().unwrap_or_default();
        for (symbol, radix) in symbols.iter_mut().zip(&self.radices).rev() {
            *symbol = (number % u32::from(*radix)) as u16;
            number /= u32::from(*radix);
        }
    }

    /// One round: numbers that depend on one half are added to the other, or taken away from it.
    fn round(&self, key: &Key, round: u8, add: bool, symbols: &mut [u16]) {
        let middle = symbols.len() / 2;
        let (left, right) = symbols.split_at_mut(middle);
        let (left_radices, right_radices) = self.radices.split_at(middle);
        let (from, to, radices) =
            if round.is_multiple_of(2) { (right, left, left_radices) } else { (left, right, right_radices) };
        let mut half = [0; SYMBOLS + 2];
        for (pair, symbol) in half.chunks_mut(2).zip(from.iter()) {
            pair.copy_from_slice(&symbol.to_le_bytes());
        }
        let half = half.get(..2 * from.len()).unwrap_or_default();
        for (part, (to, radices)) in (0_u8..).zip(to.chunks_mut(8).zip(radices.chunks(8))) {
            let block = key.block(&[&[round, part], half]);
            for ((symbol, radix), number) in to.iter_mut().zip(radices).zip(numbers(block)) {
                *symbol = moved(*symbol, *radix, number, add);
            }
        }
    }
}

/// A symbol moved by a number, modulo its radix. The number is taken from so many that its remainder is even enough: no
/// symbol is likelier than another by more than one part in sixty thousand, and for letters in a hundred million.
pub(super) fn moved(symbol: u16, radix: u16, number: u32, add: bool) -> u16 {
    let radix = u32::from(radix);
    let number = number % radix;
    ((u32::from(symbol) + if add { number } else { radix - number }) % radix) as u16
}

/// All numbers below a size, shuffled.
fn shuffled(key: &Key, size: u32) -> Order {
    let mut stream = key.stream();
    let mut values: Vec<u32> = (0..size).collect();
    for last in (1..size).rev() {
        values.swap(last as usize, below(&mut stream, last + 1) as usize);
    }
    let mut places = vec![0; values.len()];
    for (place, value) in (0..).zip(&values) {
        if let Some(slot) = places.get_mut(*value as usize) {
            *slot = place;
        }
    }
    Order::Shuffled { places, values }
}

/// A number below a limit, each as likely as any other: numbers from the last, broken run of the limit are passed over.
fn below(stream: &mut impl Iterator<Item = u32>, limit: u32) -> u32 {
    let whole = u32::MAX - u32::MAX % limit;
    stream.find(|number| *number < whole).unwrap_or_default() % limit
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(number: u32) -> Key {
        Key::of_user(b"a key that is only for tests").unwrap().derive(&[&number.to_le_bytes()])
    }

    fn feistel(number: u32, radices: &[u16]) -> Circle {
        Circle { radices: radices.to_vec(), order: Order::Feistel(key(number)) }
    }

    /// All values of a domain, in the order in which they are counted.
    fn all(circle: &Circle) -> Vec<Vec<u16>> {
        let size = circle.radices.iter().map(|radix| usize::from(*radix)).product();
        let mut value = vec![0; circle.radices.len()];
        let step = |value: &mut Vec<u16>| {
            let now = value.clone();
            circle.count(value);
            now
        };
        (0..size).map(|_| step(&mut value)).collect()
    }

    /// What a permutation owes: no two alike, none itself, and back from each place to the value.
    fn assert_permutes(circle: &Circle, passes: impl Fn(&[u16]) -> bool) {
        let all = all(circle);
        let number = |value: &[u16]| {
            let places = value.iter().zip(&circle.radices);
            places.fold(0, |number, (symbol, radix)| number * usize::from(*radix) + usize::from(*symbol))
        };
        let passing = all.iter().filter(|value| passes(value)).count();
        let mut met = vec![false; all.len()];
        for value in all.iter().filter(|value| passes(value)) {
            assert_eq!(circle.value(&circle.place(value)), *value, "{:?}", circle.radices);
            let mut token = value.clone();
            circle.next(&mut token, &passes);
            assert!(passes(&token), "{:?}", circle.radices);
            assert!((token == *value) == (passing == 1), "{:?}", circle.radices);
            assert!(!std::mem::replace(&mut met[number(&token)], true), "{:?}", circle.radices);
        }
    }

    /// Sizes up to 5000: all of them with X12_278_CASES above 1, else the larger ones in steps.
    #[test]
    fn every_size_is_permuted_without_a_fixed_value() {
        let step = if std::env::var("X12_278_CASES").is_ok_and(|cases| cases != "1") { 1 } else { 13 };
        for size in (1..=900).chain((901..5000).step_by(step)).chain([5000]) {
            // Small ones under many keys, each under one at least.
            for number in 0..(600 / size).clamp(1, 60) {
                assert_permutes(&Circle::new(key(u32::from(number) * 5000 + u32::from(size)), vec![size]), |_| true);
            }
        }
    }

    #[test]
    fn a_check_is_kept() {
        for size in (1..=40).chain([97, 256, 1001, 4999]) {
            for number in 0..12 {
                let circle = Circle::new(key(number), vec![size]);
                for rare in [1, 2, 3, 7, 50] {
                    assert_permutes(&circle, |value| value[0].is_multiple_of(rare));
                    assert_permutes(&circle, |value| value[0] % rare == rare - 1);
                }
                assert_permutes(&circle, |value| value[0] == size / 2);
            }
        }
    }

    #[test]
    fn the_network_permutes_too() {
        let domains: [&[u16]; 12] = [
            &[1, 1],
            &[1, 2],
            &[2, 1],
            &[2, 2],
            &[2, 3],
            &[10, 10],
            &[26, 10],
            &[3, 1, 5],
            &[7, 11, 13],
            &[10, 10, 10],
            &[2, 3, 2, 3, 2, 3],
            &[2; 11],
        ];
        for radices in domains {
            for number in 0..3 {
                let circle = feistel(number, radices);
                assert_permutes(&circle, |_| true);
                assert_permutes(&circle, |value| value.iter().sum::<u16>().is_multiple_of(3));
            }
        }
    }

    #[test]
    fn the_longest_values_come_back() {
        for length in 4..=SYMBOLS {
            let radices: Vec<u16> = (0..length).map(|at| if at.is_multiple_of(3) { 10 } else { 26 }).collect();
            let circle = Circle::new(key(1), radices.clone());
            assert!(matches!(circle.order, Order::Feistel(_)) || length == 4);
            for last in [true, false] {
                let value: Vec<u16> = radices.iter().map(|radix| if last { radix - 1 } else { 0 }).collect();
                assert_eq!(circle.value(&circle.place(&value)), value);
                let mut token = value.clone();
                circle.next(&mut token, |_| true);
                assert!(token != value && token.iter().zip(&radices).all(|(symbol, radix)| symbol < radix));
            }
        }
    }

    /// Of three values there are two ways round; of four, six.
    #[test]
    fn each_way_round_comes_as_often() {
        for (size, ways) in [(3, 2), (4, 6)] {
            let mut met = std::collections::HashMap::new();
            for number in 0..600 {
                let circle = Circle::new(key(number), vec![size]);
                let tokens: Vec<u16> = (0..size)
                    .map(|value| {
                        let mut token = [value];
                        circle.next(&mut token, |_| true);
                        token[0]
                    })
                    .collect();
                *met.entry(tokens).or_insert(0) += 1;
            }
            assert_eq!(met.len(), ways);
            let expected = 600 / ways;
            assert!(met.values().all(|times| expected * 2 / 3 < *times && *times < expected * 4 / 3), "{met:?}");
        }
    }

    #[test]
    fn drawing_passes_over_what_would_be_uneven() {
        let mut stream = [u32::MAX, u32::MAX - 1, 7].into_iter();
        assert_eq!(below(&mut stream, 3), (u32::MAX - 1) % 3);
        let mut stream = [u32::MAX, 7].into_iter();
        assert_eq!(below(&mut stream, 5), 2);
        assert_eq!(below(&mut std::iter::repeat(9), 1), 0);
    }
}
