/// Models of synapses that are classes, a file for each.
package myelin.models.synapse;
