//! Where a line of a feature file is, by what is above it.

use crate::language::gherkin::language::BlockKind;

/// Where a line is.
#[derive(Clone, Debug)]
pub(crate) enum Position {
    /// Before the feature.
    Start,
    /// Before the feature, after the line with the language.
    Language,
    /// Below tags, above the heading of this kind that they belong to.
    Tags(BlockKind),
    /// Below a heading, above its description.
    Heading,
    /// In a description.
    Description,
    /// Among steps.
    Steps(ArgumentsSeen),
    /// Among the rows of examples.
    Rows,
}

/// What a step has below it so far, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ArgumentsSeen {
    None,
    Table,
    TableAndText,
    Text,
    TextAndTable,
}
