/// Whether networks fire as they do in NEST: distributions over neurons and pairs of neurons,
/// compared with what NEST gets from several seeds.
///
/// `networks.json` describes the networks, the other resources hold what NEST got; the script
/// `ask_statistics.py` beside them has written all of them.
package myelin.conformance.statistics;
