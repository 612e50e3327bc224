package myelin.conformance.synapse;

import myelin.conformance.harness.PlasticTrial;

/// The weights of a plastic synapse by the published equations: at each spike all earlier ones are
/// gone through again, an exponential for each pair. No traces, no history that is cut.
///
/// The whole delay `d` is dendritic: a spike of the target at `s` reaches the synapse at `s + d`;
/// if one of the source comes at the same time, it is not counted as a pair before that one, and
/// the target's spike does not see it either.
final class PlasticOracle {

  private final PlasticTrial trial;
  private final double h;
  private final int[] pre;
  private final int[] post;
  private final int d;

  private PlasticOracle(PlasticTrial trial, double h) {
    this.trial = trial;
    this.h = h;
    pre = trial.pre();
    post = trial.post();
    d = trial.delay();
  }

  /// The weight with which each spike of the source passes.
  static double[] weights(PlasticTrial trial, double h) {
    return trial.model().equals("tsodyks_synapse")
        ? TsodyksOracle.weights(trial, h)
        : new PlasticOracle(trial, h).weights();
  }

  private double[] weights() {
    double[] weights = new double[pre.length];
    double w = trial.get("weight");
    int heard = 0;
    for (int k = 0; k < pre.length; k++) {
      for (; heard < post.length && post[heard] + d <= pre[k]; heard++) w = atPost(w, heard);
      w = atPre(w, k);
      weights[k] = w;
    }
    return weights;
  }

  /// Spike `j` of the target arrives.
  private double atPost(double w, int j) {
    return switch (trial.model()) {
      case "stdp_synapse", "stdp_synapse_hom" -> {
        double most = get("Wmax");
        double step = get("lambda") * Math.pow(1 - w / most, get("mu_plus"));
        yield most * Math.min(1, w / most + step * fromPre(j, "tau_plus", "Kplus"));
      }
      case "stdp_pl_synapse_hom" ->
          w + get("lambda") * Math.pow(w, get("mu")) * fromPre(j, "tau_plus", "Kplus");
      case "stdp_triplet_synapse" -> {
        double triplet = get("Aplus_triplet") * fromEarlierPosts(j);
        yield signed(Math.abs(w) + fromPre(j, "tau_plus", "Kplus") * (get("Aplus") + triplet));
      }
      case "vogels_sprekeler_synapse" ->
          signed(Math.abs(w) + get("eta") * fromPre(j, "tau", "Kplus"));
      default -> throw new IllegalArgumentException(trial.model());
    };
  }

  /// Spike `k` of the source arrives.
  private double atPre(double w, int k) {
    double pairs = fromPosts(k);
    return switch (trial.model()) {
      case "stdp_synapse", "stdp_synapse_hom" -> {
        double most = get("Wmax");
        double step = get("alpha") * get("lambda") * Math.pow(w / most, get("mu_minus"));
        yield most * Math.max(0, w / most - step * pairs);
      }
      case "stdp_pl_synapse_hom" -> Math.max(0, w - get("lambda") * get("alpha") * w * pairs);
      case "stdp_triplet_synapse" -> {
        double triplet = get("Aminus_triplet") * fromEarlierPres(k);
        yield signed(Math.abs(w) - pairs * (get("Aminus") + triplet));
      }
      case "vogels_sprekeler_synapse" -> {
        double up = Math.abs(signed(Math.abs(w) + get("eta") * pairs));
        yield signed(up - get("alpha") * get("eta"));
      }
      default -> throw new IllegalArgumentException(trial.model());
    };
  }

  /// The size kept between 0 and that of `Wmax`, with its sign.
  private double signed(double size) {
    double most = get("Wmax");
    return Math.signum(most) * Math.max(0, Math.min(Math.abs(most), size));
  }

  /// The source's spikes before the arrival of spike `j` of the target.
  private double fromPre(int j, String tau, String initial) {
    int arrival = post[j] + d;
    double sum = get(initial) * exp(arrival, tau);
    for (int t : pre) if (t < arrival) sum += exp(arrival - t, tau);
    return sum;
  }

  /// The target's spikes that arrive before spike `k` of the source.
  private double fromPosts(int k) {
    double sum = 0;
    for (int s : post) if (s + d < pre[k]) sum += exp(pre[k] - d - s, "tau_minus");
    return sum;
  }

  private double fromEarlierPosts(int j) {
    double sum = 0;
    for (int i = 0; i < j; i++) sum += exp(post[j] - post[i], "tau_minus_triplet");
    return sum;
  }

  private double fromEarlierPres(int k) {
    double sum = get("Kplus_triplet") * exp(pre[k], "tau_plus_triplet");
    for (int i = 0; i < k; i++) sum += exp(pre[k] - pre[i], "tau_plus_triplet");
    return sum;
  }

  private double exp(int steps, String tau) {
    return Math.exp(-steps * h / get(tau));
  }

  private double get(String name) {
    return trial.get(name);
  }
}
