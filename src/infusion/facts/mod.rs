//! Facts that are tables: what documents are called, what is hardly or never meant, what payers and users rule. All dated,
//! with their sources, and replaceable.

pub(crate) mod code_rules;
pub(crate) mod documents;
pub(crate) mod drug_rules;
pub(crate) mod house_rules;
pub(crate) mod policy;
