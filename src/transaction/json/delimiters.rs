//! Delimiters as four characters, or one by one where they cannot be seen.

use crate::syntax::Delimiters;
use serde::de::{self, Deserialize, Deserializer};
use serde::ser::{Serialize, SerializeStruct, Serializer};

/// `"*:^~"`: element, component, repetition, segment; an object when one of them is not a visible character.
impl Serialize for Delimiters {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let all = [Some(self.element()), Some(self.component()), self.repetition(), Some(self.segment())];
        let visible: String = all.into_iter().flatten().filter(u8::is_ascii_graphic).map(char::from).collect();
        if visible.len() == all.len() {
            return serializer.serialize_str(&visible);
        }
        let mut object = serializer.serialize_struct("Delimiters", all.len())?;
        object.serialize_field("element", &char::from(self.element()))?;
        object.serialize_field("component", &char::from(self.component()))?;
        object.serialize_field("repetition", &self.repetition().map(char::from))?;
        object.serialize_field("segment", &char::from(self.segment()))?;
        object.end()
    }
}

#[derive(serde::Deserialize)]
#[serde(untagged)]
enum Form {
    Together(String),
    Apart(Apart),
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Apart {
    element: char,
    component: char,
    repetition: Option<char>,
    segment: char,
}

impl<'de> Deserialize<'de> for Delimiters {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let byte = |character: char| u8::try_from(character).unwrap_or_default();
        let form = Form::deserialize(deserializer)
            .map_err(|_| de::Error::custom("delimiters are four characters, or an object that names each"))?;
        let chosen = match form {
            Form::Together(text) => match *text.as_bytes() {
                [element, component, repetition, segment] => Self::new(element, component, Some(repetition), segment),
                _ => return Err(de::Error::custom("delimiters are four characters")),
            },
            Form::Apart(Apart { element, component, repetition, segment }) => {
                Self::new(byte(element), byte(component), repetition.map(byte), byte(segment))
            }
        };
        chosen.map_err(de::Error::custom)
    }
}
