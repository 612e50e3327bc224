/// How the pairs of connect calls are drawn ([Recipes]), and from which random numbers
/// ([CallRandom]).
///
/// Only [myelin.connect] uses this package. The workers that build tables ask a recipe for the
/// targets that they own. The pairs do not depend on the worker: the draws for a target are a
/// function of seed, call and target. Third factors ([ThirdFactor]) are drawn for each pair of
/// another recipe.
///
/// Where places count ([Where]), nodes are sorted into cells ([Space]). Between two cells a kernel
/// has bounds ([Candidates], [RadialTable]), by which candidates are drawn, for pairs
/// ([SpatialRecipes]) or for a number of partners ([Partners]).
package myelin.connect.recipe;
