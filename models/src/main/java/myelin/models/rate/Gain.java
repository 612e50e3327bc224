package myelin.models.rate;

import java.util.Arrays;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import myelin.engine.neuron.Coefficient;
import myelin.engine.neuron.NeuronModel;

/// The gain phi of the neurons of a block, which turns the rates that arrive into their input.
abstract class Gain {

  /// A gain without neurons, from which models are made.
  ///
  /// @param name the part of the models' names that stands for the gain; `suffix` is a second part,
  ///   or empty
  /// @param words what the gain is
  /// @param equation phi(x)
  /// @param declare declares its parameters
  /// @param make makes the gain of a block, given the block's coefficients by the names of
  ///   parameters
  record Kind(
      String name,
      String suffix,
      String words,
      String equation,
      UnaryOperator<NeuronModel.Builder> declare,
      Function<Function<String, Coefficient>, Gain> make) {

    /// The name of rate neurons with this gain, such as `sigmoid_rate_gg_1998_ipn`.
    ///
    /// @param noise `ipn` or `opn`
    String neuron(String noise) {
      return "%s_rate%s_%s".formatted(name, suffix, noise);
    }

    /// The name of the transformer of rates with this gain.
    String transformer() {
      return "rate_transformer_%s%s".formatted(name, suffix);
    }
  }

  /// phi of a number, for neuron `i`.
  abstract double of(int i, double x);

  /// Replaces the first `n` numbers, one per lane, by phi of each.
  abstract void all(double[] x, int n);

  /// Writes the factors of excitatory and inhibitory input with `mult_coupling`: 1, unless a gain
  /// has others.
  ///
  /// @param rate rates of the neurons themselves
  void factors(double[] rate, double[] ex, double[] in, int n) {
    Arrays.fill(ex, 0, n, 1);
    Arrays.fill(in, 0, n, 1);
  }
}
