//! Yes, no or not applicable, wherever the transaction set asks such a question.

code_list! {
    /// An answer to a yes-or-no question: is the subscriber (INS01), Medicare coverage (CR607), EPSDT (SV111); in
    /// requests also certification condition (CRC02), complication (CR209) and X-rays available (CR212); in responses
    /// also valid request (AAA01) and second surgical opinion (HCR04). Data element 1073.
    pub struct Response = "1073" {
        NO = "N", "no";
        NOT_APPLICABLE = "W", "not applicable";
        YES = "Y", "yes";
    }
}
