/// Models of nodes with the values that they are created with, collections of nodes, and their
/// creation.
///
/// Users have [NodeModel] and [NodeCollection]. [Creator] is for the network, which has one: it
/// makes nodes and keeps the names of their models, and collections of one network share it. All of
/// it runs on the network's thread.
package myelin.node;
