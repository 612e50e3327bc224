/// The slow, obvious meaning of a model: one neuron, on boxed numbers, straight from the checked
/// terms.
///
/// [ReferenceNeuron] takes one step after the other, in the order that the language prescribes:
/// input, delays, new values of convolutions (kept aside), `update`, `onReceive`, convolutions,
/// `onCondition`. Linear equations are solved by the exponential of their matrix, others by
/// Runge-Kutta-Fehlberg with GSL's step control. Its only purpose is to test compiled models.
package myelin.nestml.reference;
