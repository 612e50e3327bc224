/// The syntax tree: what is written, with the place of each piece; nothing in it is resolved or
/// checked.
///
/// A [ModelSyntax] has [Block]s; these have [Declaration]s, [Equation]s, [Statement]s, which have
/// [Expression]s. All of it is immutable.
package myelin.nestml.syntax;
