// What a rank of many has to hold: builds the part of one rank of a network of `neurons` neurons
// with `inputs` synapses each, all with weights and delays of their own, as if the others were
// there. They are not: whatever they would say is taken to be what this one says.
//
//   ./myelin run benchmarks/mpi/rehearse.java RANKS NEURONS INPUTS
//   ./myelin run benchmarks/mpi/rehearse.java 1000 1000000 1000

import static myelin.Names.*;

import module myelin;

import java.nio.file.Files;
import java.util.Locale;
import myelin.engine.base.Ranks;

/// One of several ranks, without the others.
record OneOf(int size) implements Ranks {
  @Override
  public int rank() {
    return 0;
  }

  @Override
  public Gathered gather(long[] own, int n) {
    long[] all = new long[n * size];
    int[] from = new int[size + 1];
    for (int r = 0; r < size; r++) {
      System.arraycopy(own, 0, all, n * r, n);
      from[r + 1] = n * (r + 1);
    }
    return new Gathered(all, from);
  }
}

void main(String... arguments) throws IOException {
  int ranks = Integer.parseInt(arguments[0]);
  int neurons = Integer.parseInt(arguments[1]);
  int inputs = Integer.parseInt(arguments[2]);
  long begin = System.nanoTime();
  try (Simulator sim =
      Simulator.builder().seed(1).threads(1).ranks(new OneOf(ranks)).build()) {
    NodeCollection cells = sim.create(iaf_psc_exp, neurons);
    sim.connect(
        cells,
        cells,
        fixed_indegree(inputs),
        static_synapse.with(weight, normal(pA(10), pA(1))).with(delay, uniform(ms(0.5), ms(3))));
    sim.build();
    double seconds = (System.nanoTime() - begin) * 1e-9;
    System.gc();
    Runtime java = Runtime.getRuntime();
    long used = java.totalMemory() - java.freeMemory();
    String resident =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmHWM"))
            .map(line -> line.replaceAll("\\D", ""))
            .findFirst()
            .orElse("0");
    long own = sim.synapses().values().stream().mapToLong(n -> n).sum();
    System.out.printf(
        Locale.ROOT,
        "rank 0 of %d: %,d synapses, built in %.1f s, %d MB of Java's heap, %d MB at most%n",
        ranks,
        own,
        seconds,
        Math.round(used / 1e6),
        Math.round(Long.parseLong(resident) * 1024 / 1e6));
  }
}
