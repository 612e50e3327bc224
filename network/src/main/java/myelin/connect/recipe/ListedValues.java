package myelin.connect.recipe;

import java.util.Arrays;
import myelin.engine.wiring.ConnectCall;
import myelin.engine.wiring.EdgeBatch;
import myelin.value.Quantity;
import org.jspecify.annotations.Nullable;

/// Weights, delays and parameters of synapses that are numbers or arrays, all of which have been
/// checked. It only reads, so that all passes share one.
///
/// @param weight the weights
/// @param areExact whether weights that do not change are kept in double precision
/// @param zero what a weight of zero is where there are no limits: it has the sign of the others
/// @param limits the largest weights, whose sign a weight of zero takes; null if there are none
/// @param steps the delays (steps): one for all, or one for each synapse
/// @param own the parameters of each synapse
/// @param varying numbers of those parameters that are not the same for all
public record ListedValues(
    Quantity<?> weight,
    boolean areExact,
    double zero,
    @Nullable Quantity<?> limits,
    char[] steps,
    Quantity<?>[] own,
    int[] varying)
    implements ConnectCall.Values {

  @Override
  public void fill(EdgeBatch batch) {
    int n = batch.size();
    batch.ensureValues();
    fillWeights(batch.weights(), batch.ordinals(), n);
    fillDelays(batch.delays(), batch.ordinals(), n);
    batch.parameters(own.length);
    for (int c : varying) {
      for (int e = 0; e < n; e++) batch.put(e, c, own[c].at((int) batch.ordinal(e)));
    }
  }

  private void fillWeights(double[] to, long[] ordinal, int n) {
    if (weight.isNumber()) Arrays.fill(to, 0, n, weight.number());
    else for (int e = 0; e < n; e++) to[e] = weight.at((int) ordinal[e]);
    for (int e = 0; e < n; e++) if (to[e] == 0) to[e] = signed(to[e], (int) ordinal[e]);
  }

  private double signed(double none, int e) {
    if (limits == null) return zero;
    return limits.at(e) < 0 ? -0.0 : none;
  }

  private void fillDelays(int[] to, long[] ordinal, int n) {
    if (steps.length == 1) Arrays.fill(to, 0, n, steps[0]);
    else for (int e = 0; e < n; e++) to[e] = steps[(int) ordinal[e]];
  }
}
