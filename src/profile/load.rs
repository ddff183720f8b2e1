//! From TOML to entries that are bound to the rows of a guide.

use super::Contents;
use super::error::{ProfileError, ProfileFault};
use super::facts::{Route, Source};
use super::lint::{Advice, ProfileAdvice};
use super::overlay::{
    Condition, Demand, ElementEntry, EntryHead, Expected, LoopEntry, Overlay, RuleEntry, SegmentEntry, Target,
};
use super::reader::{Document, Fields, Value};
use crate::element::Word;
use crate::guide::{ElementRow, Guide, LoopRow, SegmentRow, Usage};
use crate::report::{RuleText, Severity};
use chrono::NaiveDate;
use std::collections::HashSet;
use std::sync::Mutex;

const USAGES: &[(&str, Usage)] = &[("required", Usage::Required), ("not-used", Usage::NotUsed)];
const RULE_SETS: &[(&str, ())] = &[("caqhCore", ())];
const SEVERITIES: &[(&str, Severity)] = &[("warning", Severity::Warning), ("error", Severity::Error)];

pub(super) fn profile(text: &str) -> Result<Contents, ProfileError> {
    let parsed = Document::parse(text)?;
    let mut fields = Fields::new(Document(text), parsed.get_ref(), 0);
    let name = fields.need("name")?.text()?.to_owned();
    let version = fields.take("version").map(Value::text).transpose()?.unwrap_or_default().to_owned();
    let (from, through) = days(&mut fields)?;
    let payers = fields.take("payers").map(Value::texts).transpose()?.unwrap_or_default();
    let mut loader = Loader {
        guide: Guide::request(),
        ids: HashSet::new(),
        advice: Vec::new(),
        days: Source { from, through, ..Source::default() },
    };
    let follows = fields.take("follows").map(Value::list).transpose()?.unwrap_or_default();
    let follows = follows.into_iter().map(|value| value.word(RULE_SETS)).collect::<Result<Vec<()>, _>>()?;
    let mut facts = loader.facts(&mut fields)?;
    let request = fields.take("request").map(|value| loader.overlay(value.table()?)).transpose()?.unwrap_or_default();
    loader.guide = Guide::response();
    let mut response = Overlay::default();
    if let Some(value) = fields.take("response") {
        let mut fields = value.table()?;
        facts.meanings = loader.meanings(&mut fields)?;
        response = loader.overlay(fields)?;
    }
    fields.finish()?;
    if from.is_none() {
        loader.advise(0, Advice::NoFirstDay);
    }
    if request.len() + response.len() + facts.len() == 0 {
        loader.advise(0, Advice::NoEntries);
    }
    let advice = on_lines(text, loader.advice);
    let follows_core = !follows.is_empty();
    Ok(Contents { name, version, from, through, payers, follows_core, facts, request, response, advice })
}

/// Advice with the lines of its entries, in order.
fn on_lines(text: &str, mut advice: Vec<(usize, Advice)>) -> Vec<ProfileAdvice> {
    advice.sort_by_key(|(start, _)| *start);
    let mut ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(end, _)| end).peekable();
    let mut line = 1;
    let mut lined = |(start, advice)| {
        while ends.next_if(|end| *end < start).is_some() {
            line += 1;
        }
        ProfileAdvice { line, advice }
    };
    advice.drain(..).map(&mut lined).collect()
}

/// The first and the last day, in their order.
fn days(fields: &mut Fields<'_>) -> Result<(Option<NaiveDate>, Option<NaiveDate>), ProfileError> {
    let from = fields.take("from").map(Value::day).transpose()?;
    let last = fields.take("through");
    let through = last.map(Value::day).transpose()?;
    match last {
        Some(value) if from > through => Err(value.error(ProfileFault::DaysReversed)),
        _ => Ok((from, through)),
    }
}

/// Where entries are bound to, and what was seen so far.
pub(super) struct Loader {
    guide: &'static Guide,
    ids: HashSet<String>,
    advice: Vec<(usize, Advice)>,
    /// The days of the profile itself.
    days: Source,
}

impl Loader {
    fn overlay(&mut self, mut fields: Fields<'_>) -> Result<Overlay, ProfileError> {
        let mut entries = |key: &str| fields.take(key).map_or(Ok(Vec::new()), Value::list);
        let (elements, segments) = (entries("element")?, entries("segment")?);
        let (loops, rules) = (entries("loop")?, entries("rule")?);
        fields.finish()?;
        Ok(Overlay {
            elements: elements.into_iter().map(|value| self.element(value)).collect::<Result<_, _>>()?,
            segments: segments.into_iter().map(|value| self.segment(value)).collect::<Result<_, _>>()?,
            loops: loops.into_iter().map(|value| self.of_loop(value)).collect::<Result<_, _>>()?,
            rules: rules.into_iter().map(|value| self.rule(value)).collect::<Result<_, _>>()?,
        })
    }

    /// What every entry has: its id and text, how bad it is to break it, where it comes from.
    fn head(&mut self, fields: &mut Fields<'_>) -> Result<EntryHead, ProfileError> {
        let id = fields.need("id")?;
        if !self.ids.insert(id.text()?.to_owned()) {
            return Err(id.error(ProfileFault::IdRepeated));
        }
        let text = fields.take("text").map(Value::text).transpose()?.unwrap_or_default();
        if text.is_empty() {
            self.advise(fields.start(), Advice::NoText);
        }
        let severity = fields.take("severity").map(|value| value.word(SEVERITIES)).transpose()?;
        let severity = severity.unwrap_or(Severity::Warning);
        let source = self.source(fields)?;
        let severity = if source.verified { severity } else { severity.min(Severity::Warning) };
        Ok(EntryHead { rule: RuleText { id: keep(id.text()?), text: keep(text) }, severity, source })
    }

    /// Who says so, and when it holds.
    pub(super) fn source(&mut self, fields: &mut Fields<'_>) -> Result<Source, ProfileError> {
        let (from, through) = days(fields)?;
        let cited = fields.take("source").map(Value::owned).transpose()?.unwrap_or_default();
        let verified = fields.take("verified").map(Value::truth).transpose()?.unwrap_or(true);
        let source = Source { from, through, cited, verified };
        if !self.days.meets(&source) {
            self.advise(fields.start(), Advice::NeverInForce);
        }
        Ok(source)
    }

    /// A route whose name no other has.
    pub(super) fn named_once(&mut self, value: Value<'_>, route: Route) -> Result<Route, ProfileError> {
        let is_new = self.ids.insert(route.rule.to_string());
        if is_new { Ok(route) } else { Err(value.error(ProfileFault::IdRepeated)) }
    }

    /// Keeps advice about the entry that begins at a byte.
    pub(super) fn advise(&mut self, start: usize, advice: Advice) {
        self.advice.push((start, advice));
    }

    pub(super) fn find_loop(&self, value: Value<'_>) -> Result<(usize, &'static LoopRow), ProfileError> {
        let id = value.text()?;
        let found = self.guide.loops.iter().enumerate().find(|(_, row)| row.id == id);
        found.ok_or_else(|| value.error(ProfileFault::LoopUnknown))
    }

    /// The row of a segment of a loop; `row` says which when there are several.
    fn find_row(
        &self,
        of: &LoopRow,
        id: &str,
        named: Value<'_>,
        row: Option<Value<'_>>,
    ) -> Result<(usize, &'static SegmentRow), ProfileError> {
        let rows = self.guide.rows.iter().enumerate().skip(of.rows.start).take(of.rows.len());
        let mut rows: Vec<_> = rows.filter(|(_, row)| row.id == id).collect();
        if rows.is_empty() {
            return Err(named.error(ProfileFault::SegmentUnknown));
        }
        if let Some(value) = row {
            let wanted = value.text()?;
            rows.retain(|(_, row)| row.match_text == wanted);
            return rows.first().copied().ok_or_else(|| value.error(ProfileFault::RowUnknown));
        }
        match rows.as_slice() {
            [only] => Ok(*only),
            _ => Err(named.error(ProfileFault::RowMissing)),
        }
    }

    /// The row of an element, named by its designator, with the row of its segment.
    fn find_element(
        &self,
        of: &LoopRow,
        value: Value<'_>,
        row: Option<Value<'_>>,
    ) -> Result<(usize, &'static ElementRow), ProfileError> {
        let designator = value.text()?;
        let whole = designator.split_once('-').map_or(designator, |(whole, _)| whole);
        let id = whole.get(..whole.len().saturating_sub(2)).unwrap_or_default();
        let (index, segment) = self.find_row(of, id, value, row)?;
        let element = segment.elements.iter().find(|element| element.designator == designator);
        element.map(|element| (index, element)).ok_or_else(|| value.error(ProfileFault::ElementUnknown))
    }

    fn element(&mut self, value: Value<'_>) -> Result<ElementEntry, ProfileError> {
        let mut fields = value.table()?;
        let head = self.head(&mut fields)?;
        let (_, of) = self.find_loop(fields.need("loop")?)?;
        let (designator, row) = (fields.need("element")?, fields.take("row"));
        let (row, element) = self.find_element(of, designator, row)?;
        let usage = usage(&mut fields, element.usage)?;
        let codes = fields.take("codes").map(|value| codes(value, element)).transpose()?.unwrap_or_default();
        let mut limit = |key: &str, fault: ProfileFault, fits: &dyn Fn(usize) -> bool| {
            let Some(value) = fields.take(key) else { return Ok(None) };
            let number = value.number()?;
            if fits(number) { Ok(Some(number)) } else { Err(value.error(fault)) }
        };
        let (least, most) = (usize::from(element.min), usize::from(element.max));
        let in_range = |number: usize| (least..=most).contains(&number);
        let min = limit("min", ProfileFault::LengthWidens, &in_range)?;
        let max = limit("max", ProfileFault::LengthWidens, &|number| {
            in_range(number) && min.is_none_or(|min| min <= number)
        })?;
        let repeat =
            limit("repeat", ProfileFault::CountWidens, &|number| (1..=usize::from(element.repeat)).contains(&number))?;
        if usage.is_none() && codes.is_empty() && min.is_none() && max.is_none() && repeat.is_none() {
            return Err(fields.error(ProfileFault::AsksNothing));
        }
        let same_codes = codes.is_empty() || codes.len() == element.codes.len();
        let same_sizes = min.is_none_or(|min| min == least) && max.is_none_or(|max| max == most);
        let same_count = repeat.is_none_or(|repeat| repeat == usize::from(element.repeat));
        if usage.is_none_or(|usage| usage == element.usage) && same_codes && same_sizes && same_count {
            self.advise(fields.start(), Advice::NoNarrower);
        }
        fields.finish()?;
        let (element, component) = (element.element, element.component);
        Ok(ElementEntry { head, row, element, component, usage, codes, min, max, repeat })
    }

    fn segment(&mut self, value: Value<'_>) -> Result<SegmentEntry, ProfileError> {
        let mut fields = value.table()?;
        let head = self.head(&mut fields)?;
        let (_, of) = self.find_loop(fields.need("loop")?)?;
        let (named, row) = (fields.need("segment")?, fields.take("row"));
        let (index, row) = self.find_row(of, named.text()?, named, row)?;
        let (usage, max) = self.narrowed(&mut fields, row.usage, row.max)?;
        fields.finish()?;
        Ok(SegmentEntry { head, row: index, usage, max })
    }

    fn of_loop(&mut self, value: Value<'_>) -> Result<LoopEntry, ProfileError> {
        let mut fields = value.table()?;
        let head = self.head(&mut fields)?;
        let (loop_index, of) = self.find_loop(fields.need("loop")?)?;
        let (usage, max) = self.narrowed(&mut fields, of.usage, of.max)?;
        fields.finish()?;
        Ok(LoopEntry { head, loop_index, usage, max })
    }

    /// Usage and maximum of a segment or a loop.
    fn narrowed(
        &mut self,
        fields: &mut Fields<'_>,
        own_usage: Usage,
        own_max: u32,
    ) -> Result<(Option<Usage>, Option<usize>), ProfileError> {
        let usage = usage(fields, own_usage)?;
        let value = fields.take("max");
        let max = value.map(Value::number).transpose()?;
        let most = usize::try_from(own_max).unwrap_or(usize::MAX);
        match (value, max) {
            (Some(value), Some(max)) if !(1..=most).contains(&max) => {
                return Err(value.error(ProfileFault::CountWidens));
            }
            (None, None) if usage.is_none() => return Err(fields.error(ProfileFault::AsksNothing)),
            _ => {}
        }
        if usage.is_none_or(|usage| usage == own_usage) && max.is_none_or(|max| max == most) {
            self.advise(fields.start(), Advice::NoNarrower);
        }
        Ok((usage, max))
    }

    fn rule(&mut self, value: Value<'_>) -> Result<RuleEntry, ProfileError> {
        let mut fields = value.table()?;
        let head = self.head(&mut fields)?;
        let (loop_index, of) = self.find_loop(fields.need("loop")?)?;
        let when = fields.need("when")?;
        let conditions = when.list()?;
        if conditions.is_empty() {
            return Err(when.error(ProfileFault::AsksNothing));
        }
        let when =
            conditions.into_iter().map(|value| self.condition(value, loop_index)).collect::<Result<Vec<_>, _>>()?;
        let then = self.demand(fields.need("then")?, of)?;
        fields.finish()?;
        Ok(RuleEntry { head, loop_index, when, then })
    }

    fn condition(&mut self, value: Value<'_>, of_rule: usize) -> Result<Condition, ProfileError> {
        let mut fields = value.table()?;
        let loop_index = match fields.take("in") {
            None => of_rule,
            Some(value) => {
                let (index, _) = self.find_loop(value)?;
                if !self.is_around(index, of_rule) {
                    return Err(value.error(ProfileFault::LoopUnknown));
                }
                index
            }
        };
        let of = self.guide.loops.get(loop_index).ok_or_else(|| value.error(ProfileFault::LoopUnknown))?;
        let (target, element) = self.target(&mut fields, of)?;
        let expected = match (fields.take("present"), fields.take("equals"), fields.take("differs"), element) {
            (Some(value), None, None, _) if value.truth()? => Expected::Present,
            (Some(_), None, None, _) => Expected::Absent,
            (None, None, Some(value), Some(element)) => Expected::NoneOf(codes(value, element)?),
            (None, Some(value), None, Some(element)) => {
                let wanted = value.texts()?;
                let listed = |code: &String| Word::read(code).is_some_and(|code| element.codes.contains(&code));
                if wanted.is_empty() {
                    return Err(value.error(ProfileFault::AsksNothing));
                }
                if !element.codes.is_empty() && !wanted.iter().all(listed) {
                    self.advise(fields.start(), Advice::NeverHolds);
                }
                Expected::OneOf(wanted)
            }
            _ => return Err(fields.error(ProfileFault::NotOneForm)),
        };
        fields.finish()?;
        Ok(Condition { loop_index, target, expected })
    }

    /// Whether a loop is another one, or one that it stands in.
    fn is_around(&self, outer: usize, inner: usize) -> bool {
        let parents = self.guide.loops.get(inner).map(|row| row.parents.as_slice()).unwrap_or_default();
        outer == inner || parents.iter().any(|parent| *parent < inner && self.is_around(outer, *parent))
    }

    fn demand(&mut self, value: Value<'_>, of: &'static LoopRow) -> Result<Demand, ProfileError> {
        let mut fields = value.table()?;
        let (target, element) = self.target(&mut fields, of)?;
        let expected = match (fields.take("usage"), fields.take("one-of"), element) {
            (Some(value), None, _) => match value.word(USAGES)? {
                Usage::Required => Expected::Present,
                _ => Expected::Absent,
            },
            (None, Some(value), Some(element)) => Expected::OneOf(codes(value, element)?),
            _ => return Err(fields.error(ProfileFault::NotOneForm)),
        };
        fields.finish()?;
        Ok(Demand { target, expected })
    }

    /// What a condition or a demand is about.
    fn target(
        &self,
        fields: &mut Fields<'_>,
        of: &'static LoopRow,
    ) -> Result<(Target, Option<&'static ElementRow>), ProfileError> {
        let (element, segment, below) = (fields.take("element"), fields.take("segment"), fields.take("loop"));
        let row = fields.take("row");
        match (element, segment, below) {
            (Some(value), None, None) => {
                let (row, element) = self.find_element(of, value, row)?;
                let target = Target::Element { row, element: element.element, component: element.component };
                Ok((target, Some(element)))
            }
            (None, Some(value), None) => {
                let (row, _) = self.find_row(of, value.text()?, value, row)?;
                Ok((Target::Segment { row }, None))
            }
            (None, None, Some(value)) => {
                let (loop_index, _) = self.find_loop(value)?;
                let is_below = of.children.contains(&loop_index);
                let target = Target::Loop { loop_index };
                if is_below { Ok((target, None)) } else { Err(value.error(ProfileFault::LoopUnknown)) }
            }
            _ => Err(fields.error(ProfileFault::NotOneForm)),
        }
    }
}

/// The usage that an entry asks for, within what the guide allows.
fn usage(fields: &mut Fields<'_>, own: Usage) -> Result<Option<Usage>, ProfileError> {
    let Some(value) = fields.take("usage") else { return Ok(None) };
    let usage = value.word(USAGES)?;
    let widens = own != Usage::Situational && own != usage;
    if widens { Err(value.error(ProfileFault::UsageWidens)) } else { Ok(Some(usage)) }
}

/// Codes of an element, each one that the guide allows.
fn codes(value: Value<'_>, element: &ElementRow) -> Result<Vec<String>, ProfileError> {
    let values = value.list()?;
    if values.is_empty() {
        return Err(value.error(ProfileFault::AsksNothing));
    }
    let code = |value: Value<'_>| {
        let code = value.text()?;
        let allowed = element.codes.is_empty() || Word::read(code).is_some_and(|code| element.codes.contains(&code));
        if allowed { Ok(code.to_owned()) } else { Err(value.error(ProfileFault::CodeWidens)) }
    };
    values.into_iter().map(code).collect()
}

/// A text that stays: findings are copied about and name the entry that they come from. The same text is kept once, so
/// that a profile which is loaded again and again takes no more memory.
fn keep(text: &str) -> &'static str {
    static KEPT: Mutex<Option<HashSet<&'static str>>> = Mutex::new(None);
    let mut kept = KEPT.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let kept = kept.get_or_insert_with(HashSet::new);
    if let Some(same) = kept.get(text) {
        return same;
    }
    let new: &'static str = Box::leak(Box::from(text));
    kept.insert(new);
    new
}
