package myelin.nestml.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PropagatorTest {

  private static final int THREADS = 4;
  private static final int TIMES = 20_000;

  /// `y' = -y / tau` has `P = exp(-h / tau)` and `Q = tau (1 - P)`.
  @Test
  void threadsShareAPropagator() throws Exception {
    Propagator shared = new Propagator(1);
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> all =
          IntStream.range(0, THREADS)
              .<Future<?>>mapToObj(k -> threads.submit(() -> solve(shared, 10 + k)))
              .toList();
      for (Future<?> one : all) one.get();
    }
  }

  private static void solve(Propagator shared, double tau) {
    double p = Math.exp(-0.1 / tau);
    for (int n = 0; n < TIMES; n++) {
      double[][] found = shared.of(new double[] {-1 / tau}, 0.1);
      assertThat(found[0][0]).isCloseTo(p, within(1e-15));
      assertThat(found[0][1]).isCloseTo(tau * (1 - p), within(1e-13));
    }
  }
}
