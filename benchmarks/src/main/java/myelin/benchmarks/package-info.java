/// What the pieces of Myelin cost, measured by JMH: one class a question.
package myelin.benchmarks;
