// Structural plasticity: a network that connects itself
//
// Excitatory and inhibitory neurons begin without synapses among them; noise drives them. They grow
// axonal boutons and dendritic spines, excitatory and inhibitory ones, as long as their calcium, a
// measure of how often they fire, is below what they like, and lose them above it [1]. Each second
// vacant elements find partners at random, and where elements are lost, synapses go with them.
//
// The network follows NEST's example of that name, but is smaller, grows faster, and has stronger
// noise.
//
// [1] Butz M, van Ooyen A, A simple rule for dendritic spine and axonal bouton formation can
// account
//     for cortical reorganization after focal retinal lesions, PLOS Computational Biology 9,
//     e1003259 (2013).

import static myelin.Names.*;

import module myelin;

import myelin.cli.Arguments;
import picocli.CommandLine.Option;

@Option(names = "--neurons", paramLabel = "N", description = "number of neurons")
int neurons = 250;

@Option(names = "--simtime", paramLabel = "MS", description = "simulation time in ms")
double simtime = 60_000;

@Option(names = "--threads", paramLabel = "N", description = "threads to simulate with")
int threads = Runtime.getRuntime().availableProcessors();

@Option(names = "--seed", paramLabel = "SEED", description = "seed of all random numbers")
long seed = 1;

@Option(names = "--out", paramLabel = "FOLDER", description = "where the plots are saved")
Path out = Path.of(".");

void main(String... args) {
  Arguments.read(this, args);
  Arguments.require(
      neurons >= 10 && neurons <= 10_000, "--neurons = " + neurons + ": it must be 10 to 10000");
  Arguments.require(simtime >= 2000, "--simtime = " + simtime + ": it must be at least 2000");
  Arguments.requireFolder(out);

  var sim = Simulator.builder().seed(seed).threads(threads).build();
  var growth = sim.structuralPlasticity();

  // Which synapses grow, from which elements.
  var excitatory = static_synapse.with(weight, pA(300)).named("excitatory");
  var inhibitory = static_synapse.with(weight, pA(-300)).named("inhibitory");
  growth.synapses(
      Map.of(
          "ex", new GrowingSynapse(excitatory.elements("Axon_ex", "Den_ex")),
          "in", new GrowingSynapse(inhibitory.elements("Axon_in", "Den_in"))));
  growth.updateInterval(ms(1000));
  growth.enable();

  // Neurons, and what they like: calcium of 0.05 is 5 spikes in a second, 0.1 is 10.
  var cell =
      iaf_psc_alpha
          .with(tau_m, ms(10))
          .with(C_m, pF(250))
          .with(E_L, mV(-65))
          .with(V_m, mV(-65))
          .with(V_reset, mV(-65))
          .with(V_th, mV(-50))
          .with(tau_syn_ex, ms(0.5))
          .with(tau_syn_in, ms(0.5));
  int ni = neurons / 5;
  var e = sim.create(cell, neurons - ni);
  var i = sim.create(cell, ni);
  var slow = SynapticElement.gaussian().growth_rate(0.0005).eta(0).eps(0.05);
  var fast = slow.growth_rate(0.001).eps(0.1);
  growth.put(e, Map.of("Den_ex", slow, "Den_in", slow, "Axon_ex", slow));
  growth.put(i, Map.of("Den_ex", fast, "Den_in", fast, "Axon_in", fast));

  var noise = sim.create(poisson_generator.with(rate, Hz(10_000)));
  sim.connect(noise, e.and(i), static_synapse.with(weight, pA(24)));

  int points = (int) (simtime / 1000);
  double[] time = new double[points + 1];
  double[] ex = new double[points + 1];
  double[] in = new double[points + 1];
  double[] calcium = new double[points + 1];
  for (int p = 1; p <= points; p++) {
    sim.simulate(1000.0);
    time[p] = sim.time();
    ex[p] = (double) sim.synapses(excitatory);
    in[p] = (double) sim.synapses(inhibitory);
    calcium[p] = Arrays.stream(e.get(Ca)).average().orElseThrow();
  }
  IO.println(String.format(Locale.ROOT, "Excitatory synapses: %.0f", ex[points]));
  IO.println(String.format(Locale.ROOT, "Inhibitory synapses: %.0f", in[points]));
  IO.println(
      String.format(Locale.ROOT, "Calcium            : %.4f, the goal is 0.05", calcium[points]));

  Path plot = out.resolve("growing_network.png");
  Plots.traces()
      .series("excitatory", time, ex)
      .series("inhibitory", time, in)
      .label("Synapses")
      .title("A network of " + neurons + " neurons that connects itself")
      .size(1000, 500)
      .save(plot);
  IO.println("Numbers of synapses: " + plot.normalize());
}
