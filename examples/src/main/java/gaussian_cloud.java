// A cloud of neurons in three dimensions, connected by distance
//
// Neurons lie anywhere in a cube of 1 mm. Each draws 50 sources, as likely as a gaussian of their
// distance, in a sphere around it. Near the faces of the cube there are fewer neurons on one side,
// so that those there have farther sources; how often each distance is met is compared with what
// follows from the places of all pairs.
//
// NEST's example test_3d_gauss.py shows such a network.

import static myelin.Names.*;

import module myelin;

import myelin.cli.Arguments;
import picocli.CommandLine.Option;

@Option(names = "--neurons", paramLabel = "N", description = "number of neurons")
int neurons = 2000;

@Option(names = "--threads", paramLabel = "N", description = "threads to build with")
int threads = Runtime.getRuntime().availableProcessors();

@Option(names = "--seed", paramLabel = "SEED", description = "seed of all random numbers")
long seed = 1;

@Option(names = "--out", paramLabel = "FOLDER", description = "where the plots are saved")
Path out = Path.of(".");

static final int BINS = 30;
static final int SOURCES = 50;

void main(String... args) {
  Arguments.read(this, args);
  Arguments.require(
      neurons >= 500 && neurons <= 20_000, "--neurons = " + neurons + ": it must be 500 to 20000");
  Arguments.requireFolder(out);

  double std = 150;
  double radius = 450;
  var sim = Simulator.builder().seed(seed).threads(threads).build();
  var anywhere = uniform(um(-500), um(500));
  var places =
      Positions.random(neurons, seed, anywhere, anywhere, anywhere).extent(mm(1), mm(1), mm(1));
  var cells = sim.create(iaf_psc_alpha, places);
  var near =
      fixed_indegree(SOURCES)
          .kernel(gaussian(distance(), um(0), um(std)))
          .mask(Mask.spherical(um(radius)))
          .withoutAutapses();
  sim.connect(
      cells,
      cells,
      near,
      static_synapse.with(delay, ms(0.5).plus(ms(1).times(distance().per(um(300))))));

  double[] theory = new double[BINS];
  double mean = 0;
  double[] found = new double[BINS];
  double wide = radius / BINS;
  for (int target = 0; target < neurons; target++) {
    double[] chance = new double[neurons];
    double[] length = new double[neurons];
    double sum = 0;
    for (int source = 0; source < neurons; source++) {
      length[source] = apart(places, source, target);
      if (source == target || length[source] > radius) continue;
      chance[source] = Math.exp(-length[source] * length[source] / (2 * std * std));
      sum += chance[source];
    }
    for (int source = 0; source < neurons; source++) {
      if (chance[source] == 0) continue;
      double expected = SOURCES * chance[source] / sum / neurons;
      theory[(int) Math.min(BINS - 1, length[source] / wide)] += expected;
      mean += expected * length[source] / SOURCES;
    }
  }
  var synapses = sim.connections();
  double[] made = sim.distances(synapses.source(), synapses.target());
  for (double r : made) found[(int) Math.min(BINS - 1, r / wide)] += 1.0 / neurons;
  say("Synapses per neuron: %.1f", (double) made.length / neurons);
  say(
      "Mean length        : %.1f um, expected are %.1f um",
      Arrays.stream(made).average().orElseThrow(), mean);

  double[] middle = new double[BINS];
  Arrays.setAll(middle, b -> (b + 0.5) * wide);
  Path lengths = out.resolve("gaussian_cloud.png");
  Plots.traces()
      .series("made", middle, found)
      .dashed("expected", middle, theory)
      .label("Synapses per neuron and 15 um")
      .over("Distance (um)")
      .title("Synapses by length in a cube of " + neurons + " neurons")
      .size(900, 500)
      .save(lengths);
  IO.println("Synapses by length: " + lengths.normalize());

  int one = places.nearest(0, 0, 0)[0];
  var sources = sim.connections(cells, cells.at(one)).source();
  int[] partners = Arrays.stream(sources).map(cells::indexOf).distinct().toArray();
  double[] corner = {500, 500, 500};
  Path map = out.resolve("gaussian_cloud_sources.png");
  Plots.targets(
          new double[] {places.at(0, one), places.at(1, one), places.at(2, one)},
          places.at(partners).toArray(),
          places.toArray())
      .within(new double[] {-500, -500, -500}, corner)
      .title("The sources of a neuron in the middle")
      .size(800, 700)
      .save(map);
  IO.println("Sources of a neuron: " + map.normalize());
}

double apart(Positions places, int a, int b) {
  double sum = 0;
  for (int k = 0; k < 3; k++) {
    double way = places.at(k, b) - places.at(k, a);
    sum += way * way;
  }
  return Math.sqrt(sum);
}

void say(String format, Object... values) {
  IO.println(String.format(Locale.ROOT, format, values));
}
