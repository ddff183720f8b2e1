//! The interchange around a built request.

use crate::element::{Date, Text, Time, Word};
use crate::infusion::order::envelope::Envelope;
use crate::infusion::problem::{ProblemKind, Problems};
use crate::segment::Gs;
use crate::transaction::{Document, Group, Interchange, InterchangeHeader, Request, Transaction};
use chrono::NaiveDateTime;

impl Envelope {
    /// Puts a request into an interchange of its own. The control number stands in ISA13 and GS06.
    ///
    /// # Errors
    /// What cannot stand in the envelope.
    pub fn wrap(
        &self,
        request: Request<'static>,
        control_number: u32,
        at: NaiveDateTime,
    ) -> Result<Document<'static>, Problems> {
        let mut problems = Problems::default();
        for (what, place, id) in [("sender", "ISA06", &self.sender), ("receiver", "ISA08", &self.receiver)] {
            problems.required(format!("envelope.{what}"), place, id, 2, 15);
        }
        for (what, place, qualifier) in [
            ("senderQualifier", "ISA05", &self.sender_qualifier),
            ("receiverQualifier", "ISA07", &self.receiver_qualifier),
        ] {
            problems.optional(format!("envelope.{what}"), place, qualifier.as_ref(), 2, 2);
        }
        for (what, place, application) in [
            ("applicationSender", "GS02", &self.application_sender),
            ("applicationReceiver", "GS03", &self.application_receiver),
        ] {
            problems.optional(format!("envelope.{what}"), place, application.as_ref(), 2, 15);
        }
        if control_number == 0 || control_number > 999_999_999 {
            problems.push(ProblemKind::ControlNumber, "the control number", "ISA13");
        }
        if problems.has_errors() {
            return Err(problems);
        }
        let own = |text: &str| Text::from(text.to_owned());
        let qualifier = |given: &Option<Text<'static>>| given.clone().unwrap_or_else(|| own("ZZ"));
        let header = InterchangeHeader {
            authorization_qualifier: own("00"),
            security_qualifier: own("00"),
            sender_qualifier: qualifier(&self.sender_qualifier),
            sender: self.sender.clone(),
            receiver_qualifier: qualifier(&self.receiver_qualifier),
            receiver: self.receiver.clone(),
            date: at.format("%y%m%d").to_string().into(),
            time: at.format("%H%M").to_string().into(),
            version: own("00501"),
            control_number: format!("{control_number:09}").into(),
            acknowledgment_requested: own("1"),
            usage: own(if self.production { "P" } else { "T" }),
            ..InterchangeHeader::default()
        };
        let group = Gs {
            functional_id: Word::read("HI"),
            sender: Some(self.application_sender.clone().unwrap_or_else(|| self.sender.clone())),
            receiver: Some(self.application_receiver.clone().unwrap_or_else(|| self.receiver.clone())),
            date: Date::of(at.date()),
            time: Time::read(&at.format("%H%M").to_string()),
            control_number: Some(control_number.to_string().into()),
            agency: Word::read("X"),
            version: Some(own(crate::infusion::options::GUIDE)),
            ..Gs::default()
        };
        let transactions = vec![Transaction::of_request(request)];
        let groups = vec![Group { header: Some(group), transactions, ..Group::default() }];
        let interchange = Interchange { header: Some(header), groups, ..Interchange::default() };
        Ok(Document { interchanges: vec![interchange] })
    }
}
