//! Which findings bring about which others: one table.

use super::IssueCode;
use IssueCode::{
    CharacterInvalid, ChildCodeWrong, CodeNotInGuide, CodeUnknown, ComponentTooMany, ElementTooLong, ElementTooShort,
    FormWrong, GroupControlNumber, GroupCountWrong, GroupHeaderMissing, GroupNumberInvalid, GuideDiffers,
    GuideNotSupported, InterchangeContent, LevelNumberRepeated, LevelUnknown, LineOfServiceIncomplete,
    LoopBelowMinimum, ParentIsService, ParentUnknown, ParentWrongLevel, QualifierUnplaced, RepetitionTooMany,
    RequiredElementMissing, RequiredLoopMissing, SetControlZeros, SetNumberInvalid, SituationalElementMissing,
    SituationalLoopMissing, SituationalSegmentForbidden, SituationalSegmentMissing, ValueDisagrees, ValueRepeated,
};

/// A finding of the first code can bring about findings of the others, though nothing else is wrong.
const FOLLOWS: &[(IssueCode, &[IssueCode])] = &[
    // The envelope.
    (GroupHeaderMissing, &[GroupCountWrong, InterchangeContent]),
    (GroupNumberInvalid, &[GroupControlNumber]),
    (SetNumberInvalid, &[SetControlZeros]),
    (GuideDiffers, &[GuideNotSupported]),
    // A level or a name that cannot be told: it is missing where it should be, and what is below it hangs elsewhere.
    (LevelNumberRepeated, &[ParentUnknown]),
    (
        LevelUnknown,
        &[
            ChildCodeWrong,
            ParentWrongLevel,
            ParentIsService,
            RequiredLoopMissing,
            SituationalElementMissing,
            SituationalLoopMissing,
        ],
    ),
    (QualifierUnplaced, &[RequiredLoopMissing, SituationalLoopMissing]),
    // A value that is not there, or not a good one, though others depend on it.
    (
        RequiredElementMissing,
        &[
            ChildCodeWrong,
            ParentUnknown,
            ParentWrongLevel,
            ParentIsService,
            RequiredLoopMissing,
            LoopBelowMinimum,
            SituationalElementMissing,
            SituationalSegmentMissing,
            SituationalLoopMissing,
        ],
    ),
    (CodeUnknown, FOREIGN),
    (CodeNotInGuide, FOREIGN),
    (CharacterInvalid, &[FormWrong]),
    (ElementTooLong, &[SituationalSegmentForbidden, ValueDisagrees, FormWrong]),
    (ElementTooShort, &[ValueDisagrees, FormWrong]),
    (ComponentTooMany, &[SituationalSegmentForbidden]),
    (RepetitionTooMany, &[SituationalSegmentForbidden, ValueDisagrees, ValueRepeated]),
];

/// What can follow from a code that is not of the list.
const FOREIGN: &[IssueCode] = &[
    ChildCodeWrong,
    ParentWrongLevel,
    RequiredLoopMissing,
    LoopBelowMinimum,
    SituationalElementMissing,
    SituationalSegmentMissing,
    SituationalSegmentForbidden,
    SituationalLoopMissing,
    ValueDisagrees,
    LineOfServiceIncomplete,
];

impl IssueCode {
    /// The codes of findings that can follow from a finding of this code: mend this one first, and they may go with it.
    /// That they *can* follow does not say that they do; [`SetReport::causes`](crate::validate::SetReport::causes)
    /// looks where.
    ///
    /// ```
    /// use x12_278::report::IssueCode;
    /// assert!(IssueCode::LevelUnknown.leads_to().contains(&IssueCode::RequiredLoopMissing));
    /// assert!(IssueCode::TrailingEmpty.leads_to().is_empty());
    /// ```
    #[must_use]
    pub fn leads_to(self) -> &'static [Self] {
        FOLLOWS.iter().find(|(code, _)| *code == self).map_or(&[], |(_, codes)| codes)
    }

    /// Whether findings of this code can follow from others.
    #[must_use]
    pub fn can_follow(self) -> bool {
        FOLLOWS.iter().any(|(_, codes)| codes.contains(&self))
    }
}
