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
package myelin;
