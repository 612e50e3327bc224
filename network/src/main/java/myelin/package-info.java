/// The network that a user builds and runs.
///
/// ```java
/// import module myelin;
/// import static myelin.Names.*;
///
/// void main() {
///   var sim = Simulator.builder().seed(1).build();
///   var neurons = sim.create(iaf_psc_alpha.with(I_e, pA(376)), 10);
///   var spikes = sim.create(spike_recorder);
///   sim.connect(neurons, spikes);
///   var result = sim.simulate(ms(1000));
///   IO.println(result.rate(spikes));
/// }
/// ```
///
/// (`import module` brings types and not static names; the second import is the price of writing
/// `iaf_psc_alpha.with(I_e, pA(376))`.)
///
/// **Calls change all or nothing.** `connect` makes a list of actions and carries it out when all
/// of it has been checked; `set` does likewise.
///
/// **Connecting.** Weights and delays that are drawn are drawn once, while tables are filled: what
/// a distribution cannot exceed is known beforehand (`Bounds`), and that settles what could be
/// refused, which table a synapse goes to, and how wide its delay is. Only where it does not
/// (weights of either sign, rare draws) are they surveyed when the call is made and drawn again for
/// the count. `fixed_total_number` first shares its total out among the targets (sequential
/// binomial or hypergeometric numbers), so that each target can draw its own sources. A rule may
/// bring its own seed (`Draws`): pairs, weights and delays of that call are then functions of that
/// seed and of places in the call, and stay the same when ids, earlier calls or the network's seed
/// change. What a network will take is told before it is built ([Footprint]).
///
/// **Recording.** Where records go is looked at before each simulation (`Files`): a recorder whose
/// label, format or place has changed begins another file. A file is known by its length and its
/// checksum (`OwnFile`) and written at its end only, so that what others have done to it is noticed
/// and stays. Files keep complete lines, since only whole lines are handed to the operating system.
/// `Checkpoints` writes beside the old file, then takes its place.
///
/// A `Simulator` and what it gives belong to one thread at a time; several networks in a JVM do not
/// share anything.
package myelin;
