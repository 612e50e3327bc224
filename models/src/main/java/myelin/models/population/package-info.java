/// Nodes that stand for whole populations of neurons.
package myelin.models.population;
