//! What keeps an order from becoming a request: by the path in the order, each with the place in the 278.

use super::order::dose::DoseError;
use super::order::ndc::NdcError;
use super::order::schedule::ScheduleError;
use crate::catalog::units::Measure;
use crate::element::Text;
use crate::profile::{ClockUnit, Hint};
use crate::report::{IssueCode, RuleText, Severity};
use std::borrow::Cow;
use std::fmt;

/// One problem of an order. Holds no value of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What it is.
    pub kind: ProblemKind,
    /// How bad it is. Only errors keep a request from being built.
    pub severity: Severity,
    /// What it is about, by its path in the order: `drugs[0].phases[1]`. Paths are those of the JSON; fields have the
    /// same names.
    pub subject: Cow<'static, str>,
    /// Where in the 278 it would have stood: `2000F SV104`; empty when nowhere.
    pub place: &'static str,
    /// Who says so, where it is neither the guide nor the order itself: a payer, a house rule; else empty.
    pub source: Text<'static>,
    /// What the table of that rule says more, such as the drugs that go first; else empty. Never of the order.
    pub detail: Text<'static>,
}

/// `drugs[0]: the dose is for each kilogram, but no body weight is given (2000F SV104)`, behind the sentence what a table
/// says more, and in brackets who says so.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.subject, self.kind)?;
        if !self.detail.is_empty() {
            write!(f, ": {}", self.detail.as_str())?;
        }
        if !self.place.is_empty() {
            write!(f, " ({})", self.place)?;
        }
        if self.source.is_empty() { Ok(()) } else { write!(f, " [{}]", self.source.as_str()) }
    }
}

/// What kind of problem it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProblemKind {
    /// Something required is not there.
    #[error("missing")]
    Missing,
    /// A text is too short.
    #[error("shorter than the {0} characters that the 278 wants")]
    TooShort(usize),
    /// A text is too long.
    #[error("longer than the {0} characters that the 278 has room for")]
    TooLong(usize),
    /// A character that cannot be sent.
    #[error("holds a character that the 278 cannot carry: only printable ASCII without * : ^ ~")]
    Characters,
    /// There are more than fit.
    #[error("more than the {0} that the 278 has room for")]
    TooMany(usize),
    /// Not a national provider identifier.
    #[error("not a national provider identifier: ten digits with a valid check digit")]
    Npi,
    /// Not a telephone number.
    #[error("not a telephone number of ten digits")]
    Telephone,
    /// The trace assigner has another length.
    #[error("not ten characters that begin with 1, 3 or 9")]
    TraceAssigner,
    /// No trace assigner is known.
    #[error("not given, so no trace numbers are sent and answers can be matched by the number of the request alone")]
    NoTrace,
    /// A provider has a role that it cannot have here.
    #[error("a role that a provider cannot have here")]
    Role,
    /// Not the shape of ICD-10-CM.
    #[error("not of the shape of an ICD-10-CM code")]
    DiagnosisShape,
    /// None or several principal diagnoses.
    #[error("exactly one diagnosis must be the principal one")]
    PrincipalDiagnosis,
    /// More than one admitting diagnosis.
    #[error("more than one admitting diagnosis")]
    AdmittingDiagnosis,
    /// A drug names a diagnosis that the order has not.
    #[error("names a diagnosis that the order does not list")]
    DiagnosisNotListed,
    /// A service names a drug that the order has not.
    #[error("names a drug that the order does not have")]
    DrugNotListed,
    /// A schedule does not hold together.
    #[error("{0}")]
    Schedule(ScheduleError),
    /// A dose cannot be turned into units.
    #[error("{0}")]
    Dose(DoseError),
    /// A national drug code cannot be used.
    #[error("{0}")]
    Ndc(NdcError),
    /// A code has a shape that its list does not have.
    #[error("not of the shape of a CPT or HCPCS code: five letters or digits")]
    CodeShape,
    /// A modifier has a shape that no modifier has.
    #[error("not of the shape of a modifier: two letters or digits")]
    ModifierShape,
    /// A type of bill has a shape that none has.
    #[error("not the first two digits of a type of bill")]
    BillTypeShape,
    /// A revenue code has a shape that none has.
    #[error("not a revenue code: four digits")]
    RevenueShape,
    /// Not an employer number.
    #[error("not an employer number: nine digits")]
    EmployerNumber,
    /// The table does not know a code.
    #[error("a code that the code table does not know")]
    CodeUnknown,
    /// A code is not in force at the first day.
    #[error("a code that is not in force on the first day of the service")]
    CodeNotInForce,
    /// The billing unit that the table has for a code is not verified.
    #[error(
        "the code table has the billing unit of this code from a list that was not verified: compare it with the current HCPCS list and state it here"
    )]
    UnitNotVerified,
    /// The code table and the order give different billing units.
    #[error("the stated billing unit is not that of the code table")]
    BillingUnitDiffers,
    /// The code names no drug.
    #[error("the code names no drug, so the name and the national drug code must be given")]
    NameNeeded,
    /// An add-on code without its primary.
    #[error("an add-on code without the code that it adds to")]
    AddOnAlone,
    /// A per diem code stands for another number of doses a day.
    #[error("the per diem code stands for another number of doses a day than the schedule has")]
    PerDiemFrequency,
    /// Two per diem codes of one family.
    #[error("a second per diem code of the same family, without a modifier for concurrent therapy")]
    PerDiemTwice,
    /// Two per diem codes of two families for the same days.
    #[error("a second per diem code for the same days, without the modifier of a second or further therapy")]
    PerDiemSecond,
    /// The modifier of a second therapy at a third one.
    #[error(
        "another therapy of the same days has this modifier of a second one, too: a further one has another modifier"
    )]
    PerDiemThird,
    /// A code for giving another kind of drug.
    #[error("a code for giving another kind of drug than those of the order")]
    AdministrationKind,
    /// A code of another route.
    #[error("a code for another route than that of the drug")]
    RouteOfCode,
    /// Two modifiers of which one at most holds.
    #[error("modifiers that contradict each other")]
    ModifiersContradict,
    /// A modifier of another route.
    #[error("a modifier of another route than that of the drug")]
    ModifierRoute,
    /// A route by which a drug does harm.
    #[error("must never be given by this route")]
    RouteForbidden,
    /// The order itself says that the drug must not be given.
    #[error("the drug that is asked for is named as one that must not be given")]
    RuledOut,
    /// The drug stands among the allergies.
    #[error("the drug that is asked for is named among the allergies")]
    Allergy,
    /// The site is the home, and the reason for the site is that it is not safe.
    #[error("says that the home is not safe, but the site is the home")]
    HomeUnsafe,
    /// Nobody can give the drug at home.
    #[error(
        "the site is the home, but neither member nor caregiver can take part, and no qualified staff gives the drug"
    )]
    HomeUnsuitable,
    /// A description does not fit.
    #[error("the description has {0} characters, {1} fit: shorten the name, or move the drug code elsewhere")]
    Description(usize, usize),
    /// A message does not fit.
    #[error("the message has {0} characters, {1} fit: leave a part to a document (PWK) and say so in leftToDocuments")]
    Message(usize, usize),
    /// A part is left to documents, but there is no document.
    #[error("left to documents, but no document is attached")]
    NoDocument,
    /// The authorization number that a renewal or an extension needs is missing.
    #[error("missing: the authorization number of the earlier request, which this one goes on from")]
    EarlierAuthorization,
    /// The reference number that an appeal or a reconsideration needs is missing.
    #[error("missing: the reference number of the decision that this request is about")]
    EarlierReference,
    /// Either number of the earlier request would do, and both are missing.
    #[error("missing: the number of the earlier request, one of the two")]
    EarlierNumber,
    /// A number of an earlier request that this request cannot carry.
    #[error("a number of an earlier request that is not sent with such a request")]
    EarlierNumberUnused,
    /// A line with an intent that does not go with that of the request.
    #[error("a line cannot be about an earlier request when the request as a whole is a first one or a withdrawal")]
    LineIntent,
    /// An admission at a place where nobody stays.
    #[error("an admission needs a hospitalInpatient site, or a type of bill")]
    AdmissionSite,
    /// A place where patients stay, without an admission.
    #[error("a hospitalInpatient site needs the admission")]
    NoAdmission,
    /// A referral that is an admission.
    #[error("a referral cannot be an admission")]
    ReferredStay,
    /// A discharge before the admission.
    #[error("the discharge lies before the admission")]
    DischargeFirst,
    /// Services before the admission or behind the discharge.
    #[error("services lie before the admission or behind the discharge: ask for them in another request")]
    OutsideStay,
    /// The length of a stay that cannot be sent.
    #[error("not a number of days from 1 to 999")]
    StayDays,
    /// A code that its list does not have.
    #[error("a code that its list does not have")]
    CodeUnlisted,
    /// An entry stands twice.
    #[error("an entry stands more than once")]
    Repeated,
    /// A code for the giving of a drug where a drug should be, or the reverse.
    #[error("a drug code among the services, or the code of a service among the drugs")]
    CodeKind,
    /// A code that counts once a visit, counted more often.
    #[error("a code that is reported once a visit, with more units than one")]
    OncePerVisit,
    /// More hours than a day has.
    #[error("more hours in one visit than a day has")]
    HoursOfVisit,
    /// Nothing of what must be something.
    #[error("must be more than zero")]
    Zero,
    /// Not a relationship that a dependent can have.
    #[error("not 01 (spouse), 19 (child) or G8 (another)")]
    Relationship,
    /// A birth that lies ahead.
    #[error("the birth lies behind the day of the request")]
    BornLater,
    /// A body as hardly any person has one.
    #[error("not plausible for a person: is the unit right?")]
    Body,
    /// A body as no person has one.
    #[error("not possible for a person: is the unit right?")]
    BodyImpossible,
    /// A body as hardly any person of that age has one.
    #[error("not plausible for a person of this age: are the unit and the birth date right?")]
    BodyOfAge,
    /// A body as no person of that age has one.
    #[error("not possible for a person of this age: are the unit and the birth date right?")]
    BodyOfAgeImpossible,
    /// A target of an area under the curve as none is.
    #[error("hardly the target of an area under the curve: are target and filtration rate each in their place?")]
    CurveTarget,
    /// A dose by area under the curve of a drug that is not dosed so.
    #[error("hardly a drug that is dosed by area under the curve: are drug and kind of dose right?")]
    CurveDrug,
    /// A filtration rate as none is used for a dose.
    #[error("hardly a filtration rate for a dose: is it in mL/min, and capped?")]
    FiltrationRate,
    /// A dose by a filtration rate, and nothing shows the value.
    #[error(
        "the dose is by a filtration rate, and the value that it comes from stands neither here nor in a document with laboratory results"
    )]
    LabOfDose,
    /// A dose beyond what is given.
    #[error("more than {0} in one dose: are amount and unit right?")]
    DoseAbove(Measure),
    /// A dose beyond what is given for the weight.
    #[error("more than {0} for each kilogram in one dose: are amount, unit and weight right?")]
    DosePerKilogram(Measure),
    /// A dose beyond what is given for the body surface.
    #[error("more than {0} for each square meter in one dose: are amount, unit and surface right?")]
    DosePerSquareMeter(Measure),
    /// Doses closer to each other than they are given.
    #[error("less than {0} days between two doses: are the times and the interval right?")]
    IntervalBelow(u32),
    /// A first day far ahead.
    #[error("begins more than {0} days after the day of the request: is the year right?")]
    DaysAhead(u32),
    /// A dose of more billing units than any drug has.
    #[error("more than {0} billing units in one dose: are amount and unit right?")]
    UnitsPerDose(u64),
    /// A vial that would be enough for many doses.
    #[error("one vial is enough for more than {0} doses: are its size and unit right?")]
    VialOverDose(u32),
    /// A vial of which one dose takes very many.
    #[error("one dose takes more than {0} vials: are their size and unit right?")]
    VialsForDose(u32),
    /// More doses on a day than are given.
    #[error("more than {0} doses on one day: are the times and the interval right?")]
    DosesADay(u32),
    /// More units of a service at one visit than a visit has.
    #[error("more than {0} units at one visit: is the whole quantity meant?")]
    UnitsPerVisit(u32),
    /// More units of a service than anybody gets.
    #[error("more than {0} units: is the quantity right?")]
    UnitsOfService(u32),
    /// An age that hardly anybody or nobody reaches.
    #[error("would make an age of more than {0}: is the year right?")]
    Age(u32),
    /// A day before the patient was born.
    #[error("lies before the birth of the patient: are both days right?")]
    BeforeBirth,
    /// A day that has not come, of something that has been.
    #[error("lies behind the day of the request")]
    InFuture,
    /// An earlier therapy of more months than the patient has lived.
    #[error("longer than the patient has lived")]
    LongerThanLife,
    /// An earlier therapy that ended before it began.
    #[error("the last day lies before the first")]
    Backwards,
    /// The first day is none of the days of the week of the schedule.
    #[error("begins on a day of the week that is not among those of the schedule")]
    FirstWeekday,
    /// A continuous infusion whose dose is for another time than a day.
    #[error("a continuous infusion runs for 24 hours a day, and the dose is for another time")]
    ContinuousHours,
    /// A line of business that the profile does not have on the first day.
    #[error("not a line of business that the profile of the payer has on this day")]
    LineOfBusiness,
    /// Another road than the 278.
    #[error("the request takes another road than the 278: {}", .0.title())]
    Road(Hint),
    /// An entry that stands twice, where once says the same.
    #[error("stands twice")]
    StandsTwice,
    /// Two entries that ask for the same.
    #[error("the same entry twice: it would be asked for twice")]
    SameTwice,
    /// Two entries of one drug for the same time.
    #[error("the same drug for overlapping days in two entries: it would be asked for twice, unless both are meant")]
    SameDrugOverlaps,
    /// The code of a therapy at home that is another one.
    #[error("a code of another kind of therapy than that of the order")]
    OtherTherapy,
    /// A code of care at home, elsewhere.
    #[error("a code of care at home, but the site is not the home")]
    HomeCode,
    /// A code of offices and facilities, at home.
    #[error("a code of offices and facilities, but the site is the home: home infusion has codes of its own")]
    FacilityCode,
    /// The request comes later than the payer wants it.
    #[error("the request is made less than {0} {unit} before this first day, later than the payer wants it", unit = .1.title().trim_start_matches("elapsed "))]
    FiledLate(u16, ClockUnit),
    /// Two phases of one drug at the same time.
    #[error("gives the drug on days on which another phase gives it: its per diem days are counted for both")]
    PhasesOverlap,
    /// Something that neither a code nor a message nor a document carries.
    #[error("neither a code nor a message nor a document carries it: attach a document that does")]
    Unsaid,
    /// Urgency that nobody attests.
    #[error("urgent or emergency, but no clinician attests it")]
    NotAttested,
    /// An immediate appeal that is elective.
    #[error("an urgent appeal cannot be elective")]
    UrgentAppealElective,
    /// Nothing is asked for.
    #[error("neither a drug nor a service is asked for")]
    NothingAsked,
    /// The request lies in the past.
    #[error("begins before the day of the request, but no delay reason is given")]
    Retroactive,
    /// The place is a hospital, without a reason.
    #[error("a hospital outpatient department without a reason why: payers often want another site")]
    SiteOfCare,
    /// A preferred drug was not tried.
    #[error("the plan prefers another drug first, and no trial of it is given")]
    StepTherapy,
    /// A line that a document belongs to does not exist.
    #[error("belongs to a line that the request does not have")]
    LineNotThere,
    /// An item of the completeness list is missing: which.
    #[error("missing, and this payer wants it: {0}")]
    Incomplete(&'static str),
    /// A control number that cannot be sent.
    #[error("not a number from 1 to 999999999")]
    ControlNumber,
    /// The number of visits differs from what quantity and pattern say.
    #[error("units and visits do not agree")]
    UnitsAgainstVisits,
    /// The profile is about another payer.
    #[error("another payer than those that the profile is about, so its companion guide was not checked")]
    OtherPayer,
    /// The profile does not hold on the day of the request.
    #[error("the profile does not hold on this day, so its companion guide was not checked")]
    ProfileNotInForce,
    /// The companion guide of the payer asks for something else.
    #[error("{}: {} [{}]", .0.info().sentence, .1.text, .1.id)]
    Profile(IssueCode, RuleText),
    /// The written request could not be read back without a finding.
    #[error("as it would be sent: {}", .0.info().sentence)]
    ReadBack(IssueCode),
    /// The request could not be written.
    #[error("the request cannot be written")]
    Unwritable,
}

/// All problems of an order, in the order in which they were found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    list: Vec<Problem>,
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.list.iter().enumerate() {
            let lead = if index == 0 { "" } else { "\n" };
            write!(f, "{lead}{}: {problem}", problem.severity)?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

impl Problems {
    /// The problems.
    #[must_use]
    pub fn list(&self) -> &[Problem] {
        &self.list
    }

    /// Whether one of them keeps the request from being built.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|problem| problem.severity == Severity::Error)
    }

    pub(super) fn into_list(self) -> Vec<Problem> {
        self.list
    }

    pub(super) fn push(&mut self, kind: ProblemKind, subject: impl Into<Cow<'static, str>>, place: &'static str) {
        self.add(Severity::Error, kind, subject, place);
    }

    pub(super) fn warn(&mut self, kind: ProblemKind, subject: impl Into<Cow<'static, str>>, place: &'static str) {
        self.add(Severity::Warning, kind, subject, place);
    }

    pub(super) fn add(
        &mut self,
        severity: Severity,
        kind: ProblemKind,
        subject: impl Into<Cow<'static, str>>,
        place: &'static str,
    ) {
        self.cite(severity, kind, subject, place, "");
    }

    /// A problem by a rule that somebody else than the guide has set.
    pub(super) fn cite(
        &mut self,
        severity: Severity,
        kind: ProblemKind,
        subject: impl Into<Cow<'static, str>>,
        place: &'static str,
        source: &str,
    ) {
        self.cite_with(severity, kind, subject, place, source, String::new());
    }

    /// A problem by such a rule, with what its table says more.
    pub(super) fn cite_with(
        &mut self,
        severity: Severity,
        kind: ProblemKind,
        subject: impl Into<Cow<'static, str>>,
        place: &'static str,
        source: &str,
        detail: String,
    ) {
        let (source, detail) = (source.to_owned().into(), detail.into());
        let problem = Problem { kind, severity, subject: subject.into(), place, source, detail };
        if !self.list.contains(&problem) {
            self.list.push(problem);
        }
    }

    /// A text that must be there, checked; `None` when it is not there.
    pub(super) fn required(
        &mut self,
        subject: String,
        place: &'static str,
        text: &Text<'static>,
        min: usize,
        max: usize,
    ) -> Option<Text<'static>> {
        if text.trim().is_empty() {
            self.push(ProblemKind::Missing, subject, place);
            return None;
        }
        self.optional(subject, place, Some(text), min, max)
    }

    /// A text that may be there, checked. Blanks around it are left out.
    pub(super) fn optional(
        &mut self,
        subject: String,
        place: &'static str,
        text: Option<&Text<'static>>,
        min: usize,
        max: usize,
    ) -> Option<Text<'static>> {
        let text = text?.trim();
        if text.is_empty() {
            return None;
        }
        if !sendable(text) {
            self.push(ProblemKind::Characters, subject, place);
        } else if text.len() < min {
            self.push(ProblemKind::TooShort(min), subject, place);
        } else if text.len() > max {
            self.push(ProblemKind::TooLong(max), subject, place);
        }
        Some(text.to_owned().into())
    }
}

/// Whether a text can be sent with the usual delimiters.
pub(super) fn sendable(text: &str) -> bool {
    text.bytes().all(|byte| (b' '..=b'~').contains(&byte) && !b"*:^~".contains(&byte))
}
