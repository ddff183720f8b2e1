//! What is said of an order before it is sent.

use crate::common::Outcome;
use std::cmp::Reverse;
use std::fmt::Write;
use x12_278::Document;
use x12_278::infusion::{
    AuthorizationQuestion, BuildOptions, Item, Needed, OrderDraft, Problem, ProblemKind, Reason, ScheduleError, State,
    Uncoded, checklist, route,
};
use x12_278::report::Severity;

/// A reason, with who says so.
fn because(reason: &Reason) -> String {
    match (reason.cited.is_empty(), reason.verified) {
        (true, true) => reason.text.to_string(),
        (true, false) => format!("{} (not verified)", reason.text),
        (false, true) => format!("{} ({})", reason.text, reason.cited),
        (false, false) => format!("{} ({}; not verified)", reason.text, reason.cited),
    }
}

/// The audit before submission: completeness, road, need of authorization, problems. What could not be read is missing
/// in the first three and stands first in the last.
pub(crate) fn check(draft: &OrderDraft, judged: &Judged, options: &BuildOptions<'_>) -> (String, Outcome) {
    let order = draft.order();
    let mut text = String::new();
    if !draft.errors().is_empty() {
        text.push_str(
            "not read whole\n  what could not be read stands first among the problems; all else is said of the rest\n",
        );
    }
    text.push_str("completeness\n");
    let mut items = checklist(order, options);
    // What there is to do comes first.
    items.sort_by_key(|item| match item.state {
        State::Missing => (0, Reverse(Some(item.severity))),
        State::Unknown => (1, Reverse(None)),
        State::Present => (2, Reverse(None)),
        State::NotApplicable => (3, Reverse(None)),
    });
    for item in &items {
        let _ = writeln!(text, "  {item}");
    }
    let routing = route(order, options);
    let reviewer = routing.reviewer.map_or("", |reviewer| reviewer.name());
    let _ = writeln!(text, "road\n  {}", [routing.hint.name(), reviewer].join(" ").trim_end());
    let by = routing.reviewer.map(|reviewer| format!("; {} reviews", reviewer.title())).unwrap_or_default();
    let _ = writeln!(text, "  that is: {}{by}", routing.hint.title());
    for reason in &routing.reasons {
        let _ = writeln!(text, "  because {}", because(reason));
    }
    text.push_str("authorization needed\n");
    for code in order.drugs.iter().map(|drug| &drug.code).chain(order.services.iter().map(|service| &service.code)) {
        let on = order.first_day().unwrap_or(options.today());
        let place = order.site.as_ref().map(|site| site.kind.place_of_service().to_string()).unwrap_or_default();
        let question = AuthorizationQuestion {
            line_of_business: &order.coverage.line_of_business,
            code,
            place_of_service: &place,
            on,
            age: order.birth_date().and_then(|birth| on.age_of_born(birth)),
        };
        let needed = options.policies.needs_authorization(question);
        let hint = if needed == Needed::Unknown { " (no table says so: ask the plan)" } else { "" };
        let _ = writeln!(text, "  {code}: {}{hint}", needed.name());
    }
    let missing = |item: &Item| item.state == State::Missing && item.severity == Severity::Error;
    let clean = judged.document.is_some() && !items.iter().any(missing);
    if let Some(uncoded) = &judged.uncoded {
        text.push_str("said by no code, but carried by\n");
        for uncoded in uncoded {
            let _ = writeln!(text, "  {}: {}", uncoded.what, uncoded.carrier.name());
        }
    }
    text.push_str(if judged.problems.is_empty() { "problems\n  none\n" } else { "problems\n" });
    for problem in &judged.problems {
        let _ = writeln!(text, "  {problem}");
    }
    (text, if clean { Outcome::Good } else { Outcome::FallsShort })
}

/// What an order comes to.
pub(crate) struct Judged {
    /// The interchange, if nothing is wrong.
    pub(crate) document: Option<Document<'static>>,
    /// What no code says, if there is a request.
    pub(crate) uncoded: Option<Vec<Uncoded>>,
    /// All that is wrong: first what could not be read, then what is wrong with the rest, by the paths of the text. That
    /// something is missing because it could not be read is not said again.
    pub(crate) problems: Vec<String>,
}

/// Whether this is wrong only because something was left out, which is said.
fn follows(draft: &OrderDraft, problem: &Problem) -> bool {
    let missing = match problem.kind {
        ProblemKind::Schedule(ScheduleError::FromMissing) => ".from",
        ProblemKind::Schedule(ScheduleError::FrequencyMissing) => ".frequency",
        _ => "",
    };
    draft.is_left_out(&format!("{}{missing}", problem.subject))
}

/// Builds the request and puts it into its envelope; both say what is wrong.
pub(crate) fn judge(draft: &OrderDraft, options: &BuildOptions<'_>, control_number: u32) -> Judged {
    let order = draft.order();
    let (request, uncoded, found) = match order.build(options) {
        Ok(built) => (Some(built.request), Some(built.uncoded), built.warnings),
        Err(problems) => (None, None, problems.list().to_vec()),
    };
    let is_built = request.is_some() && draft.errors().is_empty();
    let envelope = order.envelope.clone().unwrap_or_default();
    let (document, of_envelope) = match envelope.wrap(request.unwrap_or_default(), control_number, options.at) {
        Ok(document) => (Some(document).filter(|_| is_built), Vec::new()),
        Err(problems) => (None, problems.list().to_vec()),
    };
    let unread = draft.errors().iter().map(|error| format!("{}: {error}", Severity::Error));
    let others = found.into_iter().chain(of_envelope).filter(|problem| !follows(draft, problem));
    let others = others.map(|problem| {
        let subject = draft.path_in_text(&problem.subject).into();
        format!("{}: {}", problem.severity, Problem { subject, ..problem })
    });
    Judged { document, uncoded, problems: unread.chain(others).collect() }
}
