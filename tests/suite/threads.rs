//! What may go to other threads, and be looked at by several: everything. The compiler checks it; nothing runs.

use x12_278::exchange::{control_numbers, index, journal, merge, outbox, redact, route, split};
use x12_278::{ack, decision, element, guide, infusion, profile, report, segment, syntax, transaction, validate};

/// Can be sent and shared.
const fn shared<T: Send + Sync>() {}

const _: () = {
    // Raw.
    shared::<syntax::Delimiters>();
    shared::<syntax::RawSegment<'_>>();
    shared::<syntax::RawSet<'_, '_>>();
    shared::<syntax::SetPlace>();
    shared::<element::Text<'_>>();
    shared::<element::Word>();
    shared::<element::Extra<'_>>();
    shared::<guide::Guide>();
    shared::<guide::Placement>();
    // Findings.
    shared::<x12_278::Error>();
    shared::<report::Issue>();
    shared::<report::Location>();
    shared::<report::Report>();
    // Documents and streams.
    shared::<x12_278::Document<'_>>();
    shared::<x12_278::Read<'_>>();
    shared::<x12_278::ReadOptions>();
    shared::<x12_278::WriteOptions>();
    shared::<x12_278::Transaction<'_>>();
    shared::<transaction::Interchange<'_>>();
    shared::<transaction::Request<'_>>();
    shared::<transaction::Response<'_>>();
    shared::<transaction::ImplementationAcknowledgment<'_>>();
    shared::<segment::Um<'_>>();
    shared::<x12_278::Framer>();
    shared::<x12_278::Reader<std::fs::File>>();
    shared::<x12_278::SetBuffer>();
    shared::<x12_278::SetReader>();
    shared::<transaction::ReadSet<'_>>();
    // Checks.
    shared::<validate::Validator>();
    shared::<validate::Policy>();
    shared::<validate::CodeSets>();
    shared::<validate::FileReport>();
    shared::<profile::Profile>();
    shared::<profile::ProfileError>();
    // Acknowledgments.
    shared::<ack::Acknowledge<'_>>();
    shared::<ack::Answers>();
    shared::<ack::Acknowledgments>();
    // Answers and orders.
    shared::<decision::Answer>();
    shared::<decision::Decision>();
    shared::<decision::Requests>();
    shared::<decision::Case>();
    shared::<decision::Statistics>();
    shared::<infusion::InfusionRequest>();
    shared::<infusion::Built>();
    // Gateways.
    shared::<control_numbers::FileControlNumbers>();
    shared::<control_numbers::MemoryControlNumbers>();
    shared::<index::Index<std::fs::File>>();
    shared::<journal::Journal>();
    shared::<merge::Merge>();
    shared::<outbox::Outbox>();
    shared::<outbox::Batch<'_>>();
    shared::<redact::Redactor>();
    shared::<route::Umo>();
    shared::<split::Splitter<std::fs::File, control_numbers::MemoryControlNumbers>>();
};
