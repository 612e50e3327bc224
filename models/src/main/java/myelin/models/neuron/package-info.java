/// Neurons that advance by exact solutions, by rules or by rates, a file for each model.
package myelin.models.neuron;
