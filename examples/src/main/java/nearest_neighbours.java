// A wave over a sheet of neurons that excite their nearest neighbours
//
// Neurons lie on a grid of 1.5 mm x 1.5 mm whose opposite edges are joined. Each excites those
// within two and a half steps of the grid, and one spike is enough to make a neuron fire; the
// farther it is, the later the spike arrives. A spike in the middle starts a wave. It runs as fast
// as spikes do, 0.3 mm/ms, in the directions in which there are neighbours, a little slower between
// them, and ends where it meets itself around the edges.

import static myelin.Names.*;

import module myelin;

import myelin.cli.Arguments;
import picocli.CommandLine.Option;

@Option(names = "--rows", paramLabel = "N", description = "rows and columns of the grid")
int rows = 75;

@Option(names = "--threads", paramLabel = "N", description = "threads to simulate with")
int threads = Runtime.getRuntime().availableProcessors();

@Option(names = "--out", paramLabel = "FOLDER", description = "where the pictures are saved")
Path out = Path.of(".");

void main(String... args) {
  Arguments.read(this, args);
  Arguments.require(rows >= 11 && rows <= 1000, "--rows = " + rows + ": it must be 11 to 1000");
  Arguments.requireFolder(out);

  double side = 1500; // of the sheet, in um
  double step = side / rows;
  double speed = 300; // of spikes, in um/ms
  var sim = Simulator.builder().resolution(ms(0.001)).threads(threads).build();
  var sheet = Positions.grid(rows, rows).extent(um(side), um(side)).wrapped();
  var cells = sim.create(iaf_psc_delta.with(t_ref, ms(20)), sheet);
  var near = pairwise_bernoulli(1.0).mask(Mask.circular(um(2.5 * step))).withoutAutapses();
  var late = ms(1).times(distance().per(um(speed)));
  sim.connect(cells, cells, near, static_synapse.with(weight, mV(30)).with(delay, late));

  int middle = sheet.nearest(0, 0)[0];
  var spark = sim.create(spike_generator.with(spike_times, ms(0.1)));
  sim.connect(spark, cells.at(middle), static_synapse.with(weight, mV(30)).with(delay, ms(0.1)));
  var recorder = sim.create(spike_recorder);
  sim.connect(cells, recorder);
  var spikes = sim.simulate(ms(4)).spikes(recorder);

  double[][] places = sheet.toArray();
  double[] arrival = new double[cells.size()];
  Arrays.fill(arrival, Double.NaN);
  for (int i = spikes.size() - 1; i >= 0; i--) {
    arrival[cells.indexOf(spikes.sender(i))] = spikes.time(i);
  }
  int[] all = IntStream.range(0, cells.size()).filter(i -> i != middle).toArray();
  double start = arrival[middle];
  double[] speeds =
      Arrays.stream(all)
          .mapToDouble(i -> {
            double x = sheet.displacement(0, sheet.at(0, middle), sheet.at(0, i));
            double y = sheet.displacement(1, sheet.at(1, middle), sheet.at(1, i));
            return Math.hypot(x, y) / (arrival[i] - start);
          })
          .sorted()
          .toArray();
  say("Synapses per neuron: %.0f", (double) sim.connections(cells, cells).size() / cells.size());
  say("Neurons that fired : %d of %d, once each", spikes.size(), cells.size());
  say("Speed of the wave  : %.0f to %.0f um/ms", speeds[0], speeds[speeds.length - 1]);

  Path map = out.resolve("nearest_neighbours.png");
  Plots.map(places, arrival)
      .label("Time of the spike", "ms")
      .axes("x (um)", "y (um)")
      .within(new double[] {-side / 2, -side / 2}, new double[] {side / 2, side / 2})
      .title("A wave over " + cells.size() + " neurons")
      .size(700, 560)
      .save(map);
  IO.println("Map : " + map.normalize());

  var film = Plots.film(120);
  for (double t = 0.3; t < 3.4; t += 0.2) {
    double now = t;
    double[] since = Arrays.stream(arrival).map(at -> at > now ? Double.NaN : now - at).toArray();
    film.add(
        Plots.map(places, since)
            .label("Since the spike", "ms")
            .axes("x (um)", "y (um)")
            .within(new double[] {-side / 2, -side / 2}, new double[] {side / 2, side / 2})
            .between(0, 1.5)
            .title(String.format(Locale.ROOT, "%.2f ms", t))
            .size(420, 350));
  }
  Path wave = out.resolve("nearest_neighbours.gif");
  film.save(wave);
  IO.println("Film: " + wave.normalize());
}

void say(String format, Object... values) {
  IO.println(String.format(Locale.ROOT, format, values));
}
