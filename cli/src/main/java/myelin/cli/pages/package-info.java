/// A page of HTML for each model, made from the model itself, and an index.
///
/// ```
///   Pages       the files of a folder
///   IndexPage   all models by family
///   ModelPage   one model: words, pictures, equations, tables
///   Prose       a description: paragraphs, formulas as they are, references
///   TextEquations, MathMl, Notation   equations of a text in NESTML, set as formulas
///   Tables, Html   elements and escapes
///   Declared    cells of tables, for the terminal too
/// ```
///
/// A page needs no other file, no network and no scripts. The same models give the same bytes.
package myelin.cli.pages;
