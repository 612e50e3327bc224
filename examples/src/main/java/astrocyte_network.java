// Neurons that astrocytes listen to and excite
//
// NEST has an example like this, astrocyte_small_network. Neurons fire for a while and excite
// others. On the way, one in two synapses has an astrocyte beside it (a tripartite connection), in
// which each spike raises IP3. Enough IP3 lets calcium out of the endoplasmic reticulum [1], and
// calcium above a threshold makes the astrocyte send a slow inward current into the neurons behind
// the synapse [2]. So they fire more, later, and longer than their synapses alone make them fire:
// in a second simulation, astrocytes send nothing.
//
// [1] Li YX, Rinzel J (1994). Equations for InsP3 receptor-mediated [Ca2+]i oscillations derived
//     from a detailed kinetic model: a Hodgkin-Huxley like formalism. Journal of Theoretical
//     Biology 166:461-473. doi:10.1006/jtbi.1994.1041
// [2] Nadkarni S, Jung P (2003). Spontaneous oscillations of dressed neurons: a new mechanism for
//     epilepsy? Physical Review Letters 91:268101. doi:10.1103/PhysRevLett.91.268101

import static myelin.Names.*;

import module myelin;

import myelin.cli.Arguments;
import picocli.CommandLine.Option;

@Option(names = "--neurons", paramLabel = "N", description = "neurons on either side")
int N = 40;

@Option(names = "--threads", paramLabel = "N", description = "threads to simulate with")
int threads = Runtime.getRuntime().availableProcessors();

@Option(names = "--seed", paramLabel = "SEED", description = "seed of all random numbers")
long seed = 100;

@Option(names = "--out", paramLabel = "FOLDER", description = "where the plot is saved")
Path out = Path.of(".");

double dt = 0.1; // resolution in ms
double on = 2000, off = 5000, simtime = 8000; // when the first neurons fire, in ms
double bin = 100; // width of the bins of rates in ms

// What is recorded of a simulation.
record Recorded(double[] times, double[] calcium, double[] current, double[] rates) {}

void main(String... args) {
  Arguments.read(this, args);
  Arguments.require(N >= 10 && N <= 1000, "--neurons = " + N + ": it must be 10 to 1000");
  Arguments.requireFolder(out);

  Recorded with = simulate(8);
  Recorded without = simulate(0);
  print("%-30s %10s %10s %10s", "rates (spikes/s)", "before", "driven", "after");
  print("%-30s %s", "with slow inward currents", rates(with));
  print("%-30s %s", "without", rates(without));

  var figure = Plots.grid(1).title("Neurons that are driven from 2 s to 5 s, and their astrocytes");
  var calcium = Plots.trace(with.times, with.calcium).label("Calcium (µM)");
  figure.add(calcium.title("in an astrocyte, on average").between(0, simtime));
  var current = Plots.trace(with.times, with.current).label("Current (pA)");
  figure.add(current.title("from astrocytes into a neuron, on average").between(0, simtime));
  double[] middle =
      IntStream.range(0, with.rates.length).mapToDouble(i -> (i + 0.5) * bin).toArray();
  var rates = Plots.traces().label("Rate (spikes/s)").between(0, simtime);
  rates.series("with", middle, with.rates).series("without", middle, without.rates);
  figure.add(rates.title("of the neurons, with and without slow inward currents"));
  Path plot = out.resolve("astrocyte_network.png");
  figure.size(1000, 1000).save(plot);
  print("Plot of calcium, currents and rates: %s", plot.normalize());
}

// The network, with slow inward currents of that weight.
Recorded simulate(double strength) {
  try (var sim = Simulator.builder().resolution(ms(dt)).seed(seed).threads(threads).build()) {
    var first = sim.create(parrot_neuron, N);
    var neuron = aeif_cond_alpha_astro.with(tau_syn_ex, ms(2));
    var second = sim.create(neuron, N);
    var astrocyte = astrocyte_lr_1994.with(delta_IP3, 0.002).with(tau_IP3, ms(2000));
    var astrocytes = sim.create(astrocyte.with(IP3_0, 0.16), N / 2);

    var drive = poisson_generator.with(rate, Hz(30)).with(start, ms(on)).with(stop, ms(off));
    sim.connect(sim.create(drive), first);
    var background = sim.create(poisson_generator.with(rate, Hz(1000)));
    sim.connect(background, second, static_synapse.with("weight", 1.4));

    var synapses =
        TripartiteSynapses.of(
            static_synapse.with("weight", 1),
            static_synapse.with("weight", 1),
            sic_connection.with("weight", strength));
    var third = third_factor_bernoulli_with_pool(0.5).pool_size(N / 8);
    sim.connect(first, second, astrocytes, pairwise_bernoulli(0.2), third, synapses);

    var recorder = sim.create(spike_recorder);
    sim.connect(second, recorder);
    var calcium = sim.create(multimeter.with(record_from, "Ca_astro").with(interval, ms(10)));
    sim.connect(calcium, astrocytes);
    var current = sim.create(multimeter.with(record_from, "I_SIC").with(interval, ms(10)));
    sim.connect(current, second);
    var result = sim.simulate(simtime);
    var histogram = Statistics.of(result.spikes(recorder), N, 0, simtime).histogram(bin);
    double[] times = result.events(calcium).times();
    int samples = times.length / (N / 2);
    double[] when = IntStream.range(0, samples).mapToDouble(i -> times[i * (N / 2)]).toArray();
    return new Recorded(
        when,
        average(result.events(calcium).values("Ca_astro"), samples),
        average(result.events(current).values("I_SIC"), samples),
        histogram.rates());
  }
}

// The means of values that are in the order of time, an equal number at each time.
double[] average(double[] values, int times) {
  int each = values.length / times;
  return IntStream.range(0, times)
      .mapToDouble(t -> Arrays.stream(values, t * each, (t + 1) * each).average().orElse(0))
      .toArray();
}

// Rates before, while and after the first neurons fire.
String rates(Recorded of) {
  double[] ends = {0, on, off, simtime};
  var text = new StringBuilder();
  for (int k = 0; k < 3; k++) {
    int from = (int) (ends[k] / bin), to = (int) (ends[k + 1] / bin);
    double mean = Arrays.stream(of.rates, from, to).average().orElse(0);
    text.append(String.format(Locale.ROOT, "%10.2f ", mean));
  }
  return text.toString().stripTrailing();
}

void print(String format, Object... values) {
  IO.println(String.format(Locale.ROOT, format, values));
}
