//! What stops the work altogether. A finding about content is an [`Issue`](crate::report::Issue), never an `Error`.

#[cfg(feature = "serde")]
pub(crate) mod json;

use std::fmt;
use std::path::{Path, PathBuf};

/// Reading or writing cannot go on.
///
/// One pointer wide. It says what and where, and never shows a byte of the input.
///
/// ```
/// use x12_278::{Document, ErrorKind};
/// let error = Document::read(b"<html>").unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::NoInterchange);
/// assert_eq!(error.to_string(), "not an X12 interchange: the input does not begin with ISA (byte 0)");
/// ```
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(Box<Inner>);

#[derive(Debug, thiserror::Error)]
#[error("{}{}{place}", kind.sentence(), detail.as_deref().map(|detail| format!(": {detail}")).unwrap_or_default())]
struct Inner {
    kind: ErrorKind,
    /// What is wrong more closely; words of the crate alone.
    detail: Option<String>,
    place: Place,
    path: Option<PathBuf>,
    source: Option<std::io::Error>,
}

/// Where an [`Error`] happened, as far as that is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Byte offset in the input, from 0.
    pub offset: Option<u64>,
    /// Segment number in its transaction set, ST = 1.
    pub segment: Option<u32>,
    /// Segment id, where it is one that X12 has.
    pub segment_id: Option<&'static str>,
    /// Element number, from 1; here and below 65,535 stands for that number and for any beyond.
    pub element: Option<u16>,
    /// Component number, from 1.
    pub component: Option<u16>,
    /// Line and column of a JSON or TOML text, from 1.
    pub line_column: Option<(u32, u32)>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lead = " (";
        let mut part = |f: &mut fmt::Formatter<'_>, text: fmt::Arguments<'_>| {
            let written = write!(f, "{lead}{text}");
            lead = ", ";
            written
        };
        if let Some(id) = self.segment_id {
            match (self.element, self.component) {
                (Some(e), Some(c)) => part(f, format_args!("{id}{e:02}-{c}"))?,
                (Some(e), None) => part(f, format_args!("{id}{e:02}"))?,
                _ => part(f, format_args!("{id}"))?,
            }
        } else if let Some(e) = self.element {
            part(f, format_args!("element {e}"))?;
        }
        if let Some(n) = self.segment {
            part(f, format_args!("segment {n}"))?;
        }
        if let Some(n) = self.offset {
            part(f, format_args!("byte {n}"))?;
        }
        if let Some((line, column)) = self.line_column {
            part(f, format_args!("line {line}, column {column}"))?;
        }
        if lead == ", " { f.write_str(")") } else { Ok(()) }
    }
}

/// What kind of [`Error`] it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The input is empty, or holds nothing but blanks.
    Empty,
    /// The input does not begin with an interchange header (ISA), nor with what the options allow instead.
    NoInterchange,
    /// The interchange header ends before its sixteenth element and its terminator.
    HeaderTruncated,
    /// A delimiter is a letter, a digit or a blank, or no single byte.
    DelimiterInvalid,
    /// Two of the four delimiters are the same byte.
    DelimitersEqual,
    /// The underlying reader or writer failed.
    Io,
    /// A single segment is longer than the limit in the options.
    SegmentTooLong,
    /// A value to be written contains one of the delimiters; X12 has no escape.
    DelimiterInValue,
    /// A value to be written contains a control character.
    ControlInValue,
    /// A value to be written contains a character outside ASCII, and the set was not read so.
    NonAsciiInValue,
    /// A value to be written does not fit the fixed width of an interchange header element.
    ValueTooWide,
    /// Something is to be written behind counted data (BIN, BDS) that is shorter than its length says: it would be read as
    /// a part of the data.
    CountedDataShort,
    /// A JSON text is not the documented shape.
    Json,
    /// A set stands in no interchange and group that could be put around it again.
    EnvelopeMissing,
    /// No control number is left below 999,999,999; none is given twice.
    ControlNumbersSpent,
    /// A journal or a file of control numbers is not as it was written.
    StateDamaged,
    /// A journal or a file of control numbers is in use by another process.
    StateInUse,
    /// A key for redaction is shorter than 16 bytes.
    KeyTooShort,
}

impl ErrorKind {
    const fn sentence(self) -> &'static str {
        match self {
            Self::Empty => "nothing to read: the input is empty",
            Self::NoInterchange => "not an X12 interchange: the input does not begin with ISA",
            Self::HeaderTruncated => "the interchange header (ISA) is cut short",
            Self::DelimiterInvalid => "a delimiter is a letter, a digit or a blank",
            Self::DelimitersEqual => "two delimiters are the same character",
            Self::Io => "the input or output failed",
            Self::SegmentTooLong => "a segment is longer than the limit",
            Self::DelimiterInValue => "a value contains a delimiter, which X12 cannot carry",
            Self::ControlInValue => "a value contains a control character, which X12 cannot carry",
            Self::NonAsciiInValue => "a value contains a character outside ASCII",
            Self::ValueTooWide => "a value is wider than its fixed place in the interchange header",
            Self::CountedDataShort => "counted data is shorter than its length says, and something follows it",
            Self::Json => "the JSON text is not of the documented shape",
            Self::EnvelopeMissing => "the set stands in no interchange and group that could be repeated",
            Self::ControlNumbersSpent => "no control number is left",
            Self::StateDamaged => "a state file is not as it was written",
            Self::StateInUse => "a state file is in use by another process",
            Self::KeyTooShort => "the key is shorter than 16 bytes",
        }
    }
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, place: Place) -> Self {
        Self(Box::new(Inner { kind, detail: None, place, path: None, source: None }))
    }

    pub(crate) fn at(kind: ErrorKind, offset: u64) -> Self {
        Self::new(kind, Place { offset: Some(offset), ..Place::default() })
    }

    /// An error without a place in the input.
    pub(crate) fn of(kind: ErrorKind) -> Self {
        Self::new(kind, Place::default())
    }

    pub(crate) fn io(source: std::io::Error, offset: u64) -> Self {
        let place = Place { offset: Some(offset), ..Place::default() };
        Self(Box::new(Inner { kind: ErrorKind::Io, detail: None, place, path: None, source: Some(source) }))
    }

    /// A JSON text that is not of the documented shape: what is wanted, and the line and the column. What serde says of
    /// the text itself may show a value of it, so that is left out.
    #[cfg(feature = "serde")]
    pub(crate) fn json(source: &serde_json::Error) -> Self {
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let line_column = (source.line() > 0).then(|| (number(source.line()), number(source.column())));
        let error = Self::new(ErrorKind::Json, Place { line_column, ..Place::default() });
        if source.is_data() {
            error.with_detail(json::wanted(&source.to_string()))
        } else {
            error.with_detail("no JSON")
        }
    }

    #[cfg(feature = "serde")]
    pub(crate) fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.0.detail = Some(detail.into());
        self
    }

    /// What kind of error it is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Where it happened.
    #[must_use]
    pub fn place(&self) -> Place {
        self.0.place
    }

    /// The file or folder that could not be written, or that is not as it was written, where that is known. The sentence
    /// of the error does not hold it: it is for programs whose users gave the path. Why the system refused is the source.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.0.path.as_deref()
    }

    /// The same error, about a file or folder; a path that it has stays.
    ///
    /// ```
    /// use std::error::Error as _;
    /// use std::path::Path;
    ///
    /// let refused = std::io::Error::other("refused");
    /// let error = x12_278::Error::from(refused).with_path("out/journal").with_path("out");
    /// assert_eq!(error.to_string(), "the input or output failed");
    /// assert_eq!(error.path(), Some(Path::new("out/journal")));
    /// assert_eq!(error.source().unwrap().to_string(), "refused");
    /// ```
    #[must_use]
    pub fn with_path(mut self, path: impl AsRef<Path>) -> Self {
        self.0.path.get_or_insert_with(|| path.as_ref().to_path_buf());
        self
    }
}

/// A failure of a state file or of an output.
impl From<std::io::Error> for Error {
    fn from(source: std::io::Error) -> Self {
        Self(Box::new(Inner {
            kind: ErrorKind::Io,
            detail: None,
            place: Place::default(),
            path: None,
            source: Some(source),
        }))
    }
}
