//! Every row of the rejections and of the reasons.

use super::decision::{answer, around, response};
use x12_278::code::ReviewReason;
use x12_278::decision::{Reason, ReasonFamily, State};

/// What the table of reasons must say, written down a second time.
const REASONS: &[(ReasonFamily, &str)] = &[
    (ReasonFamily::DocMissing, "0P 0U"),
    (ReasonFamily::InReview, "0V 0W 0B"),
    (ReasonFamily::MedNecessity, "0F"),
    (ReasonFamily::LevelOrSite, "0G 16 15"),
    (ReasonFamily::StepOrPreferred, "14"),
    (ReasonFamily::Experimental, "0T"),
    (ReasonFamily::CodingMismatch, "0R 0X 0Y 0Z 25"),
    (ReasonFamily::Limits, "0L 04 10"),
    (ReasonFamily::Benefit, "0M 0S 19 20"),
    (ReasonFamily::Network, "09 12 13 0E 0K"),
    (ReasonFamily::AuthProcess, "0N 0D 17 0C"),
    (ReasonFamily::WrongReviewer, "0J"),
    (ReasonFamily::Duplicate, "0Q"),
    (ReasonFamily::NotRequired, "0H"),
    (ReasonFamily::PremiumGrace, "27 28 29"),
    (ReasonFamily::NoticeOnly, "18"),
];

#[test]
fn every_reason_is_in_its_family_with_its_own_words() {
    for (family, codes) in REASONS {
        for code in codes.split(' ') {
            let reason = Reason::of(ReviewReason::read(code).unwrap());
            assert_eq!(reason.family, Some(*family), "{code}");
            assert!(reason.text.is_some(), "{code}");
        }
    }
    let listed: Vec<&str> = REASONS.iter().flat_map(|(_, codes)| codes.split(' ')).collect();
    for (code, _) in ReviewReason::ALL {
        let known = listed.contains(&&*code.to_string());
        assert_eq!(Reason::of(*code).family.is_some(), known, "{code}");
    }
}

#[test]
fn a_reason_that_is_not_known_is_shown_raw() {
    let found = answer(&response("UM*HS*I*42~HCR*A3**0F^93^0f^14^ZZZ~", &[]));
    let reasons = &found.events[0].outcome.details.reasons;
    let codes: Vec<&str> = reasons.iter().map(|reason| reason.code.as_str()).collect();
    assert_eq!(codes, ["0F", "93", "0f", "14", "ZZZ"]);
    assert!(reasons[1].text.is_none() && reasons[1].family.is_none() && reasons[2].family.is_none());
    assert_eq!(reasons[1].family(), ReasonFamily::Other);
}

#[test]
fn denials_have_the_step_of_their_reason() {
    let steps = [
        ("0P", "send-documents"),
        ("0F", "gather-evidence"),
        ("16", "change-site"),
        ("14", "prove-prior-therapy"),
        ("0T", "independent-review"),
        ("0R", "correct-and-resubmit"),
        ("04", "ask-for-exception"),
        ("0M", "benefit-appeal"),
        ("09", "re-route"),
        ("0N", "late-request"),
        ("0J", "re-route"),
        ("0Q", "find-first-request"),
        ("0H", "keep-as-proof"),
        ("27", "check-coverage"),
        ("0V", "wait"),
    ];
    for (code, action) in steps {
        let found = answer(&response(&format!("UM*HS*I*42~HCR*A3**{code}~"), &[]));
        let names: Vec<&str> =
            found.events[0].outcome.details.next_steps.iter().map(|step| step.action.as_str()).collect();
        assert!(names.contains(&action), "{code}: {names:?}");
        let place = |name: &str| names.iter().position(|one| *one == name).unwrap();
        assert!(place("peer-to-peer") < place("appeal"), "{code}");
    }
}

/// Loop, AAA03, a word of the fix.
const REJECTIONS: &[(&str, &str, &str)] = &[
    ("2000A", "04", "split"),
    ("2000A", "41", "set-up"),
    ("2000A", "42", "later"),
    ("2000A", "80", "later"),
    ("2010A", "79", "payer id"),
    ("2010A", "T4", "payer id"),
    ("2010B", "15 43 44 45 46 47 97", "master data"),
    ("2010B", "35 51 41", "NPI"),
    ("2010B", "49 IP", "referral"),
    ("2010C", "58 64 65 71 72 73", "270/271"),
    ("2010C", "67 75 77 78", "eligibility"),
    ("2010C", "68 76", "call"),
    ("2010C", "95", "coverage"),
    ("2010D", "58 64 65 71 72 73", "270/271"),
    ("2010D", "67 75 77 78", "eligibility"),
    ("2010D", "68 76", "call"),
    ("2010D", "95", "coverage"),
    ("2000E", "15 33", "request"),
    ("2000E", "52 57 60 61 62", "dates"),
    ("2000E", "AF", "diagnosis"),
    ("2000E", "AG", "procedure"),
    ("2000E", "AM AN AI", "date"),
    ("2000E", "AA CI NC T5", "earlier authorization"),
    ("2000F", "AG", "HCPCS"),
    ("2010EA", "15", "master data"),
    ("2010EA", "43 33 52", "NPI"),
    ("2010FA", "43 33", "NPI"),
    ("2010FA", "35", "network"),
];

fn rejected_at(place: &str, segment: &str) -> String {
    let base = response("UM*HS*I*42~", &[]);
    let provider = "NM1*SJ*2*FERN*****XX*2900100019~";
    match place {
        "2000A" => around("BHT*0007*11*REQ-1*20260203*1410*18~", segment, "UM*HS*I*42~", &[]),
        "2010A" => base.replace("*PI*HT1~", &format!("*PI*HT1~{segment}")),
        "2010B" => base.replace("*XX*2900100019~", &format!("*XX*2900100019~{segment}")),
        "2010C" => base.replace("*MI*M1~", &format!("*MI*M1~{segment}")),
        "2010D" => base.replace("HL*4*3*EV", &format!("HL*8*3*23*1~NM1*QC*1*MOSS*FERN~{segment}HL*4*8*EV")),
        "2000E" => response(&format!("{segment}UM*HS*I*42~"), &[]),
        "2010EA" => response(&format!("UM*HS*I*42~{provider}{segment}"), &[]),
        "2000F" => response("UM*HS*I*42~", &[&format!("{segment}SV1*HC:J1459~")]),
        _ => response("UM*HS*I*42~", &[&format!("SV1*HC:J1459~{provider}{segment}")]),
    }
}

#[test]
fn every_rejection_says_what_to_mend() {
    for (place, codes, word) in REJECTIONS {
        for code in codes.split(' ') {
            let found = answer(&rejected_at(place, &format!("AAA*N**{code}*C~")));
            let all = found.rejections.iter().chain(found.events.iter().flat_map(|event| {
                let lines = event.lines.iter().flat_map(|line| &line.outcome.details.rejections);
                event.outcome.details.rejections.iter().chain(lines)
            }));
            let rejection = all.into_iter().next().unwrap_or_else(|| panic!("{place} {code}"));
            assert_eq!(rejection.r#loop, *place, "{code}");
            assert_eq!(rejection.reason.as_deref(), Some(code), "{place}");
            assert!(rejection.cause.is_some() && rejection.text.is_some(), "{place} {code}");
            let fix = rejection.fix.as_deref().unwrap_or_default();
            assert!(fix.contains(word), "{place} {code}: {fix}");
            assert_eq!(rejection.action(), Some("correct-and-resubmit"));
            assert!(!found.state.is_approval());
        }
    }
}

#[test]
fn what_may_follow_a_rejection() {
    let follow_ups = [
        ("C", "correct-and-resubmit"),
        ("R", "resubmit"),
        ("P", "resubmit-original"),
        ("N", "do-not-resubmit"),
        ("Y", "wait"),
        ("S", "wait"),
        ("W", "wait-30-days"),
        ("X", "wait-10-days"),
    ];
    for (code, action) in follow_ups {
        let found = answer(&rejected_at("2000E", &format!("AAA*N**15*{code}~")));
        assert_eq!(found.events[0].outcome.state, State::RejectedBusiness);
        assert_eq!(found.events[0].outcome.details.next_steps[0].action, action);
    }
    // A code in no table is shown, and nothing is made up for it.
    let found = answer(&rejected_at("2000E", "AAA*N**Q7*Q~"));
    let rejection = &found.events[0].outcome.details.rejections[0];
    assert_eq!((rejection.reason.as_deref(), rejection.follow_up.as_deref()), (Some("Q7"), Some("Q")));
    assert!(rejection.text.is_none() && rejection.fix.is_none() && rejection.action().is_none());
}

#[test]
fn a_request_turned_away_above_the_event_has_no_event() {
    let file = std::fs::read_to_string("examples/data/response_rejected_aaa.edi").unwrap();
    let found = answer(&file);
    assert_eq!((found.state, found.events.len()), (State::RejectedBusiness, 0));
    let shown: Vec<_> = found.rejections.iter().map(|one| (one.r#loop.as_str(), one.reason.as_deref())).collect();
    assert_eq!(shown, [("2010C", Some("72")), ("2010C", Some("75"))]);
    assert!(found.next_steps.iter().all(|step| step.action == "correct-and-resubmit"));
}
