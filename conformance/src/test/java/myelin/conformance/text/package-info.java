/// Models that are written in NESTML, compiled, beside the slow, obvious meaning of their texts.
package myelin.conformance.text;
