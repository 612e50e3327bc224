// Whole brain of a fly as point neurons
//
// Shiu et al. (2024) simulate the brain of Drosophila as leaky neurons that are connected as in the
// electron microscopic reconstruction of FlyWire, and drive some of them by random spikes. Here the
// same is done with tables in CSV:
//
//     ./myelin example fly_brain --edges=connections.csv.gz --cells=neurons.csv.gz --drive=ID,ID
//
// FlyWire's tables of connections and neurons (v783) are to be had at codex.flywire.ai, those of
// the authors at github.com/philshiu/Drosophila_brain_model (in Parquet, which Python reads).
// Without
// tables, a small brain is made at random: heavy-tailed, a third of its cells inhibitory.
//
// [1] Shiu et al., A Drosophila computational brain model reveals sensorimotor processing,
//     Nature 634, 210-219 (2024), doi:10.1038/s41586-024-07763-9.

import module myelin;

import java.util.random.RandomGenerator;
import myelin.cli.Arguments;
import myelin.connectome.Brain;
import myelin.connectome.Connectome;
import myelin.connectome.Trial;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

@Option(names = "--edges", paramLabel = "FILE", description = "table of edges, CSV")
@Nullable Path edges;

@Option(names = "--cells", paramLabel = "FILE", description = "table of cells, CSV")
@Nullable Path cells;

@Option(names = "--drive", paramLabel = "ID,...", split = ",", description = "cells to drive")
long[] drive = {};

@Option(names = "--silence", paramLabel = "ID,...", split = ",", description = "cells to silence")
long[] silence = {};

@Option(names = "--rate", paramLabel = "HZ", description = "rate of the drive in spikes/s")
double rate = 150;

@Option(names = "--trials", paramLabel = "N", description = "number of trials")
int trials = 3;

@Option(names = "--simtime", paramLabel = "MS", description = "duration of a trial in ms")
double simtime = 1000;

@Option(names = "--threads", paramLabel = "N", description = "threads to simulate with")
int threads = Runtime.getRuntime().availableProcessors();

@Option(names = "--out", paramLabel = "FOLDER", description = "where spikes are saved")
Path out = Path.of(".");

void main(String... args) {
  Arguments.read(this, args);
  Arguments.require(trials >= 1, "--trials = " + trials + ": it must be at least 1");
  Arguments.requireFolder(out);

  long begin = System.nanoTime();
  Connectome fly = edges == null ? small() : cells == null ? read(edges) : read(edges, cells);
  long read = System.nanoTime();
  print("Cells             : %d", fly.cells().size());
  print("Edges             : %d", fly.edges());
  try (Simulator sim = Simulator.builder().threads(threads).build()) {
    Brain brain = fly.build(sim);
    long built = System.nanoTime();
    if (drive.length == 0) {
      drive = new long[Math.min(20, fly.cells().size())];
      Arrays.setAll(drive, fly.cells()::id);
    }
    brain.drive(rate, drive);
    brain.silence(silence);
    for (int k = 1; k <= trials; k++) {
      Trial trial = brain.trial(simtime, k);
      print(
          "Trial %d           : %d spikes of %d cells",
          k, trial.ids().length, trial.rates().size());
      trial.write(out.resolve("fly_brain-" + k + ".csv"));
    }
    print("Reading           : %.2f s", (read - begin) * 1e-9);
    print("Building          : %.2f s", (built - read) * 1e-9);
    print("A trial           : %.2f s", (System.nanoTime() - built) * 1e-9 / trials);
  }
}

Connectome read(Path... tables) {
  return tables.length == 1 ? Connectome.read(tables[0]) : Connectome.read(tables[0], tables[1]);
}

/// A random brain: cells send and take many or few edges, lognormal both, and so are the numbers of
/// synapses.
Connectome small() {
  int n = 2000;
  int m = 100_000;
  RandomGenerator random = new SplittableRandom(1);
  long[] ids = new long[n];
  Arrays.setAll(ids, i -> 720_575_940_600_000_000L + 1000 * i + random.nextInt(1000));
  double[] sends = ends(n, random);
  double[] takes = ends(n, random);
  long[] pre = new long[m];
  long[] post = new long[m];
  double[] synapses = new double[m];
  for (int e = 0; e < m; e++) {
    int source = draw(sends, random);
    pre[e] = ids[source];
    post[e] = ids[draw(takes, random)];
    synapses[e] = Math.ceil(Math.exp(1 + random.nextGaussian())) * (source % 3 == 0 ? -1 : 1);
  }
  return Connectome.of(ids, pre, post, synapses);
}

double[] ends(int n, RandomGenerator random) {
  double[] ends = new double[n];
  double sum = 0;
  for (int i = 0; i < n; i++) ends[i] = sum += Math.exp(1.1 * random.nextGaussian());
  return ends;
}

int draw(double[] ends, RandomGenerator random) {
  int at = Arrays.binarySearch(ends, random.nextDouble() * ends[ends.length - 1]);
  return at < 0 ? -at - 1 : at;
}

void print(String format, Object... values) {
  IO.println(String.format(Locale.ROOT, format, values));
}
