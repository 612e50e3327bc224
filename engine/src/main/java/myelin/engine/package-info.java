/// Slices, parts, populations, rings and tables: everything between a call to simulate and a
/// synapse.
package myelin.engine;
