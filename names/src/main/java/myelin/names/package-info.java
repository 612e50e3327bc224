/// Writes `myelin.Names` from the models' declarations, when the network is built: a constant for
/// each model, and one for each name of a parameter or recordable. What no model declares (units,
/// distributions, rules) is written by hand in the network's packages.
package myelin.names;
