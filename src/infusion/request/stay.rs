//! A stay and an accident as segments, checked.

use crate::catalog::value::Day;
use crate::code::{AdmissionSource, AdmissionType, PatientStatus, RelatedCause};
use crate::element::{Run, Word};
use crate::infusion::order::admission::{Accident, AccidentCause, Admission};
use crate::infusion::order::schedule::ScheduleError;
use crate::infusion::problem::{ProblemKind, Problems};
use crate::segment::{Cl1, RelatedCauses};

impl Admission {
    /// Holds the admission against itself and against the days of the lines.
    pub(crate) fn check(&self, lines: Option<(Day, Day)>, problems: &mut Problems) {
        let missing = [
            (self.on.is_none(), "admission.on", "2000E DTP 435"),
            (self.kind.is_none(), "admission.kind", "2000E CL101"),
        ];
        for (is_missing, path, place) in missing {
            if is_missing {
                problems.push(ProblemKind::Missing, path, place);
            }
        }
        let known = [
            (self.kind.is_none_or(AdmissionType::is_known), "admission.kind", "2000E CL101"),
            (self.source.is_none_or(AdmissionSource::is_known), "admission.source", "2000E CL102"),
            (self.status.is_none_or(PatientStatus::is_known), "admission.status", "2000E CL103"),
        ];
        for (is_known, path, place) in known {
            if !is_known {
                problems.push(ProblemKind::CodeUnlisted, path, place);
            }
        }
        for (day, path) in [(self.on, "admission.on"), (self.discharge, "admission.discharge")] {
            if day.is_some_and(|day| !day.is_plausible()) {
                problems.push(ProblemKind::Schedule(ScheduleError::Day), path, "2000E DTP");
            }
        }
        if self.days.is_some_and(|days| !(1..=999).contains(&days)) {
            problems.push(ProblemKind::StayDays, "admission.days", "2000E HSD02");
        }
        let (Some(on), discharge) = (self.on, self.discharge) else { return };
        if discharge.is_some_and(|discharge| discharge < on) {
            problems.push(ProblemKind::DischargeFirst, "admission.discharge", "2000E DTP 096");
        }
        let outside = |(from, through)| from < on || discharge.is_some_and(|discharge| through > discharge);
        if lines.is_some_and(outside) {
            problems.push(ProblemKind::OutsideStay, "admission", "2000E DTP 435, 2000F DTP 472");
        }
    }

    /// CL1.
    pub(crate) fn claim(&self) -> Cl1<'static> {
        Cl1 { admission_type: self.kind, admission_source: self.source, patient_status: self.status, ..Cl1::default() }
    }
}

impl AccidentCause {
    const fn code(self) -> RelatedCause {
        match self {
            Self::Auto => RelatedCause::AUTO_ACCIDENT,
            Self::AnotherParty => RelatedCause::ANOTHER_PARTY_RESPONSIBLE,
            Self::Employment => RelatedCause::EMPLOYMENT,
        }
    }
}

impl Accident {
    /// UM05, checked.
    pub(crate) fn causes(&self, problems: &mut Problems) -> RelatedCauses {
        let (path, place) = ("clinical.accident.causes", "2000E UM05");
        let mut causes = Run::default();
        for (index, cause) in self.causes.iter().enumerate() {
            let again = self.causes.iter().take(index).any(|earlier| earlier == cause);
            if again || causes.push(cause.code()).is_err() {
                problems.push(ProblemKind::Repeated, path, place);
            }
        }
        if self.causes.is_empty() {
            problems.push(ProblemKind::Missing, path, place);
        }
        if self.on.is_some_and(|day| !day.is_plausible()) {
            let kind = ProblemKind::Schedule(ScheduleError::Day);
            problems.push(kind, "clinical.accident.on", "2000E DTP 439");
        }
        let state = problems.optional("clinical.accident.state".to_owned(), place, self.state.as_ref(), 2, 2);
        let state = state.as_deref().map(str::to_ascii_uppercase).as_deref().and_then(Word::read);
        RelatedCauses { causes, state, ..RelatedCauses::default() }
    }
}
