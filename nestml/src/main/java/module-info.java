/// NESTML: reads models of neurons and synapses from their text.
///
/// Its packages have arrows only downwards, in this order:
///
/// ```
///   syntax   tokens and the syntax tree
///   text     places in a text, what is wrong with it
/// ```
module myelin.nestml {
  requires transitive myelin.engine;
  requires static org.jspecify;

  exports myelin.nestml.syntax;
  exports myelin.nestml.text;
}
