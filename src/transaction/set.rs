//! One transaction set, typed.

use super::acknowledgment::ImplementationAcknowledgment;
use super::kind::Kind;
use super::request::Request;
use super::response::Response;
use super::trailer::Trailer;
use crate::element::{Encoding, IntoOwned, Text};
use crate::segment::{Bht, Se, St};
use crate::shape::{Loop, RawText};

/// A transaction set: what it is, what it holds, how it ended.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Transaction<'a> {
    /// The guide that the set names (ST03, else GS08); empty when it names none.
    pub guide: Text<'a>,
    /// What it holds.
    pub content: Content<'a>,
    /// How it ended.
    pub trailer: Trailer<Se<'a>>,
    /// How its characters stood in the file.
    pub encoding: Encoding,
}

/// What a transaction set holds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Content<'a> {
    /// A request for review.
    Request(Box<Request<'a>>),
    /// The response to one.
    Response(Box<Response<'a>>),
    /// A 999: the answer to a functional group.
    Acknowledgment(Box<ImplementationAcknowledgment<'a>>),
    /// A set that is not typed here, from ST to the segment before SE, and its kind.
    Raw(Kind, RawText<'a>),
}

impl Default for Content<'_> {
    fn default() -> Self {
        Self::Raw(Kind::Other, RawText::default())
    }
}

impl<'a> Transaction<'a> {
    /// A set made by a program around a request.
    #[must_use]
    pub fn of_request(request: Request<'a>) -> Self {
        let guide = guide_of(request.header.as_ref());
        Self { guide, content: Content::Request(Box::new(request)), ..Self::default() }
    }

    /// A set made by a program around a response.
    #[must_use]
    pub fn of_response(response: Response<'a>) -> Self {
        let guide = guide_of(response.header.as_ref());
        Self { guide, content: Content::Response(Box::new(response)), ..Self::default() }
    }

    /// A set made by a program around a 999.
    #[must_use]
    pub fn of_acknowledgment(acknowledgment: ImplementationAcknowledgment<'a>) -> Self {
        let guide = guide_of(acknowledgment.header.as_ref());
        Self { guide, content: Content::Acknowledgment(Box::new(acknowledgment)), ..Self::default() }
    }

    /// What the set is.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match &self.content {
            Content::Request(_) => Kind::Request,
            Content::Response(_) => Kind::Response,
            Content::Acknowledgment(_) => Kind::ImplementationAcknowledgment,
            Content::Raw(kind, _) => *kind,
        }
    }

    /// The request, if it is one.
    #[must_use]
    pub fn request(&self) -> Option<&Request<'a>> {
        match &self.content {
            Content::Request(request) => Some(request),
            _ => None,
        }
    }

    /// The response, if it is one.
    #[must_use]
    pub fn response(&self) -> Option<&Response<'a>> {
        match &self.content {
            Content::Response(response) => Some(response),
            _ => None,
        }
    }

    /// The 999, if it is one.
    #[must_use]
    pub fn acknowledgment(&self) -> Option<&ImplementationAcknowledgment<'a>> {
        match &self.content {
            Content::Acknowledgment(acknowledgment) => Some(acknowledgment),
            _ => None,
        }
    }

    /// The set as it stood, if it is not typed.
    #[must_use]
    pub const fn raw(&self) -> Option<&RawText<'a>> {
        match &self.content {
            Content::Raw(_, raw) => Some(raw),
            _ => None,
        }
    }

    /// ST, if the set is typed and has it.
    #[must_use]
    pub fn header(&self) -> Option<&St<'a>> {
        match &self.content {
            Content::Request(request) => request.header.as_ref(),
            Content::Response(response) => response.header.as_ref(),
            Content::Acknowledgment(acknowledgment) => acknowledgment.header.as_ref(),
            Content::Raw(..) => None,
        }
    }

    /// BHT, if the set is a typed 278 and has it.
    #[must_use]
    pub fn beginning(&self) -> Option<&Bht<'a>> {
        match &self.content {
            Content::Request(request) => request.beginning.as_ref(),
            Content::Response(response) => response.beginning.as_ref(),
            Content::Acknowledgment(_) | Content::Raw(..) => None,
        }
    }

    /// ST02: the control number of the set; empty when there is none, or more than one value.
    #[must_use]
    pub fn control_number(&self) -> &str {
        match &self.content {
            Content::Raw(_, raw) => {
                let number = raw.segments().next().map(|segment| segment.element(2)).unwrap_or_default();
                let is_one = !number.iter().any(|byte| raw.delimiters().contains(*byte));
                std::str::from_utf8(number).ok().filter(|_| is_one).unwrap_or_default()
            }
            _ => self.header().and_then(|header| header.control_number.as_deref()).unwrap_or_default(),
        }
    }

    /// The typed loops, if the set is typed.
    pub(crate) fn root(&self) -> Option<&dyn Loop<'a>> {
        match &self.content {
            Content::Request(request) => Some(request.as_ref()),
            Content::Response(response) => Some(response.as_ref()),
            Content::Acknowledgment(acknowledgment) => Some(acknowledgment.as_ref()),
            Content::Raw(..) => None,
        }
    }

    #[cfg(feature = "serde")]
    pub(crate) fn root_mut(&mut self) -> Option<&mut dyn Loop<'a>> {
        match &mut self.content {
            Content::Request(request) => Some(request.as_mut()),
            Content::Response(response) => Some(response.as_mut()),
            Content::Acknowledgment(acknowledgment) => Some(acknowledgment.as_mut()),
            Content::Raw(..) => None,
        }
    }
}

fn guide_of<'a>(header: Option<&St<'a>>) -> Text<'a> {
    header.and_then(|header| header.guide.clone()).unwrap_or_default()
}

impl IntoOwned for Transaction<'_> {
    type Owned = Transaction<'static>;
    fn into_owned(self) -> Transaction<'static> {
        let Self { guide, content, trailer, encoding } = self;
        let content = match content {
            Content::Request(request) => Content::Request(request.into_owned()),
            Content::Response(response) => Content::Response(response.into_owned()),
            Content::Acknowledgment(acknowledgment) => Content::Acknowledgment(acknowledgment.into_owned()),
            Content::Raw(kind, raw) => Content::Raw(kind, raw.into_owned()),
        };
        Transaction { guide: guide.into_owned(), content, trailer: trailer.into_owned(), encoding }
    }
}
