//! Files made to be slow to read. Each grows with `n`, and so may the time, no faster.

#![allow(dead_code, unreachable_pub, missing_docs, reason = "benches and tests each use a part")]

const HEAD: &str = "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260105*0930*^*00501*000000001*0*T*:~\
                    GS*HI*SENDER*RECEIVER*20260105*0930*1*X*005010X217~ST*278*0001*005010X217~BHT*0007*13*A1*20260105*0930~\
                    HL*1**20*1~NM1*X3*2*PLAN*****PI*12345~HL*2*1*21*1~NM1*1P*2*CLINIC*****46*ABC~HL*3*2*22*1~\
                    NM1*IL*1*DOE*JANE****MI*M1234~HL*4*3*EV*1~UM*HS*I*42*11:B~";
const TAIL: &str = "SE*9*0001~GE*1*1~IEA*1*000000001~";

/// A kind of hostile file: its name in the table of targets, what it is, and how it is made.
pub struct Hostile {
    pub id: &'static str,
    /// How many times the thing stands in the large one; the small one has half.
    pub most: usize,
    pub make: fn(usize) -> String,
}

pub const HOSTILE: [Hostile; 7] = [
    Hostile {
        id: "levels",
        most: 60_000,
        make: |n| file(&(5..n + 5).map(|n| format!("HL*{n}*4*SS*0~")).collect::<String>()),
    },
    Hostile {
        id: "chain",
        most: 60_000,
        make: |n| file(&(5..n + 5).map(|n| format!("HL*{n}*{}*SS*1~", n - 1)).collect::<String>()),
    },
    Hostile { id: "composites", most: 40_000, make: |n| file(&format!("HI{}~", "*ABF:K5090".repeat(n))) },
    Hostile { id: "element", most: 20 << 20, make: |n| file(&format!("MSG*{}~", "X".repeat(n))) },
    Hostile { id: "elements", most: 900_000, make: |n| file(&format!("MSG{}~", "*A".repeat(n))) },
    Hostile { id: "unknown", most: 90_000, make: |n| file(&"QQX*1~".repeat(n)) },
    Hostile { id: "no-terminator", most: 20 << 20, make: |n| format!("{HEAD}MSG*{}", "X".repeat(n)) },
];

fn file(segments: &str) -> String {
    format!("{HEAD}{segments}{TAIL}")
}
