/// From the syntax tree to a checked model: names, scopes, types, units, and the rules of the
/// language.
///
/// [Checker] is the way in. An expression with an error is left at once, after the error is
/// reported; the checker goes on with the next one, so that all errors of a text are reported
/// together.
package myelin.nestml.check;
