// A network whose ranks tell each other spikes and, by gap junctions, potentials. The first rank
// prints a hash of all spikes and potentials, which is the same on any number of ranks and on any
// link between them, and what the exchanges took.
//
//   ./myelin run benchmarks/mpi/network.java 200              200 ms, alone
//   benchmarks/mpi/hosts ./myelin run benchmarks/mpi/network.java 200

import static myelin.Names.*;

import module myelin;

import java.util.Arrays;
import java.util.Locale;
import myelin.engine.base.Ranks;

void main(String... arguments) {
  double time = arguments.length == 0 ? 200 : Double.parseDouble(arguments[0]);
  try (Simulator sim = Simulator.builder().seed(11).threads(1).build()) {
    NodeCollection cells =
        sim.create(iaf_psc_alpha.with(V_m, uniform(mV(-70), mV(-56))).with(I_e, pA(300)), 400);
    NodeCollection coupled = sim.create(hh_psc_alpha_gap.with(I_e, pA(650)), 10);
    NodeCollection noise = sim.create(poisson_generator.with(rate, Hz(8000)));
    NodeCollection recorder = sim.create(spike_recorder);
    NodeCollection meter = sim.create(NodeModel.named("multimeter").with("record_from", "V_m"));
    sim.connect(noise, cells, static_synapse.with(weight, pA(20)));
    Synapse plastic = stdp_synapse.with(weight, normal(pA(25), pA(5))).with(delay, ms(1.5));
    sim.connect(cells, cells, fixed_indegree(40), plastic);
    sim.connect(coupled, coupled, all_to_all(), gap_junction.with(weight, nS(0.5)));
    sim.connect(cells.and(coupled), recorder);
    sim.connect(meter, coupled);
    sim.build();
    Ranks.Traffic before = sim.ranks().traffic();
    long begin = System.nanoTime();
    sim.simulate(time);
    double seconds = (System.nanoTime() - begin) * 1e-9;
    Ranks.Traffic traffic = sim.ranks().traffic().less(before);
    Events spikes = sim.gatherEvents(recorder);
    Events samples = sim.gatherEvents(meter);
    if (sim.ranks().rank() != 0) return;
    int hash = Arrays.hashCode(spikes.senders()) + 31 * Arrays.hashCode(spikes.times());
    hash = 31 * hash + Arrays.hashCode(samples.values("V_m"));
    long n = traffic.exchanges();
    System.out.printf(
        Locale.ROOT,
        "%d ranks, %d spikes, hash %08x, %.2f s, %d exchanges of %.0f bytes in %.1f us%n",
        sim.ranks().size(),
        spikes.size(),
        hash,
        seconds,
        n,
        n == 0 ? 0.0 : (double) traffic.bytes() / n,
        n == 0 ? 0.0 : traffic.seconds() / n * 1e6);
  }
}
