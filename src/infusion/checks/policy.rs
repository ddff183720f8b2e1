//! Step therapy and site of care, by the rules of the payer and of the user.

use crate::infusion::options::BuildOptions;
use crate::infusion::order::InfusionRequest;
use crate::infusion::problem::{ProblemKind, Problems};
use crate::profile::SiteRisk;
use crate::report::Severity;

/// Step therapy and site of care. Both only warn: they depend on the plan.
pub(crate) fn check(order: &InfusionRequest, options: &BuildOptions<'_>, problems: &mut Problems) {
    if !order.intent.kind.asks_for_care() {
        return;
    }
    let on = order.first_day().unwrap_or(options.today());
    for (index, drug) in order.drugs.iter().enumerate().filter(|(_, drug)| drug.asks_for_care()) {
        let tried = order.clinical.prior_therapies.as_deref().unwrap_or_default();
        let rule = options.policies.step_rule(drug.code.trim(), on).filter(|_| !order.goes_on_with_response());
        if let Some(rule) = rule.filter(|rule| !tried.iter().any(|tried| rule.is_trial(tried))) {
            let (kind, subject) = (ProblemKind::StepTherapy, format!("drugs[{index}].code"));
            let (place, source) = ("2000E MSG01", rule.source.cited.as_str());
            problems.cite_with(Severity::Warning, kind, subject, place, source, rule.goes_first());
        }
    }
    let Some(site) = order.site.as_ref() else { return };
    let line = order.coverage.line_of_business.as_str();
    let asks = |risk: &&SiteRisk| {
        let mut drugs = order.drugs.iter().filter(|drug| drug.asks_for_care()).map(|drug| drug.code.trim());
        drugs.any(|code| {
            let class = options.policies.injectable(code, line, on).map(|row| row.class.as_str());
            risk.is_about(order.therapy, code, class)
        })
    };
    let mut risks = options.profile.site_risks(site.kind, on).filter(asks);
    match site.exception {
        None if risks.next().is_some() => problems.warn(ProblemKind::SiteOfCare, "site", "2000E UM04"),
        Some(reason) if risks.any(|risk| !risk.accepts(reason)) => {
            problems.warn(ProblemKind::SiteOfCare, "site.exception", "2000E UM04");
        }
        _ => {}
    }
}
