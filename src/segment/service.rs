//! The service that is asked for: SV1, SV2, SV3 and TOO.

use crate::code::{
    CodeListQualifier, NursingHomeLevel, NursingHomeStatus, OralCavity, ProductQualifier, ProsthesisStatus, Response,
    ToothSurface, Unit,
};
use crate::element::{Run, Text, Word};
use crate::shape::{composite, segment};

composite! {
    /// The procedure, product or drug, with its modifiers.
    ///
    /// Composite C003: SV101, SV202, SV301. On the wire: `HC:J1745:JZ`.
    pub struct ProcedureIdentifier<'a> = "C003" {
        /// Which code set the code is from: HCPCS and CPT, national drug code, dental.
        ///
        /// C003-1, data element 235, type ID, 2 characters.
        "C003-1" qualifier: Option<ProductQualifier>;
        /// The code; the first one where a range is asked for.
        ///
        /// C003-2, data element 234, type AN, 1 to 48 characters.
        "C003-2" code: Option<Text<'a>>;
        /// Up to four modifiers, in places 1 to 4.
        ///
        /// C003-3 to C003-6, data element 1339, type AN, 2 characters.
        "C003-3" modifiers: Run<Word, 4>;
        /// The procedure or the drug in words, such as the name of a drug that has no code of its own.
        ///
        /// C003-7, data element 352, type AN, 1 to 80 characters.
        "C003-7" description: Option<Text<'a>>;
        /// The last code where a range is asked for.
        ///
        /// C003-8, data element 234, type AN, 1 to 48 characters.
        "C003-8" last_code: Option<Text<'a>>;
    }
}

impl ProcedureIdentifier<'_> {
    /// The code with its modifiers, parted by hyphens: `J1459-JA`; the range of codes when there is a last one.
    #[must_use]
    pub fn code_and_modifiers(&self) -> String {
        let code = self.code.as_deref().unwrap_or_default().to_owned();
        let range = self.last_code.as_ref().map_or(code.clone(), |last| format!("{code} to {last}"));
        self.modifiers.iter().fold(range, |text, modifier| format!("{text}-{modifier}"))
    }
}

segment! {
    /// A professional service: an office procedure, an infusion, a supply, a drug.
    ///
    /// On the wire: `SV1*HC:J1745:JZ**UN*40***1~`.
    pub struct Sv1<'a> = "SV1" {
        /// What is asked for.
        ///
        /// SV101, composite C003.
        "SV101" procedure: Option<ProcedureIdentifier<'a>>;
        /// The amount of money for it, in dollars.
        ///
        /// SV102, data element 782, type R, 1 to 18 digits.
        "SV102" amount: Option<Text<'a>>;
        /// What the quantity counts: units, minutes, international units.
        ///
        /// SV103, data element 355, type ID, 2 characters.
        "SV103" unit: Option<Unit>;
        /// How much of it, in that unit.
        ///
        /// SV104, data element 380, type R, 1 to 15 digits.
        "SV104" quantity: Option<Text<'a>>;
        /// For which diagnoses of the event.
        ///
        /// SV107, composite C004. Requests only.
        "SV107" diagnosis_pointers: Option<DiagnosisPointers>;
        /// Whether it follows from early and periodic screening of a child (EPSDT).
        ///
        /// SV111, data element 1073, type ID, 1 character.
        "SV111" epsdt: Option<Response>;
        /// The level of care of the nursing home where the patient lives.
        ///
        /// SV120, data element 1337, type ID, 1 character.
        "SV120" nursing_home_level: Option<NursingHomeLevel>;
    }
}

composite! {
    /// For which diagnoses a service is: places in the HI of the event, the most important first.
    ///
    /// Composite C004: SV107. Requests only. On the wire: `1:3`.
    pub struct DiagnosisPointers = "C004" {
        /// Up to four places, each a number from 1 to 12.
        ///
        /// C004-1 to C004-4, data element 1328, type N0, 1 to 2 digits. Requests only.
        "C004-1" pointers: Run<Word, 4>;
    }
}

segment! {
    /// An institutional service: a revenue code, a procedure, or both.
    ///
    /// On the wire: `SV2*0120**2500*DA*5~`.
    pub struct Sv2<'a> = "SV2" {
        /// The revenue code (external list 132).
        ///
        /// SV201, data element 234, type AN, 1 to 48 characters.
        "SV201" revenue_code: Option<Text<'a>>;
        /// The procedure, where the revenue code alone does not say it.
        ///
        /// SV202, composite C003.
        "SV202" procedure: Option<ProcedureIdentifier<'a>>;
        /// The amount of money for it, in dollars.
        ///
        /// SV203, data element 782, type R, 1 to 18 digits.
        "SV203" amount: Option<Text<'a>>;
        /// What the quantity counts: days, units, international units.
        ///
        /// SV204, data element 355, type ID, 2 characters.
        "SV204" unit: Option<Unit>;
        /// How much of it, in that unit.
        ///
        /// SV205, data element 380, type R, 1 to 15 digits.
        "SV205" quantity: Option<Text<'a>>;
        /// The rate for one unit, in dollars.
        ///
        /// SV206, data element 1371, type R, 1 to 10 digits.
        "SV206" rate: Option<Text<'a>>;
        /// Where the patient stands with the nursing home.
        ///
        /// SV209, data element 1345, type ID, 1 character. Requests only.
        "SV209" nursing_home_status: Option<NursingHomeStatus>;
        /// The level of care that the nursing home gives.
        ///
        /// SV210, data element 1337, type ID, 1 character.
        "SV210" nursing_home_level: Option<NursingHomeLevel>;
    }
}

segment! {
    /// A dental service; [`Too`] names the teeth.
    ///
    /// On the wire: `SV3*AD:D2740****I*1~`.
    pub struct Sv3<'a> = "SV3" {
        /// What is asked for.
        ///
        /// SV301, composite C003.
        "SV301" procedure: Option<ProcedureIdentifier<'a>>;
        /// The amount of money for it, in dollars.
        ///
        /// SV302, data element 782, type R, 1 to 18 digits.
        "SV302" amount: Option<Text<'a>>;
        /// In which parts of the mouth.
        ///
        /// SV304, composite C006.
        "SV304" oral_cavity: Option<OralCavities>;
        /// Whether a prosthesis, crown or inlay is the first or replaces another.
        ///
        /// SV305, data element 1358, type ID, 1 character.
        "SV305" prosthesis: Option<ProsthesisStatus>;
        /// How many times.
        ///
        /// SV306, data element 380, type R, 1 to 15 digits.
        "SV306" quantity: Option<Text<'a>>;
        /// What the codes do not say.
        ///
        /// SV307, data element 352, type AN, 1 to 80 characters. Requests only.
        "SV307" description: Option<Text<'a>>;
    }
}

composite! {
    /// The parts of the mouth that are treated.
    ///
    /// Composite C006: SV304. On the wire: `10:20`.
    pub struct OralCavities = "C006" {
        /// Up to five parts.
        ///
        /// C006-1 to C006-5, data element 1361, type ID, 1 to 3 characters.
        "C006-1" areas: Run<OralCavity, 5>;
    }
}

segment! {
    /// One tooth that a dental service is for, and its surfaces.
    ///
    /// On the wire: `TOO*JP*12*L:O~`.
    pub struct Too<'a> = "TOO" {
        /// Which numbering the tooth is named in: `JP`, the universal national one.
        ///
        /// TOO01, data element 1270, type ID, 1 to 3 characters.
        "TOO01" qualifier: Option<CodeListQualifier>;
        /// The tooth: 1 to 32, or A to T for a milk tooth.
        ///
        /// TOO02, data element 1271, type AN, 1 to 30 characters.
        "TOO02" tooth: Option<Word>;
        /// The surfaces that are treated.
        ///
        /// TOO03, composite C005.
        "TOO03" surfaces: Option<ToothSurfaces>;
    }
}

composite! {
    /// The surfaces of a tooth that are treated.
    ///
    /// Composite C005: TOO03. On the wire: `L:O`.
    pub struct ToothSurfaces = "C005" {
        /// Up to five surfaces.
        ///
        /// C005-1 to C005-5, data element 1369, type ID, 1 to 2 characters.
        "C005-1" surfaces: Run<ToothSurface, 5>;
    }
}
