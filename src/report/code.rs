//! The one table of issue codes: number, severity, acknowledgment codes, sentence, advice.

use super::Severity;

/// What the table says about an [`IssueCode`].
#[derive(Clone, Copy, Debug)]
pub struct IssueInfo {
    /// Stable name, in kebab case, as it stands in reports.
    pub name: &'static str,
    /// Stable number.
    pub number: u16,
    /// SNIP type: 1 syntax, 2 guide, 4 situational, 5 external codes, 6 line of service, 7 trading partner.
    pub snip: u8,
    /// Severity under the default policy.
    pub severity: Severity,
    /// 999 segment syntax error code (IK304), or empty.
    pub ik304: &'static str,
    /// 999 element syntax error code (IK403), or empty.
    pub ik403: &'static str,
    /// 999 set error code (IK502), or empty.
    pub ik502: &'static str,
    /// 999 group error code (AK905), or empty.
    pub ak905: &'static str,
    /// TA1 note code (TA105), or empty.
    pub ta105: &'static str,
    /// One sentence part that follows the place: "required, but empty".
    pub sentence: &'static str,
    /// What to do about it.
    pub advice: &'static str,
}

/// One row an issue: `Name number "kebab-name" snip Severity { acknowledgment codes } "sentence" "advice"`.
macro_rules! issue_codes {
    ($($name:ident $number:literal $kebab:literal $snip:literal $severity:ident { $($ack:ident $value:literal)* } $sentence:literal $advice:literal)*) => {
        /// The kinds of findings. Names and numbers are stable; new ones may be added.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        #[repr(u16)]
        pub enum IssueCode {
            $(#[doc = concat!("`", $kebab, "` (", $number, "): ", $sentence, ". ", $advice)] $name = $number,)*
        }

        impl IssueCode {
            /// Every code, in the order of the numbers.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Its row of the table.
            #[must_use]
            pub const fn info(self) -> IssueInfo {
                const NONE: IssueInfo = IssueInfo { name: "", number: 0, snip: 1, severity: Severity::Error, ik304: "", ik403: "", ik502: "", ak905: "", ta105: "", sentence: "", advice: "" };
                match self {
                    $(Self::$name => IssueInfo { name: $kebab, number: $number, snip: $snip, severity: Severity::$severity, sentence: $sentence, advice: $advice, $($ack: $value,)* ..NONE },)*
                }
            }
        }
    };
}

issue_codes! {
    // Interchange: TA1.
    HeaderWidth              101 "header-width"               1 Error   { ta105 "024" } "the interchange header is not padded to its fixed widths" "Pad every element of ISA to its width; the header has 106 bytes."
    HeaderLineBreak          102 "header-line-break"          1 Error   { ta105 "024" } "a line break inside the interchange header" "Send ISA on one line."
    RepetitionOff            103 "repetition-separator-off"   1 Warning { ta105 "022" } "not a usable repetition separator" "Send a punctuation character in ISA11, usually a circumflex."
    InterchangeTrailerMissing 104 "interchange-trailer-missing" 1 Error { ta105 "023" } "the interchange has no IEA" "End the interchange with IEA; the file may have been cut off."
    GroupCountWrong          105 "group-count-wrong"          1 Error   { ta105 "021" } "the count of groups differs from the groups found" "Set IEA01 to the number of groups."
    InterchangeControlNumber 106 "interchange-control-number" 1 Error   { ta105 "001" } "the control number differs from the header's" "Send the same number in ISA13 and IEA02."
    InterchangeControlZeros  107 "interchange-control-zeros"  1 Warning { ta105 "001" } "the control number equals the header's but for leading zeros" "Send ISA13 and IEA02 alike, nine digits."
    TextAfterInterchange     108 "text-after-interchange"     1 Warning { ta105 "024" } "text after the end of the interchange" "Send nothing behind IEA."
    InterchangeContent       109 "interchange-content"        1 Error   { ta105 "024" } "may not stand at this place outside of the transaction sets" "Put it into a transaction set, a TA1 before the first GS, or leave it out."
    WhiteSpace               110 "white-space"                1 Note    { }             "white space between segments" "Most receivers accept it; the standard has none."
    NoEnvelope               111 "no-envelope"                1 Note    { ta105 "024" } "a transaction set without an interchange around it" "Wrap it in ISA, GS, GE and IEA before sending."
    HeaderUnreadable         112 "header-unreadable"          1 Error   { ta105 "024" } "a further interchange header that cannot be read" "See that ISA has sixteen elements and four different delimiters."
    AcknowledgmentCount      113 "acknowledgment-count"       1 Warning { ta105 "021" } "a group is counted, but the interchange carries TA1 alone" "Set IEA01 to 0 when there is no group."
    TerminatorMissing        114 "terminator-missing"         1 Warning { ta105 "004" } "the last segment has no terminator" "End every segment with the terminator; the file may have been cut off."
    NotUtf8                  115 "not-utf8"                   1 Warning { }             "bytes that are not UTF-8; read as Latin-1" "Send ASCII, or agree on an encoding with your partner."
    GroupHeaderUnusable      116 "group-header-unusable"      1 Error   { ta105 "024" } "the group header lacks a usable GS01 or GS06, so no 999 could name the group" "Send two characters in GS01 and one to nine digits in GS06."
    ByteOrderMark            117 "byte-order-mark"            1 Note    { }             "a byte order mark before the first segment" "Most receivers accept it; the standard has none."
    // Group: AK9.
    GroupHeaderMissing       201 "group-header-missing"       1 Error   { ta105 "024" ik502 "18" } "a transaction set outside of any functional group" "Put GS before it and GE behind it."
    GroupTrailerMissing      202 "group-trailer-missing"      1 Error   { ak905 "3" } "the group has no GE" "End the group with GE."
    SetCountWrong            203 "set-count-wrong"            1 Error   { ak905 "5" } "the count of transaction sets differs from the sets found" "Set GE01 to the number of sets."
    GroupControlNumber       204 "group-control-number"       1 Error   { ak905 "4" } "the control number differs from the group header's" "Send the same number in GS06 and GE02."
    GroupControlZeros        205 "group-control-zeros"        1 Warning { ak905 "4" } "the control number equals the group header's but for leading zeros" "Send GS06 and GE02 alike."
    GroupKind                206 "group-kind"                 1 Error   { ak905 "1" } "not the functional identifier of what the group holds" "Send HI for 278s, and FA for acknowledgments."
    // Transaction set: IK5.
    SetTrailerMissing        301 "set-trailer-missing"        1 Error   { ik502 "2" } "the transaction set has no SE" "End the set with SE."
    SegmentCountWrong        302 "segment-count-wrong"        1 Error   { ik502 "4" } "the count of segments differs from the segments found" "Set SE01 to the number of segments, ST and SE included."
    SetControlNumber         303 "set-control-number"         1 Error   { ik502 "3" } "the control number differs from the set header's" "Send the same number in ST02 and SE02."
    SetControlZeros          304 "set-control-zeros"          1 Warning { ik502 "3" } "the control number equals the set header's but for leading zeros" "Send ST02 and SE02 alike."
    KindUnclear              305 "kind-unclear"               2 Error   { ik502 "I6" } "neither clearly a request nor clearly a response" "Send BHT02 13 in a request and 11 in a response."
    KindContradicts          306 "kind-contradicts"           2 Error   { ik304 "8" ik403 "I6" ik502 "I5" } "does not fit what the set carries" "Send BHT02 13 in a request and 11 in a response, with the guide of reviews in ST03; HCR and AAA belong in a response."
    SetTooLarge              307 "set-too-large"              7 Error   { ik502 "5" } "the transaction set is larger than the limit and was not read" "Split the set, or raise the limit."
    GuideMissing             308 "guide-missing"              2 Error   { ik304 "8" ik403 "1" ik502 "19" } "the guide is not named" "Send 005010X217 in ST03."
    GuideDiffers             309 "guide-differs"              2 Error   { ik304 "8" ik403 "I6" ik502 "I6" } "names another guide than the group" "Send the same guide in ST03 and GS08."
    SetControlRepeated       310 "set-control-repeated"       1 Error   { ik502 "23" } "the control number is used twice in the group" "Number the sets of a group differently."
    SetNotSupported          311 "set-not-supported"          7 Error   { ik502 "1" } "not a transaction set that is checked here" "Send 278 requests and responses of 005010X217 in a group of their own."
    GuideNotSupported        312 "guide-not-supported"        7 Error   { ik502 "I6" } "the guide that is named is not one that is checked here" "Send 005010X217 in ST03 and GS08."
    TooManyFindings          313 "too-many-findings"          7 Error   { ik502 "5" } "more findings than are kept" "Mend the findings that are listed, then check again."
    SetNotChecked            314 "set-not-checked"            7 Note    { } "a transaction set of another kind in a group of its own; not checked here" "Hand it to a program that knows its kind."
    // Segments: IK3.
    SegmentUnknown           401 "segment-unknown"            1 Error   { ik304 "1" ik502 "5" } "not a segment that X12 has" "Remove it, or correct its id."
    SegmentForeign           402 "segment-foreign"            1 Error   { ik304 "6" ik502 "5" } "not a segment of this transaction set" "Remove it."
    SegmentNotUsed           403 "segment-not-used"           2 Error   { ik304 "I4" ik502 "I5" } "the guide does not use this segment here" "Remove it, or move it to its loop."
    SegmentOverMaximum       404 "segment-over-maximum"       2 Error   { ik304 "5" ik502 "5" } "more often than the guide allows" "Send it no more often than the guide allows."
    SegmentOutOfOrder        405 "segment-out-of-order"       1 Error   { ik304 "7" ik502 "5" } "out of order" "Send the segments of a loop in the order of the guide."
    RequiredSegmentMissing   406 "required-segment-missing"   2 Error   { ik304 "3" ik502 "5" } "required, but missing" "Send it."
    RequiredLoopMissing      407 "required-loop-missing"      2 Error   { ik304 "3" ik502 "5" } "the loop that it opens is required, but missing" "Send the loop."
    LoopOverMaximum          408 "loop-over-maximum"          2 Error   { ik304 "4" ik502 "5" } "the loop that it opens occurs more often than the guide allows" "Send no more of these loops than the guide allows."
    SegmentEmpty             409 "segment-empty"              1 Error   { ik304 "8" ik502 "5" } "a segment without any element" "Remove it, or fill it."
    QualifierUnplaced        410 "qualifier-unplaced"         2 Error   { ik304 "8" ik403 "I6" ik502 "I5" } "the qualifier is none that this loop uses" "Use a qualifier that the guide lists here, or move the segment to its loop."
    SegmentBelowUnplaced     411 "segment-below-unplaced"     2 Note    { } "follows a level or a name that has no place here" "Mend the level or the name before it."
    // Hierarchy.
    LevelUnknown             421 "level-unknown"              2 Error   { ik304 "8" ik403 "I6" ik502 "I5" } "not a level of this guide" "Use 20, 21, 22, 23, EV and SS."
    ParentMissing            422 "parent-missing"             2 Error   { ik304 "8" ik403 "1" ik502 "5" } "no parent is named where the guide wants one" "Name the HL01 of the level above."
    ParentUnknown            423 "parent-unknown"             2 Error   { ik304 "8" ik403 "I12" ik502 "I5" } "names no earlier level" "Name the HL01 of the level above."
    ParentWrongLevel         424 "parent-wrong-level"         2 Error   { ik304 "8" ik403 "I12" ik502 "I5" } "names a parent of the wrong level" "Name the HL01 of the level above."
    ParentIsService          425 "parent-is-service"          2 Warning { ik304 "8" ik403 "I12" ik502 "I5" } "names another service as its parent" "Name the HL01 of the patient event."
    LevelNumberRepeated      426 "level-number-repeated"      2 Error   { ik304 "8" ik403 "I12" ik502 "I5" } "repeats or is no number" "Number the levels 1, 2, 3 and on."
    LevelNumberOrder         427 "level-number-order"         2 Warning { ik304 "8" ik403 "I12" ik502 "I5" } "does not follow the number before it" "Number the levels 1, 2, 3 and on."
    ChildCodeWrong           428 "child-code-wrong"           2 Warning { ik304 "8" ik403 "I12" ik502 "I5" } "does not agree with the levels below" "Send 1 when a level below follows, else 0."
    // Conditions: what goes with what.
    SituationalElementMissing 601 "situational-element-missing" 4 Error { ik304 "8" ik403 "I9" ik502 "I5" } "required here by what else is sent, but missing" "Send it, or mend what asks for it."
    SituationalElementForbidden 602 "situational-element-forbidden" 4 Error { ik304 "8" ik403 "I13" ik502 "I5" } "sent, though what else is sent forbids it" "Remove it, or send what it depends on."
    SituationalSegmentMissing 603 "situational-segment-missing" 4 Error { ik304 "I6" ik502 "I5" } "required here by what else is sent, but missing" "Send it, or mend what asks for it."
    SituationalSegmentForbidden 604 "situational-segment-forbidden" 4 Error { ik304 "I9" ik502 "I5" } "sent, though what else is sent forbids it" "Remove it, or send what it depends on."
    SituationalLoopMissing   605 "situational-loop-missing"   4 Error   { ik304 "I6" ik502 "I5" } "the loop that it opens is required here by what else is sent, but missing" "Send the loop, or mend what asks for it."
    LoopBelowMinimum         606 "loop-below-minimum"         2 Error   { ik304 "I7" ik502 "I5" } "the loop that it opens occurs less often than the guide asks for" "Send more of these loops."
    ValueDisagrees           607 "value-disagrees"            4 Error   { ik304 "8" ik403 "I12" ik502 "I5" } "does not agree with another value of the set" "Send values that agree."
    ValueRepeated            608 "value-repeated"             2 Error   { ik304 "8" ik403 "I12" ik502 "I5" } "a value that was sent before and may not stand again" "Send each value once."
    PlaceSkipped             609 "place-skipped"              2 Error   { ik304 "8" ik403 "I12" ik502 "I5" } "empty, though a later place is filled" "Fill the places from the first on, without gaps."
    FormWrong                610 "form-wrong"                 2 Error   { ik304 "8" ik403 "I12" ik502 "I5" } "does not have the form that the guide asks for" "Send it in the form that the rule names."
    LineOfServiceIncomplete  621 "line-of-service-incomplete" 6 Warning { ik304 "I6" ik502 "I5" } "expected for this line of service, but missing" "Send it, or name the kind of care that is asked for."
    OperatingRuleElement     641 "operating-rule-element"     7 Warning { ik304 "8" ik403 "I9" ik502 "I5" } "missing, though an operating rule or a regulation asks for it" "Send it."
    OperatingRuleSegment     642 "operating-rule-segment"     7 Warning { ik304 "I6" ik502 "I5" } "missing, though an operating rule or a regulation asks for it" "Send it."
    // What a field could not hold.
    NotHeld                  441 "not-held"                   1 Note    { } "kept as sent, because no field can hold it" "See the finding about the same element for what is wrong with it."
    // Elements: IK4.
    RequiredElementMissing   501 "required-element-missing"   2 Error   { ik304 "8" ik403 "1" ik502 "5" } "required, but empty" "Send it."
    ConditionalElementMissing 502 "conditional-element-missing" 1 Error { ik304 "8" ik403 "2" ik502 "5" } "empty, though another element asks for it" "Send both, or neither."
    ElementExcluded          503 "element-excluded"           1 Error   { ik304 "8" ik403 "10" ik502 "5" } "may not stand beside an element before it" "Send one of the two."
    ElementNotUsed           504 "element-not-used"           2 Error   { ik304 "8" ik403 "I10" ik502 "I5" } "the guide does not use this element here" "Leave it empty."
    ElementTooMany           505 "element-too-many"           1 Error   { ik304 "8" ik403 "3" ik502 "5" } "beyond the last element that the segment has" "Leave it out."
    ComponentTooMany         506 "component-too-many"         1 Error   { ik304 "8" ik403 "13" ik502 "5" } "more components than the element has" "Leave out the further ones; a delimiter may not stand in a text."
    RepetitionTooMany        507 "repetition-too-many"        1 Error   { ik304 "8" ik403 "12" ik502 "5" } "more repetitions than the element may have" "Leave out the further ones."
    ElementTooShort          508 "element-too-short"          1 Error   { ik304 "8" ik403 "4" ik502 "5" } "too short" "Send at least the characters that the guide asks for."
    ElementTooLong           509 "element-too-long"           1 Error   { ik304 "8" ik403 "5" ik502 "5" } "too long" "Send no more characters than the guide allows."
    CharacterInvalid         510 "character-invalid"          1 Error   { ik304 "8" ik403 "6" ik502 "5" } "a character that X12 does not have" "Send printable ASCII."
    CodeNotInGuide           511 "code-not-in-guide"          2 Error   { ik304 "8" ik403 "I6" ik502 "I5" } "a code that X12 has and the guide does not use here" "Use a code that the guide lists."
    CodeUnknown              512 "code-unknown"               1 Error   { ik304 "8" ik403 "7" ik502 "5" } "not a code of this element" "Use a code that the guide lists."
    DateInvalid              513 "date-invalid"               1 Error   { ik304 "8" ik403 "8" ik502 "5" } "not a day of the calendar" "Send a day that exists, as CCYYMMDD."
    TimeInvalid              514 "time-invalid"               1 Error   { ik304 "8" ik403 "9" ik502 "5" } "not a time of the clock" "Send HHMM, HHMMSS, or seconds with decimals behind them."
    NumberInvalid            515 "number-invalid"             1 Error   { ik304 "8" ik403 "6" ik502 "5" } "not a number as X12 writes it" "Send digits, a leading minus, and one point where the type allows it."
    FormatWrong              516 "format-wrong"               2 Error   { ik304 "8" ik403 "I12" ik502 "I5" } "not in the form that its qualifier states" "Send D8 as CCYYMMDD and RD8 as CCYYMMDD-CCYYMMDD."
    PeriodBackwards          517 "period-backwards"           2 Error   { ik304 "8" ik403 "I12" ik502 "I5" } "the period ends before it begins" "Send the earlier day first."
    ProviderNumberWrong      518 "provider-number-wrong"      2 Error   { ik304 "8" ik403 "I12" ik502 "I5" } "a National Provider Identifier has ten digits" "Send the ten digits of the NPI."
    ProviderCheckDigit       519 "provider-check-digit"       5 Warning { ik304 "8" ik403 "I12" ik502 "I5" } "the check digit of the National Provider Identifier is wrong" "Look the NPI up; a digit was mistyped."
    ExternalCodeUnknown      520 "external-code-unknown"      5 Warning { ik304 "8" ik403 "7" ik502 "5" } "not in the external code list" "Look the code up for the day of the service."
    ExternalCodeShape        521 "external-code-shape"        5 Warning { ik304 "8" ik403 "7" ik502 "5" } "no code of the external list looks like this" "Look the code up, and send it without point or blanks."
    ElementBlank             523 "element-blank"              1 Note    { }             "blanks only: counts as empty" "Leave it empty."
    TrailingEmpty            524 "trailing-empty"             1 Note    { }             "separators at the end with nothing behind them" "Leave out separators with nothing behind them."
    TrailingBlank            525 "trailing-blank"             1 Note    { }             "blanks at the end" "Send the value without padding."
    // Elements of the envelope.
    HeaderElement            561 "header-element"             1 Error   { ta105 "024" } "not what the interchange header may hold here" "Send a value that the header allows."
    HeaderVersionOld         562 "header-version-old"         1 Warning { ta105 "017" } "an older envelope version than the groups inside" "Send 00501 in ISA12."
    InterchangeRepeated      563 "interchange-repeated"       1 Error   { ta105 "025" } "sender, receiver and control number are those of an earlier interchange" "Number the interchanges differently."
    GroupElement             564 "group-element"              1 Error   { ta105 "024" } "not what the group header may hold here" "Send a value that the header allows."
    GroupPartner             565 "group-partner"              1 Error   { ak905 "1" }   "the code of sender or receiver is missing or has the wrong length" "Send 2 to 15 characters."
    GroupNumberInvalid       566 "group-number-invalid"       1 Error   { ak905 "6" }   "not a number of one to nine digits" "Send one to nine digits in GS06."
    GroupNumberRepeated      567 "group-number-repeated"      1 Error   { ak905 "19" }  "the control number of an earlier group of the interchange" "Number the groups of an interchange differently."
    SetIdentifierInvalid     569 "set-identifier-invalid"     1 Error   { ik502 "6" }   "not the identifier of a transaction set" "Send 278 in ST01."
    SetNumberInvalid         570 "set-number-invalid"         1 Error   { ik502 "7" }   "not four to nine characters" "Send four to nine characters in ST02."
    AcknowledgmentElement    571 "acknowledgment-element"     1 Warning { }             "not what the interchange acknowledgment may hold here" "Send the values of the interchange that is answered."
    EnvelopeElementTooMany   572 "envelope-element-too-many"  1 Warning { ta105 "024" } "beyond the last element that the segment has" "Leave it out."
    // Companion guides of payers.
    ProfileElementMissing    801 "profile-element-missing"    7 Warning { } "the payer requires it" "Send it to this payer."
    ProfileElementUnwanted   802 "profile-element-unwanted"   7 Warning { } "the payer does not take it" "Leave it out for this payer."
    ProfileCode              803 "profile-code"               7 Warning { } "the payer does not take this code" "Use a code that the payer lists."
    ProfileLength            804 "profile-length"             7 Warning { } "the payer asks for another length" "Send the characters that the payer asks for."
    ProfileRepetitions       805 "profile-repetitions"        7 Warning { } "more repetitions than the payer takes" "Send no more than the payer takes."
    ProfileSegmentMissing    806 "profile-segment-missing"    7 Warning { } "the payer requires it, but it is missing" "Send it to this payer."
    ProfileSegmentUnwanted   807 "profile-segment-unwanted"   7 Warning { } "the payer does not take this segment" "Leave it out for this payer."
    ProfileSegmentCount      808 "profile-segment-count"      7 Warning { } "more often than the payer takes it" "Send no more than the payer takes."
    ProfileLoopMissing       809 "profile-loop-missing"       7 Warning { } "the payer requires the loop that it opens, but it is missing" "Send it to this payer."
    ProfileLoopUnwanted      810 "profile-loop-unwanted"      7 Warning { } "the payer does not take the loop that it opens" "Leave it out for this payer."
    ProfileLoopCount         811 "profile-loop-count"         7 Warning { } "more loops of this kind than the payer takes" "Send no more than the payer takes."
}
