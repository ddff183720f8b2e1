//! What to do about the codes of a received acknowledgment.

use crate::element::Word;

/// What to do where no table knows better.
pub(crate) const ASK: &str = "Ask the receiver what it objects to.";

/// Code and advice.
pub(crate) type Advice = &'static [(&'static str, &'static str)];

/// For TA105.
pub(crate) const INTERCHANGE: Advice = &[
    ("001", "Send the same number in ISA13 and IEA02."),
    ("002", "Send a repetition separator in ISA11, and 00501 in ISA12."),
    ("003", "Send 00501 in ISA12."),
    ("004", "End every segment with one character that occurs in no value."),
    ("005", "Agree with the receiver on ISA05 and ISA06."),
    ("006", "Agree with the receiver on ISA05 and ISA06; the sender may not be enrolled."),
    ("007", "Agree with the receiver on ISA07 and ISA08."),
    ("008", "Agree with the receiver on ISA07 and ISA08."),
    ("009", "Agree with the receiver on ISA07 and ISA08; the file may have gone to the wrong party."),
    ("010", "Send 00 in ISA01."),
    ("011", "Send ten blanks in ISA02."),
    ("012", "Send 00 in ISA03, or what was agreed."),
    ("013", "Send ten blanks in ISA04, or what was agreed."),
    ("014", "Send ISA09 as YYMMDD, a day of the calendar."),
    ("015", "Send ISA10 as HHMM."),
    ("016", "Send a punctuation character in ISA11."),
    ("017", "Send 00501 in ISA12."),
    ("018", "Send nine digits in ISA13."),
    ("019", "Send 0 or 1 in ISA14."),
    ("020", "Send P in ISA15 for production, T for test."),
    ("021", "Set IEA01 to the number of groups."),
    ("022", "Send a punctuation character in ISA11, and no control characters in data."),
    ("023", "Send the file again, whole; it was cut off, or has no IEA."),
    ("024", "See that ISA has its fixed widths and that every set stands in a group."),
    ("025", "Find out whether the first file arrived; send again only under a new ISA13."),
    ("026", "Part the elements by another character."),
    ("027", "Send another character in ISA16."),
];

/// For AK905 to AK909.
pub(crate) const GROUP: Advice = &[
    ("1", "Send HI in GS01, and the ids that were agreed in GS02 and GS03."),
    ("2", "Send 005010X217 in GS08."),
    ("3", "End the group with GE."),
    ("4", "Send the same number in GS06 and GE02."),
    ("5", "Set GE01 to the number of sets."),
    ("6", "Send one to nine digits in GS06."),
    ("19", "Number the groups of an interchange differently."),
];

/// For IK502 to IK506.
pub(crate) const SET: Advice = &[
    ("1", "Send this set to another receiver, or enrol for it."),
    ("2", "End the set with SE."),
    ("3", "Send the same number in ST02 and SE02."),
    ("4", "Set SE01 to the number of segments, ST and SE included."),
    ("5", "Mend the segments that are named; where none is, one has an id that X12 does not have."),
    ("6", "Send 278 in ST01."),
    ("7", "Send four to nine characters in ST02."),
    ("18", "Put GS before the set and GE behind it."),
    ("19", "Send 005010X217 in ST03."),
    ("23", "Number the sets of a group differently."),
    ("I5", "Mend the segments that are named."),
    ("I6", "Send 005010X217 in ST03 and GS08."),
];

/// For IK304.
pub(crate) const SEGMENT: Advice = &[
    ("1", "Remove the segment, or correct its id."),
    ("2", "Move the segment into its loop, behind the segment that opens it."),
    ("3", "Send the segment."),
    ("4", "Send no more of these loops than the guide allows."),
    ("5", "Send the segment no more often than the guide allows."),
    ("6", "Remove the segment."),
    ("7", "Send the segments of a loop in the order of the guide."),
    ("8", "Mend the elements that are named."),
    ("I4", "Remove the segment, or move it to its loop."),
    ("I6", "Send the segment, or mend what asks for it."),
    ("I7", "Send the loop as often as the guide wants."),
    ("I8", "Send the segment as often as the guide wants."),
    ("I9", "Remove the segment, or mend what rules it out."),
];

/// For IK403.
pub(crate) const ELEMENT: Advice = &[
    ("1", "Fill the element."),
    ("2", "Fill the element, or empty the one that asks for it."),
    ("3", "Remove what follows the last element of the segment."),
    ("4", "Send the whole value; short ones are filled up where the guide says so."),
    ("5", "Shorten the value; a longer one has no place in this element."),
    ("6", "Send printable characters only, and none that is a delimiter."),
    ("7", "Send a code of the list that is valid on the day of service."),
    ("8", "Send a day that the calendar has."),
    ("9", "Send a time from 0000 to 2359."),
    ("10", "Send one of the two elements."),
    ("12", "Send fewer repetitions."),
    ("13", "Remove the components that are too many."),
    ("I6", "Send a code that the guide lists for this element."),
    ("I9", "Fill the element, or mend what asks for it."),
    ("I10", "Empty the element."),
    ("I11", "Send more repetitions."),
    ("I12", "Send the value in the form that the guide states, and see that it is a true one."),
    ("I13", "Empty the element, or mend what rules it out."),
];

/// What to do about a code.
pub(crate) fn advice(table: Advice, code: Word) -> &'static str {
    table.iter().find(|(other, _)| Word::read(other) == Some(code)).map_or(ASK, |(_, advice)| advice)
}
