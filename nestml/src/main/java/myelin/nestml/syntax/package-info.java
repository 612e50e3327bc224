/// The syntax tree: a text as it is written, with the place of each piece. Nothing in it is
/// resolved or checked.
///
/// A [ModelSyntax] has [Block]s; these have [Declaration]s, [Equation]s, [Statement]s, which have
/// [Expression]s. All of it is immutable.
package myelin.nestml.syntax;
