/// From a text to the syntax tree.
///
/// [Parser] reads a text by recursive descent, to a limited depth, and reports all errors it finds:
/// after one it goes on with the next statement or block. Lines and indentation are tokens.
package myelin.nestml.parse;
