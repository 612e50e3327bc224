/// Whether connection rules make what they say for numbers at the boundaries of what can be.
package myelin.conformance.rule;
