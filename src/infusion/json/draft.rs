//! An order as far as a JSON text gives one, and everything that keeps the text from being an order.

use super::error::{OrderError, OrderProblem};
use super::tree::{Step, Tree, steps};
use crate::infusion::order::InfusionRequest;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// An order as far as a JSON text gives one.
///
/// What does not fit is left out and said, each with its path; nothing is put in its place. So whoever fills in orders
/// sees at once all that is wrong, and what is missing in the rest. An order of which something was left out is not the
/// order that was meant: build it to see what else is wrong, and never send it.
#[derive(Clone, Debug)]
pub struct OrderDraft {
    order: InfusionRequest,
    errors: Vec<OrderError>,
    /// Which entries of which lists were left out.
    entries: BTreeMap<String, BTreeSet<usize>>,
    /// What was left out, by its path.
    paths: BTreeSet<String>,
}

impl OrderDraft {
    /// The most that is left out. Of a text with more faults nothing is taken.
    pub const MOST: usize = 200;

    /// What could be read.
    #[must_use]
    pub fn order(&self) -> &InfusionRequest {
        &self.order
    }

    /// What could not. The order is whole when this is empty.
    #[must_use]
    pub fn errors(&self) -> &[OrderError] {
        &self.errors
    }

    /// The path in the text of something in [`Self::order`]: entries of lists that were left out are counted along. A
    /// problem about two things names both, parted by a comma; so does this.
    #[must_use]
    pub fn path_in_text(&self, path: &str) -> String {
        let each: Vec<String> = path.split(BOTH).map(|one| self.one_path_in_text(one)).collect();
        each.join(BOTH)
    }

    fn one_path_in_text(&self, path: &str) -> String {
        let mut parts = path.split('[');
        let mut whole = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let entry = part.split_once(']').and_then(|(index, rest)| Some((index.parse().ok()?, rest)));
            let (place, rest) = match entry {
                Some((index, rest)) => (self.place_in_text(&whole, index).to_string() + "]", rest),
                None => (String::new(), part),
            };
            whole = format!("{whole}[{place}{rest}");
        }
        whole
    }

    /// The place of an entry in its list, those that were left out counted along.
    fn place_in_text(&self, list: &str, index: usize) -> usize {
        let left_out = self.entries.get(list).into_iter().flatten();
        left_out.fold(index, |place, gone| if *gone <= place { place + 1 } else { place })
    }

    /// Whether what stands at this path of [`Self::order`] was left out, by itself or with what it stood in; of two paths,
    /// whether either was.
    #[must_use]
    pub fn is_left_out(&self, path: &str) -> bool {
        path.split(BOTH).map(|one| self.one_path_in_text(one)).any(|path| {
            self.paths.iter().any(|out| {
                path.strip_prefix(out.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
            })
        })
    }

    /// Numbers by which entries of the order name others are those of the text. They are made those of what is left. What
    /// names an entry that was left out, or one that can no longer be told, names none: the order has no such entry, and
    /// it counts as left out.
    fn renumber(&mut self) {
        let gone = self.entries.get("drugs").cloned().unwrap_or_default();
        let kept = self.order.drugs.len();
        for index in 0..self.order.services.len() {
            let place = self.place_in_text("services", index);
            let Some(service) = self.order.services.get_mut(index) else { continue };
            let Some(named) = service.drug.unwrap_or(1).checked_sub(1) else { continue };
            if gone.contains(&named) {
                service.drug = kept.checked_add(1);
                self.paths.insert(format!("services[{place}].drug"));
            } else if let Some(number) = service.drug {
                service.drug = number.checked_sub(gone.range(..named).count());
            }
        }
        let is_of_lines = |list: &str| list == "drugs" || list == "services" || list.ends_with("].phases");
        if self.entries.keys().chain(&self.paths).any(|list| is_of_lines(list)) {
            for index in 0..self.order.attachments.len() {
                let place = self.place_in_text("attachments", index);
                let Some(attachment) = self.order.attachments.get_mut(index) else { continue };
                if attachment.line.is_some() {
                    attachment.line = Some(usize::MAX);
                    self.paths.insert(format!("attachments[{place}].line"));
                }
            }
        }
    }

    pub(super) fn read(mut tree: Tree) -> Self {
        let mut draft = Self {
            order: InfusionRequest::default(),
            errors: Vec::new(),
            entries: BTreeMap::new(),
            paths: BTreeSet::new(),
        };
        for _ in 0..=Self::MOST {
            match order(&tree) {
                Ok(order) => {
                    draft.order = order;
                    draft.renumber();
                    return draft;
                }
                Err(error) => {
                    let path = error.path().to_owned();
                    let problem = error.problem().clone();
                    if !draft.follows(&path, &problem, &mut tree) && !draft.errors.contains(&error) {
                        draft.errors.push(error);
                    }
                    if path.is_empty() && !matches!(tree, Tree::Object(_)) {
                        return draft;
                    }
                    draft.leave_out(&path, &problem, &mut tree);
                }
            }
        }
        draft
    }

    /// Whether this is wrong only because something was left out, which is said.
    fn follows(&self, path: &str, problem: &OrderProblem, tree: &mut Tree) -> bool {
        let emptied = matches!(tree.at(path), Some(Tree::Object(entries)) if entries.is_empty());
        match problem {
            OrderProblem::MissingKey(name) => self.paths.contains(&below(path, name)),
            _ => emptied && self.paths.iter().any(|out| out.starts_with(&below(path, ""))),
        }
    }

    /// Leaves out as little as the error is about.
    fn leave_out(&mut self, path: &str, problem: &OrderProblem, tree: &mut Tree) {
        if let Some(Tree::Object(entries)) = tree.at(path) {
            let before = entries.len();
            match problem {
                OrderProblem::UnknownKey(known) => {
                    entries.retain(|(key, _)| known.contains(&key.as_str()) || key == TAG);
                    if entries.len() == before {
                        entries.retain(|(key, _)| known.contains(&key.as_str()));
                    }
                }
                OrderProblem::KeyTwice(name) => {
                    entries.retain(|(key, _)| key != name);
                    self.paths.insert(below(path, name));
                }
                _ => {}
            }
            if entries.len() < before {
                return;
            }
        }
        let (above, last) = match path.rfind(['.', '[']) {
            Some(end) => path.split_at(end),
            None => ("", path),
        };
        self.paths.insert(path.to_owned());
        match (tree.at(above), steps(last).next()) {
            (Some(Tree::Object(entries)), Some(Step::Key(name))) => entries.retain(|(key, _)| key != name),
            (Some(Tree::List(items)), Some(Step::Index(index))) => {
                if let Some(item) = items.get_mut(index) {
                    *item = Tree::LeftOut;
                }
                self.entries.entry(above.to_owned()).or_default().insert(index);
            }
            _ => {}
        }
    }
}

/// What stands between the two paths of a problem about two things.
const BOTH: &str = ", ";

/// The key by which an object says what it is; serde does not count it among those that it knows.
const TAG: &str = "kind";

/// The path of an entry of an object.
fn below(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// From the tree to the order.
pub(super) fn order(tree: &Tree) -> Result<InfusionRequest, OrderError> {
    let order = InfusionRequest::deserialize(tree)?;
    match &order.schema {
        Some(schema) if schema.as_str() != InfusionRequest::SCHEMA => {
            Err(OrderError::not_a("x12-278/infusion-order/1, the only format there is").under("schema"))
        }
        _ => Ok(order),
    }
}
