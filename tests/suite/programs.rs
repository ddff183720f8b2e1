//! The example programs, run as users run them: what they print, and how they end.

use crate::files::assert_golden;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

/// The folder of the example programs, built from the sources of now.
pub(crate) fn programs() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let test = std::env::current_exe().unwrap();
        let profile = test.parent().unwrap().parent().unwrap();
        let mut build = Command::new(env!("CARGO"));
        build.args(["build", "--quiet", "--examples", "--target-dir"]).arg(profile.parent().unwrap());
        if profile.ends_with("release") {
            build.arg("--release");
        }
        assert!(build.current_dir(env!("CARGO_MANIFEST_DIR")).status().unwrap().success());
        profile.join("examples")
    })
}

/// Runs an example program.
pub(crate) fn run(name: &str, arguments: &[&str], input: &[u8]) -> Output {
    let program = programs().join(name);
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let feed = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    feed.join().unwrap();
    output
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn complaint(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

#[test]
fn decode_shows_text_for_people() {
    let names = ["infusion_request_dependent", "response_modified", "response_pended", "response_rejected_aaa"];
    for name in names {
        let output = run("decode", &[&format!("examples/data/{name}.edi")], b"");
        assert_eq!((output.status.code(), complaint(&output)), (Some(0), ""), "{name}");
        assert_golden(&format!("decode/{name}.txt"), out(&output));
    }
    let output = run("decode", &["examples/data/broken.edi"], b"");
    assert_eq!((output.status.code(), complaint(&output)), (Some(1), ""));
    assert_golden("decode/broken.txt", out(&output));
}

#[test]
fn a_response_says_what_was_decided_and_what_was_not() {
    let text = |name: &str| out(&run("decode", &[&format!("examples/data/{name}.edi")], b"")).to_owned();
    let certified = text("response_certified");
    for line in [
        "decision        A1 certified in total\n",
        "authorization   LV26-A-77120\n",
        "effective       2026-02-16 to 2026-08-15\n",
        "asked by        HEARTHSTONE HOME INFUSION, NPI 2900100019\n",
        "patient         TOBIAS J PENNYWHISTLE, born 2016-09-05, M male\n",
    ] {
        assert!(certified.contains(line), "{line} in {certified}");
    }
    let denied = text("response_denied");
    assert!(denied.contains("reason          0F not medically necessary\n"));
    assert!(!denied.contains("authorization"));
    let rejected = text("response_rejected_aaa_dependent");
    assert!(rejected.contains("REJECTED        (not denied) 58 "), "{rejected}");
    assert!(!rejected.contains("decision"));
}

#[test]
fn decode_and_encode_are_each_others_inverse() {
    for name in ["infusion_request_dependent", "response_pended", "batch_mixed"] {
        let path = format!("examples/data/{name}.edi");
        let json = run("decode", &["--format", "json", &path], b"");
        assert_eq!(json.status.code(), Some(0));
        let back = run("encode", &["--line-breaks", "lf", "-"], &json.stdout);
        assert_eq!((back.status.code(), complaint(&back)), (Some(0), ""), "{name}");
        assert!(back.stdout == std::fs::read(&path).unwrap(), "{name}");
        let other = run("encode", &["--delimiters", "|>}!", "--line-breaks", "crlf", "-"], &json.stdout);
        assert_eq!(other.status.code(), Some(0), "{}", complaint(&other));
        assert!(out(&other).contains("!\r\nGS|HI|"));
    }
}

#[test]
fn decode_prints_a_line_a_set() {
    let output = run("decode", &["--format", "jsonl", "-"], &std::fs::read("examples/data/batch_mixed.edi").unwrap());
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(out(&output).lines().count(), 11);
    let line = r#"{"schema":"x12-278/set/1","interchange":"000000501","group":"11","kind":"request","guide":"#;
    assert!(out(&output).starts_with(line), "{}", &out(&output)[..120]);
    let output = run("decode", &["--format", "jsonl", "examples/data/broken.edi"], b"");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(out(&output).lines().count(), 2);
    assert!(complaint(&output).contains("error: GE02: the control number differs from the group header's"));
}

#[test]
fn a_bare_set_is_shown() {
    let output = run("decode", &["-"], b"ST*278*0001*005010X217~BHT*0007*13*A*20260105*1200~HL*1**20*0~SE*4*0001~");
    assert_eq!(output.status.code(), Some(1), "{}", complaint(&output));
    assert!(out(&output).contains("Request 0001, 005010X217"));
}

#[test]
fn what_cannot_be_read_is_said_in_one_line() {
    let missing = run("decode", &["no/such/file.edi"], b"");
    assert_eq!(missing.status.code(), Some(3));
    assert_eq!(complaint(&missing), "cannot read no/such/file.edi: No such file or directory (os error 2)\n");
    for format in ["text", "json", "jsonl"] {
        let cases: [(&[u8], &str); 4] = [
            (b"", "nothing to read: the input is empty (byte 0)"),
            (b"<html>SECRET", "not an X12 interchange: the input does not begin with ISA (byte 0)"),
            (b"ISA*00*          *00*   ", "the interchange header (ISA) is cut short (byte 0)"),
            (b"{\"schema\": 1}", "not an X12 interchange: the input does not begin with ISA (byte 0)"),
        ];
        for (input, sentence) in cases {
            let output = run("decode", &["--format", format, "-"], input);
            assert_eq!((output.status.code(), out(&output)), (Some(3), ""), "{sentence}");
            assert_eq!(complaint(&output), format!("standard input: {sentence}\n"));
        }
    }
    let json = run("encode", &["-"], b"{\n  \"schema\": \"SECRET\"}");
    assert_eq!(json.status.code(), Some(3));
    let sentence = "standard input: the JSON text is not of the documented shape: schema is not x12-278/document/1, the only \
                    format that is read (line 2, column 20)\n";
    assert_eq!(complaint(&json), sentence);
    let empty = run("encode", &["-"], b"{\"schema\": \"x12-278/document/1\"}");
    assert_eq!((empty.status.code(), out(&empty)), (Some(1), ""));
    let sentence = "standard input: the document holds no interchange, so there is nothing to write\n";
    assert_eq!(complaint(&empty), sentence);
    let latin = run("encode", &["-"], b"\xff");
    assert_eq!((latin.status.code(), complaint(&latin)), (Some(3), "standard input: the JSON is not UTF-8\n"));
}

/// A missing file and a folder are said in the same words by every program, with name and cause.
#[cfg(target_os = "linux")]
#[test]
fn what_the_system_refuses_is_said_with_name_and_cause() {
    for program in ["decode", "encode", "validate", "acknowledge", "request_infusion", "read_answer"] {
        for (path, cause) in
            [("no/such.edi", "No such file or directory (os error 2)"), ("src", "Is a directory (os error 21)")]
        {
            let output = run(program, &[path], b"");
            let sentence = format!("cannot read {path}: {cause}\n");
            assert_eq!((output.status.code(), complaint(&output)), (Some(3), &*sentence), "{program}");
        }
    }
    for (program, file) in [
        ("decode", "examples/data/response_denied.edi"),
        ("validate", "examples/data/response_denied.edi"),
        ("acknowledge", "examples/data/response_denied.edi"),
        ("read_answer", "examples/data/response_denied.edi"),
        ("request_infusion", "examples/data/orders/infliximab_home.json"),
    ] {
        let full = std::fs::File::create("/dev/full").unwrap();
        let output = Command::new(programs().join(program)).arg(file).stdout(full).output().unwrap();
        let said = complaint(&output);
        assert_eq!(output.status.code(), Some(3), "{program}: {said}");
        let sentence = "cannot write to standard output: No space left on device (os error 28)\n";
        assert!(said.ends_with(sentence), "{program}: {said}");
    }
}

#[test]
fn one_bad_file_does_not_stop_the_others() {
    let output = run("decode", &["no/such/file.edi", "examples/data/response_denied.edi"], b"");
    assert_eq!(output.status.code(), Some(3));
    assert!(out(&output).contains("A3 not certified"));
}

#[test]
fn encode_says_what_does_not_validate_and_what_cannot_be_written() {
    let json = run("decode", &["--format", "json", "examples/data/broken.edi"], b"");
    assert_eq!(json.status.code(), Some(1));
    let output = run("encode", &["-"], &json.stdout);
    assert_eq!(output.status.code(), Some(1));
    assert!(out(&output).starts_with("ISA*"));
    assert!(
        complaint(&output).contains("error: UM in 2000E[1]: more often than the guide allows"),
        "{}",
        complaint(&output)
    );

    let json = out(&run("decode", &["--format", "json", "examples/data/response_denied.edi"], b"")).to_owned();
    let output = run("encode", &["-"], json.replace("POLICY RX-IG-04", "POLICY~RX").as_bytes());
    assert_eq!((output.status.code(), out(&output)), (Some(3), ""));
    let sentence = "standard input: a value contains a delimiter, which X12 cannot carry (MSG01, segment 35)\n";
    assert_eq!(complaint(&output), sentence);
}

#[test]
fn wrong_usage() {
    // One document cannot hold two files.
    let files = ["examples/data/response_denied.edi", "examples/data/response_pended.edi"];
    let two = run("decode", &[&["--format", "json"], &files[..]].concat(), b"");
    assert_eq!((two.status.code(), out(&two)), (Some(2), ""));
    assert!(
        complaint(&two).contains("--format json shows one file; take --format jsonl for several"),
        "{}",
        complaint(&two)
    );
    assert_eq!(run("decode", &[&["--format", "jsonl"], &files[..]].concat(), b"").status.code(), Some(0));
    for arguments in [&[][..], &["--format", "xml", "-"], &["--nonsense"]] {
        assert_eq!(run("decode", arguments, b"").status.code(), Some(2), "{arguments:?}");
    }
    for arguments in [&[][..], &["--delimiters", "*:^", "-"], &["--delimiters", "**^~", "-"], &["a", "b"]] {
        assert_eq!(run("encode", arguments, b"").status.code(), Some(2), "{arguments:?}");
    }
    assert_eq!(run("decode", &["--help"], b"").status.code(), Some(0));
}

#[test]
fn acknowledge_answers_and_says_whether_something_was_rejected() {
    let at = ["--at", "2026-02-03T10:15:30", "--control-number", "501"];
    let answer = |path: &str, more: &[&str]| run("acknowledge", &[&at[..], more, &[path]].concat(), b"");
    let good = answer("examples/data/response_certified.edi", &["--always-ta1"]);
    assert_eq!((good.status.code(), complaint(&good)), (Some(0), ""));
    assert!(out(&good).contains("*000000501*0*T*:~TA1*") && out(&good).contains("AK9*A*1*1*1~"));
    let bad = answer("tests/fixtures/recoverable/um_missing.edi", &[]);
    assert_eq!((bad.status.code(), complaint(&bad)), (Some(1), ""));
    assert!(out(&bad).contains("IK3*UM*13**3~IK5*R*5~AK9*R*1*1*0~"));
    let nobody = answer("tests/fixtures/recoverable/isa_sender_too_long.edi", &[]);
    assert_eq!((nobody.status.code(), out(&nobody)), (Some(1), ""));
    assert!(complaint(&nobody).ends_with(": interchange 1 names no partner to answer\n"));
    let bare = run("acknowledge", &["-"], b"ST*278*0001*005010X217~BHT*0007*13*A*20260105*1200~SE*3*0001~");
    assert_eq!((bare.status.code(), out(&bare)), (Some(1), ""));
    let sentence = "standard input: a bare set (ST to SE) has no envelope, so there is nobody to answer\n";
    assert_eq!(complaint(&bare), sentence);
    // No control number is given twice: two interchanges need two.
    let two = |number: &str| {
        let file = std::fs::read_to_string("examples/data/response_certified.edi").unwrap();
        let both = format!("{file}{}", file.replace("000009001", "000009002"));
        run("acknowledge", &["--control-number", number, "-"], both.as_bytes())
    };
    let spent = two("999999999");
    assert_eq!((spent.status.code(), out(&spent)), (Some(3), ""));
    let sentence =
        "standard input: no control number is left: 2 answers begin at 999999999, the highest is 999999999\n";
    assert_eq!(complaint(&spent), sentence);
    let last = two("999999998");
    assert_eq!((last.status.code(), complaint(&last)), (Some(0), ""));
    assert!(out(&last).contains("*999999998*0*") && out(&last).contains("*999999999*0*"));
    assert_eq!(answer("no/such/file.edi", &[]).status.code(), Some(3));
    assert_eq!(answer("x.edi", &["--at", "yesterday"]).status.code(), Some(2));
}

#[test]
fn validate_shows_what_is_wrong() {
    let good = run("validate", &["examples/data/response_certified.edi"], b"");
    assert_eq!((good.status.code(), complaint(&good)), (Some(0), ""));
    let broken = run("validate", &["examples/data/broken.edi"], b"");
    assert_eq!((broken.status.code(), complaint(&broken)), (Some(1), ""));
    assert_golden("validate/broken.txt", out(&broken));
    let json = run("validate", &["--format", "json", "examples/data/broken.edi"], b"");
    assert_eq!(json.status.code(), Some(1));
    assert_golden("validate/broken.json", out(&json));
    let lines = run("validate", &["--format", "jsonl", "examples/data/broken.edi"], b"");
    assert_eq!(lines.status.code(), Some(1));
    assert_golden("validate/broken.jsonl", out(&lines));
}

/// The text comes set by set, so the sets before a fault of the input are there, and a set without errors is not called
/// accepted before its envelope is known.
#[test]
fn validate_shows_sets_while_it_reads() {
    let good = std::fs::read_to_string("examples/data/response_certified.edi").unwrap();
    let output = run("validate", &["-"], good.as_bytes());
    let set = "      set 278 0001, response: no error of its own, IK5 A if group and interchange stand\n";
    assert!(out(&output).contains(set), "{}", out(&output));
    assert!(
        out(&output).contains("\nstandard input: accepted\n  interchange 000009001: TA1 A 000\n"),
        "{}",
        out(&output)
    );
    let broken = good.replace("GE*1*9001", "GE*2*9001");
    let output = run("validate", &["-"], broken.as_bytes());
    assert!(out(&output).contains(set), "{}", out(&output));
    let group = "    group 9001 005010X217: AK9 R, 0 of 1 sets accepted\n      error: GE01: ";
    assert!(out(&output).contains(group), "{}", out(&output));
    // Two interchanges of the same number are shown as two.
    let output = run("validate", &["-"], format!("{good}{good}").as_bytes());
    assert_eq!(out(&output).matches("\n    group 9001 005010X217\n      set").count(), 2, "{}", out(&output));
}

#[test]
fn validate_shows_values_on_request_alone() {
    for format in ["json", "jsonl"] {
        let refused = run("validate", &["--format", format, "--show-values", "-"], b"");
        assert_eq!((refused.status.code(), out(&refused)), (Some(2), ""), "{format}");
        assert!(complaint(&refused).contains("--show-values goes with --format text alone"), "{}", complaint(&refused));
    }
    let file = "tests/fixtures/recoverable/code_outside_x12.edi";
    let shown = run("validate", &["--show-values", file], b"");
    assert!(out(&shown).contains("| UM*HS*Q*") && out(&shown).contains("|       ^"), "{}", out(&shown));
    assert!(!out(&run("validate", &[file], b"")).contains("UM*HS"));
}

#[test]
fn validate_ends_by_what_is_asked() {
    let warned = "tests/fixtures/recoverable/trn03_short.edi";
    assert_eq!(run("validate", &[warned], b"").status.code(), Some(0));
    assert_eq!(run("validate", &["--fail-on", "warning", warned], b"").status.code(), Some(1));
    assert_eq!(run("validate", &["--fail-on", "never", warned], b"").status.code(), Some(2));
    assert_eq!(run("validate", &["-"], b"hello").status.code(), Some(3));
    // A file that cannot be read is in the document, too.
    let json = run("validate", &["--format", "json", "no/such.edi", warned], b"");
    let value: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    let unread = serde_json::json!({
        "file": "no/such.edi", "accepted": false, "error": "cannot read no/such.edi: No such file or directory (os error 2)"
    });
    assert_eq!((json.status.code(), &value["files"][0]), (Some(3), &unread));
    assert_eq!(value["files"][1]["accepted"], true);
    let profile = "examples/data/profiles/example_payer.toml";
    let request = "examples/data/infusion_request_dependent.edi";
    let output = run("validate", &["--profile", profile, "--fail-on", "warning", request], b"");
    assert_eq!(output.status.code(), Some(1));
    assert!(out(&output).contains("[EP01]"), "{}", out(&output));
    let missing = run("validate", &["--profile", "no/such.toml", request], b"");
    assert_eq!(missing.status.code(), Some(3));
}

/// One format and one way to name it, in every program: `health-net`, or a file.
#[test]
fn all_programs_take_the_same_profile() {
    let profile = "examples/data/profiles/example_payer.toml";
    let (request, answer) = ("examples/data/infusion_request_dependent.edi", "examples/data/response_pended.edi");
    let order = "examples/data/orders/infliximab_home.json";
    let with =
        |program: &str, name: &str, arguments: &[&str]| run(program, &[&["--profile", name], arguments].concat(), b"");

    let told = with("read_answer", profile, &["--plan", "commercialPpo", "--now", "2026-02-04", answer]);
    assert_eq!(complaint(&told), "");
    assert!(out(&told).contains("The chart note must be of the last thirty days."), "{}", out(&told));
    assert!(out(&told).contains("2026-02-05"), "{}", out(&told));
    assert!(!out(&with("read_answer", "health-net", &[answer])).contains("thirty days"));

    let at = "2026-03-28T09:30:00";
    let check = with("request_infusion", profile, &["--check", "--at", at, order]);
    assert_eq!(check.status.code(), Some(1));
    assert!(out(&check).contains("missing, error: plan of treatment (2000E PWK). Without both"), "{}", out(&check));
    assert!(out(&check).contains("road\n  x12 planUm\n"), "the vendor begins in March");
    let changes = "before the last day of the request the road changes to unknown";
    assert!(out(&check).contains(changes), "the profile ends before the request does");
    let refused = with("request_infusion", profile, &["--at", at, order]);
    assert_eq!((refused.status.code(), out(&refused)), (Some(1), ""));

    let health_net = with("validate", "health-net", &["--fail-on", "warning", request]);
    assert_eq!((health_net.status.code(), complaint(&health_net)), (Some(0), ""), "{}", out(&health_net));

    // A profile that cannot be used is said in the same words, and shows nothing of itself.
    let broken = std::env::temp_dir().join(format!("x12-278-profile-{}.toml", std::process::id()));
    std::fs::write(&broken, "name = \"A\"\n[[clock]]\nwithin = \"SECRET\"\n").unwrap();
    let odd = broken.with_extension("odd.toml");
    std::fs::write(&odd, "name = \"A\"\nfrom = 2020-01-01\n[[ndc]]\npolicy = \"none\"\n").unwrap();
    for (program, file) in [("validate", request), ("read_answer", answer), ("request_infusion", order)] {
        let failed = with(program, broken.to_str().unwrap(), &[file]);
        assert_eq!((failed.status.code(), out(&failed)), (Some(3), ""), "{program}");
        let sentence = "not a time, such as 72 hours, 7 calendar days, 5 business days or 6 months (line 3, column 10)";
        assert!(complaint(&failed).contains(sentence) && !complaint(&failed).contains("SECRET"), "{program}");
        let odd = with(program, odd.to_str().unwrap(), &[file]);
        assert!(complaint(&odd).contains(": the entry cites no source (line 3)"), "{program}: {}", complaint(&odd));
        assert_eq!(with(program, "no/such.toml", &[file]).status.code(), Some(3), "{program}");
    }
    std::fs::remove_file(&broken).unwrap();
    std::fs::remove_file(&odd).unwrap();
}

#[test]
fn read_answer_tells_what_was_decided() {
    let request = "examples/data/infusion_request_dependent.edi";
    let of = |arguments: &[&str]| run("read_answer", &[&["--now", "2026-02-04"], arguments].concat(), b"");
    let modified = of(&["--profile", "health-net", "--request", request, "examples/data/response_modified.edi"]);
    assert_eq!((modified.status.code(), complaint(&modified)), (Some(0), ""));
    assert!(out(&modified).starts_with("APPROVED WITH CHANGES: what was granted is not what was asked\n"));
    assert!(out(&modified).contains("units: asked 168 units, granted 84 units"));
    assert!(out(&modified).ends_with("Read as of 2026-02-04 00:00, days counted in UTC.\n"));
    let json = of(&["--format", "json", "examples/data/response_modified.edi"]);
    let value: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(value["schema"], "x12-278/answer/1");
    assert_eq!(value["answers"][0]["events"][0]["lines"][0]["state"], "modified");
    assert_eq!(value["answers"][0]["request"], serde_json::Value::Null);
    // A decision that is not known, an answer to another request, wrong usage, a file that is not there.
    assert_eq!(of(&["examples/data/broken.edi"]).status.code(), Some(1));
    assert_eq!(of(&["--request", request, "examples/data/batch_mixed.edi"]).status.code(), Some(1));
    assert_eq!(of(&[]).status.code(), Some(2));
    for format in ["text", "json"] {
        let nothing = of(&["--format", format, "no such file"]);
        assert_eq!((nothing.status.code(), out(&nothing)), (Some(3), ""), "nothing was read, so nothing is said");
    }
    let empty =
        b"ISA*00*          *00*          *ZZ*A              *ZZ*B              *260203*1410*^*00501*000000001*0*T*:~\
        IEA*0*000000001~";
    let some = run("read_answer", &["no such file", "-"], empty);
    let sentence = "NO ANSWER: the files that could be read hold no answer and no acknowledgment\n";
    assert!(some.status.code() == Some(3) && out(&some).starts_with(sentence), "{}", out(&some));
    // A plan is one of a profile.
    let refused = of(&["--plan", "mediCal", "examples/data/response_denied.edi"]);
    assert_eq!((refused.status.code(), out(&refused)), (Some(2), ""));
    assert_eq!(of(&["--now", "2026-13-01"]).status.code(), Some(2));
    // What can be read is shown beside what cannot; an answer through a pipe is the same.
    let both = of(&["no such file", "examples/data/response_denied.edi"]);
    assert_eq!((both.status.code(), out(&both).starts_with("DENIED: not certified\n")), (Some(3), true));
    let bytes = std::fs::read("examples/data/response_denied.edi").unwrap();
    let piped = run("read_answer", &["--now", "2026-02-04", "-"], &bytes);
    let named = of(&["examples/data/response_denied.edi"]);
    assert_eq!(out(&piped).replace("standard input", "examples/data/response_denied.edi"), out(&named));
    // Nothing in a file speaks to the terminal.
    let hostile = String::from_utf8(bytes).unwrap().replace("NOT CERTIFIED.", "APPROVED\u{1b}[2J\u{202e}");
    let shown = run("read_answer", &["--now", "2026-02-04", "-"], hostile.as_bytes());
    assert!(out(&shown).contains("APPROVED\u{b7}[2J\u{b7}") && out(&shown).starts_with("DENIED"));
}

#[test]
fn read_answer_says_the_most_important_thing_first() {
    let request = "examples/data/infusion_request_dependent.edi";
    let mut text = String::new();
    for name in ["certified", "modified", "denied", "pended", "rejected_aaa", "rejected_aaa_dependent"] {
        let file = format!("examples/data/response_{name}.edi");
        let shown = run("read_answer", &["--now", "2026-02-04T09:00:00-08:00", "--request", request, &file], b"");
        assert_eq!((shown.status.code(), complaint(&shown)), (Some(0), ""), "{name}");
        text.push_str(&format!("## {name}\n{}\n", out(&shown)));
    }
    let envelope =
        "ISA*00*          *00*          *ZZ*HILLTOP        *ZZ*FERN           *260203*1410*^*00501*000000001*0*T*:~";
    let implementation = |body: &str| {
        format!(
            "{envelope}GS*FA*HILLTOP*FERN*20260203*1410*1*X*005010X231A1~ST*999*0001*005010X231A1~AK1*HI*9*005010X217~\
             AK2*278*0007*005010X217~{body}SE*9*0001~GE*1*1~IEA*1*000000001~"
        )
    };
    let others = [
        ("TA1 accepted", format!("{envelope}TA1*000000416*260202*0900*A*000~IEA*0*000000001~"), 0),
        ("TA1 rejected", format!("{envelope}TA1*000000416*260202*0900*R*009~IEA*0*000000001~"), 0),
        ("999 accepted", implementation("IK5*A~AK9*A*1*1*1~"), 0),
        ("999 accepted with errors", implementation("IK3*UM*14*2000*8~IK4*2*1322*7~IK5*E*5~AK9*E*1*1*1~"), 0),
        ("999 rejected", implementation("IK3*UM*14*2000*8~IK4*2*1322*1~IK5*R*5~AK9*R*1*1*0~"), 0),
        ("999 cut off", implementation("IK5*A~"), 1),
        ("nothing in it", format!("{envelope}IEA*0*000000001~"), 0),
    ];
    for (name, file, code) in others {
        let shown = run("read_answer", &["--now", "2026-02-04", "-"], file.as_bytes());
        assert_eq!((shown.status.code(), complaint(&shown)), (Some(code), ""), "{name}");
        text.push_str(&format!("## {name}\n{}\n", out(&shown)));
    }
    for file in ["examples/data/broken.edi", "examples/data/batch_mixed.edi"] {
        let shown = run("read_answer", &["--now", "2026-02-04", file], b"");
        assert_eq!((shown.status.code(), complaint(&shown)), (Some(i32::from(file.contains("broken"))), ""), "{file}");
        text.push_str(&format!("## {file}\n{}\n", out(&shown)));
    }
    assert_golden("answers/text.txt", &text);
}

#[test]
fn request_infusion_makes_a_request_or_says_why_not() {
    let order = |name: &str| format!("examples/data/orders/{name}.json");
    let at = ["--profile", "health-net", "--at", "2026-01-28T09:30:00", "--control-number", "7"];
    let good = run("request_infusion", &[&at[..], &[&order("infliximab_home")]].concat(), b"");
    assert_eq!((good.status.code(), complaint(&good)), (Some(0), ""));
    let golden = include_str!("../golden/infusion/infliximab_home.edi");
    assert_eq!(out(&good), golden.replace('\n', ""));

    let piped = std::fs::read(order("infliximab_home")).unwrap();
    assert_eq!(run("request_infusion", &[&at[..], &["-"]].concat(), &piped).stdout, good.stdout);

    let bad = run("request_infusion", &[&at[..], &[&order("cannot_become_a_request")]].concat(), b"");
    assert_eq!((bad.status.code(), out(&bad)), (Some(1), ""));
    let problems = include_str!("../golden/infusion/cannot_become_a_request.txt").lines();
    let named: String = problems.map(|line| format!("{}: {line}\n", order("cannot_become_a_request"))).collect();
    assert_eq!(complaint(&bad), named);

    for (name, code) in [("infliximab_home", 0), ("ivig_child", 0), ("cannot_become_a_request", 1)] {
        let list = run("request_infusion", &[&at[..], &["--check", &order(name)]].concat(), b"");
        assert_eq!((list.status.code(), complaint(&list)), (Some(code), ""));
        assert_golden(&format!("infusion/{name}.check.txt"), out(&list));
    }
    assert_eq!(run("request_infusion", &["no_such_order.json"], b"").status.code(), Some(3));
    assert_eq!(run("request_infusion", &["-"], b"{\"drugs\": 1}").status.code(), Some(1));
    assert_eq!(run("request_infusion", &["-"], b"{\"drugs\": SECRET").status.code(), Some(3));
    assert_eq!(run("request_infusion", &["--control-number", "0", "-"], b"{}").status.code(), Some(2));
    assert_eq!(run("request_infusion", &["-"], b"{}").status.code(), Some(1));
}

/// Whatever single thing is missing in an order or wrong in it: it is said by its path, the list is printed all the same,
/// and no request is made of the rest.
#[test]
fn an_order_that_cannot_be_read_whole_is_shown_with_all_that_is_wrong() {
    let order = std::fs::read_to_string("examples/data/orders/infliximab_home.json").unwrap();
    let mut order: serde_json::Value = serde_json::from_str(&order).unwrap();
    order["subscriber"]["birthDate"] = "1988-02-30".into();
    order["drugs"][0]["dose"]["unit"] = "SECRET".into();
    order["services"][0].as_object_mut().unwrap().remove("code");
    order["services"][1]["phase"] = serde_json::json!({ "from": "2025-01-05", "days": 3 });
    order["urgency"].as_object_mut().unwrap().remove("level");
    order["providers"][0]["role"] = "SECRET".into();
    order["payer"]["id"] = 7.into();
    order["envelope"]["sender"] = "".into();
    let text = order.to_string();
    let at = ["--profile", "health-net", "--at", "2026-01-28T09:30:00"];
    let output = run("request_infusion", &[&at[..], &["-"]].concat(), text.as_bytes());
    assert_eq!((output.status.code(), out(&output)), (Some(1), ""));
    let list = run("request_infusion", &[&at[..], &["--check", "-"]].concat(), text.as_bytes());
    assert_eq!((list.status.code(), complaint(&list)), (Some(1), ""));
    assert_golden("infusion/unreadable.txt", complaint(&output));
    assert_golden("infusion/unreadable.check.txt", out(&list));
}

/// What could not be read is said once, and the rest by the places of the text.
#[test]
fn what_is_wrong_with_the_rest_stands_where_the_text_has_it() {
    let order = std::fs::read_to_string("examples/data/orders/infliximab_home.json").unwrap();
    let whole: serde_json::Value = serde_json::from_str(&order).unwrap();
    let said = |order: &serde_json::Value| {
        let at = ["--profile", "health-net", "--at", "2026-01-28T09:30:00", "-"];
        complaint(&run("request_infusion", &at, order.to_string().as_bytes())).to_owned()
    };
    let (mut order, drug) = (whole.clone(), whole["drugs"][0].clone());
    order["drugs"] = serde_json::json!([5, drug, drug]);
    let twice = said(&order);
    assert!(twice.contains(": error: drugs[0]: not an object\n"), "{twice}");
    assert!(twice.contains(": error: drugs[1], drugs[2]: the same entry twice"), "{twice}");
    assert!(!twice.contains(".drug: "), "{twice}");
    let mut order = whole;
    order["drugs"][0]["phases"][0]["from"] = "x".into();
    let no_day = said(&order);
    assert!(no_day.contains("drugs[0].phases[0].from: not a day of the form"), "{no_day}");
    assert!(!no_day.contains("the first day is missing"), "{no_day}");
}

/// Every program says in its help what its exit codes mean.
#[test]
fn every_help_tells_the_exit_codes() {
    for program in
        ["decode", "encode", "validate", "acknowledge", "request_infusion", "read_answer", "tools", "gateway"]
    {
        let help = run(program, &["--help"], b"");
        let words = out(&help).split_whitespace().collect::<Vec<_>>().join(" ");
        for code in ["Exit code 0: ", "; 1: ", "; 2: wrong usage", "; 3: "] {
            assert!(words.contains(code), "{program}: {code}");
        }
    }
}

/// A file must not speak to the terminal, nor show a person something else than what was sent.
#[test]
fn decode_shows_misleading_characters_as_dots() {
    let file = std::fs::read_to_string("examples/data/response_denied.edi").unwrap();
    let file = file.replace("LANTERN VALLEY HEALTH PLAN", "A\u{1b}[2J\u{202e}B\u{2028}C\u{7f}\u{feff}D");
    let output = run("decode", &["-"], file.as_bytes());
    assert!(out(&output).contains("A\u{b7}[2J\u{b7}B\u{b7}C\u{b7}\u{b7}D"));
    assert!(!out(&output).contains(['\u{1b}', '\u{202e}', '\u{2028}', '\u{7f}', '\u{feff}']));
}

/// Tables of the user: each changes what is said, and one that cannot be used is refused with its place.
#[test]
fn request_infusion_takes_tables() {
    let order = "examples/data/orders/infliximab_home.json";
    let folder = std::env::temp_dir().join(format!("x12-278-tables-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let check = |flag: &str, table: &str| {
        let path = folder.join("table.tsv");
        std::fs::write(&path, table).unwrap();
        let at = ["--check", "--profile", "health-net", "--at", "2026-01-28T09:30:00"];
        run("request_infusion", &[&at[..], &[flag, path.to_str().unwrap(), order]].concat(), b"")
    };
    let says = |flag: &str, table: &str, sentence: &str| {
        let output = check(flag, table);
        assert!(out(&output).contains(sentence), "{flag}: {}{}", out(&output), complaint(&output));
    };
    let authorization = "lines_of_business\tcodes\tplaces_of_service\tanswer\tsource\n";
    says(
        "--authorization",
        &format!("{authorization}commercialPpo\tQ5103\t12\tnotify\tmade up\n"),
        "  Q5103: notify\n",
    );
    says("--authorization", authorization, "  Q5103: unknown (no table says so: ask the plan)\n");
    let preferred = "code\tfirst\tsource\nQ5103\tQ5121\tmade up\n";
    says("--preferred", preferred, "the plan prefers another drug first, and no trial of it is given");
    let injectables = "code\tclass\tholder\tsource\tverified\nQ5103\ttherapeutic\tplan\tmade up\tyes\n";
    says("--injectables", injectables, "road\n  payerPharmacy planPharmacy\n");
    says("--injectables", injectables, "because who holds the risk of the injectable stands in a table (made up)\n");
    let header = x12_278::catalog::CodeTable::COLUMNS.join("\t");
    let codes = format!("{header}\nHCPCS\tQ5103\tdrug\tdrug:x\tn\tamount\t20\tmg\t\t\t\t2025-12-31\tmade up\tyes\n");
    says("--codes", &codes, "a code that is not in force on the first day of the service");

    let broken = check("--injectables", &injectables.replace("plan", "SECRET"));
    assert_eq!((broken.status.code(), out(&broken)), (Some(3), ""));
    let sentence = "table.tsv: line 2, cell 3: the column holder holds a value that this table does not know\n";
    assert!(complaint(&broken).ends_with(sentence) && !complaint(&broken).contains("SECRET"), "{}", complaint(&broken));
    assert!(complaint(&broken).starts_with(folder.to_str().unwrap()), "not of the order: {}", complaint(&broken));
    let missing = run("request_infusion", &["--codes", "no/such.tsv", order], b"");
    assert_eq!(missing.status.code(), Some(3));
    assert!(complaint(&missing).starts_with("cannot read no/such.tsv: "), "{}", complaint(&missing));
    let unknown = run("request_infusion", &["--profile", "healthnet", order], b"");
    assert_eq!((unknown.status.code(), out(&unknown)), (Some(3), ""));
    let sentence = "healthnet: neither health-net, the profile that ships, nor a file to read: ";
    assert!(complaint(&unknown).starts_with(sentence), "{}", complaint(&unknown));
    std::fs::remove_dir_all(&folder).unwrap();
}

/// A line of business that the profile does not have would be bound by no rule of its own.
#[test]
fn read_answer_refuses_a_line_of_business_that_the_profile_does_not_have() {
    let plan = |plan: &str| {
        let answer = "examples/data/response_denied.edi";
        run("read_answer", &["--profile", "health-net", "--now", "2026-02-04", "--plan", plan, answer], b"")
    };
    let refused = plan("medi_cal");
    assert_eq!((refused.status.code(), out(&refused)), (Some(2), ""));
    let sentence =
        "read_answer: the profile has no such line of business (--plan); it has commercialHmo, commercialPos,";
    assert!(complaint(&refused).starts_with(sentence), "{}", complaint(&refused));
    assert!(out(&plan("mediCal")).contains("Medi-Cal: Health Net provider library, Medi-Cal appeals"));
}
