/// How the pairs of connect calls are drawn ([Recipes]), and from which random numbers
/// ([CallRandom]).
///
/// Only [myelin.connect] uses this package. The workers that build tables ask a recipe for the
/// targets that they own. The pairs do not depend on the worker: the draws for a target are a
/// function of seed, call and target. Third factors ([ThirdFactor]) are drawn for each pair of
/// another recipe.
///
/// Where places count ([Where]), nodes are in trees ([Space]), and drivers, the nodes that partners
/// are drawn for, come in groups. Between a group and a node of the tree a kernel has bounds
/// ([RadialTable]), so a few hundred cells, large where the kernel changes little, hold what may be
/// a partner ([Candidates]). For each driver the bounds in cells are drawn closer, candidates are
/// drawn by them in bulk, and taken by their own values ([DrawnList]): for pairs ([BernoulliDraw]),
/// where cells of eight candidates share a random number ([Leaves]) or gaps between candidates are
/// drawn ([Waits]), or for a number of partners ([Partners]). What the first of two passes draws is
/// kept for the second, mostly a byte for each synapse ([Tape]).
package myelin.connect.recipe;
