/// How the pairs of connect calls are drawn ([Recipes]), from which random numbers ([CallRandom]).
///
/// For [myelin.connect] only. A recipe is asked by the workers that build tables, each for the
/// targets that it owns, and draws the same whoever asks: what is drawn for a target is a function
/// of seed, call and target. Third factors ([ThirdFactor]) are drawn for each pair of another
/// recipe.
package myelin.connect.recipe;
