//! Documents and free text that go with a request, or that a response asks for: PWK and MSG.

use crate::code::{IdentificationQualifier, ReportTransmission, ReportType};
use crate::element::Text;
use crate::shape::segment;

segment! {
    /// One document: in a request one that goes with it, in a response one that the payer wants.
    ///
    /// On the wire: `PWK*08*EL***AC*DOC-0001~`.
    pub struct Pwk<'a> = "PWK" {
        /// What kind of document it is.
        ///
        /// PWK01, data element 755, type ID, 2 characters.
        "PWK01" report_type: Option<ReportType>;
        /// How it is sent: by mail, fax, e-mail, electronically, by voice.
        ///
        /// PWK02, data element 756, type ID, 1 to 2 characters.
        "PWK02" transmission: Option<ReportTransmission>;
        /// Which kind of number follows: an attachment control number.
        ///
        /// PWK05, data element 66, type ID, 1 to 2 characters.
        "PWK05" id_qualifier: Option<IdentificationQualifier>;
        /// The number that ties the document to this set; the document carries it too.
        ///
        /// PWK06, data element 67, type AN, 2 to 80 characters.
        "PWK06" control_number: Option<Text<'a>>;
        /// The document in words.
        ///
        /// PWK07, data element 352, type AN, 1 to 80 characters.
        "PWK07" description: Option<Text<'a>>;
    }
}

segment! {
    /// Free text, where no code says it.
    ///
    /// On the wire: `MSG*LOADING DOSES ALREADY GIVEN~`.
    pub struct Msg<'a> = "MSG" {
        /// The text.
        ///
        /// MSG01, data element 933, type AN, 1 to 264 characters.
        "MSG01" text: Option<Text<'a>>;
    }
}
