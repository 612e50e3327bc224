/// What the pieces of Myelin cost, measured by JMH: one class a question. Those that look inside
/// the engine are in its package.
package myelin.benchmarks;
