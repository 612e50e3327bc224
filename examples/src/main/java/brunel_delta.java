// Random balanced network (delta synapses)
//
// NEST's example of the same name: an excitatory and an inhibitory population based on the network
// used in [1], each neuron with a fixed number of inputs drawn at random. Custom synapse models
// count the synapses made with them. Spike recorders give the populations' rates. Building and
// simulation time are measured.
//
// The mean-field theory of this network gives its rates without a simulation: brunel_siegert_nest
// computes them.
//
// [1] Brunel N, Dynamics of Sparsely Connected Networks of Excitatory and Inhibitory Spiking
//     Neurons, Journal of Computational Neuroscience 8, 183-208 (2000).

import static myelin.Names.*;

import module myelin;

import myelin.cli.Arguments;
import picocli.CommandLine.Option;

@Option(names = "--order", paramLabel = "N", description = "a fifth of the number of neurons")
int order = 2500;

@Option(names = "--simtime", paramLabel = "MS", description = "simulation time in ms")
double simtime = 1000;

@Option(names = "--threads", paramLabel = "N", description = "threads to simulate with")
int threads = Runtime.getRuntime().availableProcessors();

@Option(names = "--seed", paramLabel = "SEED", description = "seed of all random numbers")
long seed = 1234;

@Option(names = "--out", paramLabel = "FOLDER", description = "where spikes and plot are saved")
Path out = Path.of(".");

void main(String... args) {
  Arguments.read(this, args);
  Arguments.require(
      order >= 10 && order <= 25_000, "--order = " + order + ": it must be 10 to 25000");
  Arguments.require(simtime > 0, "--simtime = " + simtime + ": it must be greater than 0");

  long startbuild = System.nanoTime();
  double dt = 0.1; // the resolution in ms
  double d = 1.5; // synaptic delay in ms

  double g = 5; // ratio inhibitory weight/excitatory weight
  double eta = 2; // external rate relative to threshold rate
  double epsilon = 0.1; // connection probability

  int NE = 4 * order; // number of excitatory neurons
  int NI = order; // number of inhibitory neurons
  int N_neurons = NE + NI; // number of neurons in total
  int N_rec = Math.min(50, NI); // record from 50 neurons

  int CE = (int) (epsilon * NE); // number of excitatory synapses per neuron
  int CI = (int) (epsilon * NI); // number of inhibitory synapses per neuron

  double tauMem = 20; // time constant of membrane potential in ms
  double theta = 20; // membrane threshold potential in mV
  var neuron = iaf_psc_delta.with(C_m, pF(1)).with(tau_m, ms(tauMem)).with(t_ref, ms(2));
  neuron = neuron.with(E_L, mV(0)).with(V_reset, mV(0)).with(V_m, mV(0)).with(V_th, mV(theta));

  double J = 0.1; // postsynaptic amplitude in mV
  double J_ex = J; // amplitude of excitatory postsynaptic potential
  double J_in = -g * J_ex; // amplitude of inhibitory postsynaptic potential

  // the external rate that holds the membrane potential around its threshold, in 1/ms
  double nu_th = theta / (J * CE * tauMem);
  double nu_ex = eta * nu_th;
  double p_rate = 1000 * nu_ex * CE;

  var settings = Simulator.builder().resolution(ms(dt)).print_time(true).overwrite_files(true);
  var sim = settings.seed(seed).threads(threads).data_path(out).build();
  Arguments.requireFolder(out);

  IO.println("Building network");
  var nodes_ex = sim.create(neuron, NE);
  var nodes_in = sim.create(neuron, NI);
  var noise = sim.create(poisson_generator.with(rate, Hz(p_rate)));
  var recorder = spike_recorder.with(record_to, "ascii");
  var espikes = sim.create(recorder.with(label, "brunel-py-ex"));
  var ispikes = sim.create(recorder.with(label, "brunel-py-in"));

  IO.println("Connecting devices");
  var excitatory = static_synapse.named("excitatory").with(weight, mV(J_ex)).with(delay, ms(d));
  var inhibitory = static_synapse.named("inhibitory").with(weight, mV(J_in)).with(delay, ms(d));
  sim.connect(noise, nodes_ex, excitatory);
  sim.connect(noise, nodes_in, excitatory);
  sim.connect(nodes_ex.first(N_rec), espikes, excitatory);
  sim.connect(nodes_in.first(N_rec), ispikes, excitatory);

  IO.println("Connecting network");
  IO.println("Excitatory connections");
  sim.connect(nodes_ex, nodes_ex.and(nodes_in), fixed_indegree(CE), excitatory);
  IO.println("Inhibitory connections");
  sim.connect(nodes_in, nodes_ex.and(nodes_in), fixed_indegree(CI), inhibitory);
  sim.build();
  long endbuild = System.nanoTime();

  IO.println("Simulating");
  var result = sim.simulate(simtime);
  long endsimulate = System.nanoTime();

  print("Brunel network simulation (Java)");
  print("Number of neurons : %d", N_neurons);
  print("Number of synapses: %d", sim.synapses(excitatory) + sim.synapses(inhibitory));
  print("       Excitatory : %d", CE * N_neurons + N_neurons);
  print("       Inhibitory : %d", CI * N_neurons);
  print("Excitatory rate   : %.2f Hz", result.rate(espikes));
  print("Inhibitory rate   : %.2f Hz", result.rate(ispikes));
  print("Building time     : %.2f s", (endbuild - startbuild) * 1e-9);
  print("Simulation time   : %.2f s", (endsimulate - endbuild) * 1e-9);

  Path plot = out.resolve("brunel_delta.png");
  String title = "Brunel network: the first " + N_rec + " excitatory neurons";
  Plots.raster(result.spikes(espikes)).withHistogram().neurons(N_rec).title(title).save(plot);
  print("Raster plot       : %s", plot.normalize());
}

void print(String format, Object... values) {
  IO.println(String.format(Locale.ROOT, format, values));
}
