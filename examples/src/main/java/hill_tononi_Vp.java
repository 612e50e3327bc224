// Layers of thalamus and cortex that see bars
//
// A sheet of relay cells in the thalamus is driven by bars of light that run up and down. Two
// populations of pyramidal cells of the primary visual area look at it, each cell through a narrow
// field: those of one population through fields that stand upright, those of the other through
// fields that lie. Interneurons inhibit both. All are neurons of Hill and Tononi [1], whose
// thalamus
// and cortex select orientations in this way. Under upright bars, upright fields see either light
// or
// dark, and lying fields see half of each.
//
// NEST's example hill_tononi_Vp.py has more layers and cells; this is a small one after it.
//
// [1] Hill S, Tononi G, Modeling sleep and wakefulness in the thalamocortical system, Journal of
//     Neurophysiology 93, 1671-1698 (2005).

import static myelin.Names.*;

import module myelin;

import myelin.cli.Arguments;
import picocli.CommandLine.Option;

@Option(names = "--rows", paramLabel = "N", description = "rows and columns of each sheet")
int rows = 32;

@Option(names = "--simtime", paramLabel = "MS", description = "simulation time in ms")
double simtime = 500;

@Option(names = "--threads", paramLabel = "N", description = "threads to simulate with")
int threads = Runtime.getRuntime().availableProcessors();

@Option(names = "--seed", paramLabel = "SEED", description = "seed of all random numbers")
long seed = 1;

@Option(names = "--out", paramLabel = "FOLDER", description = "where the plots are saved")
Path out = Path.of(".");

static final double SIDE = 8; // degrees of the field of vision; a degree is a micrometer here
static final double PERIOD = 4; // of the bars

void main(String... args) {
  Arguments.read(this, args);
  Arguments.require(rows >= 16 && rows <= 200, "--rows = " + rows + ": it must be 16 to 200");
  Arguments.require(simtime >= 200, "--simtime = " + simtime + ": it must be at least 200");
  Arguments.requireFolder(out);

  var sim = Simulator.builder().seed(seed).threads(threads).build();
  var sheet = Positions.grid(rows, rows).extent(um(SIDE), um(SIDE)).wrapped();
  double[][] places = sheet.toArray();

  // Light: a source of random spikes for each relay cell, whose rate follows the bars.
  var light = sim.create(poisson_generator, rows * rows);
  double[] rates = new double[rows * rows];
  Arrays.setAll(rates, i -> 100 + 95 * Math.sin(2 * Math.PI * places[0][i] / PERIOD));
  light.set(rate, Hz(rates));

  var thalamic =
      ht_neuron.with(g_peak_T, 1).with(g_peak_h, 1).with(g_peak_NaP, 0).with(g_peak_KNa, 0);
  var cortical = ht_neuron.with(g_peak_T, 0).with(g_peak_h, 0).with(g_KL, 1);
  var relay = sim.create(thalamic, sheet);
  var upright = sim.create(cortical, sheet);
  var lying = sim.create(cortical, sheet);
  var inter = sim.create(cortical.with(tau_m, ms(8)), sheet);

  // From light to cortex: fields as long as a bar and the dark beside it, one across the other.
  var ampa = static_synapse.receptor("AMPA");
  var gaba = static_synapse.receptor("GABA_A");
  sim.connect(light, relay, one_to_one(), ampa.with(weight, 7));
  double more = Math.pow(32.0 / rows, 2); // fewer, stronger synapses on a smaller sheet
  double thin = 0.25;
  double along = 2;
  var fields = pairwise_bernoulli(0.5);
  sim.connect(
      relay,
      upright,
      fields.mask(Mask.box(new double[] {-thin, -along}, new double[] {thin, along})),
      ampa.with(weight, 0.8 * more));
  sim.connect(
      relay,
      lying,
      fields.mask(Mask.box(new double[] {-along, -thin}, new double[] {along, thin})),
      ampa.with(weight, 0.8 * more));
  sim.connect(
      relay,
      inter,
      pairwise_bernoulli(0.1).mask(Mask.circular(um(1))),
      ampa.with(weight, 0.8 * more));

  // Within cortex.
  var near =
      pairwise_bernoulli(gaussian(distance(), um(0), um(0.5)).times(0.1))
          .mask(Mask.circular(um(1.5)));
  var late = ms(1).plus(ms(1).times(distance().per(um(2))));
  for (var cells : List.of(upright, lying)) {
    sim.connect(cells, cells, near.withoutAutapses(), ampa.with(weight, more).with(delay, late));
    sim.connect(cells, inter, near, ampa.with(weight, more).with(delay, late));
    sim.connect(inter, cells, near, gaba.with(weight, more).with(delay, late));
  }

  var recorder = sim.create(spike_recorder);
  for (var cells : List.of(relay, upright, lying, inter)) sim.connect(cells, recorder);
  sim.simulate(ms(100)); // until all have settled
  var spikes = sim.simulate(ms(simtime - 100)).spikes(recorder);

  var figure = Plots.grid(2);
  String[] names = {"relay cells", "interneurons", "upright fields", "lying fields"};
  List<NodeCollection> all = List.of(relay, inter, upright, lying);
  for (int k = 0; k < names.length; k++) {
    double[] found = Statistics.of(spikes, all.get(k).toArray(), 100, simtime).rates();
    double mean = Arrays.stream(found).average().orElseThrow();
    say(
        "%-15s: %5.1f spikes/s, under light %5.1f, in the dark %5.1f",
        names[k], mean, mean(found, places, 1), mean(found, places, -1));
    figure.add(
        Plots.map(places, found)
            .label("Rate", "spikes/s")
            .axes("x (degrees)", "y (degrees)")
            .within(new double[] {-SIDE / 2, -SIDE / 2}, new double[] {SIDE / 2, SIDE / 2})
            .between(0, 50)
            .title(names[k].substring(0, 1).toUpperCase(Locale.ROOT) + names[k].substring(1)));
  }
  Path plot = out.resolve("hill_tononi_Vp.png");
  figure.size(1000, 820).save(plot);
  IO.println("Maps of rates: " + plot.normalize());
}

/// The mean of values in the bright half of the bars, or in the dark one.
double mean(double[] values, double[][] places, int sign) {
  return IntStream.range(0, values.length)
      .filter(i -> sign * Math.sin(2 * Math.PI * places[0][i] / PERIOD) > 0)
      .mapToDouble(i -> values[i])
      .average()
      .orElseThrow();
}

void say(String format, Object... values) {
  IO.println(String.format(Locale.ROOT, format, values));
}
