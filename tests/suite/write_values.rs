//! What is written for the values of a program: separators, ends and counts.

use x12_278::code::{Action, FacilityQualifier, LevelOfService, NursingHomeLevel, RequestCategory, ReviewReason};
use x12_278::element::Encoding;
use x12_278::segment::{Facility, Hcr, N3Address, N4City, Nm1, St, Sv1, Um};
use x12_278::shape::{RawText, Unplaced};
use x12_278::syntax::Delimiters;
use x12_278::transaction::request::{
    PatientEvent, Request, Requester, Service, Subscriber, UmoName, UtilizationManagementOrganization,
};
use x12_278::transaction::{LineBreaks, Trailer, response};
use x12_278::{Error, ErrorKind, Transaction, WriteOptions};

/// The set as text, the same whether its values are looked at one by one or the bytes as a whole.
fn text(set: &Transaction<'_>, delimiters: Delimiters, line_breaks: LineBreaks) -> Result<String, Error> {
    let options = WriteOptions { line_breaks, ..WriteOptions::default() };
    let write = |set: &Transaction<'_>| {
        let mut bytes = Vec::new();
        set.write_to(&mut bytes, delimiters, &options).map(|()| String::from_utf8(bytes).unwrap())
    };
    let (plain, looked_at) = (write(set), write(&Transaction { encoding: Encoding::Utf8, ..set.clone() }));
    let shown =
        |result: &Result<String, Error>| result.as_ref().map_err(|error| (error.kind(), error.place())).cloned();
    assert_eq!(shown(&plain), shown(&looked_at));
    plain
}

fn written(set: &Transaction<'_>) -> String {
    text(set, Delimiters::STANDARD, LineBreaks::None).unwrap()
}

fn of_event(event: PatientEvent<'static>) -> Transaction<'static> {
    let subscriber = Subscriber { events: vec![event], ..Subscriber::default() };
    let requester = Requester { subscribers: vec![subscriber], ..Requester::default() };
    let payer = UtilizationManagementOrganization { requesters: vec![requester], ..Default::default() };
    let request = Request { utilization_management_organizations: vec![payer], ..Request::default() };
    Transaction { trailer: Trailer::Missing, ..Transaction::of_request(request) }
}

fn of_decision(decision: Hcr<'static>) -> Transaction<'static> {
    let event = response::PatientEvent { decision: Some(decision), ..Default::default() };
    let subscriber = response::Subscriber { events: vec![event], ..Default::default() };
    let requester = response::Requester { subscribers: vec![subscriber], ..Default::default() };
    let payer = response::UtilizationManagementOrganization { requesters: vec![requester], ..Default::default() };
    let response = response::Response { utilization_management_organizations: vec![payer], ..Default::default() };
    Transaction { trailer: Trailer::Missing, ..Transaction::of_response(response) }
}

#[test]
fn separators_are_owed_however_many_and_never_trail() {
    let home = Sv1 { nursing_home_level: Some(NursingHomeLevel::SKILLED_NURSING_FACILITY), ..Sv1::default() };
    let ninth = Sv1 { epsdt: Some(x12_278::code::Response::YES), ..Sv1::default() };
    let service = |sv1| Service { professional_service: Some(sv1), ..Service::default() };
    let event = PatientEvent { services: [home, ninth, Sv1::default()].map(service).into(), ..PatientEvent::default() };
    assert_eq!(written(&of_event(event)), "SV1********************1~SV1***********Y~SV1~");
}

#[test]
fn a_composite_without_values_is_none() {
    let um = |facility| Um {
        category: Some(RequestCategory::HEALTH_SERVICES_REVIEW),
        facility: Some(facility),
        level_of_service: Some(LevelOfService::URGENT),
        ..Um::default()
    };
    let event = |facility| of_event(PatientEvent { review: Some(um(facility)), ..PatientEvent::default() });
    let qualifier = Some(FacilityQualifier::PLACE_OF_SERVICE);
    assert_eq!(written(&event(Facility::default())), "UM*HS*****U~");
    assert_eq!(written(&event(Facility { qualifier, ..Facility::default() })), "UM*HS***:B**U~");
    let office = x12_278::element::Word::read("11");
    assert_eq!(written(&event(Facility { code: office, ..Facility::default() })), "UM*HS***11**U~");
    assert_eq!(written(&event(Facility { code: office, qualifier })), "UM*HS***11:B**U~");
}

#[test]
fn an_empty_text_is_no_value() {
    let name =
        Nm1 { last_name: Some("".into()), first_name: Some("JANE".into()), id: Some("".into()), ..Nm1::default() };
    let payer = UtilizationManagementOrganization {
        name: Some(UmoName { name: Some(name), ..UmoName::default() }),
        ..Default::default()
    };
    let request = Request { utilization_management_organizations: vec![payer], ..Request::default() };
    let set = Transaction { trailer: Trailer::Missing, ..Transaction::of_request(request) };
    assert_eq!(written(&set), "NM1****JANE~");
}

#[test]
fn repetitions_need_a_separator_only_where_there_are_several() {
    let hcr = |reasons: &[&str]| Hcr {
        action: Some(Action::NOT_CERTIFIED),
        reasons: reasons.iter().filter_map(|reason| ReviewReason::read(reason)).collect(),
        second_opinion: Some(x12_278::code::Response::NO),
        ..Hcr::default()
    };
    let none = Delimiters::new(b'*', b':', None, b'~').unwrap();
    let (one, two) = (of_decision(hcr(&["0F"])), of_decision(hcr(&["0F", "0V"])));
    assert_eq!(written(&one), "HCR*A3**0F*N~");
    assert_eq!(written(&two), "HCR*A3**0F^0V*N~");
    assert_eq!(text(&one, none, LineBreaks::None).unwrap(), "HCR*A3**0F*N~");
    let error = text(&two, none, LineBreaks::None).unwrap_err();
    assert_eq!((error.kind(), error.place().element), (ErrorKind::DelimiterInValue, Some(3)));
}

#[test]
fn line_ends_stand_behind_every_segment() {
    let city = Some(N4City { city: Some("BOISE".into()), ..N4City::default() });
    let address = Some(N3Address { line_1: Some("1 ELM STREET".into()), ..N3Address::default() });
    let provider = x12_278::transaction::request::EventProvider { address, city, ..Default::default() };
    let set = of_event(PatientEvent { providers: vec![provider], ..PatientEvent::default() });
    let with = |line_breaks| text(&set, Delimiters::STANDARD, line_breaks).unwrap();
    assert_eq!(with(LineBreaks::None), "N3*1 ELM STREET~N4*BOISE~");
    assert_eq!(with(LineBreaks::Lf), "N3*1 ELM STREET~\nN4*BOISE~\n");
    assert_eq!(with(LineBreaks::CrLf), "N3*1 ELM STREET~\r\nN4*BOISE~\r\n");
}

#[test]
fn empty_segments_do_not_count_wherever_they_stand() {
    let raw = RawText::new("ZZ*1~~YY*2".into(), Delimiters::STANDARD);
    let header = St { control_number: Some("0001".into()), ..St::default() };
    let request =
        Request { header: Some(header), unplaced: vec![Unplaced { after: 1, raw, open: false }], ..Request::default() };
    assert_eq!(written(&Transaction::of_request(request)), "ST**0001~ZZ*1~~YY*2~SE*4*0001~");
}
