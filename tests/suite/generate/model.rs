//! A transaction set as a tree of loops, with values as text.

use x12_278::guide::Guide;
use x12_278::syntax::Delimiters;

/// Repetitions of components; a simple element has one of one, an absent one has none.
pub type Element = Vec<Vec<String>>;

#[derive(Clone, Debug)]
pub struct Set {
    pub guide: &'static Guide,
    pub root: Node,
}

/// A loop.
#[derive(Clone, Debug)]
pub struct Node {
    /// Index in [`Guide::loops`].
    pub loop_index: usize,
    pub segments: Vec<Segment>,
    pub children: Vec<Node>,
}

#[derive(Clone, Debug)]
pub struct Segment {
    /// Index in [`Guide::rows`].
    pub row: usize,
    pub id: &'static str,
    /// First is element 1.
    pub elements: Vec<Element>,
}

impl Set {
    /// The segments in the order in which they are written, SE left out.
    pub fn segments(&self) -> Vec<&Segment> {
        let mut all = Vec::new();
        self.root.collect(&mut all);
        all
    }

    /// Visits every segment, to change it.
    pub fn each_mut(&mut self, visit: &mut dyn FnMut(&mut Segment)) {
        self.root.each_mut(visit);
    }

    /// ST to SE.
    pub fn write(&self, number: &str, delimiters: Delimiters, line_end: &str) -> String {
        let end = format!("{}{line_end}", char::from(delimiters.segment()));
        let e = char::from(delimiters.element());
        let segments = self.segments();
        let mut text = String::new();
        for segment in &segments {
            let mut segment = (*segment).clone();
            if segment.id == "ST" {
                segment.set(2, number);
            }
            text += &segment.write(delimiters);
            text += &end;
        }
        text + &format!("SE{e}{}{e}{number}{end}", segments.len() + 1)
    }
}

impl Node {
    fn collect<'n>(&'n self, all: &mut Vec<&'n Segment>) {
        all.extend(&self.segments);
        for child in &self.children {
            child.collect(all);
        }
    }

    fn each_mut(&mut self, visit: &mut dyn FnMut(&mut Segment)) {
        self.segments.iter_mut().for_each(&mut *visit);
        self.children.iter_mut().for_each(|child| child.each_mut(visit));
    }

    pub fn segment_mut(&mut self, id: &str) -> Option<&mut Segment> {
        self.segments.iter_mut().find(|segment| segment.id == id)
    }
}

impl Segment {
    pub fn new(row: usize, id: &'static str) -> Self {
        Self { row, id, elements: Vec::new() }
    }

    fn element_mut(&mut self, number: usize) -> &mut Element {
        if self.elements.len() < number {
            self.elements.resize(number, Element::new());
        }
        &mut self.elements[number - 1]
    }

    /// Element `number` from 1; its first component when it is a composite.
    pub fn text(&self, number: usize) -> &str {
        self.component(number, 1)
    }

    pub fn component(&self, number: usize, component: usize) -> &str {
        let first = self.elements.get(number - 1).and_then(|element| element.first());
        first.and_then(|components| components.get(component - 1)).map_or("", String::as_str)
    }

    pub fn has(&self, number: usize) -> bool {
        self.elements.get(number - 1).is_some_and(|e| e.iter().flatten().any(|text| !text.is_empty()))
    }

    pub fn set(&mut self, number: usize, text: impl Into<String>) {
        *self.element_mut(number) = vec![vec![text.into()]];
    }

    pub fn set_repeats(&mut self, number: usize, values: Vec<String>) {
        *self.element_mut(number) = values.into_iter().map(|value| vec![value]).collect();
    }

    pub fn set_components(&mut self, number: usize, components: Vec<String>) {
        *self.element_mut(number) = vec![components];
    }

    pub fn set_component(&mut self, number: usize, component: usize, text: impl Into<String>) {
        let element = self.element_mut(number);
        if element.is_empty() {
            element.push(Vec::new());
        }
        if element[0].len() < component {
            element[0].resize(component, String::new());
        }
        element[0][component - 1] = text.into();
    }

    pub fn clear(&mut self, number: usize) {
        self.element_mut(number).clear();
    }

    pub fn clear_all(&mut self, numbers: &[usize]) {
        numbers.iter().for_each(|number| self.clear(*number));
    }

    /// The segment as text, trailing separators trimmed.
    pub fn write(&self, delimiters: Delimiters) -> String {
        let repetition = delimiters.repetition().map_or('^', char::from).to_string();
        let component = char::from(delimiters.component());
        let element = char::from(delimiters.element());
        let mut text = self.id.to_owned();
        for value in &self.elements {
            let repeats: Vec<String> = value
                .iter()
                .map(|parts| parts.join(&component.to_string()).trim_end_matches(component).to_owned())
                .collect();
            text.push(element);
            text += &repeats.join(&repetition);
        }
        text.trim_end_matches(element).to_owned()
    }
}
