// Connect a network by rules (delta synapses)
//
// A small random balanced network after [1]: excitatory and inhibitory neurons whose potential
// jumps at each spike, so that weights are voltages. Rules say who projects to whom: the noise to
// everyone, all_to_all(); each neuron has CE excitatory and CI inhibitory inputs, drawn at random
// by fixed_indegree(CE) and fixed_indegree(CI). Each of these has a seed of its own. Recorders
// listen to the first 50 neurons of each population.
//
// With so few inputs from each other the neurons hardly inhibit each other, so that the noise
// drives them to high rates; see brunel_delta for a network of usual size.
//
// [1] Brunel N, Dynamics of Sparsely Connected Networks of Excitatory and Inhibitory Spiking
//     Neurons, Journal of Computational Neuroscience 8, 183-208 (2000).

import static myelin.Names.*;

import module myelin;

import myelin.cli.Arguments;
import picocli.CommandLine.Option;

@Option(names = "--order", paramLabel = "N", description = "a fifth of the number of neurons")
int order = 100;

@Option(names = "--simtime", paramLabel = "MS", description = "simulation time in ms")
double simtime = 1000;

@Option(names = "--threads", paramLabel = "N", description = "threads to simulate with")
int threads = Runtime.getRuntime().availableProcessors();

@Option(names = "--seed", paramLabel = "SEED", description = "seed of the noise")
long seed = 1234;

@Option(names = "--out", paramLabel = "FOLDER", description = "where the plot is saved")
Path out = Path.of(".");

void main(String... args) {
  Arguments.read(this, args);
  Arguments.require(
      order >= 10 && order <= 25_000, "--order = " + order + ": it must be 10 to 25000");
  Arguments.require(simtime > 0, "--simtime = " + simtime + ": it must be greater than 0");
  Arguments.requireFolder(out);

  double g = 5; // inhibitory weight relative to excitatory weight
  double eta = 2; // external rate relative to threshold rate
  double epsilon = 0.1; // connection probability
  int NE = 4 * order; // number of excitatory neurons
  int NI = order; // number of inhibitory neurons
  int CE = (int) (epsilon * NE); // excitatory inputs per neuron
  int CI = (int) (epsilon * NI); // inhibitory inputs per neuron
  int N_rec = Math.min(50, NI); // neurons to record of each population

  double tauMem = 20; // time constant of the membrane potential in ms
  double theta = 20; // threshold in mV
  double J = 0.1; // jump of the potential at an excitatory spike in mV
  double nu_th = theta / (J * CE * tauMem); // input at this rate reaches the threshold, in 1/ms
  double p_rate = 1000 * eta * nu_th * CE; // rate of the noise in Hz

  // Populations, noise, recorders.
  var sim = Simulator.builder().resolution(ms(0.1)).seed(seed).threads(threads).build();
  var neuron = iaf_psc_delta.with(C_m, pF(1)).with(tau_m, ms(tauMem)).with(t_ref, ms(2));
  neuron = neuron.with(E_L, mV(0)).with(V_reset, mV(0)).with(V_m, mV(0)).with(V_th, mV(theta));
  var ne = sim.create(neuron, NE);
  var ni = sim.create(neuron, NI);
  var noise = sim.create(poisson_generator.with(rate, Hz(p_rate)));
  var esr = sim.create(spike_recorder);
  var isr = sim.create(spike_recorder);

  // Connections: from, to, by which rule, with what synapses.
  var excitatory = static_synapse.with(weight, mV(J)).with(delay, ms(1.5));
  var inhibitory = excitatory.with(weight, mV(-g * J));
  sim.connect(noise, ne, all_to_all(), excitatory);
  sim.connect(noise, ni, all_to_all(), excitatory);
  sim.connect(ne, ne.and(ni), fixed_indegree(CE).seed(1), excitatory);
  sim.connect(ni, ne.and(ni), fixed_indegree(CI).seed(2), inhibitory);
  sim.connect(ne.first(N_rec), esr);
  sim.connect(ni.first(N_rec), isr);

  var result = sim.simulate(ms(simtime));
  IO.println(String.format(Locale.ROOT, "excitatory rate: %.2f spks/s", result.rate(esr)));
  IO.println(String.format(Locale.ROOT, "inhibitory rate: %.2f spks/s", result.rate(isr)));

  Path plot = out.resolve("connect_a_network.png");
  String title = "Small Brunel network: the first " + N_rec + " excitatory neurons";
  Plots.raster(result.spikes(esr)).title(title).size(1000, 500).save(plot);
  IO.println("raster plot: " + plot.normalize());
}
