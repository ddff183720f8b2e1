//! Infliximab at home, every eight weeks: from the order to the 278.

use std::io::Write;
use x12_278::code::Gender;
use x12_278::infusion::*;
use x12_278::profile::Profile;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pharmacy = Name::organization("HEARTHSTONE HOME INFUSION");
    let nurses = Name::organization("BRIGHT LANTERN VISITING NURSES");
    let order = InfusionRequest::builder(
        "HSI-2026-0101", // your number; the answer returns it
        Payer::new("LANTERN VALLEY HEALTH PLAN", "LVHP0001"),
        Provider::new(Role::RequestingFacility, pharmacy, "2900100019")
            .employer_number("009990001") // makes the trace numbers
            .reached_at("916-555-0101", "916-555-0102"),
        Subscriber::new(Name::person("MARIGOLD", "PENNYWHISTLE"), "LVM000100200")
            .born("1988-02-14".parse()?, Gender::FEMALE),
        Therapy::AntiTnf,
        SiteKind::Home,
        "K50.90",
    )
    .urgency(Urgency::elective())
    .drug(
        Drug::new("Q5103", Dose::per_kilogram(5, MeasureUnit::Milligram))
            .named("INFLIXIMAB-DYYB", "100MG")
            .ndc("0069-0809-01")
            .route(DrugRoute::Intravenous)
            .phase(Phase::new("2026-02-16".parse()?, Frequency::every_weeks(8, 48))),
    )
    .service(Service::new(ServiceKind::PerDiem, "S9359"))
    .service(Service::new(ServiceKind::Nursing, "99601").by(Provider::new(Role::Infusing, nurses, "2900100027")))
    .provider(Provider::new(Role::Ordering, Name::person("WILHELMINA", "QUILLFEATHER"), "2900100035"))
    .clinical(Clinical {
        body: Body { weight_kilograms: Some(80.into()), ..Body::default() },
        prior_therapies: Some(vec![PriorTherapy::failed("ADALIMUMAB", 4)]),
        ..Clinical::default()
    })
    .attachment(Attachment::electronic(DocumentKind::VisitNote, "0101-A1"));

    let at = "2026-01-28".parse::<Day>()?.0.and_hms_opt(9, 30, 0).unwrap_or_default(); // the crate reads no clock
    let built = order.build(&BuildOptions::new(at).profile(Profile::health_net()))?; // or everything that is wrong
    assert_eq!(built.lines.first().and_then(|line| line.quantity), Some(240)); // 400 mg in units of 10 mg, six times
    let document = Envelope::new("HEARTHSTONE", "LANTERNVALLEY").wrap(built.request, 7, at)?;
    Ok(std::io::stdout().write_all(&document.write()?)?)
}
