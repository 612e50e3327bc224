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
/// **Rooms.** What users write in programs is in the rooms below, which `import module myelin`
/// brings too: `value`, `node`, `connect`. Here is what needs the whole network: [Simulator] and
/// what it is built from and gives, and [Names], all names in one place. A room uses those below it
/// only, in this order:
///
/// ```
///   myelin       a network: building, running, saving, results, names
///   growth       synaptic elements, synapses that come and go
///   connect      rules, synapses, connect calls, looking up and changing connections
///   node         models and collections of nodes, creating them
///   parameter    what may be given for a parameter; reading and writing it (not exported)
///   record       files of recorders (not exported)
///   value        quantities with units, distributions, names of parameters
/// ```
///
/// **Calls change all or nothing.** `connect` makes a list of actions and carries it out when all
/// of it has been checked; `set` does likewise.
///
/// `Checkpoints` writes a new file beside the old one, and then puts it in its place.
///
/// A `Simulator` and what it gives belong to one thread at a time; several networks in a JVM do not
/// share anything. Threads of its own are the workers of the engine and the one that writes files
/// (`record`); [Simulator#stop()] may be called by any.
package myelin;
