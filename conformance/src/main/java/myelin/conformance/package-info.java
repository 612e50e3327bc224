/// The command `myelin conformance`. The tests are in the packages below, by what they test.
package myelin.conformance;
