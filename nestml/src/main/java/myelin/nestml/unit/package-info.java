/// Units and dimensions.
///
/// A [Dimension] is a product of powers of time, voltage, current, length, temperature, amount and
/// light; mass follows from the first four. A [Unit] is a dimension with a factor. All quantities
/// are kept in one canonical system: ms, mV, pA, with nS, pF, GOhm following from these, um, and uM
/// for concentrations; so a formula needs no factors. [Units] has the names.
package myelin.nestml.unit;
