// Cortical microcircuit (Potjans and Diesmann): four layers, eight populations
//
// NEST's example of the same name: a square millimetre of early sensory cortex [1]. Layers 2/3, 4,
// 5 and 6 have an excitatory (E) and an inhibitory population (I) each, of leaky integrate-and-fire
// neurons with exponential synaptic currents. All neurons and all synapses have the same
// parameters; what differs is how many neurons a population has, and how many synapses connect each
// pair of populations, as known from anatomy and physiology. From that alone come rates that are
// typical of each population: low in L2/3E and L6E, high in L5E, and higher among inhibitory
// neurons.
//
// The rest of the brain is either Poisson spikes, at 8 spikes/s from each of the synapses that come
// from outside, or a constant current of the same mean ("dc").
//
// A network of a fraction of the neurons keeps that fraction of each neuron's synapses, thus the
// square of it in all. Weights are divided by its square root, which preserves the variance of each
// neuron's input, and a current makes up for what is thereby missing of the mean [2]. So rates keep
// their order, but correlations between neurons grow as the network shrinks, and rates become
// lower: little at a scale of 0.2, much below 0.1. With a constant current, the network falls
// nearly silent at 0.1.
//
// [1] Potjans TC, Diesmann M (2014). The cell-type specific cortical microcircuit: relating
//     structure and activity in a full-scale spiking network model. Cerebral Cortex 24:785-806.
//     doi:10.1093/cercor/bhs358
// [2] van Albada SJ, Helias M, Diesmann M (2015). Scalability of asynchronous networks is limited
//     by one-to-one mapping between effective connectivity and correlations. PLoS Computational
//     Biology 11:e1004490. doi:10.1371/journal.pcbi.1004490

import static myelin.Names.*;

import module myelin;

import myelin.cli.Arguments;
import picocli.CommandLine.Option;

@Option(
    names = "--scale",
    paramLabel = "F",
    description =
        "fraction of the neurons, and of each one's synapses; 1 is full scale: 77169 neurons,"
            + " 298880968 synapses, about 2.3 GB")
double scale = 0.2;

@Option(
    names = "--drive",
    paramLabel = "KIND",
    description = "input from outside: poisson (spikes) or dc (a constant current)")
String drive = "poisson";

@Option(
    names = "--simtime",
    paramLabel = "MS",
    description = "simulation time in ms, after 500 ms that are discarded")
double simtime = 1000;

@Option(names = "--threads", paramLabel = "N", description = "threads to simulate with")
int threads = Runtime.getRuntime().availableProcessors();

@Option(names = "--seed", paramLabel = "SEED", description = "seed of all random numbers")
long seed = 55;

@Option(names = "--out", paramLabel = "FOLDER", description = "where plots are saved")
Path out = Path.of(".");

// The populations, their numbers of neurons, and how many synapses each neuron has from outside.
String[] populations = {"L2/3E", "L2/3I", "L4E", "L4I", "L5E", "L5I", "L6E", "L6I"};
int[] N_full = {20683, 5834, 21915, 5479, 4850, 1065, 14395, 2948};
int[] K_ext = {1600, 1500, 2100, 1900, 2000, 1900, 2900, 2100};
int L23E = 0, L4E = 2;

// Probability that a neuron has any synapse from another: targets in rows, sources in columns.
double[][] conn_probs = {
  {0.1009, 0.1689, 0.0437, 0.0818, 0.0323, 0, 0.0076, 0},
  {0.1346, 0.1371, 0.0316, 0.0515, 0.0755, 0, 0.0042, 0},
  {0.0077, 0.0059, 0.0497, 0.135, 0.0067, 0.0003, 0.0453, 0},
  {0.0691, 0.0029, 0.0794, 0.1597, 0.0033, 0, 0.1057, 0},
  {0.1004, 0.0622, 0.0505, 0.0057, 0.0831, 0.3726, 0.0204, 0},
  {0.0548, 0.0269, 0.0257, 0.0022, 0.06, 0.3158, 0.0086, 0},
  {0.0156, 0.0066, 0.0211, 0.0166, 0.0572, 0.0197, 0.0396, 0.2252},
  {0.0364, 0.001, 0.0034, 0.0005, 0.0277, 0.008, 0.0658, 0.1443}
};

// Rates of the network at full scale [spikes/s].
double[] full_mean_rates = {0.90, 2.97, 4.41, 5.88, 7.57, 8.63, 1.11, 7.83};

// Membrane potentials at the beginning, near those of the stationary state, so that the network
// does not start with a volley [mV].
double[] V0_mean = {-68.28, -63.16, -63.33, -63.45, -63.11, -61.66, -66.72, -61.43};
double[] V0_sd = {5.36, 4.57, 4.74, 4.94, 4.94, 4.55, 5.46, 4.48};

double tau_membrane = 10; // membrane time constant [ms]
double tau_synapse = 0.5; // time constant of synaptic currents [ms]
double C_membrane = 250; // capacitance of the membrane [pF]
double PSP_e = 0.15; // mean amplitude of excitatory postsynaptic potentials [mV]
double g = -4; // relative strength of inhibitory synapses
double weight_rel_sd = 0.1; // standard deviation of weights, relative to their mean
double delay_e = 1.5, delay_i = 0.75; // mean delays of excitatory and inhibitory synapses [ms]
double delay_rel_sd = 0.5; // standard deviation of delays, relative to their mean
double bg_rate = 8; // rate of each synapse from outside [spikes/s]
double dt = 0.1; // simulation step [ms]
double t_presim = 500; // simulated, but not evaluated [ms]

void main(String... args) {
  Arguments.read(this, args);
  Arguments.require(scale >= 0.01 && scale <= 1, "--scale = " + scale + ": it must be 0.01 to 1");
  Arguments.require(
      drive.equals("poisson") || drive.equals("dc"),
      "--drive = " + drive + ": it must be poisson or dc");
  Arguments.require(simtime > 0, "--simtime = " + simtime + ": it must be greater than 0");

  var settings = Simulator.builder().resolution(ms(dt)).print_time(true);
  var sim = settings.seed(seed).threads(threads).build();
  Arguments.requireFolder(out);

  int n = populations.length;
  long neurons = 0, synapses = 0;
  for (int target = 0; target < n; target++) {
    neurons += neurons(target);
    for (int source = 0; source < n; source++) synapses += synapses(target, source);
  }
  print("Number of neurons : %d", neurons);
  print("Number of synapses: %d", synapses);

  IO.println("Creating populations ...");
  var nodes = new NodeCollection[n];
  var recorders = new NodeCollection[n];
  for (int i = 0; i < n; i++) {
    nodes[i] = sim.create(neuron(i), neurons(i));
    recorders[i] = sim.create(spike_recorder);
    sim.connect(nodes[i], recorders[i]);
    if (drive.equals("poisson")) {
      // One generator gives each neuron a spike train of its own, that of all its outer synapses.
      var noise = sim.create(poisson_generator.with(rate, Hz(bg_rate * K_ext[i] * scale)));
      double w = PSC(PSP_e) / Math.sqrt(scale);
      sim.connect(noise, nodes[i], static_synapse.with(weight, pA(w)).with(delay, ms(delay_e)));
    }
  }
  IO.println("Connecting populations ...");
  for (int target = 0; target < n; target++) {
    for (int source = 0; source < n; source++) {
      long total = synapses(target, source);
      if (total == 0) continue;
      var rule = fixed_total_number(total);
      sim.connect(nodes[source], nodes[target], rule, synapse(target, source));
    }
  }
  sim.build();

  IO.println("Simulating ...");
  sim.simulate(t_presim);
  var result = sim.simulate(simtime);
  var timers = sim.timers();
  print(
      "Building time     : %.2f s",
      timers.time_construction_create() + timers.time_construction_connect());
  print("Simulation time   : %.2f s", timers.time_simulate());

  print("\nPopulation  Neurons  Rate (spikes/s)  At full scale");
  var rates = new double[n][];
  for (int i = 0; i < n; i++) {
    var spikes = result.spikes(recorders[i]);
    var statistics = Statistics.of(spikes, nodes[i].toArray(), result.from(), result.to());
    rates[i] = statistics.rates();
    double full = full_mean_rates[i];
    print("%-10s %8d %16.2f %14.2f", populations[i], nodes[i].size(), statistics.rate(), full);
  }
  IO.println();
  drawRaster(result, nodes, recorders, neurons);
  drawRates(rates);
}

int neurons(int i) {
  return (int) Math.round(N_full[i] * scale);
}

// How many synapses are drawn between all pairs of two populations such that a pair has any with
// the given probability: a pair may have several.
double synapses_full(int target, int source) {
  double pairs = (double) N_full[target] * N_full[source];
  return Math.rint(Math.log(1 - conn_probs[target][source]) / Math.log(1 - 1 / pairs));
}

long synapses(int target, int source) {
  return Math.round(synapses_full(target, source) * scale * scale);
}

NodeModel neuron(int i) {
  return iaf_psc_exp
      .with(E_L, mV(-65))
      .with(V_th, mV(-50))
      .with(V_reset, mV(-65))
      .with(t_ref, ms(2))
      .with(C_m, pF(C_membrane))
      .with(tau_m, ms(tau_membrane))
      .with(tau_syn_ex, ms(tau_synapse))
      .with(tau_syn_in, ms(tau_synapse))
      .with(I_e, pA(current(i)))
      .with(V_m, normal(mV(V0_mean[i]), mV(V0_sd[i])));
}

// Weights and delays are normally distributed; those of the wrong sign, and delays that round to
// less than a step, are drawn again.
Synapse synapse(int target, int source) {
  boolean excitatory = source % 2 == 0;
  double w = weight(target, source) / Math.sqrt(scale);
  double d = excitatory ? delay_e : delay_i;
  var drawn = normal(pA(w), pA(weight_rel_sd * Math.abs(w)));
  drawn = excitatory ? drawn.redraw(pA(0), pA(10 * w)) : drawn.redraw(pA(10 * w), pA(0));
  return static_synapse
      .named(excitatory ? "excitatory" : "inhibitory")
      .with(weight, drawn)
      .with(delay, normal(ms(d), ms(delay_rel_sd * d)).redraw(ms(dt / 2), ms(1000)));
}

// Mean weight at full scale [pA].
double weight(int target, int source) {
  if (source % 2 == 1) return g * PSC(PSP_e);
  return PSC(target == L23E && source == L4E ? 2 * PSP_e : PSP_e);
}

// Amplitude of the current whose postsynaptic potential has the given amplitude [pA].
double PSC(double PSP) {
  double difference = tau_membrane - tau_synapse;
  double ratio = tau_membrane / tau_synapse;
  double peak =
      Math.pow(ratio, -tau_synapse / difference) - Math.pow(ratio, -tau_membrane / difference);
  return PSP * C_membrane * difference / (tau_membrane * tau_synapse * peak);
}

// What neurons get as a constant current [pA]: the mean of the input from outside, if that is not
// spikes, and what the smaller number of synapses takes from the mean of spikes.
double current(int target) {
  double outside = PSC(PSP_e) * K_ext[target] * bg_rate;
  double inside = 0;
  for (int source = 0; source < N_full.length; source++) {
    double indegree = synapses_full(target, source) / N_full[target];
    inside += weight(target, source) * indegree * full_mean_rates[source];
  }
  boolean poisson = drive.equals("poisson");
  double missing = (1 - Math.sqrt(scale)) * (poisson ? inside + outside : inside);
  return 1e-3 * tau_synapse * (poisson ? missing : missing + outside);
}

// As in [1], 400 ms of about 1862 neurons, of each population the same fraction.
void drawRaster(Result result, NodeCollection[] nodes, NodeCollection[] recorders, long neurons) {
  double fraction = Math.min(1, 1862.0 / neurons);
  var shown = new NodeCollection[nodes.length];
  Arrays.setAll(
      shown, i -> nodes[i].first((int) Math.max(1, Math.round(fraction * nodes[i].size()))));
  var senders = IntStream.builder();
  var times = DoubleStream.builder();
  for (int i = 0; i < nodes.length; i++) {
    var spikes = result.spikes(recorders[i]).from(shown[i].toArray());
    IntStream.of(spikes.senders()).forEach(senders);
    DoubleStream.of(spikes.times()).forEach(times);
  }
  var raster = Plots.raster(Spikes.of(senders.build().toArray(), times.build().toArray()));
  for (int i = 0; i < nodes.length; i++) {
    int last = shown[i].id(shown[i].size() - 1);
    raster.band(populations[i], kind(i), shown[i].id(0), last);
  }
  raster.between(Math.max(result.from(), result.to() - 400), result.to());
  Path file = out.resolve("microcircuit_raster.png");
  raster.title("Cortical microcircuit at scale " + scale).size(1000, 800).save(file);
  print("Raster plot       : %s", file.normalize());
}

void drawRates(double[][] rates) {
  var boxes = Plots.boxes().label("Rate of single neurons", "spikes/s").size(1000, 600);
  for (int i = 0; i < rates.length; i++) boxes.series(populations[i], kind(i), rates[i]);
  Path file = out.resolve("microcircuit_rates.png");
  boxes.title("Cortical microcircuit at scale " + scale).save(file);
  print("Box plot of rates : %s", file.normalize());
}

String kind(int i) {
  return i % 2 == 0 ? "excitatory" : "inhibitory";
}

void print(String format, Object... values) {
  IO.println(String.format(Locale.ROOT, format, values));
}
