/// Tokens, the parser and the syntax tree.
///
/// The parser reads a text by recursive descent, to a limited depth, and reports all errors it
/// finds: after one it goes on with the next statement or block. The tree ([ModelSyntax], [Block],
/// [Equation], [Statement], [Expression]) is what is written, with the place of each piece; nothing
/// in it is resolved or checked.
///
/// All of the tree is immutable.
package myelin.nestml.syntax;
