/// Places in a text and what is wrong with it.
///
/// A [SourceText] is a file's name and content, a [Place] is a line, a column and a length in it.
/// What a user should know is a [Problem], an error or a warning; [Problems] collects those of one
/// file, so that all are told at once. [BadModelText] is the only exception that a text can cause.
package myelin.nestml.text;
