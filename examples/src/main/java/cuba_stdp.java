// Random balanced network with plastic synapses (benchmark CUBA-STDP)
//
// NEST's example of the same name: a variation of Brunel's network [1], excitatory and inhibitory
// neurons with exponential synaptic currents, connected at random, with Poisson background input.
// Synapses among excitatory neurons learn by multiplicative STDP. The spikes of 500 neurons of each
// population are recorded, and the weights at the beginning compared with those at the end.
//
// This is benchmark 5 of the FACETS simulator review [2]: spike times on the grid of time steps,
// synapses that are currents, plastic from excitatory to excitatory neurons, else static.
//
// [1] Brunel N (2000). Dynamics of sparsely connected networks of excitatory and inhibitory spiking
//     neurons. Journal of Computational Neuroscience 8:183-208. doi:10.1023/A:1008925309027
// [2] Brette R et al. (2007). Simulation of networks of spiking neurons: a review of tools and
//     strategies. Journal of Computational Neuroscience 23:349-398. doi:10.1007/s10827-007-0038-6

import static myelin.Names.*;

import module myelin;

import myelin.cli.Arguments;
import picocli.CommandLine.Option;

@Option(names = "--simtime", paramLabel = "MS", description = "simulation time in ms")
double simtime = 2000;

@Option(names = "--scale", paramLabel = "F", description = "fraction of the number of neurons")
double scale = 1;

@Option(names = "--threads", paramLabel = "N", description = "threads to simulate with")
int threads = Runtime.getRuntime().availableProcessors();

@Option(names = "--seed", paramLabel = "SEED", description = "seed of all random numbers")
long seed = 238;

@Option(names = "--out", paramLabel = "FOLDER", description = "where spikes and plots are saved")
Path out = Path.of(".");

void main(String... args) {
  Arguments.read(this, args);
  Arguments.require(scale >= 0.01 && scale <= 4, "--scale = " + scale + ": it must be 0.01 to 4");
  Arguments.require(simtime > 0, "--simtime = " + simtime + ": it must be greater than 0");

  double dt = 0.1; // simulation step [ms]
  int NE = (int) Math.round(9000 * scale); // number of excitatory neurons
  int NI = (int) Math.round(2250 * scale); // number of inhibitory neurons
  int N = NE + NI;
  int Nrec = Math.min(500, NI); // number of neurons per population to record from

  double V_threshold = 20; // threshold [mV]
  var neuron = iaf_psc_exp.with(E_L, mV(0)).with(V_th, mV(V_threshold)).with(V_reset, mV(0));
  neuron = neuron.with(C_m, pF(250)).with(tau_m, ms(20));
  double mean_potential = 7; // mean initial membrane potential [mV]
  double sigma_potential = 5; // standard deviation of initial membrane potential [mV]

  double epsilon = 0.1; // connection probability
  int CE = (int) (NE * epsilon); // excitatory connections per neuron
  int CI = (int) (NI * epsilon); // inhibitory connections per neuron
  double JE = 35; // peak amplitude of PSC [pA]
  double g = 5; // relative strength of inhibitory connections
  double sigma_w = 3; // initial standard deviation of E->E synapses [pA]

  var settings = Simulator.builder().resolution(ms(dt)).print_time(true).overwrite_files(true);
  var sim = settings.seed(seed).threads(threads).data_path(out).build();
  Arguments.requireFolder(out);

  IO.println("Creating excitatory population ...");
  var E_neurons = sim.create(neuron, NE);
  IO.println("Creating inhibitory population ...");
  var I_neurons = sim.create(neuron, NI);
  IO.println("Creating stimulus generators ...");
  var stimulus = poisson_generator.with(rate, Hz(900 * 4.5));
  var E_stimulus = sim.create(stimulus);
  var I_stimulus = sim.create(stimulus);
  IO.println("Creating spike recorders ...");
  var recorder = spike_recorder.with(record_to, "ascii").with(label, "cuba_stdp");
  var E_recorder = sim.create(recorder);
  var I_recorder = sim.create(recorder);

  // Initial membrane potentials, randomly distributed below the threshold.
  IO.println("Configuring neuron parameters ...");
  var random = new SplittableRandom(seed);
  double[] V_m_values = new double[N];
  for (int i = 0; i < N; i++) {
    double V = random.nextGaussian(mean_potential, sigma_potential);
    V_m_values[i] = Math.min(V, V_threshold - 0.1);
  }
  E_neurons.and(I_neurons).set(V_m, mV(V_m_values));

  var syn_ex = static_synapse.named("syn_ex").with(weight, pA(JE)).with(delay, ms(1.5));
  var syn_in = static_synapse.named("syn_in").with(weight, pA(-JE * g)).with(delay, ms(1.5));
  var stdp = stdp_synapse.with(alpha, 1.05).with(Wmax, pA(2 * JE)).with(delay, ms(1.5));

  IO.println("Connecting stimulus generators ...");
  sim.connect(E_stimulus, E_neurons, all_to_all(), syn_ex);
  sim.connect(I_stimulus, I_neurons, all_to_all(), syn_ex);
  IO.println("Connecting excitatory -> excitatory population ...");
  var drawn = stdp.with(weight, normal(pA(JE), pA(sigma_w)));
  sim.connect(E_neurons, E_neurons, fixed_indegree(CE), drawn);
  IO.println("Connecting excitatory -> inhibitory population ...");
  sim.connect(E_neurons, I_neurons, fixed_indegree(CE), syn_ex);
  IO.println("Connecting inhibitory -> excitatory population ...");
  sim.connect(I_neurons, E_neurons, fixed_indegree(CI), syn_in);
  IO.println("Connecting inhibitory -> inhibitory population ...");
  sim.connect(I_neurons, I_neurons, fixed_indegree(CI), syn_in);
  IO.println("Connecting spike recorders ...");
  sim.connect(E_neurons.first(Nrec), E_recorder);
  sim.connect(I_neurons.first(Nrec), I_recorder);
  sim.build();
  var plastic = sim.connections(E_neurons, E_neurons, stdp);
  double[] before = plastic.weight();

  IO.println("Simulating ...");
  var result = sim.simulate(simtime);
  double[] after = plastic.weight();

  var timers = sim.timers();
  double build_time = timers.time_construction_create() + timers.time_construction_connect();
  String rule = "=".repeat(60);
  print("\n%s\nBrunel Network Simulation\n%s", rule, rule);
  print("Building time     : %.2f s", build_time);
  print("Simulation time   : %.2f s", timers.time_simulate());
  print("Number of Neurons : %d", N);
  print("Number of Synapses: %d", (long) (CE + CI) * N + Nrec * 2 + N);
  print("Excitatory rate   : %.2f spikes/s", result.rate(E_recorder));
  print("Inhibitory rate   : %.2f spikes/s", result.rate(I_recorder));
  print("%s\n", rule);
  print("E->E weights      : %s", distribution("mean %.3f pA, sd %.3f pA", after));

  Path weights = out.resolve("cuba_stdp_weights.png");
  var histogram = Plots.histograms().label("Weight", "pA").binWidth(0.5);
  histogram.series(distribution("at the start:\n%.2f ± %.2f pA", before), before);
  String end = "after " + Math.round(simtime) + " ms:";
  histogram.series(distribution(end + "\n%.2f ± %.2f pA", after), after);
  histogram.title("Plastic synapses among excitatory neurons").size(1000, 500).save(weights);
  print("Weight histogram  : %s", weights.normalize());

  Path raster = out.resolve("cuba_stdp.png");
  String title = "CUBA-STDP: the first " + Nrec + " excitatory neurons";
  Plots.raster(result.spikes(E_recorder)).withHistogram().neurons(Nrec).title(title).save(raster);
  print("Raster plot       : %s", raster.normalize());
}

// Mean and standard deviation.
String distribution(String format, double[] w) {
  double mean = DoubleStream.of(w).average().orElse(0);
  double variance = DoubleStream.of(w).map(x -> (x - mean) * (x - mean)).average().orElse(0);
  return String.format(Locale.ROOT, format, mean, Math.sqrt(variance));
}

void print(String format, Object... values) {
  IO.println(String.format(Locale.ROOT, format, values));
}
