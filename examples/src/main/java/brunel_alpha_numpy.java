// Random balanced network (alpha synapses), connections drawn by the program
//
// NEST's example of the same name: an excitatory and an inhibitory population based on the network
// used in [1], connected not by a rule but by random numbers of the program, NumPy's there,
// SplittableRandom's here. Custom synapse models count the synapses made with them. Spike detectors
// give the populations' rates. Building and simulation time are measured.
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

// Lambert W function, lower branch, for -1/e < x < 0: the solution w < -1 of w exp(w) = x, by
// Halley's iteration from the branch's expansion at either end.
double LambertWm1(double x) {
  double p = Math.sqrt(2 * (1 + Math.E * x));
  double w = x < -0.25 ? -1 - p - p * p / 3 : Math.log(-x) - Math.log(-Math.log(-x));
  for (int i = 0; i < 10; i++) {
    double f = w - x * Math.exp(-w);
    w -= f / (w + 1 - (w + 2) * f / (2 * w + 2));
  }
  return w;
}

// Maximum of the postsynaptic potential for a synaptic input current of unit amplitude (1 pA).
double ComputePSPnorm(double tauMem, double CMem, double tauSyn) {
  double a = tauMem / tauSyn;
  double b = 1 / tauSyn - 1 / tauMem;
  double t_max = 1 / b * (-LambertWm1(-Math.exp(-1 / a) / a) - 1 / a); // time of maximum
  return Math.E
      / (tauSyn * CMem * b)
      * ((Math.exp(-t_max / tauMem) - Math.exp(-t_max / tauSyn)) / b
          - t_max * Math.exp(-t_max / tauSyn));
}

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

  double tauSyn = 0.5; // synaptic time constant in ms
  double tauMem = 20; // time constant of membrane potential in ms
  double CMem = 250; // capacitance of membrane in pF
  double theta = 20; // membrane threshold potential in mV
  var neuron = iaf_psc_alpha.with(C_m, pF(CMem)).with(tau_m, ms(tauMem));
  neuron = neuron.with(tau_syn_ex, ms(tauSyn)).with(tau_syn_in, ms(tauSyn)).with(t_ref, ms(2));
  neuron = neuron.with(E_L, mV(0)).with(V_reset, mV(0)).with(V_m, mV(0)).with(V_th, mV(theta));

  double J = 0.1; // postsynaptic amplitude in mV
  double J_unit = ComputePSPnorm(tauMem, CMem, tauSyn);
  double J_ex = J / J_unit; // amplitude of excitatory postsynaptic current in pA
  double J_in = -g * J_ex; // amplitude of inhibitory postsynaptic current in pA

  // the external rate that holds the membrane potential around its threshold, in 1/ms
  double nu_th = theta * CMem / (J_ex * CE * Math.E * tauMem * tauSyn);
  double nu_ex = eta * nu_th;
  double p_rate = 1000 * nu_ex * CE;

  var settings = Simulator.builder().resolution(ms(dt)).print_time(true).overwrite_files(true);
  var sim = settings.seed(seed).threads(threads).data_path(out).build();
  Arguments.requireFolder(out);

  IO.println("Building network");
  var nodes_ex = sim.create(neuron, NE);
  var nodes_in = sim.create(neuron, NI);
  var noise = sim.create(poisson_generator.with(rate, Hz(p_rate)));
  var detector = spike_detector.with(record_to, "gdf");
  var espikes = sim.create(detector.with(label, "brunel-py-ex"));
  var ispikes = sim.create(detector.with(label, "brunel-py-in"));

  IO.println("Connecting devices");
  var excitatory = static_synapse.named("excitatory").with(weight, pA(J_ex)).with(delay, ms(d));
  var inhibitory = static_synapse.named("inhibitory").with(weight, pA(J_in)).with(delay, ms(d));
  sim.connect(noise, nodes_ex, excitatory);
  sim.connect(noise, nodes_in, excitatory);
  sim.connect(nodes_ex.first(N_rec), espikes, excitatory);
  sim.connect(nodes_in.first(N_rec), ispikes, excitatory);

  // Neurons have consecutive ids: 1 .. NE are excitatory, NE + 1 .. N_neurons inhibitory. Each
  // gets CE inputs from the former and CI from the latter.
  IO.println("Connecting network");
  var random = new SplittableRandom(seed);
  int[] sources_ex = random.ints((long) N_neurons * CE, 1, NE + 1).toArray();
  int[] sources_in = random.ints((long) N_neurons * CI, NE + 1, N_neurons + 1).toArray();
  int[] targets_ex = IntStream.range(0, sources_ex.length).map(k -> 1 + k / CE).toArray();
  int[] targets_in = IntStream.range(0, sources_in.length).map(k -> 1 + k / CI).toArray();
  sim.connect(sources_ex, targets_ex, excitatory);
  sim.connect(sources_in, targets_in, inhibitory);
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

  Path plot = out.resolve("brunel_alpha_numpy.png");
  Plots.raster(result.spikes(espikes)).withHistogram().neurons(N_rec).save(plot);
  print("Raster plot       : %s", plot.normalize());
}

void print(String format, Object... values) {
  IO.println(String.format(Locale.ROOT, format, values));
}
