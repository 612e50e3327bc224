/// What the pieces of Myelin cost, measured by JMH: each class answers one question.
package myelin.benchmarks;
