// Populations of GIF neurons, one by one and as mesoscopic twins
//
// NEST has an example of the same name. Two populations of generalized integrate-and-fire neurons,
// 800 excitatory and 200 inhibitory, with escape noise and a threshold that adapts, project to each
// other and get a current that steps up. They are simulated twice, with the same parameters: neuron
// by neuron (gif_psc_exp), and as two nodes (gif_pop_psc_exp) which in every step draw how many of
// their neurons fire [1].
//
// The equations of the populations follow from those of the neurons, so that both have the same
// mean activity, before the step, in its transient and after it, and fluctuations of the same size,
// those of a finite number of neurons.
//
// [1] Schwalger T, Deger M, Gerstner W (2017). Towards a theory of cortical columns: from spiking
//     neurons to interacting neural populations of finite size. PLoS Computational Biology
//     13:e1005507. doi:10.1371/journal.pcbi.1005507

import static myelin.Names.*;

import module myelin;

import myelin.cli.Arguments;
import picocli.CommandLine.Option;

@Option(names = "--simtime", paramLabel = "MS", description = "simulation time in ms, half before")
double simtime = 4000;

@Option(names = "--threads", paramLabel = "N", description = "threads to simulate with")
int threads = Runtime.getRuntime().availableProcessors();

@Option(names = "--seed", paramLabel = "SEED", description = "seed of all random numbers")
long seed = 1;

@Option(names = "--out", paramLabel = "FOLDER", description = "where the plot is saved")
Path out = Path.of(".");

double dt = 0.1; // resolution in ms
double bin = 5; // width of the bins of activity in ms
double settled = 500; // what is left out of means, at the beginning and after the step, in ms
int[] N = {800, 200}; // excitatory and inhibitory neurons
double J = 2.5; // weight of an excitatory spike in pA
double g = 5; // relative strength of inhibition
double strong = 250; // step of the current in pA

void main(String... args) {
  Arguments.read(this, args);
  double least = 2 * settled + 20 * bin;
  Arguments.require(simtime >= least, "--simtime = " + simtime + ": it must be at least " + least);
  Arguments.requireFolder(out);

  var sim = Simulator.builder().resolution(ms(dt)).seed(seed).threads(threads).build();

  // The same parameters for a neuron and for a population.
  var one = gif_psc_exp.with(C_m, pF(250)).with(g_L, nS(12.5)).with(lambda_0, 10);
  var all = gif_pop_psc_exp.with(C_m, pF(250)).with(tau_m, ms(20)).with(lambda_0, Hz(10));
  NodeModel[] models = {one, all};
  for (int k = 0; k < 2; k++) {
    var model = models[k].with(E_L, mV(15)).with(V_reset, mV(0)).with(V_T_star, mV(15));
    model = model.with(Delta_V, mV(5)).with(t_ref, ms(4));
    model = model.with(tau_sfa, ms(100.0)).with(q_sfa, mV(1.0));
    models[k] = model.with(tau_syn_ex, ms(3)).with(tau_syn_in, ms(6));
  }
  var onset = dc_generator.with(amplitude, pA(strong)).with(start, ms(simtime / 2));
  var current = sim.create(onset);

  NodeCollection[] neurons = new NodeCollection[2];
  NodeCollection[] twins = new NodeCollection[2];
  NodeCollection[] recorders = new NodeCollection[2];
  NodeCollection[] meters = new NodeCollection[2];
  for (int p = 0; p < 2; p++) {
    neurons[p] = sim.create(models[0].with(V_m, mV(0)), N[p]);
    twins[p] = sim.create(models[1].with("N", N[p]));
    recorders[p] = sim.create(spike_recorder);
    meters[p] = sim.create(multimeter.with(record_from, "n_events").with(interval, ms(dt)));
    sim.connect(current, neurons[p]);
    sim.connect(current, twins[p]);
    sim.connect(neurons[p], recorders[p]);
    sim.connect(meters[p], twins[p]);
  }
  for (int p = 0; p < 2; p++) {
    var synapse = static_synapse.with("weight", p == 0 ? J : -g * J).with(delay, ms(1));
    for (int q = 0; q < 2; q++) {
      sim.connect(neurons[p], neurons[q], all_to_all(), synapse);
      sim.connect(twins[p], twins[q], all_to_all(), synapse);
    }
  }
  var result = sim.simulate(simtime);

  print("%-11s %-9s %20s %20s", "population", "current", "neuron by neuron", "mesoscopic");
  var figure = Plots.grid(1).title("GIF neurons and their mesoscopic twins: rates in 5 ms");
  String[] names = {"excitatory", "inhibitory"};
  for (int p = 0; p < 2; p++) {
    var spikes = result.events(recorders[p]);
    double[] each = new double[spikes.size()];
    Arrays.fill(each, 1);
    double[] micro = rates(spikes.times(), each, N[p]);
    var events = result.events(meters[p]);
    double[] meso = rates(events.times(), events.values(n_events), N[p]);
    for (int half = 0; half < 2; half++) {
      String when = half == 0 ? "before" : "stepped";
      print("%-11s %-9s %20s %20s", names[p], when, moments(micro, half), moments(meso, half));
    }
    double[] times = IntStream.range(0, micro.length).mapToDouble(i -> (i + 0.5) * bin).toArray();
    var panel = Plots.traces().label("Rate (spikes/s)").title(names[p] + ", " + N[p] + " neurons");
    double from = simtime / 2 - settled;
    panel.series("neurons", times, micro).series("mesoscopic", times, meso);
    figure.add(panel.between(from, from + 2 * settled));
  }
  Path plot = out.resolve("gif_pop_psc_exp.png");
  figure.size(1000, 800).save(plot);
  print("Plot of the rates: %s", plot.normalize());
}

// The rate of a neuron (spikes/s) in each bin, from numbers of spikes at these times.
double[] rates(double[] times, double[] numbers, int neurons) {
  double[] rates = new double[(int) (simtime / bin)];
  for (int i = 0; i < times.length; i++) {
    int at = (int) ((times[i] - dt / 2) / bin);
    if (at < rates.length) rates[at] += 1000 * numbers[i] / (neurons * bin);
  }
  return rates;
}

// Mean and standard deviation over the bins of a half of the time, without its beginning.
String moments(double[] rates, int half) {
  int skip = (int) (settled / bin);
  int length = rates.length / 2;
  double[] r = Arrays.copyOfRange(rates, half * length + skip, (half + 1) * length);
  double mean = Arrays.stream(r).average().orElse(0);
  double variance = Arrays.stream(r).map(x -> (x - mean) * (x - mean)).average().orElse(0);
  return String.format(Locale.ROOT, "%.2f +- %.2f", mean, Math.sqrt(variance));
}

void print(String format, Object... values) {
  IO.println(String.format(Locale.ROOT, format, values));
}
