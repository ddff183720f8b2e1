//! From the tree to the types of the order, with the path of whatever does not fit.

use super::error::OrderError;
use super::tree::Tree;
use serde::de::value::StrDeserializer;
use serde::de::{self, DeserializeSeed, Deserializer, IntoDeserializer, Visitor};

type Result<T> = std::result::Result<T, OrderError>;

/// What is wanted, where the tree has something else.
fn wanted<T>(what: &str) -> Result<T> {
    Err(OrderError::not_a(what))
}

/// Reads a value. An object that says by a word what it is comes without the paths of what it holds.
fn read<'de, T: DeserializeSeed<'de>>(seed: T, value: &Tree) -> Result<T::Value> {
    let object = matches!(value, Tree::Object(_));
    seed.deserialize(value).map_err(|error| if object { error.inside() } else { error })
}

macro_rules! whole_numbers {
    ($($method:ident $visit:ident $type:ty;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
            match self {
                Tree::Whole(number) => match <$type>::try_from(*number) {
                    Ok(number) => visitor.$visit(number),
                    Err(_) => wanted(concat!("a whole number that fits ", stringify!($type))),
                },
                _ => wanted("a whole number"),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for &Tree {
    type Error = OrderError;

    whole_numbers! {
        deserialize_u8 visit_u8 u8;
        deserialize_u16 visit_u16 u16;
        deserialize_u32 visit_u32 u32;
        deserialize_u64 visit_u64 u64;
    }

    /// Where a type reads more than one form: numbers, and objects that say by a word what they are.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self {
            Tree::Null | Tree::LeftOut => visitor.visit_unit(),
            Tree::Bool(value) => visitor.visit_bool(*value),
            Tree::Whole(value) => visitor.visit_u64(*value),
            Tree::Fraction => visitor.visit_f64(0.5),
            Tree::Text(text) => visitor.visit_str(text),
            Tree::List(items) => visitor.visit_seq(Items { items: items.iter().enumerate() }),
            Tree::Object(entries) => visitor.visit_map(Entries::new(entries, &[])),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self {
            Tree::Bool(value) => visitor.visit_bool(*value),
            _ => wanted("true or false"),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self {
            Tree::Text(text) => visitor.visit_str(text),
            _ => wanted("a text"),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self {
            Tree::Null => visitor.visit_none(),
            other => visitor.visit_some(other),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self {
            Tree::List(items) => visitor.visit_seq(Items { items: items.iter().enumerate() }),
            _ => wanted("a list"),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        match self {
            Tree::Object(entries) => visitor.visit_map(Entries::new(entries, fields)),
            _ => wanted("an object"),
        }
    }

    /// A word, or an object of one entry whose key is the word.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        match self {
            Tree::Text(word) => visitor.visit_enum(Choice { word, value: None, variants }),
            Tree::Object(entries) => {
                let mut entries = entries.iter();
                match (entries.next(), entries.next()) {
                    (Some((word, value)), None) => visitor.visit_enum(Choice { word, value: Some(value), variants }),
                    _ => Err(de::Error::unknown_field("", variants)),
                }
            }
            _ => wanted(&format!("one of {}", variants.join(", "))),
        }
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u128 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct map identifier
        ignored_any
    }
}

impl IntoDeserializer<'_, OrderError> for &Tree {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

struct Items<'t> {
    items: std::iter::Enumerate<std::slice::Iter<'t, Tree>>,
}

impl<'de> de::SeqAccess<'de> for Items<'_> {
    type Error = OrderError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        let mut there = self.items.by_ref().filter(|(_, item)| !matches!(item, Tree::LeftOut));
        let Some((index, item)) = there.next() else { return Ok(None) };
        read(seed, item).map(Some).map_err(|error| error.at(index))
    }
}

struct Entries<'t> {
    entries: std::slice::Iter<'t, (String, Tree)>,
    /// The names that the object may have; none where only a word inside says which.
    fields: &'static [&'static str],
    /// The value whose key was read last, and the name of that key.
    value: Option<(Option<&'static str>, &'t Tree)>,
}

impl<'t> Entries<'t> {
    fn new(entries: &'t [(String, Tree)], fields: &'static [&'static str]) -> Self {
        Self { entries: entries.iter(), fields, value: None }
    }
}

impl<'de> de::MapAccess<'de> for Entries<'_> {
    type Error = OrderError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        let Some((key, value)) = self.entries.next() else { return Ok(None) };
        self.value = Some((self.fields.iter().copied().find(|field| field == key), value));
        seed.deserialize(StrDeserializer::new(key)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value> {
        let (name, value) = self.value.take().unwrap_or((None, &Tree::Null));
        read(seed, value).map_err(|error| match name {
            Some(name) => error.under(name),
            None => error,
        })
    }
}

struct Choice<'t> {
    word: &'t str,
    value: Option<&'t Tree>,
    variants: &'static [&'static str],
}

impl<'de, 't> de::EnumAccess<'de> for Choice<'t> {
    type Error = OrderError;
    type Variant = Chosen<'t>;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Chosen<'t>)> {
        let name = self.variants.iter().copied().find(|variant| *variant == self.word).unwrap_or_default();
        let variant = seed.deserialize(StrDeserializer::new(self.word))?;
        Ok((variant, Chosen { name, value: self.value }))
    }
}

struct Chosen<'t> {
    name: &'static str,
    value: Option<&'t Tree>,
}

impl<'de> de::VariantAccess<'de> for Chosen<'_> {
    type Error = OrderError;

    fn unit_variant(self) -> Result<()> {
        if self.value.is_none() { Ok(()) } else { wanted("a single word") }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value> {
        match self.value {
            Some(value) => read(seed, value).map_err(|error| error.under(self.name)),
            None => wanted("an object"),
        }
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value> {
        wanted("of the documented shape")
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value> {
        match self.value {
            Some(Tree::Object(entries)) => {
                visitor.visit_map(Entries::new(entries, fields)).map_err(|error| error.under(self.name))
            }
            _ => wanted("an object"),
        }
    }
}
