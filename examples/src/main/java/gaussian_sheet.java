// A sheet of neurons connected by distance
//
// Neurons lie anywhere on 1 mm x 1 mm, whose opposite edges are joined. Two are connected with a
// probability that falls with their distance as a gaussian, within a circle; the longer the way,
// the later a spike arrives. How many synapses there are of each length is compared with theory:
// the density of places at a distance r is 2 pi r, times the probability at r.
//
// NEST's examples gaussex.py and grid_iaf_irr.py show the same rules.

import static myelin.Names.*;

import module myelin;

import myelin.cli.Arguments;
import picocli.CommandLine.Option;

@Option(names = "--neurons", paramLabel = "N", description = "number of neurons")
int neurons = 4000;

@Option(names = "--threads", paramLabel = "N", description = "threads to simulate with")
int threads = Runtime.getRuntime().availableProcessors();

@Option(names = "--seed", paramLabel = "SEED", description = "seed of all random numbers")
long seed = 1;

@Option(names = "--out", paramLabel = "FOLDER", description = "where the plot is saved")
Path out = Path.of(".");

static final int BINS = 40;

void main(String... args) {
  Arguments.read(this, args);
  Arguments.require(
      neurons >= 100 && neurons <= 100_000,
      "--neurons = " + neurons + ": it must be 100 to 100000");
  Arguments.requireFolder(out);

  double std = 120;
  double radius = 400;
  var sim = Simulator.builder().seed(seed).threads(threads).build();
  var anywhere = uniform(um(-500), um(500));
  var places = Positions.random(neurons, seed, anywhere, anywhere).extent(mm(1), mm(1)).wrapped();
  var cells = sim.create(iaf_psc_alpha.with(I_e, pA(375)), places);
  var near =
      pairwise_bernoulli(gaussian(distance(), um(0), um(std)).times(0.5))
          .mask(Mask.circular(um(radius)))
          .withoutAutapses();
  var late = ms(0.5).plus(ms(1).times(distance().per(um(300))));
  sim.connect(cells, cells, near, static_synapse.with(weight, pA(2)).with(delay, late));

  var synapses = sim.connections();
  double[] length = sim.distances(synapses.source(), synapses.target());
  double expected = 0;
  double[] middle = new double[BINS];
  double[] theory = new double[BINS];
  double[] found = new double[BINS];
  double wide = radius / BINS;
  for (double r : length) found[Math.min(BINS - 1, (int) (r / wide))]++;
  double perArea = neurons / 1e6;
  for (int b = 0; b < BINS; b++) {
    middle[b] = (b + 0.5) * wide;
    double p = 0.5 * Math.exp(-middle[b] * middle[b] / (2 * std * std));
    theory[b] = perArea * 2 * Math.PI * middle[b] * wide * p;
    expected += theory[b];
    found[b] /= neurons;
  }
  double mean = Arrays.stream(length).average().orElseThrow();
  IO.println(
      String.format(
          Locale.ROOT,
          "Synapses per neuron : %.1f, expected are %.1f",
          (double) length.length / neurons,
          expected));
  IO.println(String.format(Locale.ROOT, "Mean length         : %.1f um", mean));
  IO.println(
      String.format(
          Locale.ROOT, "Delays              : %.1f to %.1f ms", sim.min_delay(), sim.max_delay()));

  Path plot = out.resolve("gaussian_sheet.png");
  Plots.traces()
      .series("made", middle, found)
      .dashed("expected", middle, theory)
      .label("Synapses per neuron and 10 um")
      .over("Distance (um)")
      .title("Synapses by length on a sheet of " + neurons + " neurons")
      .size(900, 500)
      .save(plot);
  IO.println("Synapses by length: " + plot.normalize());
}
