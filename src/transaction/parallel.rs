//! The sets of a stream on all processors (feature `rayon`).
//!
//! The stream is cut where its sets begin and end; the sets are worked on side by side, and what comes of them is handed
//! on in the order of the file. So the result is that of one thread, sooner.

use super::stream::{Reader, SetBuffer, SetReader};
use crate::error::Error;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use std::io::Read;

/// Most sets that are worked on between two looks at the input.
const SETS: usize = 256;
/// Bytes of sets from which on no further set is added to those.
const BYTES: usize = 1 << 20;

/// Reads all sets, does `work` on each in the threads of the current rayon pool, and hands the results to `take`, on one
/// thread and in the order of the sets. While some sets are worked on the next are read; at most two times 256 sets, or a
/// mebibyte and the last set of each, are held at a time.
///
/// Sets beyond the limits are passed over, and are in [`Reader::take_report`] as always.
///
/// ```
/// use x12_278::Reader;
/// use x12_278::transaction::parallel::map_sets;
///
/// let mut reader = Reader::new(std::fs::File::open("examples/data/batch_mixed.edi").unwrap());
/// let mut kinds = Vec::new();
/// map_sets(&mut reader, |sets, set| sets.read(set).transaction.kind(), |kind| kinds.push(kind)).unwrap();
/// assert_eq!(kinds.len(), 11);
/// ```
///
/// # Errors
/// As [`Reader::next_event`]; the sets before it have been worked on and handed on.
pub fn map_sets<R, T>(
    reader: &mut Reader<R>,
    work: impl Fn(&mut SetReader, &SetBuffer) -> T + Sync,
    mut take: impl FnMut(T),
) -> Result<(), Error>
where
    R: Read + Send,
    T: Send,
{
    let (mut current, mut next) = (Some(Batch::default()), Some(Batch::default()));
    let mut results = Vec::new();
    if let Some(batch) = &mut current {
        batch.fill(reader);
    }
    while let Some(batch) = current.take() {
        let mut following = next.take();
        let sets = batch.sets();
        rayon::join(
            || {
                sets.par_iter()
                    .map_init(SetReader::default, |reader, set| work(reader, set))
                    .collect_into_vec(&mut results);
            },
            || {
                if let Some(following) = following.as_mut().filter(|_| batch.end.is_none()) {
                    following.fill(reader);
                }
            },
        );
        results.drain(..).for_each(&mut take);
        if let Some(end) = batch.end {
            return end;
        }
        (current, next) = (following, Some(batch));
    }
    Ok(())
}

/// Sets in buffers that are used again.
#[derive(Default)]
struct Batch {
    buffers: Vec<SetBuffer>,
    filled: usize,
    /// How the input ended, if it ended behind these sets.
    end: Option<Result<(), Error>>,
}

impl Batch {
    fn sets(&self) -> &[SetBuffer] {
        self.buffers.get(..self.filled).unwrap_or_default()
    }

    fn fill<R: Read>(&mut self, reader: &mut Reader<R>) {
        (self.filled, self.end) = (0, None);
        let mut bytes = 0;
        while self.filled < SETS && bytes < BYTES {
            if self.filled == self.buffers.len() {
                self.buffers.push(SetBuffer::new());
            }
            let Some(set) = self.buffers.get_mut(self.filled) else { return };
            match reader.read_set(set) {
                Ok(true) => {
                    bytes += set.bytes().len();
                    self.filled += 1;
                }
                Ok(false) => self.end = Some(Ok(())),
                Err(error) => self.end = Some(Err(error)),
            }
            if self.end.is_some() {
                return;
            }
        }
    }
}
