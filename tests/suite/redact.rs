//! Redaction keeps the structure and leaves nothing of anybody.

use crate::files;
use std::sync::{LazyLock, Mutex};
use x12_278::exchange::redact::Redactor;
use x12_278::report::Issue;
use x12_278::validate::Validator;
use x12_278::{Document, ErrorKind, ReadOptions, SetReader};

pub(crate) const KEY: &[u8] = b"a key that is only for tests 0001";

pub(crate) fn options() -> ReadOptions {
    ReadOptions { bare: Some(x12_278::syntax::Delimiters::STANDARD), ..ReadOptions::default() }
}

/// Under the usual key, by one redactor for all tests, so that each order is shuffled once.
pub(crate) fn redact_bytes(file: &[u8]) -> Option<Vec<u8>> {
    static REDACTOR: LazyLock<Mutex<Redactor>> =
        LazyLock::new(|| Mutex::new(Redactor::new(KEY).unwrap().with_options(options())));
    let mut out = Vec::new();
    let mut redactor = REDACTOR.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    redactor.redact(file, &mut out).ok()?;
    Some(out)
}

pub(crate) fn redact_with(key: &[u8], file: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    Redactor::new(key).unwrap().with_options(options()).redact(file, &mut out).ok()?;
    Some(out)
}

pub(crate) fn redact(file: &str) -> String {
    String::from_utf8(redact_bytes(file.as_bytes()).unwrap()).unwrap()
}

pub(crate) fn issues(file: &[u8]) -> Vec<Issue> {
    let report = Validator::default().with_options(options()).read(file).unwrap();
    report.all_issues().copied().collect()
}

/// Where each segment of each set was placed.
pub(crate) fn placement(file: &[u8]) -> Vec<Vec<(Option<usize>, u32)>> {
    let mut reader = SetReader::default();
    let sets = x12_278::Reader::with_options(file, &options()).into_sets();
    sets.map(|set| {
        let _ = reader.read(&set.unwrap());
        reader.placement().placed().iter().map(|placed| (placed.row(), placed.instance)).collect()
    })
    .collect()
}

#[test]
fn structure_stays() {
    let mut redacted_files = 0;
    for path in files::all() {
        let file = std::fs::read(&path).unwrap();
        let Some(redacted) = redact_bytes(&file) else { continue };
        redacted_files += 1;
        assert_eq!(redacted.len(), file.len(), "{path:?}");
        assert_eq!(placement(&redacted), placement(&file), "{path:?}");
        let (after, before) = (issues(&redacted), issues(&file));
        for (after, before) in after.iter().zip(&before) {
            assert_eq!(after, before, "{path:?}");
        }
        assert_eq!(after.len(), before.len(), "{path:?}: {:?}", after.get(before.len()));
        let read = Document::read_with(&redacted, &options()).unwrap();
        let as_read = x12_278::WriteOptions { counts: x12_278::transaction::Counts::AsRead, ..Default::default() };
        let before = Document::read_with(&file, &options()).unwrap().document.write_with(&as_read).unwrap();
        let after = read.document.write_with(&as_read).unwrap();
        assert_eq!(after.len(), before.len(), "{path:?}");
    }
    assert!(redacted_files > 200);
}

#[test]
fn nothing_planted_is_left() {
    let file = std::fs::read_to_string("examples/data/infusion_request_dependent.edi").unwrap();
    let planted = [
        "PENNYWHISTLE",
        "MARIGOLD",
        "TOBIAS",
        "LVM000100200",
        "GRP0042",
        "ACCT-7781",
        "TEAPOT",
        "APT 3",
        "EXAMPLETOWN",
        "95999",
        "9165550111",
        "19880214",
        "20160905",
        "20260216",
        "HSI-2026-000417",
        "HSI-EV-0417",
        "HSI-LN-0417-1",
        "QUILLFEATHER",
        "WILHELMINA",
        "2900100035",
        "2900100019",
        "HEARTHSTONE",
        "LANTERN",
        "LVHP0001",
        "009990001",
        "WEIGHT",
        "IGG",
        "PNEUMONIA",
        "D839",
        "J1459",
        "HSI-ATT",
        "260202",
        "20260202",
        "NURSE",
    ];
    let redacted = redact(&file);
    for value in planted {
        assert!(file.contains(value), "{value} is planted");
        assert!(!redacted.contains(value), "{value} is left");
    }
    for kept in ["UM*HS*I*42*12:B**E*3*4*Y~", "HSD*VS*1*WK*4*34*6~", "SE*78*0001~", "*X3*2*", "*HC:"] {
        assert_eq!(file.contains(kept), redacted.contains(kept), "{kept}");
    }
}

#[test]
fn planted_in_every_element_nothing_is_left() {
    const SECRETS: [&str; 4] = ["ZQSECRETQZ", "123-45-6789", "987654321X", "Qsecret q"];
    // A value that fits no list and no number, in each element of each segment in turn, past the frame.
    let request = std::fs::read_to_string("examples/data/infusion_request_dependent.edi").unwrap();
    let response = std::fs::read_to_string("examples/data/response_certified.edi").unwrap();
    let others = [ACKNOWLEDGMENT, NOTIFICATION, ATTACHMENT].map(|set| format!("{}{set}{TRAILER}", header("000000001")));
    for (step, file) in [(1, request), (3, response)].into_iter().chain(others.map(|file| (1, file))) {
        let segments: Vec<&str> = file.split("~\n").collect();
        for (number, segment) in segments.iter().enumerate().skip(2) {
            let elements: Vec<&str> = segment.split('*').collect();
            for element in (number % step..elements.len()).step_by(step) {
                let secret = SECRETS[(number + element) % SECRETS.len()];
                let mut changed = elements.clone();
                changed[element] = secret;
                let changed = changed.join("*");
                let mut all = segments.clone();
                all[number] = &changed;
                let file = all.join("~\n");
                let Some(redacted) = redact_bytes(file.as_bytes()) else { continue };
                let redacted = String::from_utf8(redacted).unwrap();
                assert!(!redacted.contains(secret), "{secret} in element {element} of segment {number}");
                assert_eq!(placement(redacted.as_bytes()), placement(file.as_bytes()), "{element} of segment {number}");
            }
        }
    }
}

/// The beginning of an interchange with a group, under a control number.
pub(crate) fn header(number: &str) -> String {
    let group = number.trim_start_matches('0');
    format!(
        "ISA*00*          *00*          *ZZ*CLINIC         *ZZ*PAYER          *260202*0930*^*00501*{number}*0*T*:~\n\
         GS*HI*CLINIC*PAYER*20260202*0930*{group}*X*005010X217~\n"
    )
}

pub(crate) const TRAILER: &str = "GE*1*1~\nIEA*1*000000001~\n";

/// A 999 that copies what it finds fault with.
const ACKNOWLEDGMENT: &str = "ST*999*0001*005010X231A1~\nAK1*HI*417*005010X217~\nAK2*278*0001*005010X217~\n\
    IK3*NM1*9*2010*8~\nCTX*SITUATIONAL TRIGGER*NM1*9*2010*2:1~\nCTX*PATIENT NAME NM109:LVM000100200~\n\
    IK4*9:1:1*67*7*LVM000100200~\nIK4*3*1035*6*PENNYWHISTLE~\nIK4*2*1251*8*19880214~\nIK5*R*5~\nAK9*R*1*1*0~\nSE*11*0001~\n";

/// A notification (X216), which this crate does not type.
const NOTIFICATION: &str = "ST*278*0002*005010X216~\nBHT*0007*28*HSI-2026-000417*20260202*0930~\nHL*1**20*1~\n\
    NM1*X3*2*LANTERN HEALTH*****PI*LVHP0001~\nHL*2*1*22*0~\nNM1*IL*1*PENNYWHISTLE*MARIGOLD*Q***MI*LVM000100200~\n\
    DMG*D8*19880214*F~\nMSG*CALL MARIGOLD AT HOME~\nNTE*ADD*SEEN ON 02/14~\nSE*10*0002~\n";

/// An attachment (275), which this crate does not type, with segments that no guide of this crate has.
const ATTACHMENT: &str = "ST*275*0003*006020X316~\nBGN*11*HSI-ATT-01*20260202*0930~\n\
    NM1*QC*1*PENNYWHISTLE*MARIGOLD****MI*LVM000100200~\nREF*EJ*ACCT-7781~\nDTP*472*D8*20260202~\n\
    LX*1~\nTRN*2*HSI-EV-0417~\nCAT*AE*TX*SEE MARIGOLD~\nOOI*1*HSI-ATT*CUI~\nEFI*05~\nSE*11*0003~\n";

#[test]
fn outside_of_sets_nothing_is_left() {
    let file = std::fs::read_to_string("examples/data/batch_mixed.edi").unwrap();
    let planted = file.replacen("GS*", "ZSECRET*MARIGOLD~GS*", 1) + "MARIGOLD PENNYWHISTLE 123456789";
    let redacted = redact(&planted);
    for value in ["MARIGOLD", "PENNYWHISTLE", "123456789", "ZSECRET"] {
        assert!(!redacted.contains(value), "{value}");
    }
    let small = ReadOptions { set_limit: 700, ..ReadOptions::default() };
    let mut out = Vec::new();
    let done = Redactor::new(KEY).unwrap().with_options(small).redact(planted.as_bytes(), &mut out).unwrap();
    assert!(done.too_large > 0 && done.sets > 0);
    assert_eq!(out.len(), planted.len());
    let whole = Document::read(&out).unwrap();
    assert_eq!(whole.document.interchanges.len(), 1, "sets that were overwritten begin no other interchange");
}

/// Where the frame stands, codes alone stay: any other value of their length may be a name.
#[test]
fn the_frame_keeps_codes_and_no_names() {
    for (lead, kept, planted) in
        [("ST*", "278*", "JOE*"), ("ST*", "837*", "joe*"), ("BHT*", "0007*", "JOAN*"), ("BHT*", "0078*", "0417*")]
    {
        let file = |value: &str| {
            let set = "ST*278*0001*005010X217~\nBHT*0007*13*A*20260202*0930~\nSE*3*0001~\n";
            let own = if lead == "ST*" { "ST*278*" } else { "BHT*0007*" };
            format!("{}{}{TRAILER}", header("000000001"), set.replace(own, &format!("{lead}{value}")))
        };
        assert!(redact(&file(kept)).contains(&format!("\n{lead}{kept}")), "{lead}{kept}");
        let redacted = redact(&file(planted));
        assert!(!redacted.contains(planted) && redacted.len() == file(planted).len(), "{lead}{planted}: {redacted}");
    }
    let answered = ACKNOWLEDGMENT.replace("AK2*278*", "AK2*JOE*");
    let redacted = redact(&format!("{}{answered}{TRAILER}", header("000000001")));
    assert!(!redacted.contains("JOE"), "{redacted}");
    let redacted = redact(&format!("{}TA1*000000001*260202*0930*A*JOE~\n{TRAILER}", header("000000001")));
    assert!(!redacted.contains("JOE"), "{redacted}");
}

#[test]
fn values_join_across_files_under_one_key() {
    let request = redact(&std::fs::read_to_string("examples/data/infusion_request_dependent.edi").unwrap());
    let response = redact(&std::fs::read_to_string("examples/data/response_certified.edi").unwrap());
    let element = |file: &str, lead: &str, number: usize| {
        let segment = file.split("~\n").find(|segment| segment.starts_with(lead)).unwrap().to_owned();
        segment.split('*').nth(number).unwrap().to_owned()
    };
    assert_eq!(element(&request, "BHT*", 3), element(&response, "BHT*", 3));
    assert_eq!(element(&request, "NM1*IL", 9), element(&response, "NM1*IL", 9));
    let traces = |file: &str, lead: &str| -> Vec<String> {
        file.split("~\n").filter(|one| one.starts_with(lead)).map(|one| one.split('*').nth(2).unwrap().into()).collect()
    };
    let asked = traces(&request, "TRN*1");
    assert!(asked.len() == 6 && traces(&response, "TRN*2").iter().all(|trace| asked.contains(trace)));
    let distinct: std::collections::HashSet<_> = asked.iter().collect();
    assert_eq!(distinct.len(), asked.len(), "different values stay different");
    // ISA06 is padded, GS02 is not; both are one sender.
    assert_eq!(element(&request, "ISA", 6).trim_end(), element(&request, "GS", 2));
}

#[test]
fn dates_move_together() {
    let file = std::fs::read_to_string("examples/data/infusion_request_dependent.edi").unwrap();
    let day = |text: &str| chrono::NaiveDate::parse_from_str(text, "%Y%m%d").unwrap();
    let (before, after) = (file.clone(), redact(&file));
    let date_at = |text: &str, place: usize| day(&text[place..place + 8]);
    let places: Vec<usize> = ["20260202*0930~", "19880214", "20160905", "20260216-", "20260815~", "D8:20250311"]
        .iter()
        .map(|value| before.find(value).unwrap() + if value.starts_with('D') { 3 } else { 0 })
        .collect();
    let shifts: Vec<_> = places.iter().map(|place| date_at(&before, *place) - date_at(&after, *place)).collect();
    assert!(shifts.iter().all(|shift| *shift == shifts[0]), "{shifts:?}");
    assert!(shifts[0].num_days() % 7 == 0 && (7..=728).contains(&shifts[0].num_days()));
}

#[test]
fn another_key_gives_other_tokens() {
    let file = std::fs::read("examples/data/response_denied.edi").unwrap();
    assert_eq!(redact_bytes(&file), redact_bytes(&file));
    assert_ne!(redact_bytes(&file), redact_with(b"a key that is only for tests 0002", &file));
    assert_eq!(Redactor::new(b"fifteen bytes..").unwrap_err().kind(), ErrorKind::KeyTooShort);
    assert_eq!(format!("{:?}", Redactor::new(KEY).unwrap()), "Redactor");
}

#[test]
fn provider_numbers_keep_a_right_check_digit() {
    let file = std::fs::read_to_string("examples/data/infusion_request_dependent.edi").unwrap();
    let redacted = redact(&file);
    let npi = redacted.split("~\n").find(|segment| segment.starts_with("NM1*FA")).unwrap().rsplit('*').next().unwrap();
    let digits: Vec<u32> = npi.bytes().rev().map(|byte| u32::from(byte - b'0')).collect();
    let sum: u32 = digits.iter().enumerate().map(|(i, d)| if i % 2 == 1 { d * 2 / 10 + d * 2 % 10 } else { *d }).sum();
    assert_eq!((sum + 24) % 10, 0);
    assert!(npi.starts_with('2'));
}

#[test]
fn counted_data_is_overwritten_and_keeps_its_frame() {
    let file = std::fs::read_to_string("examples/data/response_denied.edi").unwrap();
    for (counted, overwritten) in [
        ("BIN*11*SECRET~*:^~~\nSE*", "BIN*11*XXXXXXXXXXX~\nSE*"),
        ("BDS*B64*11*SECRET~*:^~~\nSE*", "BDS*B64*11*XXXXXXXXXXX~\nSE*"),
    ] {
        let file = file.replacen("SE*", counted, 1);
        let redacted = redact(&file);
        assert!(redacted.contains(overwritten), "the count still says where the data end");
        assert_eq!(placement(redacted.as_bytes()), placement(file.as_bytes()));
    }
    // What stands before the count is a code, or it is replaced.
    let file = file.replacen("SE*", "BDS*MARIGOLD PENNYWHISTLE*11*SECRET~*:^~~\nSE*", 1);
    let redacted = redact(&file);
    assert!(!redacted.contains("MARIGOLD") && redacted.contains("*11*XXXXXXXXXXX~\nSE*"));
}

#[test]
fn a_long_control_number_is_replaced_wherever_it_is_repeated() {
    let request = |number: &str| {
        let set = "ST*278*123456789*005010X217~\nSE*2*123456789~\n";
        let group = number.trim_start_matches('0');
        format!("{}{set}GE*1*{group}~\nIEA*1*{number}~\n", header(number))
    };
    let answer = |number: &str| {
        let group = number.trim_start_matches('0');
        let set =
            "ST*999*0001*005010X231A1~\nAK1*HI*{}*005010X217~\nAK2*278*123456789~\nIK5*A~\nAK9*A*1*1*1~\nSE*6*0001~\n";
        let accepted = format!("TA1*{number}*260202*0930*A*000~\n");
        let header = header("000000001").replacen("GS*", &format!("{accepted}GS*"), 1);
        format!("{header}{}{TRAILER}", set.replace("{}", group))
    };
    let element = |file: &str, lead: &str, number: usize| {
        let segment = file.split("~\n").find(|segment| segment.starts_with(lead)).unwrap().to_owned();
        segment.split('*').nth(number).unwrap().to_owned()
    };
    for (number, kept) in [("123456789", false), ("000054321", false), ("000004321", true), ("000000000", true)] {
        let (asked, answered) = (redact(&request(number)), redact(&answer(number)));
        let interchange = element(&asked, "ISA", 13);
        assert_eq!(interchange == number, kept, "{number}");
        assert_eq!(element(&asked, "IEA", 2), interchange);
        assert_eq!(element(&answered, "TA1", 1), interchange);
        let group = element(&asked, "GS", 6);
        assert_eq!(group, interchange.trim_start_matches('0'));
        assert_eq!(element(&asked, "GE", 2), group);
        assert_eq!(element(&answered, "AK1", 2), group);
        let set = element(&asked, "ST", 2);
        assert_eq!((set.len(), set.starts_with('0')), (9, false));
        assert_ne!(set, "123456789");
        assert!([element(&asked, "SE", 2), element(&answered, "AK2", 2)].iter().all(|other| *other == set));
    }
}

#[test]
fn what_a_999_copies_is_replaced_as_the_original_is() {
    let redacted = redact(&format!("{}{ACKNOWLEDGMENT}{NOTIFICATION}{TRAILER}", header("000000001")));
    for planted in ["LVM000100200", "PENNYWHISTLE", "19880214", "MARIGOLD", "LANTERN", "HSI-2026", "02/14"] {
        assert!(!redacted.contains(planted), "{planted}");
    }
    let after = |lead: &str, number: usize| {
        let segment = redacted.split("~\n").find(|segment| segment.starts_with(lead)).unwrap();
        segment.split(['*', ':']).nth(number).unwrap().to_owned()
    };
    let member = after("NM1*IL", 9);
    assert_eq!(after("CTX*PATIENT NAME NM109:", 2), member);
    assert_eq!(after("IK4*9:1:1", 6), member);
    assert_eq!(after("IK4*3*1035", 4), after("NM1*IL", 3));
    for kept in ["IK3*NM1*9*2010*8~", "CTX*SITUATIONAL TRIGGER*NM1*9*2010*2:1~", "IK4*2*1251*8*", "AK9*R*1*1*0~"] {
        assert!(redacted.contains(kept), "{kept}");
    }
}
