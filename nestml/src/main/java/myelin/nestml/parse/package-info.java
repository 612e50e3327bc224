/// From a text to the syntax tree.
///
/// [Parser] reads a text by recursive descent, to a limited depth, and reports all errors that it
/// finds: after an error it goes on with the next statement or block. Lines and indentation are
/// tokens.
package myelin.nestml.parse;
