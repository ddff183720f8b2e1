//! Values: words, texts, numbers, dates; composites, runs and repetitions of them; what no field can hold.

mod as_sent;
mod date;
mod encoding;
mod number;
mod out;
mod owned;
mod part;
mod repeats;
mod run;
mod text;
mod word;

pub use as_sent::{AsSent, Extra};
pub use date::{Date, DatePeriod, Time};
pub use encoding::Encoding;
pub(crate) use number::Digits;
pub use number::decimal;
pub(crate) use out::check_value;
pub use out::{Fault, Out};
pub use owned::IntoOwned;
pub(crate) use owned::owned_already;
pub use part::{Element, Parts, Slot, Spot, read_composite};
pub use repeats::Repeats;
pub use run::{Item, Run};
pub use text::Text;
pub use word::{Word, WordText};
