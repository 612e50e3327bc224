package myelin.conformance.harness;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// A plastic synapse between two neurons that fire at given steps, several times in a step where a
/// step is given several times.
///
/// @param model the synapse model
/// @param parameters of the synapse and, `tau_minus` and `tau_minus_triplet`, of its target; all of
///   them
/// @param delay in steps
/// @param pre the source's steps, ascending
/// @param post the target's steps, ascending
public record PlasticTrial(
    String model, Map<String, Double> parameters, int delay, int[] pre, int[] post) {

  /// The parameters of NEST's models by default.
  static Map<String, Double> defaults(String model) {
    String text =
        switch (model) {
          case "stdp_synapse", "stdp_synapse_hom" ->
              "weight 1 Wmax 100 lambda 0.01 alpha 1 mu_plus 1 mu_minus 1 tau_plus 20 Kplus 0";
          case "stdp_pl_synapse_hom" -> "weight 1 lambda 0.1 alpha 1 mu 0.4 tau_plus 20 Kplus 0";
          case "stdp_triplet_synapse" ->
              "weight 1 Wmax 100 tau_plus 16.8 tau_plus_triplet 101 Aplus 5e-10 Aplus_triplet 6.2e-3"
                  + " Aminus 7e-3 Aminus_triplet 2.3e-4 Kplus 0 Kplus_triplet 0";
          case "tsodyks_synapse" -> "weight 1 U 0.5 tau_psc 3 tau_fac 0 tau_rec 800 x 1 y 0 u 0";
          case "vogels_sprekeler_synapse" ->
              "weight 0.5 Wmax 1 tau 20 eta 0.001 alpha 0.12 Kplus 0";
          default -> throw new IllegalArgumentException(model);
        };
    Map<String, Double> all = new LinkedHashMap<>(parse(text));
    all.put("tau_minus", 20.0);
    all.put("tau_minus_triplet", 110.0);
    return all;
  }

  /// Parameters written as `name value name value`.
  static Map<String, Double> parse(String text) {
    Map<String, Double> all = new LinkedHashMap<>();
    String[] words = text.isBlank() ? new String[0] : text.strip().split(" +");
    for (int i = 0; i < words.length; i += 2) all.put(words[i], Double.valueOf(words[i + 1]));
    return all;
  }

  /// A trial with the defaults except for the parameters in `changes`.
  public static PlasticTrial of(String model, String changes, int delay, int[] pre, int[] post) {
    Map<String, Double> all = defaults(model);
    parse(changes)
        .forEach((name, value) -> {
          if (all.replace(name, value) == null) throw new IllegalArgumentException(name);
        });
    return new PlasticTrial(model, all, delay, pre, post);
  }

  /// A parameter of the trial; an error if it has none of that name.
  public double get(String name) {
    Double value = parameters.get(name);
    if (value == null) throw new IllegalArgumentException(model + " " + name);
    return value;
  }

  /// The parameters that belong to the synapse.
  Map<String, Double> ofSynapse() {
    Map<String, Double> all = new TreeMap<>(parameters);
    all.remove("tau_minus");
    all.remove("tau_minus_triplet");
    return all;
  }

  /// The last step at which anything fires.
  public int end() {
    return Math.max(Arrays.stream(pre).max().orElse(0), Arrays.stream(post).max().orElse(0));
  }

  @Override
  public String toString() {
    return "%s %s, delay %d, %d and %d spikes"
        .formatted(model, parameters, delay, pre.length, post.length);
  }
}
