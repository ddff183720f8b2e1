use x12_278::*;
fn main() {
    for f in std::env::args().skip(1) {
        let b = std::fs::read(&f).unwrap();
        let name = f.rsplit('/').next().unwrap();
        match Document::read_with(&b, &ReadOptions { bare: Some(syntax::Delimiters::STANDARD), ..Default::default() }) {
            Err(e) => println!("{name}: ERR {e}"),
            Ok(r) => {
                let kinds: Vec<_> = r.document.transactions().map(|t| t.kind()).collect();
                let w =
                    r.document.write_with(&WriteOptions { counts: transaction::Counts::AsRead, ..Default::default() });
                let same = match &w {
                    Ok(w) => {
                        let a: Vec<u8> = b.iter().copied().filter(|c| !b"\r\n ".contains(c)).collect();
                        let c: Vec<u8> = w.iter().copied().filter(|c| !b"\r\n ".contains(c)).collect();
                        if *w == b {
                            "EXACT"
                        } else if a == c {
                            "same"
                        } else {
                            "DIFF"
                        }
                    }
                    Err(e) => {
                        println!("   {e}");
                        "WERR"
                    }
                };
                println!(
                    "{name}: {same} {kinds:?} {} issues, unplaced {}",
                    r.report.issues().len(),
                    r.report
                        .issues()
                        .iter()
                        .filter(|i| i.code.info().number >= 401 && i.code.info().number <= 411)
                        .count()
                );
                if std::env::var("V").is_ok() {
                    for i in r.report.issues() {
                        println!("    {} {i}", i.severity);
                    }
                }
            }
        }
    }
}
