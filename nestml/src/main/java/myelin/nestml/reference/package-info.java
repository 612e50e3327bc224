/// The slow, obvious meaning of a model: one neuron, on boxed numbers, straight from the checked
/// terms.
///
/// [ReferenceNeuron] takes one step after the other, in the order that the language tells: input,
/// delays, new values of convolutions aside, `update`, `onReceive`, convolutions, `onCondition`.
/// Linear equations are solved by the exponential of their matrix, others by Runge-Kutta-Fehlberg
/// with the control of GSL. It is the oracle of compiled models, and made for nothing else.
package myelin.nestml.reference;
