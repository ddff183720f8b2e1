//! What could not be read or written, in one sentence: the file, and why.

use super::{Failure, name, progress};
use std::error::Error as _;
use std::fmt::{self, Display};
use std::io::{self, Read, Seek, SeekFrom, StdoutLock, Write};
use std::path::Path;

/// One line: what failed, on which file, and why.
///
/// `cannot write to OUT/accepted: Permission denied (os error 13)`
pub(crate) fn sentence(error: &x12_278::Error) -> String {
    match (error.path(), error.source()) {
        (_, Some(cause)) if names_file(cause) => cause.to_string(),
        (Some(path), Some(cause)) => refused("write to", path, &cause),
        (Some(path), None) => format!("{}: {error}", name(path)),
        (None, Some(cause)) => format!("{error}: {cause}"),
        (None, None) => error.to_string(),
    }
}

/// What failed on a file: `map_err(cannot("read", path))`, `map_err(cannot("write to", path))`.
pub(crate) fn cannot<'p>(deed: &'static str, path: &'p Path) -> impl Fn(io::Error) -> Failure + 'p {
    move |error| match error.kind() {
        io::ErrorKind::BrokenPipe => Failure::BrokenPipe,
        _ => Failure::Message(refused(deed, path, &error)),
    }
}

fn refused(deed: &str, path: &Path, cause: &dyn Display) -> String {
    format!("cannot {deed} {}: {cause}", name(path))
}

/// Whether a sentence tells of this file by its name. That the name is found in it would not do: it may be one letter.
pub(super) fn tells_of(sentence: &str, path: &Path) -> bool {
    let deeds = ["", "cannot read ", "cannot write to "];
    let mut rests = deeds.iter().filter_map(|deed| sentence.strip_prefix(deed)?.strip_prefix(&name(path)));
    rests.any(|rest| rest.starts_with(": "))
}

/// Whether nobody reads the output any more.
pub(super) fn is_broken_pipe(error: &x12_278::Error) -> bool {
    let source = error.source().and_then(|source| source.downcast_ref::<io::Error>());
    source.is_some_and(|source| source.kind() == io::ErrorKind::BrokenPipe)
}

/// The cause of an error with the name of its file.
#[derive(Debug)]
struct OnFile(String);

impl Display for OnFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for OnFile {}

fn names_file(cause: &(dyn std::error::Error + 'static)) -> bool {
    let inner = cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    inner.is_some_and(<dyn std::error::Error + Send + Sync>::is::<OnFile>)
}

/// A file or a stream whose errors name it.
pub(crate) struct Named<T> {
    inner: T,
    deed: &'static str,
    name: String,
}

impl<T> Named<T> {
    pub(crate) fn read(inner: T, path: &Path) -> Self {
        Self { inner, deed: "read", name: name(path) }
    }

    fn named<R>(&mut self, result: impl FnOnce(&mut T) -> io::Result<R>) -> io::Result<R> {
        result(&mut self.inner).map_err(|error| match error.kind() {
            // Whoever reads tries again after this one.
            io::ErrorKind::Interrupted => error,
            kind => io::Error::new(kind, OnFile(format!("cannot {} {}: {error}", self.deed, self.name))),
        })
    }
}

impl Named<StdoutLock<'_>> {
    pub(crate) fn output() -> Self {
        Self { inner: io::stdout().lock(), deed: "write to", name: "standard output".to_owned() }
    }
}

impl<R: Read> Read for Named<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.named(|inner| inner.read(buffer))
    }
}

impl<S: Seek> Seek for Named<S> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.named(|inner| inner.seek(to))
    }
}

impl<W: Write> Write for Named<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        progress::before_output();
        self.named(|inner| inner.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        progress::before_output();
        self.named(W::flush)
    }
}
