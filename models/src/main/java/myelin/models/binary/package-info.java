/// Binary neurons, a file for each model: what they have in common, and the probability of being
/// on.
package myelin.models.binary;
