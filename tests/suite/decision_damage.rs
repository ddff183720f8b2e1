//! Random damage: what may be scheduled is held against a reading of the bytes that shares nothing with the crate, and
//! against the same file before it was hurt.
//!
//! `PROPTEST_CASES=20000 cargo test --test suite decision_damage` draws more cases.

use super::decision::response;
use super::decision_answers::read_answers;
use proptest::prelude::*;
use x12_278::decision::{Answer, LineDecision};

/// As many cases as the environment asks for.
fn cases(usual: u32) -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// The decisions of the bytes between one HL and the next, read without the crate.
fn decisions(block: &str) -> Vec<(String, String)> {
    let segments = block.split('~').map(|segment| segment.split('*').collect::<Vec<_>>());
    let decisions = segments.filter(|segment| segment[0] == "HCR");
    decisions
        .map(|segment| {
            let element = |number: usize| segment.get(number).copied().unwrap_or_default().to_owned();
            (element(1), element(2))
        })
        .collect()
}

/// Whether the bytes bear out that a service is certified under a number.
fn is_borne_out(file: &str, line: &LineDecision) -> bool {
    let number = line.schedulable().unwrap().number;
    let certifies = |code: &str| matches!(code, "A1" | "A6");
    let blocks: Vec<&str> = file.split("~HL*").collect();
    let trace = line.trace.as_deref().unwrap_or_default();
    // A service that lost its number is one of those without a number.
    let is_own = |block: &&&str| match trace {
        "" => block.contains("*SS*") && !block.contains("TRN*2*"),
        trace => ['*', '~'].iter().any(|end| block.contains(&format!("TRN*2*{trace}{end}"))),
    };
    let event: Vec<_> = blocks.iter().filter(|b| b.contains("*EV*")).flat_map(|block| decisions(block)).collect();
    blocks.iter().filter(is_own).map(|block| decisions(block)).any(|own| {
        let deciding = if own.is_empty() { &event } else { &own };
        let certified = !deciding.is_empty() && deciding.iter().all(|(code, _)| certifies(code));
        let numbered = own.iter().any(|(code, found)| certifies(code) && *found == *number)
            || event.iter().any(|(code, found)| (certifies(code) || code == "A2") && *found == *number);
        certified && numbered
    })
}

const CODES: [&str; 12] = ["A1", "A1", "A6", "A2", "A3", "A4", "CT", "NA", "C", "Z9", "a1", ""];

fn decision() -> impl Strategy<Value = String> {
    let number = prop::sample::select(vec!["N1", "N2", ""]);
    (prop::sample::select(CODES.to_vec()), number).prop_map(|(code, number)| match code {
        "" => String::new(),
        code if number.is_empty() => format!("HCR*{code}~"),
        code => format!("HCR*{code}*{number}~"),
    })
}

fn file() -> impl Strategy<Value = String> {
    let span = prop::sample::select(vec!["DTP*007*RD8*20260216-20260815~", "DTP*007*D8*20260216~", ""]);
    let line = (decision(), span.clone(), prop::sample::select(vec!["", "", "", "AAA*N**AG*C~"]));
    (decision(), span, prop::collection::vec(line, 0..4)).prop_map(|(own, span, lines)| {
        let lines: Vec<String> = lines
            .into_iter()
            .enumerate()
            .map(|(i, (own, span, aaa))| format!("TRN*2*L{i}*9FERN00001~{aaa}{own}{span}SV1*HC:J1459**UN*1~"))
            .collect();
        response(&format!("UM*HS*I*42~{own}{span}"), &lines.iter().map(String::as_str).collect::<Vec<_>>())
    })
}

/// One hurt to a file: a segment lost, doubled, or swapped with the next; a byte changed; the end cut off.
fn hurt(file: &str, kind: u8, at: usize, byte: u8) -> String {
    let mut segments: Vec<&str> = file.split_inclusive('~').collect();
    let body = 2 + at % (segments.len() - 2);
    match kind % 5 {
        0 => drop(segments.remove(body)),
        1 => segments.insert(body, segments[body]),
        2 if body + 1 < segments.len() => segments.swap(body, body + 1),
        3 => {
            let mut bytes = file.as_bytes().to_vec();
            let index = 106 + at % (bytes.len() - 106);
            bytes[index] = b' ' + byte % 95;
            return String::from_utf8(bytes).unwrap();
        }
        _ => segments.truncate(body),
    }
    segments.concat()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(1500), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_may_be_scheduled_is_borne_out_by_the_bytes(file in file()) {
        let (all, _) = read_answers(file.as_bytes()).unwrap();
        for line in all.iter().flat_map(Answer::lines).filter(|line| line.schedulable().is_some()) {
            prop_assert!(is_borne_out(&file, line), "{}", file);
        }
    }

    #[test]
    fn no_damage_makes_an_approval(
        file in file(),
        hurts in prop::collection::vec((any::<u8>(), any::<usize>(), any::<u8>()), 1..3),
    ) {
        let damaged = hurts.iter().fold(file, |file, (kind, at, byte)| {
            if file.matches('~').count() > 4 { hurt(&file, *kind, *at, *byte) } else { file }
        });
        let Some((all, _)) = read_answers(damaged.as_bytes()) else { return Ok(()) };
        for line in all.iter().flat_map(Answer::lines).filter(|line| line.schedulable().is_some()) {
            prop_assert!(is_borne_out(&damaged, line), "{}", damaged);
        }
    }

    /// The decoder says something about any bytes, and never stops.
    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..400), cut in any::<usize>()) {
        read_answers(&bytes);
        let mut file = response("UM*HS*I*42~HCR*A1*N1~", &["HCR*A1*N1~"]).into_bytes();
        let at = 106 + cut % (file.len() - 106);
        file.splice(at..at, bytes);
        read_answers(&file);
    }
}

#[test]
fn certified_services_can_be_scheduled_at_all() {
    let span = "DTP*007*RD8*20260216-20260815~";
    let line = format!("TRN*2*L0*9FERN00001~HCR*A1*N1~{span}SV1*HC:J1459**UN*1~");
    let file = response(&format!("UM*HS*I*42~HCR*A1*N1~{span}"), &[&line]);
    let (all, _) = read_answers(file.as_bytes()).unwrap();
    let line = all[0].lines().next().unwrap();
    assert!(line.schedulable().is_some() && is_borne_out(&file, line));
}

/// A lost terminator makes the segment behind HL a part of it: whose trace that was, nobody knows.
#[test]
fn a_trace_inside_a_level_segment_leaves_no_approval() {
    let span = "DTP*007*RD8*20260216-20260815~";
    let line = format!("TRN*2*L0*9FERN00001~HCR*A1*N1~{span}SV1*HC:J1459**UN*1~");
    let file = response(&format!("UM*HS*I*42~HCR*A1*N1~{span}"), &[&line]);
    let file = file.replace("*SS*0~TRN", "*SS*0 TRN");
    let (all, _) = read_answers(file.as_bytes()).unwrap();
    let line = all[0].lines().next().unwrap();
    assert_eq!((line.outcome.state, line.schedulable().is_some()), (x12_278::State::ReviewManually, false));
}

/// Two events, each with services of their own codes and numbers, so that each can be told after damage.
fn distinct_file() -> impl Strategy<Value = String> {
    let span = prop::sample::select(vec!["DTP*007*RD8*20260216-20260815~", "DTP*472*D8*20260216~", ""]);
    let line = (decision(), span.clone(), prop::sample::select(vec!["", "", "AAA*N**AG*C~"]), any::<bool>());
    // A date of service at the event would be whole again behind the next HL, and nobody could tell.
    let event_span = span.prop_map(|span| span.replace("*472*", "*AAH*"));
    let event = (decision(), event_span, prop::collection::vec(line, 0..3));
    prop::collection::vec(event, 1..3).prop_map(|events| {
        let mut level = 4;
        let mut text = String::new();
        let mut first = Vec::new();
        for (number, (own, span, lines)) in events.into_iter().enumerate() {
            let parent = if number == 0 { 4 } else { level };
            let mut event = format!("TRN*2*E{number}*9FERN00001~UM*HS*I*42~{own}{span}");
            let mut services = Vec::new();
            for (index, (own, span, aaa, traced)) in lines.into_iter().enumerate() {
                let trace = if traced { format!("TRN*2*L{number}{index}*9FERN00001~") } else { String::new() };
                services.push(format!("{trace}{aaa}{own}{span}SV1*HC:J1{number}{index}9**UN*1~"));
            }
            if number == 0 {
                // `response` numbers the services of the first event; the next event stands behind them.
                level += services.len() + 1;
                text = event;
                first = services;
            } else {
                event.insert_str(0, &format!("HL*{level}*3*EV*1~"));
                for service in services {
                    level += 1;
                    event.push_str(&format!("HL*{level}*{parent}*SS*0~{service}"));
                }
                let before = response(&text, &first.iter().map(String::as_str).collect::<Vec<_>>());
                let (head, _) = before.split_once("SE*").unwrap();
                let count = head[head.find("ST*").unwrap()..].matches('~').count() + event.matches('~').count() + 1;
                return format!("{head}{event}SE*{count}*0001~GE*1*1~IEA*1*000000001~");
            }
        }
        response(&text, &first.iter().map(String::as_str).collect::<Vec<_>>())
    })
}

/// One hurt that changes no value: a segment or an element lost, doubled or swapped with the next; a terminator or
/// another separator lost or changed; an id hurt; the end cut off.
fn hurt_structure(file: &str, kind: u8, at: usize, byte: u8) -> String {
    let end = file.find("GE*").unwrap();
    let (body, tail) = file.split_at(end);
    let start = body.find("ST*").unwrap();
    let (head, set) = body.split_at(start);
    let mut segments: Vec<String> = set.split_inclusive('~').map(str::to_owned).collect();
    let place = at % segments.len();
    let not_a_separator = |byte: u8| Some(char::from(b' ' + byte % 95)).filter(|c| *c != '~').unwrap_or(' ');
    match kind % 9 {
        0 => drop(segments.remove(place)),
        1 => segments.insert(place, segments[place].clone()),
        2 if place + 1 < segments.len() => segments.swap(place, place + 1),
        3 => segments.truncate(place),
        // A terminator lost, or turned into something else.
        4 => drop(segments[place].pop()),
        5 => {
            segments[place].pop();
            segments[place].push(not_a_separator(byte));
        }
        // An element lost with its separator.
        6 => {
            let mut elements: Vec<&str> = segments[place].trim_end_matches('~').split('*').collect();
            elements.remove(usize::from(byte) % elements.len());
            segments[place] = format!("{}~", elements.join("*"));
        }
        // An element separator turned into something else.
        7 => {
            let stars: Vec<usize> = segments[place].match_indices('*').map(|(index, _)| index).collect();
            if let Some(index) = stars.get(at / 7 % stars.len().max(1)) {
                segments[place].replace_range(*index..=*index, &not_a_separator(byte).to_string());
            }
        }
        // A character of an id changed.
        _ => {
            let index = usize::from(byte) % segments[place].find('*').unwrap_or(1).max(1);
            segments[place].replace_range(index..=index, &not_a_separator(byte.wrapping_mul(31)).to_string());
        }
    }
    format!("{head}{}{tail}", segments.concat())
}

/// The services of a file by code and by trace number.
fn told_apart(all: &[Answer]) -> Vec<(String, String, &LineDecision)> {
    let text = |value: Option<&str>| value.unwrap_or_default().to_owned();
    let lines = all.iter().flat_map(Answer::lines);
    lines.map(|line| (text(line.code.as_deref()), text(line.trace.as_deref()), line)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(1500), failure_persistence: None, ..ProptestConfig::default() })]

    /// Damage that changes no value turns no service into an approved one.
    #[test]
    fn no_lost_separator_or_segment_approves_a_service(
        file in distinct_file(),
        (kind, at, byte) in (any::<u8>(), any::<usize>(), any::<u8>()),
    ) {
        let damaged = hurt_structure(&file, kind, at, byte);
        let (before, _) = read_answers(file.as_bytes()).unwrap();
        let Some((after, _)) = read_answers(damaged.as_bytes()) else { return Ok(()) };
        let (before, after) = (told_apart(&before), told_apart(&after));
        for (code, trace, line) in after.iter().filter(|(_, _, line)| line.outcome.state.is_approval()) {
            let mut same = before.iter().filter(|(other_code, other_trace, _)| {
                !code.is_empty() && code == other_code || !trace.is_empty() && trace == other_trace
            });
            let Some((_, _, clean)) = same.next() else {
                prop_assert!(line.schedulable().is_none(), "a service that was not there: {}\n{}", file, damaged);
                continue;
            };
            prop_assert!(clean.outcome.state.is_approval(), "{}\n{}", file, damaged);
            prop_assert!(same.next().is_none(), "two services in one: {}\n{}", file, damaged);
            if let Some(found) = line.schedulable() {
                let clean = clean.schedulable();
                let span = clean.as_ref().map(|clean| (clean.from, clean.through));
                prop_assert_eq!(span, Some((found.from, found.through)), "{}\n{}", file, damaged);
            }
        }
    }
}
