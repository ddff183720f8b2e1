use super::{CertificationType, CodeList, LISTS, PatientStatus, PlaceOfService, list, title};
use crate::element::Word;
use std::collections::HashSet;

/// The columns `ref`, `data_element` and `codes` of the rows of a guide table.
fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let mut lines = table.lines();
    let head: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let column = |name: &str| head.iter().position(|column| *column == name).unwrap_or(usize::MAX);
    let (place, element, codes) = (column("ref"), column("data_element"), column("codes"));
    lines.map(move |line| {
        let cell = |index| line.split('\t').nth(index).unwrap_or_default();
        (cell(place), cell(element), cell(codes))
    })
}

#[test]
fn no_list_has_a_code_or_a_title_twice() {
    for info in LISTS {
        let codes: HashSet<_> = info.codes.iter().map(|(code, _)| code).collect();
        let titles: HashSet<_> = info.codes.iter().map(|(_, title)| title).collect();
        assert_eq!(codes.len(), info.codes.len(), "a code twice in {}", info.name);
        assert_eq!(titles.len(), info.codes.len(), "a title twice in {}", info.name);
    }
}

#[test]
fn no_type_and_no_list_is_registered_twice() {
    let names: HashSet<_> = LISTS.iter().map(|info| info.name).collect();
    let keys: HashSet<_> = LISTS.iter().map(|info| (info.data_element, info.list)).collect();
    assert_eq!(names.len(), LISTS.len());
    assert_eq!(keys.len(), LISTS.len());
}

#[test]
fn titles_read_as_words_within_a_sentence() {
    for info in LISTS {
        for (code, title) in info.codes {
            assert!(!title.is_empty() && title.trim() == *title, "{} {code}", info.name);
            assert!(title.is_ascii() && !title.ends_with('.'), "{} {code}", info.name);
        }
    }
}

#[test]
fn every_code_of_the_guides_is_known() {
    // Constant identifiers of the transaction set itself, not codes with a meaning of their own.
    let identifiers = ["143", "1705", "479"];
    let tables = [
        ("request", include_str!("../guide/tables/x217_request.elements.tsv")),
        ("response", include_str!("../guide/tables/x217_response.elements.tsv")),
        ("acknowledgment", include_str!("../guide/tables/ack999.elements.tsv")),
    ];
    for (guide, table) in tables {
        let mut checked = 0;
        for (place, element, codes) in rows(table).filter(|(_, element, _)| !identifiers.contains(element)) {
            for code in codes.split_whitespace() {
                let word = Word::read(code);
                assert!(word.is_some(), "{guide} {place}: {code} is no word");
                let known = word.and_then(|word| title(element, "", word));
                assert!(known.is_some(), "{guide} {place}: {code} is not in a list of data element {element}");
                checked += 1;
            }
        }
        assert!(checked > 100, "only {checked} codes in the {guide} table");
    }
}

#[test]
fn the_list_of_an_element_is_found_by_number() {
    let office = Word::constant("11");
    assert_eq!(title("1331", "237", office), Some("office"));
    assert_eq!(title("1331", "236", office), Some("hospital inpatient (Part A)"));
    assert_eq!(title("1331", "", office), None);
    assert!(list("1271", "").is_none() && list("1271", "886").is_some());
    assert_eq!(list("1352", "").map(|info| info.name), list("1352", "239").map(|info| info.name));
    assert!(list("1352", "1").is_none() && list("9999", "").is_none());
}

#[test]
fn any_wire_value_survives() {
    for text in ["I", "i", "Q7", "NONSENSE", " "] {
        let code = CertificationType::read(text);
        assert_eq!(code.map(|code| code.to_string()).as_deref(), Some(text));
        assert_eq!(code.map(|code| CertificationType::from_word(code.word())), code);
    }
    assert_eq!(CertificationType::read(""), None);
    assert_eq!(CertificationType::read("TOO LONG!"), None);
    assert_eq!(CertificationType::DATA_ELEMENT, "1322");
    assert_eq!(&*PatientStatus::STILL_A_PATIENT.text(), "30");
}

#[test]
fn all_and_info_agree() {
    let typed = PlaceOfService::ALL.iter().map(|(code, title)| (code.word(), *title));
    assert!(typed.eq(PlaceOfService::INFO.codes.iter().copied()));
    assert!(PlaceOfService::ALL.iter().all(|(code, title)| code.title() == Some(*title) && code.is_known()));
}

#[test]
fn debug_shows_known_codes_alone() {
    assert_eq!(format!("{:?}", CertificationType::INITIAL), "CertificationType(\"I\")");
    for text in ["%#@", "i", "%%%%%%%%"] {
        let shown = CertificationType::read(text).map(|code| format!("{code:?}")).unwrap_or_default();
        assert_eq!(shown, format!("CertificationType(unknown, {} characters)", text.len()));
    }
}

#[cfg(feature = "serde")]
#[test]
fn json_is_the_plain_wire_text() {
    for text in ["\"I\"", "\"Q7\""] {
        let code: Option<CertificationType> = serde_json::from_str(text).ok();
        assert_eq!(code.and_then(|code| serde_json::to_string(&code).ok()).as_deref(), Some(text));
    }
    assert!(serde_json::from_str::<CertificationType>("\"\"").is_err());
}
