/// Places in a text, and its errors and warnings.
///
/// A [SourceText] is a file's name and content, a [Place] is a line, a column and a length in it. A
/// [Problem] is an error or a warning; [Problems] collects those of one file, so that all are
/// reported at once. [BadModelText] is the only exception that a text can cause.
package myelin.nestml.text;
