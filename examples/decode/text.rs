//! A file in words: the sets, and at the end what is wrong.

use crate::acknowledgment::{acknowledgment, interchange_answer};
use crate::page::{Page, joined};
use crate::parts;
use crate::request::request;
use crate::response::response;
use x12_278::report::Report;
use x12_278::transaction::{Content, InterchangeHeader};
use x12_278::{Kind, Read, Transaction};

/// The whole text.
pub(crate) fn document(name: &str, read: &Read<'_>) -> String {
    let mut page = Page::default();
    page.heading(name);
    for interchange in &read.document.interchanges {
        if let Some(header) = &interchange.header {
            page.heading(envelope(header));
        }
        for ta1 in &interchange.acknowledgments {
            page.heading(interchange_answer(ta1));
        }
        for transaction in interchange.groups.iter().flat_map(|group| &group.transactions) {
            set(&mut page, transaction);
        }
        if !interchange.unplaced.is_empty() {
            page.gap();
            page.heading(format!("Outside of any set: {} segment(s), kept as sent", interchange.unplaced.len()));
        }
    }
    issues(&mut page, &read.report);
    page.into_text()
}

fn envelope(header: &InterchangeHeader<'_>) -> String {
    let test = if header.usage == "T" { "test" } else { "" };
    let route = format!("from {} to {}", header.sender, header.receiver);
    joined([format!("Interchange {}", header.control_number), route, test.to_owned()])
}

fn set(page: &mut Page, set: &Transaction<'_>) {
    page.gap();
    let kind = match set.kind() {
        Kind::Request => "Request",
        Kind::Response => "Response",
        Kind::Inquiry => "Inquiry",
        Kind::InquiryResponse => "Response to an inquiry",
        Kind::Notification => "Notification",
        Kind::NotificationAcknowledgment => "Acknowledgment of a notification",
        Kind::ImplementationAcknowledgment => "Implementation acknowledgment (999)",
        Kind::Unclear => "Unclear whether request or response",
        _ => "Other transaction set",
    };
    page.heading(joined([format!("{kind} {}", set.control_number()), set.guide.to_string()]));
    page.below(|page| {
        page.line("about", parts::beginning(set.beginning()));
        match &set.content {
            Content::Request(content) => request(page, content),
            Content::Response(content) => response(page, content),
            Content::Acknowledgment(answer) => acknowledgment(page, answer),
            _ => {
                let segments = set.raw().map_or(0, |raw| raw.segments().count());
                page.line("content", format!("{segments} segments, not typed"));
            }
        }
    });
}

fn issues(page: &mut Page, report: &Report) {
    page.gap();
    if report.is_empty() {
        return page.heading("No issues.");
    }
    page.heading("Issues");
    page.below(|page| {
        for issue in report.issues() {
            let set = if issue.at.set > 0 {
                format!(", set {} of group {}", issue.at.set, issue.at.group)
            } else {
                String::new()
            };
            page.heading(format!("{:8} {issue}{set}", issue.severity.name()));
        }
        if report.dropped() > 0 {
            page.heading(format!("and {} more", report.dropped()));
        }
    });
}
