// Firing patterns of the AdEx neuron (Naud et al. 2008)
//
// One model, eight ways to fire: the adaptive exponential integrate-and-fire neuron gets a constant
// current from rest, and its nine parameters decide whether it fires regularly, adapts, bursts,
// waits, stops or fires irregularly. Parameters and currents are those of table 1 in [1]; the model
// is that of [2].
//
// Adaptation comes in two kinds: a current that follows the potential (a), and a jump at each spike
// (b). With the reset above the exponential threshold a spike is followed by others at once, a
// burst, until adaptation has grown; with a negative a, adaptation excites, and the neuron
// accelerates after a delay. Irregular firing needs no noise: the map from one reset to the next is
// chaotic.
//
// [1] Naud R, Marcille N, Clopath C, Gerstner W (2008). Firing patterns in the adaptive exponential
//     integrate-and-fire model. Biological Cybernetics 99:335-347. doi:10.1007/s00422-008-0264-7
// [2] Brette R, Gerstner W (2005). Adaptive exponential integrate-and-fire model as an effective
//     description of neuronal activity. Journal of Neurophysiology 94:3637-3642.
//     doi:10.1152/jn.00686.2005

import static myelin.Names.*;

import module myelin;

import myelin.cli.Arguments;
import picocli.CommandLine.Option;

@Option(names = "--simtime", paramLabel = "MS", description = "simulation time in ms")
double simtime = 500;

@Option(names = "--out", paramLabel = "FOLDER", description = "where the plot is saved")
Path out = Path.of(".");

// Capacitance (pF), leak (nS), resting potential, threshold and slope (mV), both kinds of
// adaptation (nS, pA) and its time constant (ms), reset (mV), current (pA).
record Pattern(
    String name,
    double C,
    double g,
    double E,
    double V_T,
    double D_T,
    double a,
    double tau,
    double b,
    double V_r,
    double I) {}

List<Pattern> patterns =
    List.of(
        new Pattern("tonic spiking", 200, 10, -70, -50, 2, 2, 30, 0, -58, 500),
        new Pattern("adaptation", 200, 12, -70, -50, 2, 2, 300, 60, -58, 500),
        new Pattern("initial burst", 130, 18, -58, -50, 2, 4, 150, 120, -50, 400),
        new Pattern("regular bursting", 200, 10, -58, -50, 2, 2, 120, 100, -46, 210),
        new Pattern("delayed accelerating", 200, 12, -70, -50, 2, -10, 300, 0, -58, 300),
        new Pattern("delayed regular bursting", 100, 10, -65, -50, 2, -10, 90, 30, -47, 110),
        new Pattern("transient spiking", 100, 10, -65, -50, 2, 10, 90, 100, -47, 180),
        new Pattern("irregular spiking", 100, 12, -60, -50, 2, -11, 130, 30, -48, 160));

void main(String... args) {
  Arguments.read(this, args);
  Arguments.require(simtime >= 10, "--simtime = " + simtime + ": it must be at least 10");
  Arguments.requireFolder(out);

  double dt = 0.1; // the resolution in ms
  var sim = Simulator.builder().resolution(ms(dt)).threads(1).build();
  var meter = sim.create(multimeter.with(record_from, "V_m").with(interval, ms(dt)));
  var recorder = sim.create(spike_recorder);
  List<NodeCollection> neurons = new ArrayList<>();
  for (Pattern p : patterns) {
    var neuron = aeif_cond_exp.with(C_m, pF(p.C)).with(g_L, nS(p.g)).with(E_L, mV(p.E));
    neuron = neuron.with(V_th, mV(p.V_T)).with(Delta_T, mV(p.D_T)).with(V_reset, mV(p.V_r));
    neuron = neuron.with(a, nS(p.a)).with(tau_w, ms(p.tau)).with(b, pA(p.b));
    neuron = neuron.with(V_m, mV(p.E)).with(V_peak, mV(0)).with(I_e, pA(p.I));
    neurons.add(sim.create(neuron));
    sim.connect(meter, neurons.getLast());
    sim.connect(neurons.getLast(), recorder);
  }
  var result = sim.simulate(simtime);

  print(
      "%-25s %6s %14s %14s %14s %6s", "pattern", "spikes", "first (ms)", "interval", "last", "CV");
  var figure = Plots.grid(2).title("AdEx neurons: one model, eight firing patterns");
  for (int i = 0; i < patterns.size(); i++) {
    String name = patterns.get(i).name;
    int[] id = neurons.get(i).toArray();
    var spikes = result.spikes(recorder).from(id);
    double[] times = spikes.times();
    int n = times.length;
    double cv = Statistics.of(spikes, id, 0, simtime).cv();
    print(
        "%-25s %6d %14s %14s %14s %6s",
        name,
        n,
        n > 0 ? number(times[0]) : "-",
        n > 1 ? number(times[1] - times[0]) : "-",
        n > 1 ? number(times[n - 1] - times[n - 2]) : "-",
        n > 2 ? String.format(Locale.ROOT, "%.3f", cv) : "-");
    figure.add(trace(name, id[0], result.events(meter), times));
  }
  Path plot = out.resolve("adex_firing_patterns.png");
  figure.size(1000, 1100).save(plot);
  print("Plot of the potentials: %s", plot.normalize());
}

// The potential of a neuron, with its spikes drawn up to 20 mV.
TracePlot trace(String name, int id, Events events, double[] spikes) {
  int[] senders = events.senders();
  int[] own = IntStream.range(0, senders.length).filter(e -> senders[e] == id).toArray();
  double[] times = Arrays.stream(own).mapToDouble(e -> events.times()[e]).toArray();
  double[] V = Arrays.stream(own).mapToDouble(e -> events.values(V_m)[e]).toArray();
  for (double spike : spikes) {
    int at = Arrays.binarySearch(times, spike);
    if (at >= 0) V[at] = 20;
  }
  return Plots.trace(times, V).between(0, simtime).title(name);
}

String number(double value) {
  return String.format(Locale.ROOT, "%.1f", value);
}

void print(String format, Object... values) {
  IO.println(String.format(Locale.ROOT, format, values));
}
