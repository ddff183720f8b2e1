//! Free text, borrowed from the input or owned.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

/// A text of any length: names, identifiers, messages, amounts.
///
/// It borrows from the input where it can. `Debug` shows only its length, since texts are patient data; `Display` and
/// dereferencing to `str` give the text.
///
/// ```
/// use x12_278::element::Text;
/// let text = Text::from("INFLIXIMAB");
/// assert_eq!(&*text, "INFLIXIMAB");
/// assert_eq!(format!("{text:?}"), "Text(10 bytes)");
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Text<'a>(Cow<'a, str>);

impl<'a> Text<'a> {
    /// The text.
    #[inline]
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text as an exact decimal number, by the rules of X12 type R or N0: digits, one optional point, one optional
    /// leading sign. `None` for anything else.
    #[must_use]
    pub fn decimal(&self) -> Option<rust_decimal::Decimal> {
        super::decimal(&self.0)
    }

    /// The text as a period of days: `CCYYMMDD` (format D8) or `CCYYMMDD-CCYYMMDD` (format RD8), days that exist.
    #[must_use]
    pub fn period(&self) -> Option<super::DatePeriod> {
        super::DatePeriod::read(&self.0)
    }
}

impl<'a> From<&'a str> for Text<'a> {
    #[inline]
    fn from(text: &'a str) -> Self {
        Self(Cow::Borrowed(text))
    }
}

impl From<String> for Text<'_> {
    fn from(text: String) -> Self {
        Self(Cow::Owned(text))
    }
}

impl<'a> From<Cow<'a, str>> for Text<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Self(text)
    }
}

impl Deref for Text<'_> {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Text<'_> {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Text<'_> {
    fn eq(&self, other: &str) -> bool {
        *self.0 == *other
    }
}

impl PartialEq<&str> for Text<'_> {
    fn eq(&self, other: &&str) -> bool {
        *self.0 == **other
    }
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({} bytes)", self.0.len())
    }
}

impl super::IntoOwned for Text<'_> {
    type Owned = Text<'static>;
    fn into_owned(self) -> Text<'static> {
        Text(Cow::Owned(self.0.into_owned()))
    }
}

#[cfg(feature = "serde")]
mod json {
    use super::Text;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    impl Serialize for Text<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(&self.0)
        }
    }

    impl<'de> Deserialize<'de> for Text<'_> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            String::deserialize(deserializer).map(Self::from)
        }
    }
}
