/// Connecting, and what has been connected.
///
/// Users have [ConnectionRule], [Synapse], [Connections], [DeviceConnections] and [Footprint];
/// [Connector] is for the network, which has one. All of it runs on the network's thread, but for
/// the recipes, which the workers that build tables ask, each for the targets that it owns.
///
/// A call makes a list of actions and carries it out when all of it has been checked. Weights and
/// delays that are drawn are drawn once, while tables are filled: what a distribution cannot exceed
/// is known beforehand ([myelin.value.Bounds]), and that settles what could be refused, which table
/// a synapse goes to, and how wide its delay is. Only where it does not settle that (weights of
/// either sign, rare draws) are the values surveyed when the call is made, and drawn again later
/// for the tables. `fixed_total_number` first shares its total out among the targets (sequential
/// binomial or hypergeometric numbers), so that each target can draw its own sources. A rule may
/// bring its own seed (`CallRandom`): pairs, weights and delays of that call are then functions of
/// that seed and of places in the call, and stay the same when ids, earlier calls or the network's
/// seed change. The memory that a network will take is known before it is built ([Footprint]).
package myelin.connect;
