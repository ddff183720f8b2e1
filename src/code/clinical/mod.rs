//! What the clinical segments hold: the condition of the patient, transport, equipment and special kinds of care.

mod ambulance;
mod condition;
mod dental;
mod home_health;
mod oxygen;
mod spinal;

pub use ambulance::{AmbulanceReason, AmbulanceTransport};
pub use condition::{ConditionCategory, ConditionIndicator};
pub use dental::{OralCavity, ProsthesisStatus, ToothSurface};
pub use home_health::PatientLocation;
pub use oxygen::{OxygenDelivery, OxygenEquipment, OxygenTestCondition, OxygenTestFinding};
pub use spinal::{SpinalCondition, SubluxationLevel};
