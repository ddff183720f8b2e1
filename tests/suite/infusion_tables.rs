//! The tables that users load: what they may say, what is wrong with one, and that none is shown.

use crate::files::text;
use crate::infusion_checks::day;
use x12_278::infusion::{
    AuthorizationQuestion, AuthorizationRule, CodeTable, Injectable, Needed, Policies, PreferredDrug, TableError,
};

fn said<T>(loaded: Result<T, TableError>) -> String {
    loaded.err().unwrap().to_string()
}

const AUTHORIZATION: &str =
    "lines_of_business\tcodes\tplaces_of_service\tage_from\tage_through\tanswer\tfrom\tthrough\tsource\tverified\n";

#[test]
fn what_is_wrong_with_a_table_is_said_by_line_and_cell() {
    let rule = |line: &str| said(AuthorizationRule::load(&format!("{AUTHORIZATION}# a note\n\n{line}\n")));
    for (line, sentence) in [
        ("\tJ1745\t\t\t\tmaybe", "line 4, cell 6: the column answer holds a value that this table does not know"),
        ("\tJ1745\t\t\t\t", "line 4, cell 6: the column answer is empty"),
        ("\tJ1745,Q5103\t\t\t\tyes", "line 4, cell 2: the column codes holds a value that this table does not know"),
        ("\tj1745\t\t\t\tyes", "line 4, cell 2: the column codes holds a value that this table does not know"),
        (
            "\t\t221\t\t\tyes",
            "line 4, cell 3: the column places_of_service holds a value that this table does not know",
        ),
        ("\t\t\tyoung\t\tyes", "line 4, cell 4: the column age_from holds a value that this table does not know"),
        ("\t\t\t21\t20\tyes", "line 4, cell 5: the least age is above the greatest"),
        ("\t\t\t\t\tyes\t01/05/2026", "line 4, cell 7: the column from holds a value that this table does not know"),
        ("\t\t\t\t\tyes\t2026-02-01\t2026-01-31", "line 4, cell 8: the last day is before the first"),
        (
            "\t\t\t\t\tyes\t\t\t\tYes",
            "line 4, cell 10: the column verified holds a value that this table does not know",
        ),
        ("\t\t\t\t\tyes\t\t\t\tyes\t", "line 4, cell 11: the line has more cells than the header row has columns"),
    ] {
        assert_eq!(rule(line), sentence);
    }
    let header = |header: &str| said(AuthorizationRule::load(header));
    assert_eq!(header("codes\tplaces_of_service\tanswer"), "line 1: the header row lacks the column lines_of_business");
    assert_eq!(
        header(&AUTHORIZATION.replace("through\tsource", "trough\tsource")),
        "line 1, cell 8: the header row has a column that this table does not have"
    );
    assert_eq!(
        header(&AUTHORIZATION.replace("through\tsource", "from\tsource")),
        "line 1, cell 8: the header row has this column twice"
    );

    let preferred = |line: &str| said(PreferredDrug::load(&format!("code\tfirst\tnames\n{line}")));
    assert_eq!(preferred("\tQ5103"), "line 2, cell 1: the column code is empty");
    assert_eq!(
        preferred("J1745 J1746\tQ5103"),
        "line 2, cell 1: the column code holds a value that this table does not know"
    );
    assert_eq!(preferred("J1745\t \t;"), "line 2, cell 2: the column first is empty");
    let injectable = |line: &str| said(Injectable::load(&format!("code\tlines_of_business\tclass\tholder\n{line}")));
    assert_eq!(injectable("J1745\t\t\tplan"), "line 2, cell 3: the column class is empty");
    assert_eq!(
        injectable("J1745\t\ttherapeutic\tPlan"),
        "line 2, cell 4: the column holder holds a value that this table does not know"
    );

    let code = |line: &str| said(CodeTable::load(&format!("{}\n{line}", CodeTable::COLUMNS.join("\t"))));
    let sized = |rest: &str| code(&format!("HCPCS\tJ0001\tdrug\tc\tn\t{rest}"));
    assert_eq!(sized("amount"), "line 2: the column unit_amount is empty");
    assert_eq!(sized("amount\t5\t"), "line 2, cell 8: the column unit is empty");
    assert_eq!(
        sized("amount\t0\tmg"),
        "line 2, cell 7: the column unit_amount holds a value that this table does not know"
    );
    assert_eq!(sized("amount\t5\tml"), "line 2, cell 8: the column unit holds a value that this table does not know");
    let twice = |one: &str, other: &str| {
        let row = |days: &str| format!("HCPCS\tJ0001\tdrug\tc\tn\tamount\t5\tmg\t\t\t{days}\tme\tyes");
        CodeTable::load(&format!("{}\n{}\n{}", CodeTable::COLUMNS.join("\t"), row(one), row(other)))
    };
    assert_eq!(twice("\t2026-03-31", "2026-04-01\t").unwrap().len(), 2);
    assert_eq!(
        said(twice("\t2026-04-01", "2026-04-01\t")),
        "line 3, cell 2: an earlier row is about the same code on some day"
    );
}

/// Lines of other systems, a byte order mark, and cells that an editor took away at the end.
#[test]
fn tables_come_out_of_other_programs() {
    let table = "\u{feff}code\tclass\tholder\tfrom\r\n\r\nJ1569\ttherapeutic\tplan\r\n";
    let found = Injectable::load(table).unwrap();
    assert_eq!((found.len(), found[0].holder.as_str(), found[0].source.verified), (1, "plan", false));
    assert_eq!(Injectable::load("").unwrap(), []);
}

#[test]
fn no_cell_of_a_table_is_shown() {
    const CANARY: &str = "XYZZYPLUGH";
    for header in [AUTHORIZATION, "code\tfirst\tnames\n", "code\tlines_of_business\tclass\tholder\n"] {
        let columns = header.split('\t').count();
        for column in 0..columns {
            let line: Vec<&str> = (0..columns).map(|at| if at == column { CANARY } else { "" }).collect();
            for table in [format!("{header}{}", line.join("\t")), header.replacen('\t', &format!("\t{CANARY}\t"), 1)] {
                for error in [
                    AuthorizationRule::load(&table).err(),
                    PreferredDrug::load(&table).err(),
                    Injectable::load(&table).err(),
                    CodeTable::load(&table).err(),
                ]
                .into_iter()
                .flatten()
                {
                    assert!(!format!("{error} {error:?}").contains(CANARY), "{error}");
                }
            }
        }
    }
}

/// A row that might apply, were more known, is never passed over for one that says no.
#[test]
fn what_might_need_authorization_is_not_answered_with_no() {
    let table = format!(
        "{AUTHORIZATION}mediCal\tJ1745\t22 19\t\t20\tyes\n\tJ1745\t\t\t\tno\n\tQ5103\t22\t\t\tyes\n\tQ5103\t\t\t\tyes\n"
    );
    let policies = Policies { authorization: AuthorizationRule::load(&table).unwrap(), ..Policies::default() };
    let ask = |line_of_business, code, place_of_service, age| {
        let on = day("2026-06-01");
        policies.needs_authorization(AuthorizationQuestion { line_of_business, code, place_of_service, on, age })
    };
    assert_eq!(ask("mediCal", "J1745", "22", Some(20)), Needed::Yes);
    assert_eq!(ask("mediCal", " j1745 ", "22", Some(21)), Needed::No);
    assert_eq!(ask("mediCal", "J1745", "11", None), Needed::No, "wherever that is, it is not there");
    assert_eq!(ask("mediCal", "J1745", "22", None), Needed::Unknown, "the age decides");
    assert_eq!(ask("mediCal", "J1745", "", Some(20)), Needed::Unknown, "the place decides");
    assert_eq!(ask("", "J1745", "22", Some(20)), Needed::Unknown, "the line of business decides");
    assert_eq!(ask("mediCal", "", "22", Some(20)), Needed::Unknown, "the code decides");
    assert_eq!(ask("mediCal", "Q5103", "", None), Needed::Yes, "wherever that is");
    assert_eq!(ask("mediCal", "Q5104", "22", Some(20)), Needed::Unknown);
}

/// The tables of the examples can be used, and say what their names promise.
#[test]
fn the_tables_of_the_examples_can_be_used() {
    let table = |name: &str| text(&format!("examples/data/tables/{name}.tsv"));
    let policies = Policies::load(&table("authorization"), &table("preferred"), &table("injectables")).unwrap();
    let on = day("2026-02-16");
    let ask = |line_of_business, code, place_of_service, age| {
        policies.needs_authorization(AuthorizationQuestion { line_of_business, code, place_of_service, on, age })
    };
    assert_eq!(ask("commercialPpo", "Q5103", "22", None), Needed::Yes);
    assert_eq!(ask("commercialPpo", "Q5103", "12", None), Needed::Notify);
    assert_eq!(
        (ask("mediCal", "J1569", "12", Some(20)), ask("mediCal", "J1569", "12", Some(21))),
        (Needed::Yes, Needed::Unknown)
    );
    assert_eq!((ask("dsnp", "99601", "12", None), ask("dsnp", "Q5103", "12", None)), (Needed::No, Needed::Unknown));
    assert_eq!(policies.step_rule("J1745", on).unwrap().first, ["Q5103", "Q5121"]);
    let holder = |line| policies.injectable("J1569", line, on).unwrap().holder.as_str();
    assert_eq!((holder("mediCal"), holder("dsnp")), ("group", "plan"));
    assert_eq!(CodeTable::load(&table("codes")).unwrap().len(), 1);
}

/// Each character of a good table in turn becomes another: the table is read or refused, and nothing of it is shown.
#[test]
fn a_damaged_table_is_read_or_refused() {
    let tables = ["authorization", "preferred", "injectables", "codes"];
    let (mut read, mut refused) = (0, 0);
    for name in tables {
        let good = text(&format!("examples/data/tables/{name}.tsv"));
        for (at, other) in (0..good.len()).flat_map(|at| ['\t', '\n', '#', 'x', '\u{feff}'].map(|other| (at, other))) {
            let mut damaged = good.clone();
            damaged.replace_range(at..=at, &other.to_string());
            let error = match name {
                "authorization" => AuthorizationRule::load(&damaged).err(),
                "preferred" => PreferredDrug::load(&damaged).err(),
                "injectables" => Injectable::load(&damaged).err(),
                _ => CodeTable::load(&damaged).err(),
            };
            match error {
                None => read += 1,
                Some(error) => {
                    refused += 1;
                    assert!((1..=damaged.lines().count()).contains(&error.line), "{error}");
                }
            }
        }
    }
    assert!(read > 1000 && refused > 3000, "{read} {refused}");
}
