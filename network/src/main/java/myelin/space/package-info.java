/// Places of nodes: coordinates ([myelin.space.Positions]), regions around a node
/// ([myelin.space.Mask]), and nodes sorted into a tree, so that those near a place are found
/// without looking at all ([myelin.space.Tree]).
///
/// Lengths are micrometers. PyNEST has plain numbers, which mean the same.
@org.jspecify.annotations.NullMarked
package myelin.space;
