/// NESTML: reads models of neurons and synapses from their text.
///
/// A package uses only those below it in this list:
///
/// ```
///   compile    loops over neurons, as byte code
///   run        what compiled models have in common
///   integrate  integrators of equations, for many neurons at once
///   reference  the slow, obvious meaning of a model
///   equations  equations of first order, sorted by how they are solved
///   check      names, types, units, the rules of the language
///   model      the checked model
///   parse      tokens, the parser
///   syntax     the syntax tree
///   unit       units and dimensions
///   text       places in a text; errors and warnings
/// ```
module myelin.nestml {
  requires transitive myelin.engine;
  requires static org.jspecify;

  exports myelin.nestml.check;
  exports myelin.nestml.compile;
  exports myelin.nestml.equations;
  exports myelin.nestml.integrate;
  exports myelin.nestml.model;
  exports myelin.nestml.parse;
  exports myelin.nestml.reference;
  exports myelin.nestml.syntax;
  exports myelin.nestml.run;
  exports myelin.nestml.text;
  exports myelin.nestml.unit;
}
