use x12_278::guide::Lint;
use x12_278::validate::Validator;
#[test]
fn scratch() {
    for dir in ["tests/fixtures/valid", "examples/data", "tests/fixtures/recoverable"] {
        for e in std::fs::read_dir(dir).unwrap() {
            let p = e.unwrap().path();
            if p.extension().is_none_or(|e| e != "edi") {
                continue;
            }
            let b = std::fs::read(&p).unwrap();
            let Ok(r) = Validator::default().with_lints(&[Lint::LineOfService, Lint::Core, Lint::Cms0057]).read(&b[..])
            else {
                continue;
            };
            for i in r.all_issues().filter(|i| i.rule.is_some()) {
                println!("{} {} {:?} {i}", p.display(), i.severity, i.code);
            }
        }
    }
}
