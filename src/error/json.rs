//! What serde says about a JSON text, without what it quotes of the text.

/// What is wanted at the place of an error, in plain words. `message` is that of serde: what it quotes of the text stands
/// before what it expects, which is made of words of the crate alone.
pub(super) fn wanted(message: &str) -> String {
    let message = message.rsplit_once(" at line ").map_or(message, |(message, _)| message);
    let begins = |lead: &str| message.strip_prefix(lead);
    let none = message.ends_with("there are no fields") || message.ends_with("there are no variants");
    let expected = message.rsplit_once(", expected ").map(|(_, expected)| expected).filter(|_| !none);
    // The last names between backticks: those that are expected, or the one that the message is about.
    let names = |text: &str| text.split('`').skip(1).step_by(2).collect::<Vec<_>>().join(", ");
    if begins("unknown field").is_some() {
        match expected {
            Some(expected) => format!("a key that has no meaning here; known are {}", names(expected)),
            None => "a key where none may be".to_owned(),
        }
    } else if begins("unknown variant").is_some() {
        format!("none of {}", names(expected.unwrap_or_default()))
    } else if let Some(field) = begins("missing field") {
        format!("{} is missing", names(field))
    } else if let Some(field) = begins("duplicate field") {
        format!("{} stands twice", names(field))
    } else if begins("invalid ").is_some() {
        format!("not {}", expected.map_or("of the documented shape", plain))
    } else if message.contains(['`', '"']) {
        "not of the documented shape".to_owned()
    } else {
        // The types of the crate say this, and they show no value.
        message.to_owned()
    }
}

/// What serde expects, in plain words. Only words of the crate and of serde come here.
pub(crate) fn plain(expected: &str) -> &str {
    match expected {
        "a string" | "string" | "a character" => "a text",
        "a boolean" => "true or false",
        "a sequence" => "a list",
        "u16" | "u32" | "u64" | "usize" => "a whole number",
        other if other.starts_with("struct ") || other.contains("tagged enum") || other == "a map" => "an object",
        other => other,
    }
}
