//! Pseudorandom bytes under a key: HMAC-SHA-256, and nothing besides.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// A key of HMAC-SHA-256.
#[derive(Clone)]
pub(super) struct Key(Hmac<Sha256>);

impl Key {
    /// The key of a user. `None` when it is shorter than 16 bytes.
    pub(super) fn of_user(bytes: &[u8]) -> Option<Self> {
        Hmac::new_from_slice(bytes).ok().filter(|_| bytes.len() >= 16).map(Self)
    }

    /// The code of a message, which is given in parts. Each goes in behind its length, so that no two lists of parts are
    /// one message.
    pub(super) fn block(&self, parts: &[&[u8]]) -> [u8; 32] {
        let mut mac = self.0.clone();
        for part in parts {
            mac.update(&(part.len() as u64).to_le_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }

    /// A key for one purpose alone, which the parts name.
    pub(super) fn derive(&self, parts: &[&[u8]]) -> Self {
        // HMAC fills a key that is shorter than a block with zeros.
        let mut key = [0; 64];
        for (to, from) in key.iter_mut().zip(self.block(parts)) {
            *to = from;
        }
        Self(Hmac::new(&key.into()))
    }

    /// Numbers without end, as many as are asked for.
    pub(super) fn stream(&self) -> impl Iterator<Item = u32> {
        (0_u64..).flat_map(|number| numbers(self.block(&[&number.to_le_bytes()])))
    }
}

/// The eight numbers of a block.
pub(super) fn numbers(block: [u8; 32]) -> impl Iterator<Item = u32> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let bytes = block.get(at..at + 4)?;
        at += 4;
        Some(bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_told_apart() {
        let key = Key::of_user(b"0123456789abcdef").unwrap();
        let messages: [&[&[u8]]; 5] = [&[b"ab"], &[b"a", b"b"], &[b"", b"ab"], &[b"ab", b""], &[]];
        let blocks: std::collections::HashSet<_> = messages.iter().map(|parts| key.block(parts)).collect();
        assert_eq!(blocks.len(), messages.len());
        assert!(Key::of_user(b"0123456789abcde").is_none());
    }

    /// By hand: a length of eight bytes, lowest first, before each part.
    #[test]
    fn blocks_are_hmac_sha_256() {
        let key = Key::of_user(b"0123456789abcdef").unwrap();
        let mut mac = Hmac::<Sha256>::new_from_slice(b"0123456789abcdef").unwrap();
        mac.update(b"\x03\0\0\0\0\0\0\0abc");
        assert_eq!(key.block(&[b"abc"])[..], mac.finalize().into_bytes()[..]);
        let derived = Hmac::<Sha256>::new_from_slice(&key.block(&[b"abc"])).unwrap();
        assert_eq!(key.derive(&[b"abc"]).block(&[])[..], derived.finalize().into_bytes()[..]);
    }

    #[test]
    fn a_stream_goes_on_from_block_to_block() {
        let key = Key::of_user(b"0123456789abcdef").unwrap();
        let stream: Vec<u32> = key.stream().take(24).collect();
        let blocks = (0_u64..3).flat_map(|number| numbers(key.block(&[&number.to_le_bytes()])));
        assert_eq!(stream, blocks.collect::<Vec<_>>());
        assert_eq!(numbers([1; 32]).collect::<Vec<_>>(), [0x0101_0101; 8]);
    }
}
