//! Reads the tables of a profile: every key is taken once, and what is left over is an error at its place.

use super::error::{ProfileError, ProfileFault};
use crate::element::Text;
use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// So many values in one list of a fact are enough; lists are compared with one another.
const MOST_VALUES: usize = 50;

/// The text of a profile, for the places of errors.
#[derive(Clone, Copy)]
pub(super) struct Document<'t>(pub(super) &'t str);

impl Document<'_> {
    pub(super) fn error(self, offset: usize, fault: ProfileFault) -> ProfileError {
        ProfileError::at(self.0, offset, fault)
    }

    pub(super) fn parse(text: &str) -> Result<Spanned<DeTable<'_>>, ProfileError> {
        DeTable::parse(text).map_err(|error| {
            let offset = error.span().map_or(text.len(), |span| span.start);
            ProfileError::at(text, offset, ProfileFault::NotToml)
        })
    }
}

/// A value and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Value<'t> {
    document: Document<'t>,
    value: &'t Spanned<DeValue<'t>>,
}

impl<'t> Value<'t> {
    pub(super) fn error(self, fault: ProfileFault) -> ProfileError {
        self.document.error(self.value.span().start, fault)
    }

    pub(super) fn text(self) -> Result<&'t str, ProfileError> {
        self.value.get_ref().as_str().ok_or_else(|| self.error(ProfileFault::WrongType("a text")))
    }

    /// A text that is kept.
    pub(super) fn owned(self) -> Result<Text<'static>, ProfileError> {
        self.text().map(|text| text.to_owned().into())
    }

    /// A text that says something.
    pub(super) fn filled(self) -> Result<Text<'static>, ProfileError> {
        let text = self.owned()?;
        if text.trim().is_empty() { Err(self.error(ProfileFault::AsksNothing)) } else { Ok(text) }
    }

    pub(super) fn truth(self) -> Result<bool, ProfileError> {
        self.value.get_ref().as_bool().ok_or_else(|| self.error(ProfileFault::WrongType("true or false")))
    }

    pub(super) fn number(self) -> Result<usize, ProfileError> {
        let number = self.value.get_ref().as_integer().filter(|number| number.radix() == 10);
        let number = number.and_then(|number| number.as_str().parse().ok());
        number.ok_or_else(|| self.error(ProfileFault::WrongType("a whole number")))
    }

    pub(super) fn day(self) -> Result<NaiveDate, ProfileError> {
        let date = self.value.get_ref().as_datetime().filter(|date| date.time.is_none()).and_then(|date| date.date);
        let day = date.and_then(|date| NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into()));
        day.ok_or_else(|| self.error(ProfileFault::WrongType("a day, such as 2026-01-01")))
    }

    pub(super) fn list(self) -> Result<Vec<Value<'t>>, ProfileError> {
        let list = self.value.get_ref().as_array().ok_or_else(|| self.error(ProfileFault::WrongType("a list")))?;
        Ok(list.iter().map(|value| Value { document: self.document, value }).collect())
    }

    pub(super) fn texts(self) -> Result<Vec<String>, ProfileError> {
        self.list()?.into_iter().map(|value| value.text().map(str::to_owned)).collect()
    }

    pub(super) fn table(self) -> Result<Fields<'t>, ProfileError> {
        let table = self.value.get_ref().as_table();
        let table = table.ok_or_else(|| self.error(ProfileFault::WrongType("a table")))?;
        Ok(Fields::new(self.document, table, self.value.span().start))
    }

    /// One or several, which must not be none.
    pub(super) fn one_or_more(self) -> Result<Vec<Value<'t>>, ProfileError> {
        if self.value.get_ref().as_str().is_some() {
            return Ok(vec![self]);
        }
        let list = self.list()?;
        match (list.first(), list.get(MOST_VALUES)) {
            (None, _) => Err(self.error(ProfileFault::AsksNothing)),
            (_, Some(beyond)) => Err(beyond.error(ProfileFault::TooManyValues)),
            _ => Ok(list),
        }
    }

    /// One of the names of a vocabulary.
    pub(super) fn name<W>(self, read: impl Fn(&str) -> Option<W>) -> Result<W, ProfileError> {
        read(self.text()?).ok_or_else(|| self.error(ProfileFault::WordUnknown))
    }

    /// Names of a vocabulary, which must not be none.
    pub(super) fn names<W>(self, read: impl Fn(&str) -> Option<W>) -> Result<Vec<W>, ProfileError> {
        self.one_or_more()?.into_iter().map(|value| value.name(&read)).collect()
    }

    /// One of a few words.
    pub(super) fn word<W: Copy>(self, words: &[(&str, W)]) -> Result<W, ProfileError> {
        let text = self.text()?;
        let word = words.iter().find(|(word, _)| *word == text).map(|(_, meaning)| *meaning);
        word.ok_or_else(|| self.error(ProfileFault::WordUnknown))
    }
}

/// The keys of a table that were not taken yet.
pub(super) struct Fields<'t> {
    document: Document<'t>,
    left: Vec<(&'t str, usize, Value<'t>)>,
    start: usize,
}

impl<'t> Fields<'t> {
    pub(super) fn new(document: Document<'t>, table: &'t DeTable<'t>, start: usize) -> Self {
        let left = table
            .iter()
            .map(|(key, value)| (key.get_ref().as_ref(), key.span().start, Value { document, value }))
            .collect();
        Self { document, left, start }
    }

    /// The byte at which it begins.
    pub(super) const fn start(&self) -> usize {
        self.start
    }

    pub(super) fn error(&self, fault: ProfileFault) -> ProfileError {
        self.document.error(self.start, fault)
    }

    /// Takes the value of a key.
    pub(super) fn take(&mut self, key: &str) -> Option<Value<'t>> {
        let index = self.left.iter().position(|(name, ..)| *name == key)?;
        Some(self.left.swap_remove(index).2)
    }

    /// Takes the value of a key that must be there.
    pub(super) fn need(&mut self, key: &'static str) -> Result<Value<'t>, ProfileError> {
        self.take(key).ok_or_else(|| self.error(ProfileFault::KeyMissing(key)))
    }

    /// Takes all that is left, as it stands in the text.
    pub(super) fn rest(mut self) -> Vec<(&'t str, Value<'t>)> {
        self.left.sort_by_key(|(_, start, _)| *start);
        self.left.into_iter().map(|(key, _, value)| (key, value)).collect()
    }

    /// Nothing may be left.
    pub(super) fn finish(self) -> Result<(), ProfileError> {
        match self.left.iter().map(|(_, start, _)| *start).min() {
            None => Ok(()),
            Some(start) => Err(self.document.error(start, ProfileFault::KeyUnknown)),
        }
    }
}
