/// What may be given for a parameter (`ParameterInput`), and parameters and state of nodes, read
/// and written (`Parameters`). A write is checked as a whole before any of it is done.
///
/// `node`, `connect` and the network may call it, on the network's thread; it is not exported.
package myelin.parameter;
