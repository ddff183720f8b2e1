//! Segments in words.

use crate::page::{Page, joined};
use x12_278::code::{Action, CodeList, CodeListQualifier, IdentificationQualifier};
use x12_278::element::{Date, Text};
use x12_278::segment::{
    Aaa, Bht, Cl1, Communication, Cr1, Cr2, Cr5, Cr6, Dmg, Dtp, Facility, Hcr, HealthCareCode, Hi, Ins, Msg, N3Address,
    N4City, Nm1, Per, ProcedureIdentifier, Prv, Pwk, Ref, Sv1, Sv2, Sv3, Too, Trn, Um,
};
use x12_278::shape::Unplaced;

/// A text, or nothing.
pub(crate) fn text(text: Option<&Text<'_>>) -> String {
    text.map(ToString::to_string).unwrap_or_default()
}

/// A code with its title, or nothing.
pub(crate) fn titled<C: CodeList>(code: Option<C>) -> String {
    code.map(CodeList::titled).unwrap_or_default()
}

/// A text behind a word, or nothing.
pub(crate) fn after(word: &str, text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("{word} {text}") }
}

/// A date or a period as people write it; as sent, when the calendar does not have it.
pub(crate) fn date(value: Option<&Text<'_>>) -> String {
    value.map(|value| value.period().map_or_else(|| value.to_string(), |period| period.to_string())).unwrap_or_default()
}

/// A day as people write it; as sent, when the calendar does not have it.
fn day(value: Option<Date>) -> String {
    value.map(|date| date.day().map_or_else(|| date.to_string(), |day| day.to_string())).unwrap_or_default()
}

/// The first line of a set: purpose, number, date.
pub(crate) fn beginning(bht: Option<&Bht<'_>>) -> String {
    let Some(bht) = bht else { return String::new() };
    let date = Some(day(bht.date)).filter(|day| !day.is_empty());
    let time =
        bht.time.map(|time| time.time().map_or_else(|| time.to_string(), |time| time.format("%H:%M").to_string()));
    let when = [date, time].into_iter().flatten().collect::<Vec<_>>().join(" ");
    joined([text(bht.transaction_id.as_ref()), when, titled(bht.purpose), titled(bht.transaction_type)])
}

/// A name with its number.
pub(crate) fn party(name: &Nm1<'_>) -> String {
    let id = text(name.id.as_ref());
    let id = match name.id_qualifier {
        Some(IdentificationQualifier::NATIONAL_PROVIDER_IDENTIFIER) => after("NPI", &id),
        Some(IdentificationQualifier::MEMBER_IDENTIFICATION_NUMBER) => after("member id", &id),
        Some(IdentificationQualifier::PAYER_IDENTIFICATION) => after("payer id", &id),
        Some(other) => after(&other.titled(), &id),
        None => id,
    };
    joined([name.full_name(), id])
}

/// The part that somebody plays, with name and number.
pub(crate) fn playing(name: &Nm1<'_>) -> String {
    joined([titled(name.entity), party(name)])
}

/// A provider: who, in which role, where, and how to reach.
pub(crate) fn provider(
    page: &mut Page,
    name: Option<&Nm1<'_>>,
    provider: Option<&Prv<'_>>,
    place: String,
    per: Option<&Per<'_>>,
) {
    page.line("provider", name.map(playing).unwrap_or_default());
    page.below(|page| {
        page.line("role", role(provider));
        page.line("address", place);
        page.line("contact", contact(per));
    });
}

/// What is known of a person besides the name.
pub(crate) fn person(demographics: Option<&Dmg<'_>>) -> String {
    let Some(dmg) = demographics else { return String::new() };
    joined([after("born", &date(dmg.birth_date.as_ref())), titled(dmg.gender)])
}

/// How a patient is related to the subscriber.
pub(crate) fn relation(relationship: Option<&Ins<'_>>) -> String {
    let Some(ins) = relationship else { return String::new() };
    joined([
        titled(ins.relationship),
        titled(ins.military_status),
        after("birth number", &text(ins.birth_sequence.as_ref())),
    ])
}

/// Street lines and city.
pub(crate) fn address(streets: Option<&N3Address<'_>>, city: Option<&N4City<'_>>) -> String {
    joined([streets.map(N3Address::line).unwrap_or_default(), city.map(N4City::line).unwrap_or_default()])
}

/// Whom to ask, and how.
pub(crate) fn contact(contact: Option<&Per<'_>>) -> String {
    let Some(per) = contact else { return String::new() };
    let number = |one: &Communication<'_>| {
        let kind = one.qualifier.and_then(CodeList::title).unwrap_or_default();
        [kind.to_owned(), text(one.number.as_ref())].join(" ").trim().to_owned()
    };
    joined(std::iter::once(text(per.name.as_ref())).chain(per.numbers.iter().map(number)))
}

/// What a provider does.
pub(crate) fn role(provider: Option<&Prv<'_>>) -> String {
    let Some(prv) = provider else { return String::new() };
    joined([titled(prv.role), after("taxonomy", &text(prv.taxonomy_code.as_ref()))])
}

/// Further numbers.
pub(crate) fn references<'r, 'a: 'r>(page: &mut Page, references: impl IntoIterator<Item = &'r Ref<'a>>) {
    for reference in references {
        let state = text(reference.license_state.as_ref());
        page.line(
            "reference",
            joined([after_code(&titled(reference.qualifier), &text(reference.value.as_ref())), state]),
        );
    }
}

fn after_code(code: &str, value: &str) -> String {
    if code.is_empty() { value.to_owned() } else { format!("{code}: {value}") }
}

/// Numbers by which the sender finds its question again.
pub(crate) fn traces(page: &mut Page, traces: &[Trn<'_>]) {
    for trace in traces {
        let from = joined([text(trace.assigner.as_ref()), text(trace.assigner_detail.as_ref())]);
        page.line(
            "trace",
            joined([after_code(&titled(trace.trace_type), &text(trace.number.as_ref())), after("from", &from)]),
        );
    }
}

/// What is asked for.
pub(crate) fn review(page: &mut Page, review: Option<&Um<'_>>) {
    let Some(um) = review else { return };
    page.line("review", joined([titled(um.category), titled(um.certification_type)]));
    page.line("service type", titled(um.service_type));
    page.line("place", um.facility.as_ref().map(Facility::titled).unwrap_or_default());
    page.line("urgency", titled(um.level_of_service));
    if let Some(causes) = &um.related_causes {
        let place = [causes.state, causes.country].into_iter().flatten().map(|word| word.to_string());
        page.line("related to", joined(causes.causes.iter().map(|cause| cause.titled()).chain(place)));
    }
    page.line("condition", titled(um.health_condition));
    page.line("prognosis", titled(um.prognosis));
    page.line("release", titled(um.release_of_information));
    page.line("delay", titled(um.delay_reason));
}

/// A date under its own label.
pub(crate) fn dated(page: &mut Page, label: &str, dtp: Option<&Dtp<'_>>) {
    page.line(label, date(dtp.and_then(|dtp| dtp.value.as_ref())));
}

/// Diagnoses, and the information that a payer asks for by LOINC code.
pub(crate) fn health_codes(page: &mut Page, codes: Option<&Hi<'_>>) {
    let Some(hi) = codes else { return };
    for code in hi.codes.iter() {
        page.line(health_label(code), health_code(code));
    }
}

fn health_label(code: &HealthCareCode<'_>) -> &'static str {
    if code.kind == Some(CodeListQualifier::LOINC_CODE) { "send" } else { "diagnosis" }
}

fn health_code(code: &HealthCareCode<'_>) -> String {
    let kind = titled(code.kind);
    let kind = if kind.is_empty() { kind } else { format!("({kind})") };
    let value = [text(code.code.as_ref()), kind].join(" ").trim().to_owned();
    joined([value, after("of", &date(code.date.as_ref()))])
}

/// How a patient is admitted.
pub(crate) fn admission(page: &mut Page, claim: Option<&Cl1<'_>>) {
    let Some(cl1) = claim else { return };
    page.line("admission", joined([titled(cl1.admission_type), titled(cl1.admission_source)]));
    page.line("patient status", joined([titled(cl1.patient_status), titled(cl1.nursing_home_status)]));
}

/// A transport by ambulance.
pub(crate) fn transport(page: &mut Page, transport: Option<&Cr1<'_>>) {
    let Some(cr1) = transport else { return };
    let weight = [text(cr1.weight.as_ref()), titled(cr1.weight_unit)].join(" ").trim().to_owned();
    let distance = [text(cr1.distance.as_ref()), titled(cr1.distance_unit)].join(" ").trim().to_owned();
    let purposes = [text(cr1.round_trip_purpose.as_ref()), text(cr1.stretcher_purpose.as_ref())];
    let parts = [titled(cr1.transport), titled(cr1.reason), after("weight", &weight), after("distance", &distance)];
    page.line("ambulance", joined(parts.into_iter().chain(purposes)));
}

/// A treatment of the spine.
pub(crate) fn spine(page: &mut Page, treatment: Option<&Cr2<'_>>) {
    let Some(cr2) = treatment else { return };
    let number = after("treatment", &text(cr2.treatment_number.as_ref()));
    let count = after("of", &text(cr2.treatment_count.as_ref()));
    let levels = cr2.subluxation_levels.iter().map(|level| level.titled());
    page.line("spine", joined([[number, count].join(" ").trim().to_owned()].into_iter().chain(levels)));
    let descriptions = [text(cr2.condition_description.as_ref()), text(cr2.further_description.as_ref())];
    page.line("condition", joined([titled(cr2.condition)].into_iter().chain(descriptions)));
    page.line("complicated", titled(cr2.complication));
    page.line("X-rays kept", titled(cr2.x_rays_available));
}

/// Oxygen at home.
pub(crate) fn oxygen(page: &mut Page, oxygen: Option<&Cr5<'_>>) {
    let Some(cr5) = oxygen else { return };
    let equipment = [cr5.equipment, cr5.second_equipment, cr5.third_equipment].map(titled);
    page.line("oxygen", joined(equipment.into_iter().chain([text(cr5.equipment_reason.as_ref())])));
    let flow = after("liters a minute", &text(cr5.flow_rate.as_ref()));
    let portable = after("portable", &text(cr5.portable_flow_rate.as_ref()));
    let uses = after("uses a day", &text(cr5.daily_uses.as_ref()));
    let hours = after("hours each", &text(cr5.hours_per_use.as_ref()));
    page.line("flow", joined([flow, portable, uses, hours, titled(cr5.delivery), text(cr5.therapist_orders.as_ref())]));
    let gas = after("blood gas", &text(cr5.arterial_blood_gas.as_ref()));
    let saturation = after("saturation", &text(cr5.oxygen_saturation.as_ref()));
    let findings = cr5.test_findings.iter().map(|finding| finding.titled());
    page.line("oxygen test", joined([gas, saturation, titled(cr5.test_condition)].into_iter().chain(findings)));
}

/// Care at home.
pub(crate) fn home_care(page: &mut Page, care: Option<&Cr6<'_>>) {
    let Some(cr6) = care else { return };
    let period = after("plan of care", &date(cr6.certification_period.as_ref()));
    let case =
        [titled(cr6.prognosis), titled(cr6.certification_type), after("Medicare", &titled(cr6.medicare_coverage))];
    page.line("home care", joined([after("from", &day(cr6.start_date)), period].into_iter().chain(case)));
    let surgery = [text(cr6.procedure_code.as_ref()), titled(cr6.procedure_qualifier), day(cr6.surgery_date)];
    page.line("surgery", joined(surgery));
    let visits = [
        after("ordered", &day(cr6.order_date)),
        after("last visit", &day(cr6.last_visit_date)),
        after("physician last heard", &day(cr6.physician_contact_date)),
    ];
    page.line("physician", joined(visits));
    page.line("last stay", joined([date(cr6.last_admission_period.as_ref()), titled(cr6.patient_location)]));
}

/// Documents: sent with a request, or wanted by a response.
pub(crate) fn paperwork(page: &mut Page, label: &str, paperwork: &[Pwk<'_>]) {
    for pwk in paperwork {
        let number = after("number", &text(pwk.control_number.as_ref()));
        page.line(
            label,
            joined([titled(pwk.report_type), titled(pwk.transmission), number, text(pwk.description.as_ref())]),
        );
    }
}

/// Free text.
pub(crate) fn message(page: &mut Page, message: Option<&Msg<'_>>) {
    page.line("message", text(message.and_then(|message| message.text.as_ref())));
}

/// The headline of a service: the code, how much of it, for how much money.
pub(crate) fn service(sv1: Option<&Sv1<'_>>, sv2: Option<&Sv2<'_>>, sv3: Option<&Sv3<'_>>) -> String {
    let quantity = |number: &Option<Text<'_>>, unit: String| match (text(number.as_ref()), unit) {
        (number, unit) if unit.is_empty() => number,
        (number, unit) => format!("{number} {unit}").trim().to_owned(),
    };
    let money = |amount: &Option<Text<'_>>| after("amount", &text(amount.as_ref()));
    let mut parts = Vec::new();
    if let Some(sv) = sv1 {
        parts.extend([procedure(sv.procedure.as_ref()), quantity(&sv.quantity, titled(sv.unit)), money(&sv.amount)]);
        let pointers = sv.diagnosis_pointers.iter().flat_map(|pointers| pointers.pointers.iter());
        let pointers = pointers.map(ToString::to_string).collect::<Vec<_>>().join(" ");
        parts.extend([after("for diagnosis", &pointers), titled(sv.nursing_home_level)]);
    }
    if let Some(sv) = sv2 {
        parts.extend([after("revenue code", &text(sv.revenue_code.as_ref())), procedure(sv.procedure.as_ref())]);
        parts.extend([
            quantity(&sv.quantity, titled(sv.unit)),
            money(&sv.amount),
            after("rate", &text(sv.rate.as_ref())),
        ]);
        parts.extend([titled(sv.nursing_home_status), titled(sv.nursing_home_level)]);
    }
    if let Some(sv) = sv3 {
        parts.extend([procedure(sv.procedure.as_ref()), quantity(&sv.quantity, String::new()), money(&sv.amount)]);
        let areas = sv.oral_cavity.iter().flat_map(|areas| areas.areas.iter()).map(|area| area.titled());
        parts.extend(areas.chain([titled(sv.prosthesis), text(sv.description.as_ref())]));
    }
    joined(parts)
}

fn procedure(procedure: Option<&ProcedureIdentifier<'_>>) -> String {
    let Some(procedure) = procedure else { return String::new() };
    let kind = titled(procedure.qualifier);
    let kind = if kind.is_empty() { kind } else { format!("({kind})") };
    let code = [procedure.code_and_modifiers(), kind].join(" ").trim().to_owned();
    joined([code, text(procedure.description.as_ref())])
}

/// Teeth and their surfaces.
pub(crate) fn teeth(page: &mut Page, teeth: &[Too<'_>]) {
    for tooth in teeth {
        let surfaces = tooth.surfaces.iter().flat_map(|surfaces| surfaces.surfaces.iter());
        let number = tooth.tooth.map(|tooth| tooth.to_string()).unwrap_or_default();
        page.line("tooth", joined(std::iter::once(number).chain(surfaces.map(|surface| surface.titled()))));
    }
}

/// The decision: the action, the number that comes with it, the reasons. Only the number of a certification is called
/// an authorization number.
pub(crate) fn decision(page: &mut Page, decision: Option<&Hcr<'_>>) {
    let Some(hcr) = decision else { return };
    page.line("decision", if hcr.action.is_some() { titled(hcr.action) } else { "none stated".to_owned() });
    let certified = [Action::CERTIFIED_IN_TOTAL, Action::CERTIFIED_IN_PART, Action::MODIFIED];
    let is_certified = hcr.action.is_some_and(|action| certified.contains(&action));
    page.line(if is_certified { "authorization" } else { "payer's number" }, text(hcr.number.as_ref()));
    for reason in hcr.reasons.iter() {
        page.line("reason", reason.titled());
    }
    page.line("second opinion", titled(hcr.second_opinion));
}

/// What kept the payer from deciding.
pub(crate) fn rejections(page: &mut Page, rejections: &[Aaa<'_>]) {
    for aaa in rejections {
        page.line(
            "REJECTED",
            format!("(not denied) {}", joined([titled(aaa.reason), after("next:", &titled(aaa.follow_up))])),
        );
    }
}

/// What fits nowhere: how many segments.
pub(crate) fn unplaced(page: &mut Page, unplaced: &[Unplaced<'_>]) {
    if !unplaced.is_empty() {
        page.line("not understood", format!("{} segment(s), kept as sent", unplaced.len()));
    }
}
