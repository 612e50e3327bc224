/// What recordings are made of: columns in order of time, sets of ids, bins, quartiles, and the
/// readers of text files.
package myelin.analysis.data;
