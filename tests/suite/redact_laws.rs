//! Laws of redaction: what is replaced is replaced one to one, by its like, the same everywhere.

use crate::generate::{Direction, Fill, Options, interchange};
use crate::laws::{damaged, valid};
use crate::redact::{KEY, TRAILER, header, issues, placement, redact, redact_bytes, redact_with};
use crate::split::split;
use proptest::prelude::*;
use std::collections::{HashMap, HashSet};
use x12_278::exchange::redact::Redactor;

/// What becomes of values that stand, one after the other, where the template has `{}`.
fn tokens(template: &str, values: &[String]) -> Vec<String> {
    let segments: String = values.iter().map(|value| template.replace("{}", value) + "~\n").collect();
    let file = format!("{}ST*278*0001*005010X217~\n{segments}SE*9*0001~\n{TRAILER}", header("000000001"));
    let redacted = redact(&file);
    let (before, after) = template.split_once("{}").unwrap();
    let lines: Vec<&str> = redacted.split("~\n").skip(3).take(values.len()).collect();
    let cut = |line: &str| line[before.len()..line.len() - after.len()].to_owned();
    let tokens: Vec<String> = lines.into_iter().map(cut).collect();
    assert_eq!(tokens.len(), values.len());
    tokens
}

/// Letters, digits and case stay where they are; so does everything else.
fn shape(value: &str) -> String {
    let class = |byte: char| match byte {
        '0'..='9' => '0',
        'A'..='Z' => 'A',
        'a'..='z' => 'a',
        other => other,
    };
    value.chars().map(class).collect()
}

/// Different values become different tokens of their shape, and themselves only if they are kept.
fn assert_one_to_one(template: &str, values: &[String], is_kept: impl Fn(&str) -> bool) {
    let tokens = tokens(template, values);
    let distinct: HashSet<&String> = values.iter().collect();
    let met: HashSet<&String> = tokens.iter().collect();
    assert_eq!(met.len(), distinct.len(), "{template}: two values became the same");
    for (value, token) in values.iter().zip(&tokens) {
        assert_eq!(shape(value), shape(token), "{template}");
        assert_eq!(value == token, is_kept(value), "{template}: {value} became {token}");
    }
}

fn strings(alphabets: &[&str]) -> Vec<String> {
    alphabets.iter().fold(vec![String::new()], |all, alphabet| {
        all.iter().flat_map(|begin| alphabet.chars().map(move |next| format!("{begin}{next}"))).collect()
    })
}

const DIGITS: &str = "0123456789";
const UPPER: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const LOWER: &str = "abcdefghijklmnopqrstuvwxyz";

#[test]
fn all_values_of_small_domains_are_replaced_one_to_one() {
    for alphabets in [
        &[DIGITS][..],
        &[UPPER],
        &[LOWER],
        &[DIGITS, DIGITS],
        &[UPPER, UPPER],
        &[UPPER, DIGITS],
        &[LOWER, UPPER],
        &[DIGITS, DIGITS, DIGITS],
        &[UPPER, LOWER, DIGITS],
        &[UPPER, UPPER, UPPER],
        &[DIGITS, DIGITS, DIGITS, DIGITS],
    ] {
        assert_one_to_one("REF*EJ*{}", &strings(alphabets), |_| false);
    }
    // Beyond what is shuffled: a good part of the domain.
    assert_one_to_one("REF*EJ*{}", &strings(&[UPPER, DIGITS, "05", "5", DIGITS]), |_| false);
    assert_one_to_one("REF*EJ*{}", &strings(&["AEIOU", UPPER, UPPER, "XYZ"]), |_| false);
    assert_one_to_one("N4*CITY*TX*{}", &strings(&["9", DIGITS, DIGITS, DIGITS, DIGITS]), |_| false);
    assert_one_to_one(
        "NM1*IL*1*A*B****MI*{}",
        &strings(&["9", "1", "0", "-", DIGITS, DIGITS, "-", DIGITS, DIGITS]),
        |_| false,
    );
}

#[test]
fn where_some_are_kept_no_other_becomes_one_of_them() {
    let times = |text: &str| text[..2] < *"24" && text[2..] < *"60";
    assert_one_to_one("BHT*0007*13*X*20260202*{}", &strings(&[DIGITS; 4]), times);
    // 19:35:02.14, or a birthday.
    let birthday = |text: &str| text.ends_with("00") || text.ends_with("0232");
    let both = ["19350214", "19350200", "20150131", "12000232", "99999999"].map(str::to_owned);
    assert_one_to_one("BHT*0007*13*X*20260202*{}", &both, birthday);
    assert_one_to_one("HL*{}", &strings(&[DIGITS; 3]), |_| true);
    assert_one_to_one("SV1*HC:J1459*{}*UN*1", &strings(&["01", "2", "3", DIGITS, DIGITS, ".", DIGITS, "0"]), |_| false);
    assert_one_to_one("SV1*HC:J1459*{}*UN*1", &strings(&["12", "3", DIGITS, DIGITS, ".", DIGITS, "5"]), |_| true);
    assert_one_to_one("HL*{}", &strings(&["12", "0", "0", "0", DIGITS, DIGITS, DIGITS]), |_| false);
    for (template, alphabets, kept) in
        [("IK3*{}*1", &[UPPER, "MTEN", DIGITS][..], &["NM1"][..]), ("IK3*{}*1", &[UPPER, "ELMTS"], &["HL", "SE", "ST"])]
    {
        let values = strings(alphabets);
        let tokens = tokens(template, &values);
        assert_eq!(tokens.iter().collect::<HashSet<_>>().len(), values.len());
        let map: HashMap<_, _> = values.iter().zip(&tokens).collect();
        assert!(kept.iter().all(|id| map[&(*id).to_owned()] == id));
    }
    // Codes: 1P, IL and others stay; no other becomes one.
    for template in ["NM1*{}*1", "PER*{}", "DMG*D8*19880214*{}", "REF*{}*1", "N4*CITY*TX*12345*{}"] {
        for alphabets in [&[UPPER][..], &[DIGITS], &[UPPER, UPPER], &[DIGITS, UPPER], &[DIGITS, DIGITS]] {
            let values = strings(alphabets);
            let tokens = tokens(template, &values);
            assert_eq!(tokens.iter().collect::<HashSet<_>>().len(), values.len(), "{template}");
            // Once more: what was kept is kept, what was replaced is replaced again.
            let again = self::tokens(template, &tokens);
            let replaced = |before: &[String], after: &[String]| -> HashSet<String> {
                before
                    .iter()
                    .zip(after)
                    .filter(|(before, after)| before != after)
                    .map(|(before, _)| before.clone())
                    .collect()
            };
            assert_eq!(replaced(&values, &tokens), replaced(&tokens, &again), "{template}");
        }
    }
    let domestic = |country: &str| matches!(country, "US" | "CA");
    assert_one_to_one("N4*CITY*TX*12345*{}", &strings(&[UPPER, UPPER]), domestic);
}

#[test]
fn the_name_of_a_guide_stays_and_no_other_becomes_one() {
    let mut values: Vec<String> = ["005010", "005010X217", "005010X217A1", "004010X094A1"].map(str::to_owned).into();
    let kept = values.len();
    values.extend(strings(&["0", "0", "5", "0", "1", "0", "QXZ", "279", "1", DIGITS]));
    values.extend(strings(&["0", "0", "1", "2", "3", "4", DIGITS, DIGITS, DIGITS]));
    let tokens = tokens("AK1*HI*1*{}", &values);
    assert_eq!(tokens.iter().collect::<HashSet<_>>().len(), values.iter().collect::<HashSet<_>>().len());
    assert_eq!(tokens[..kept], values[..kept]);
    for (value, token) in values.iter().zip(&tokens).filter(|(value, _)| value.len() == 9) {
        assert_ne!(value[..6], token[..6], "nine digits that begin like a version are none");
    }
}

#[test]
fn dates_stay_dates_one_to_one() {
    let dates = |first: i32, last: i32, form: &str| -> Vec<String> {
        let first = chrono::NaiveDate::from_ymd_opt(first, 1, 1).unwrap();
        let days = first.iter_days().take_while(|day| chrono::Datelike::year(day) <= last);
        days.map(|day| day.format(form).to_string()).collect()
    };
    for (template, form) in
        [("DTP*472*D8*{}", "%Y%m%d"), ("BHT*0007*13*X*{}", "%Y%m%d"), ("TA1*000000001*{}", "%y%m%d")]
    {
        let mut values = dates(2000, 2004, form);
        values.extend(dates(2096, 2099, form));
        if form == "%Y%m%d" {
            values.extend(dates(9996, 9999, form));
            let first = chrono::NaiveDate::from_ymd_opt(1, 1, 1).unwrap();
            values.extend(first.iter_days().take(1500).map(|day| day.format(form).to_string()));
        }
        let count = values.len();
        // No dates: month 13 to 99.
        values.extend(strings(if form == "%Y%m%d" {
            &["2", "0", "2", "6", "23456789", DIGITS, DIGITS, DIGITS]
        } else {
            &["2", "6", "23456789", DIGITS, DIGITS, DIGITS]
        }));
        assert_one_to_one(template, &values, |_| false);
        let tokens = tokens(template, &values);
        let is_date = |text: &String| {
            let text = if text.len() == 6 { format!("20{text}") } else { text.clone() };
            chrono::NaiveDate::parse_from_str(&text, "%Y%m%d").is_ok()
        };
        assert!(tokens[..count].iter().all(is_date) && !tokens[count..].iter().any(is_date));
    }
}

#[test]
fn what_a_check_knows_it_knows_again() {
    let luhn = |text: &str| {
        let digits = text.bytes().rev().map(|byte| u32::from(byte - b'0'));
        let sum: u32 = digits.enumerate().map(|(at, d)| if at % 2 == 1 { d * 2 / 10 + d * 2 % 10 } else { d }).sum();
        (sum + 24).is_multiple_of(10)
    };
    let numbers = strings(&["123", DIGITS, "0", "5", DIGITS, "9", "1", DIGITS, "0", DIGITS]);
    let is_npi = |text: &String| (text.starts_with('1') || text.starts_with('2')) && luhn(text);
    let replaced = tokens("NM1*1P*1*A*B****XX*{}", &numbers);
    assert_eq!(replaced.iter().collect::<HashSet<_>>().len(), numbers.len());
    assert!(numbers.iter().zip(&replaced).all(|(value, token)| value != token && is_npi(value) == is_npi(token)));
    assert!(numbers.iter().filter(|value| is_npi(value)).count() > 500);
    // The same everywhere.
    assert_eq!(tokens("REF*EJ*{}", &numbers), replaced);

    let states = ["TX", "KS", "MS", "AS", "CA", "WY", "NS", "DC"].map(str::to_owned);
    let sets = x12_278::validate::CodeSets::default();
    let is_state = |text: &String| sets.holds(x12_278::validate::CodeSet::State, text);
    let replaced = tokens("N4*CITY*{}*12345", &states);
    assert!(replaced.iter().all(is_state) && replaced.iter().zip(&states).all(|(token, state)| token != state));
    let few = ["AS", "KS", "MS", "NS"];
    assert!(
        replaced.iter().any(|state| !few.contains(&&**state)),
        "states that are teeth too are no kind of their own"
    );
    assert_one_to_one("TOO*JP*{}", &(1..=32).map(|tooth| tooth.to_string()).collect::<Vec<_>>(), |_| false);
    for tooth in tokens("TOO*JP*{}", &["1", "32", "A", "T", "AS", "KS", "51"].map(str::to_owned)) {
        assert!(sets.holds(x12_278::validate::CodeSet::Tooth, &tooth), "{tooth}");
    }
    let companies = strings(&[DIGITS, "2", "3", "4", "5", "6", "7", "8", DIGITS, DIGITS]);
    assert_one_to_one("TRN*1*X*{}", &companies, |_| false);
    let is_company = |text: &str| text.starts_with(['1', '3', '9']);
    let replaced = tokens("TRN*1*X*{}", &companies);
    assert!(companies.iter().zip(&replaced).all(|(value, token)| is_company(value) == is_company(token)));
}

/// Files that were redacted by another version join no longer if one of these changes. The first four were also worked out
/// apart from this crate, after the description of the construction.
#[test]
fn tokens_change_only_on_purpose() {
    let values = ["Q", "95999", "MARIGOLD", "LVM000100200", "1234567893"].map(str::to_owned);
    assert_eq!(tokens("MSG*{}", &values), ["J", "28472", "MGXSMIBK", "DXQ026320841", "1188363356"]);
    let long =
        ["A text of some length, longer than the sixty-four letters and digits that are turned back.".to_owned()];
    let token = "C kbot fw wfmn tkbrzw, tbaers vjll rzx xufle-njjq yihlfhj iap ztbake jzhe wns uwuzqm ldvu.";
    assert_eq!(tokens("MSG*{}", &long), [token]);
}

#[test]
fn a_value_that_is_the_only_one_of_its_kind_stays() {
    let values = ["-", "/", "...", "- -"].map(str::to_owned);
    assert_eq!(tokens("MSG*{}", &values), values);
    assert_one_to_one("MSG*{}", &["A-", "B-", "-A", "A.", "O'B", "X'B"].map(str::to_owned), |_| false);
}

#[test]
fn text_of_any_length_is_replaced() {
    let values: Vec<String> = (1..200).map(|length| "LONG text 01 ".chars().cycle().take(length).collect()).collect();
    assert_one_to_one("MSG*{}", &values, |_| false);
    let near: Vec<String> = (0..50).map(|at| format!("{}X{}", "A".repeat(at), "A".repeat(79 - at))).collect();
    assert_one_to_one("MSG*{}", &near, |_| false);
    // What was long: no letter of the value shows in the token of another that shares it.
    let tokens = tokens("MSG*{}", &near);
    assert!(tokens.iter().all(|token| token.bytes().filter(|byte| *byte == b'A').count() < 20));
}

#[test]
fn the_order_of_sets_and_files_does_not_matter() {
    let file =
        |seed| interchange(seed, &Options { direction: Direction::BOTH[seed as usize % 2], ..Options::default() });
    let files: Vec<Vec<u8>> = (0..6).map(file).collect();
    let one_by_one: Vec<Vec<u8>> = files.iter().map(|file| redact_bytes(file).unwrap()).collect();
    let mut redactor = Redactor::new(KEY).unwrap();
    for (file, redacted) in files.iter().zip(&one_by_one).rev() {
        let mut out = Vec::new();
        redactor.redact(&file[..], &mut out).unwrap();
        assert!(out == *redacted);
    }
    assert!(redact_bytes(&files.concat()).unwrap() == one_by_one.concat());
}

/// Elements that hold nothing but names, identifiers and text.
const TEXTS: &[(&str, usize)] = &[
    ("REF", 2),
    ("NM1", 3),
    ("NM1", 4),
    ("NM1", 9),
    ("TRN", 2),
    ("PWK", 6),
    ("MSG", 1),
    ("N3", 1),
    ("N4", 1),
    ("N4", 3),
    ("PER", 2),
    ("PER", 4),
    ("BHT", 3),
    ("GS", 2),
    ("HCR", 2),
];

/// What is kept although it is longer than four letters and digits.
fn may_stay(id: &str, element: usize, text: &str) -> bool {
    let frame = matches!((id, element), ("ISA", 12) | ("ST" | "AK1" | "AK2", 3) | ("GS", 8) | ("CTX", 1));
    let time = matches!(text.len(), 6..=8) && text.bytes().all(|byte| byte.is_ascii_digit()) && text < "24";
    let number =
        text.trim_start_matches('-').split('.').all(|part| part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit()));
    let control = text.bytes().all(|byte| byte.is_ascii_digit()) && text.trim_start_matches('0').len() <= 4;
    frame || time || number || control
}

fn cases(cases: u32) -> ProptestConfig {
    let factor: u32 = std::env::var("X12_278_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(1);
    ProptestConfig { cases: cases * factor, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn valid_files_keep_their_structure_and_nothing_else(input in valid()) {
        let redacted = redact_bytes(&input).unwrap();
        prop_assert_eq!(redacted.len(), input.len());
        prop_assert!(issues(&redacted) == issues(&input));
        prop_assert!(placement(&redacted) == placement(&input));
        let (mut tokens, mut values) = (HashMap::new(), HashMap::new());
        for (before, after) in split(&input).iter().zip(&split(&redacted)) {
            prop_assert_eq!(before.len(), after.len());
            prop_assert_eq!(&before[0], &after[0]);
            let id = String::from_utf8_lossy(&before[0]).into_owned();
            for (element, (before, after)) in before.iter().zip(after).enumerate().skip(1) {
                let (before, after) = (String::from_utf8_lossy(before), String::from_utf8_lossy(after));
                let marks = |text: &str| shape(text).replace(|c: char| c.is_alphanumeric(), "");
                prop_assert_eq!(marks(&before), marks(&after));
                if TEXTS.contains(&(&*id, element)) && before.len() <= 64 {
                    let (value, token) = (before.trim().to_owned(), after.trim().to_owned());
                    prop_assert_eq!(tokens.entry(value.clone()).or_insert_with(|| token.clone()), &token);
                    prop_assert_eq!(values.entry(token).or_insert_with(|| value.clone()), &value);
                }
                let counts = before.bytes().filter(u8::is_ascii_alphanumeric).count();
                if counts > 4 && before == after && !may_stay(&id, element, &before) {
                    // A composite of codes and short numbers, each of which may stay.
                    let parts = before.split(|c: char| !c.is_alphanumeric() && !".- ".contains(c));
                    let longest = parts.map(str::len).max().unwrap_or_default();
                    prop_assert!(longest <= 4, "{id}{element:02} {before} is left");
                }
            }
        }
    }

    #[test]
    fn damaged_files_keep_their_structure(input in damaged()) {
        let redacted = redact_bytes(&input).unwrap();
        prop_assert_eq!(redacted.len(), input.len());
        prop_assert!(placement(&redacted) == placement(&input));
        for (before, after) in input.iter().zip(&redacted) {
            prop_assert_eq!(before.is_ascii_alphanumeric(), after.is_ascii_alphanumeric());
            prop_assert_eq!(before.is_ascii_digit(), after.is_ascii_digit());
        }
    }

    #[test]
    fn any_two_texts_become_two(first in "[A-Za-z0-9 .'-]{1,90}", second in "[A-Za-z0-9 .'-]{1,90}") {
        let values = [format!("{first}Q"), format!("{second}Q")];
        let tokens = tokens("MSG*{}", &values);
        prop_assert_eq!(tokens[0] == tokens[1], values[0] == values[1]);
        prop_assert!(tokens[0] != values[0] && tokens[1] != values[1]);
        prop_assert_eq!(shape(&tokens[0]), shape(&values[0]));
    }

    #[test]
    fn keys_differ(key in prop::collection::vec(any::<u8>(), 16..40), flip in any::<prop::sample::Index>()) {
        let file = format!("{}ST*278*0001~\nMSG*MARIGOLD PENNYWHISTLE~\nREF*EJ*LVM000100200~\nSE*4*0001~\n{TRAILER}", header("000000001"));
        let mut other = key.clone();
        other[flip.index(key.len())] ^= 1;
        let (one, two) = (redact_with(&key, file.as_bytes()).unwrap(), redact_with(&other, file.as_bytes()).unwrap());
        prop_assert!(redact_with(&key, file.as_bytes()).unwrap() == one);
        for number in [3, 4] {
            let last = |file: &[u8]| split(file)[number].last().unwrap().clone();
            prop_assert!(last(&one) != last(&two));
        }
    }
}

#[test]
fn fill_of_every_kind_is_redacted() {
    for direction in Direction::BOTH {
        let input = interchange(3, &Options { direction, fill: Fill::Maximal, ..Options::default() });
        let redacted = redact_bytes(&input).unwrap();
        assert!(issues(&redacted) == issues(&input));
        assert!(placement(&redacted) == placement(&input));
    }
}
