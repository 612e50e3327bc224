/// Whether stimulators and recorders act when and as often as NEST's do, in one run or in several.
package myelin.conformance.device;
