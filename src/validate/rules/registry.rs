//! Who checks which rule, and by which issue code a rule is reported.
//!
//! Severity, place and text of a rule stand in the rule tables. A rule that another table says already (fixed codes,
//! maxima, repeats, shapes, counts, hierarchy) is checked there, once. A rule with findings of several kinds has several
//! entries.

use super::fields::Fields;
use super::{
    CheckedBy, Findings, clinical, condition, dates, decision, delivery, diagnosis, envelope, hierarchy, lint,
    other_umo, paperwork, provider, review, service, trace, transport,
};
use crate::report::IssueCode;

/// A check of one segment of the rule's row.
pub(super) type SegmentCheck = fn(&Fields<'_>, &mut Findings<'_, '_>);

/// A check of one loop.
pub(super) type LoopCheck = fn(u32, &mut Findings<'_, '_>);

/// How a rule is checked.
#[derive(Clone, Copy)]
pub(super) enum By {
    /// On each segment that the rule table names.
    Segment(SegmentCheck),
    /// On each loop with an id.
    Loop(&'static str, LoopCheck),
    /// With each element against its row.
    Elements,
    /// With the placement of segments.
    Placement,
    /// With the reading of the set and its envelope.
    Reading,
    /// Not from one set, for this reason.
    Nobody(&'static str),
}

/// One line of the registry.
pub(super) struct Entry {
    pub(super) ids: &'static [&'static str],
    pub(super) code: IssueCode,
    pub(super) by: By,
}

impl Entry {
    pub(super) const fn checked_by(&self) -> CheckedBy {
        match self.by {
            By::Segment(_) | By::Loop(..) => CheckedBy::Rule,
            By::Elements => CheckedBy::Elements,
            By::Placement => CheckedBy::Placement,
            By::Reading => CheckedBy::Reading,
            By::Nobody(reason) => CheckedBy::Nobody(reason),
        }
    }
}

const fn segment(ids: &'static [&'static str], code: IssueCode, check: SegmentCheck) -> Entry {
    Entry { ids, code, by: By::Segment(check) }
}

const fn each(id: &'static str, ids: &'static [&'static str], code: IssueCode, check: LoopCheck) -> Entry {
    Entry { ids, code, by: By::Loop(id, check) }
}

/// A rule that is checked elsewhere, or nowhere; its code is the elsewhere's.
const fn elsewhere(by: By, ids: &'static [&'static str]) -> Entry {
    Entry { ids, code: IssueCode::NotHeld, by }
}

use IssueCode::{
    FormWrong, LineOfServiceIncomplete, LoopBelowMinimum, LoopOverMaximum, OperatingRuleElement, OperatingRuleSegment,
    PlaceSkipped, SituationalElementForbidden, SituationalElementMissing, SituationalLoopMissing,
    SituationalSegmentForbidden, SituationalSegmentMissing, ValueDisagrees, ValueRepeated,
};

/// Every prose rule of both guides and every rule beside them.
pub(super) const REGISTRY: &[Entry] = &[
    // The set and its beginning.
    elsewhere(By::Reading, &["Q119", "Q120", "Q121", "A152", "A154", "A155"]),
    each("HEADER", &["Q122"], SituationalElementMissing, envelope::reservation_is_marked),
    each("HEADER", &["Q122"], SituationalElementForbidden, envelope::only_reservations_are_marked),
    each("HEADER", &["Q123"], ValueDisagrees, envelope::request_is_no_reservation),
    elsewhere(By::Elements, &["Q125"]),
    // Levels.
    elsewhere(By::Placement, &["Q126", "Q128", "Q130", "Q132", "Q134", "Q136", "A163"]),
    elsewhere(By::Elements, &["Q127", "A156"]),
    elsewhere(By::Placement, &["Q129", "Q131", "Q133", "Q137", "A157", "A158", "A159", "A161"]),
    each("2000C", &["Q135", "A160"], ValueDisagrees, hierarchy::event_is_of_the_dependent),
    elsewhere(By::Elements, &["Q138", "Q141", "A162"]),
    elsewhere(By::Placement, &["Q139", "Q140", "A164"]),
    each("2000E", &["Q142"], LoopOverMaximum, hierarchy::at_most_99_services),
    each("2000A", &["A165"], SituationalSegmentForbidden, hierarchy::nothing_below_rejected_umo),
    each("2000A", &["A166"], SituationalSegmentForbidden, hierarchy::nothing_below_rejected_umo_name),
    // Names, addresses, contacts, providers.
    segment(
        &["Q143", "Q144", "Q146", "Q148", "A188"],
        SituationalElementForbidden,
        provider::given_names_are_of_persons,
    ),
    elsewhere(By::Elements, &["Q145", "Q147", "Q149"]),
    segment(&["Q150", "Q152", "Q154", "A189"], ValueDisagrees, provider::extension_follows_telephone),
    segment(&["Q151", "Q153", "Q155"], SituationalElementForbidden, provider::numbers_without_gaps),
    segment(&["Q156", "Q157", "Q158", "Q159", "Q160"], ValueRepeated, provider::identifiers_differ),
    segment(&["Q163", "Q164"], SituationalElementForbidden, provider::state_is_of_a_license),
    each("2010B", &["Q165"], SituationalSegmentMissing, provider::address_is_whole),
    each("2010C", &["Q166"], SituationalSegmentMissing, provider::address_is_whole),
    each("2010D", &["Q167"], SituationalSegmentMissing, provider::address_is_whole),
    each("2010EA", &["Q168"], SituationalSegmentMissing, provider::address_is_whole),
    each("2010F", &["Q169"], SituationalSegmentMissing, provider::address_is_whole),
    each("2000E", &["Q233"], SituationalLoopMissing, provider::event_has_a_provider),
    each("2000E", &["Q234"], SituationalLoopMissing, provider::services_have_a_provider),
    each("2000E", &["Q235"], SituationalLoopMissing, provider::admission_has_an_attending_provider),
    segment(&["Q236", "Q237"], ValueDisagrees, provider::role_fits_the_name),
    // Trace numbers.
    segment(&["Q170", "Q172", "A177"], FormWrong, trace::organization_begins_with_its_kind),
    segment(&["A175", "A176"], ValueRepeated, trace::two_echoed_and_one_own),
    // The review.
    segment(&["Q174"], SituationalElementMissing, review::immediate_appeal_has_a_level),
    segment(&["Q175"], SituationalElementMissing, review::event_without_services_is_complete),
    segment(&["Q176"], SituationalElementForbidden, review::third_cause_follows_second),
    segment(&["Q177"], ValueRepeated, review::causes_differ),
    each("2000E", &["Q182"], ValueDisagrees, review::specialty_care_is_of_the_event),
    segment(&["Q185"], SituationalSegmentForbidden, review::one_earlier_number),
    each("2000E", &["A178"], SituationalElementForbidden, review::place_differs_from_the_events),
    elsewhere(By::Elements, &["Q180", "Q181"]),
    // Dates.
    elsewhere(By::Elements, &["Q161", "Q162", "A181"]),
    elsewhere(
        By::Elements,
        &["Q189", "Q190", "Q191", "Q192", "Q193", "Q194", "Q195", "Q196", "Q197", "Q203", "Q229", "A180", "A182"],
    ),
    each("2000E", &["Q186"], SituationalSegmentMissing, dates::admission_has_its_day),
    segment(&["Q187"], SituationalSegmentForbidden, dates::only_of_an_admission),
    segment(&["Q188"], SituationalSegmentForbidden, dates::not_of_an_admission),
    // Diagnoses.
    segment(&["Q198", "A185"], PlaceSkipped, diagnosis::codes_without_gaps),
    elsewhere(By::Elements, &["Q199", "A183"]),
    each("HEADER", &["Q200"], ValueDisagrees, diagnosis::edition_fits_the_date),
    segment(&["Q201", "A184"], ValueDisagrees, diagnosis::one_edition),
    segment(&["Q202"], FormWrong, diagnosis::no_decimal_point),
    // Delivery.
    segment(&["Q204", "Q206"], SituationalElementForbidden, delivery::interval_has_a_unit),
    segment(&["Q205", "Q207"], SituationalElementMissing, delivery::says_something),
    // Conditions of the patient, kinds of care.
    segment(&["Q208", "Q210", "Q212", "Q214", "Q216", "Q218", "Q220"], PlaceSkipped, condition::without_gaps),
    segment(&["Q208", "Q210", "Q212", "Q214", "Q216", "Q218", "Q220"], ValueRepeated, condition::without_repeats),
    elsewhere(By::Placement, &["Q209", "Q211", "Q213", "Q215", "Q217", "Q219", "Q221"]),
    each("2000E", &["Q222"], SituationalSegmentMissing, clinical::admission_has_a_claim_code),
    segment(&["Q222"], SituationalElementMissing, clinical::admission_has_a_type),
    segment(&["Q223"], SituationalSegmentForbidden, dates::only_of_an_admission),
    segment(&["Q224"], SituationalElementMissing, clinical::oxygen_was_measured),
    segment(&["Q225"], SituationalElementMissing, clinical::portable_oxygen_has_a_flow),
    segment(&["Q226"], SituationalElementForbidden, clinical::third_equipment_follows_second),
    segment(&["Q227", "A179"], ValueDisagrees, clinical::home_care_is_of_the_review),
    elsewhere(By::Elements, &["Q228"]),
    segment(&["Q230"], SituationalSegmentMissing, clinical::home_care_has_a_diagnosis),
    segment(&["Q230"], ValueDisagrees, clinical::home_care_diagnosis_is_principal),
    segment(&["Q230"], SituationalElementMissing, clinical::home_care_diagnosis_is_dated),
    segment(&["Q231", "Q232"], SituationalElementMissing, paperwork::sent_apart_has_a_number),
    // Transports and other payers.
    each("2000E", &["Q238"], LoopBelowMinimum, transport::two_stops),
    each("2000E", &["Q238"], SituationalLoopMissing, transport::pickup_and_destination),
    segment(&["Q239"], SituationalElementMissing, transport::stop_can_be_found),
    each("2000E", &["A190"], ValueRepeated, transport::stops_differ),
    segment(&["Q240"], PlaceSkipped, other_umo::reasons_without_gaps),
    segment(&["Q241"], ValueRepeated, other_umo::reasons_differ),
    // Services.
    segment(&["Q242", "Q244", "Q245"], SituationalSegmentForbidden, service::one_service),
    each("2000F", &["A187"], SituationalSegmentForbidden, service::one_service_in_all),
    each("2000E", &["Q243"], ValueDisagrees, service::pointers_name_a_diagnosis),
    each("2000E", &["Q243"], ValueRepeated, service::pointers_differ),
    segment(&["Q246", "A186"], SituationalSegmentForbidden, service::teeth_are_of_a_dental_service),
    segment(&["Q247"], ValueRepeated, service::surfaces_differ),
    // Decisions.
    each("2000E", &["A167"], SituationalSegmentMissing, decision::has_an_outcome),
    each("2000F", &["A168"], SituationalSegmentMissing, decision::has_an_outcome),
    elsewhere(By::Elements, &["A170", "A171", "A172", "A192", "A193"]),
    // Beside the guide.
    each("2000E", &["L01"], LineOfServiceIncomplete, lint::ambulance_is_certified),
    each("2000E", &["L02"], LineOfServiceIncomplete, lint::certified_ambulance_is_described),
    each("2000E", &["L03"], LineOfServiceIncomplete, lint::manipulation_is_certified),
    each("2000E", &["L04"], LineOfServiceIncomplete, lint::certified_manipulation_is_described),
    each("2000E", &["L05"], LineOfServiceIncomplete, lint::oxygen_is_certified),
    each("2000E", &["L06"], LineOfServiceIncomplete, lint::ambulance_has_stops),
    each("2000C", &["C01"], OperatingRuleSegment, lint::subscriber_has_a_birth_date),
    each("2000D", &["C02"], OperatingRuleSegment, lint::dependent_has_a_birth_date),
    segment(&["C03", "C04"], OperatingRuleElement, lint::denial_or_pend_has_a_reason),
    segment(&["M01", "M02"], OperatingRuleElement, lint::denial_has_a_reason),
    // What one set does not tell.
    elsewhere(By::Nobody("sources disagree on BHT02 of a reservation; each of their values is taken"), &["Q124"]),
    elsewhere(By::Nobody("who assigned a trace number is not in the set"), &["Q171", "Q173"]),
    elsewhere(By::Nobody("where an accident happened is not in the set"), &["Q178", "Q179"]),
    elsewhere(By::Nobody("says what the values mean, forbids none"), &["Q183"]),
    elsewhere(By::Nobody("how an earlier review ended is not in the set"), &["Q184"]),
    elsewhere(By::Nobody("the request that is answered is not at hand"), &["A153", "A173", "A174"]),
    elsewhere(By::Nobody("whether the review could be processed is not in the set"), &["A169"]),
    elsewhere(By::Nobody("whether two names mean a person and its group is not in the set"), &["A191"]),
];
