package myelin.models.loops;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import myelin.models.loops.VectorLoops.Kind;

/// What a network would have of [VectorLoops].
public final class VectorUse {

  private static final Map<String, Kind> NEURONS =
      Map.of(
          "iaf_psc_alpha", Kind.ALPHA,
          "iaf_cond_exp", Kind.CONDUCTANCES);
  private static final Map<String, Kind> OTHERS =
      Map.of(
          "poisson_generator", Kind.POISSON,
          "stdp_synapse", Kind.STDP,
          "stdp_synapse_hom", Kind.STDP);

  /// A step of conductances is as much work as so many of currents.
  private static final int CONDUCTANCES = 10;

  private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
  private long neurons;

  /// No network yet.
  public VectorUse() {}

  /// There are `n` neurons of a model.
  public void neurons(String model, int n) {
    Kind kind = NEURONS.get(model);
    if (kind != null) kinds.add(kind);
    neurons += (long) n * (kind == Kind.CONDUCTANCES ? CONDUCTANCES : 1);
  }

  /// There is a device or a synapse of a model.
  public void other(String model) {
    Kind kind = OTHERS.get(model);
    if (kind != null) kinds.add(kind);
  }

  /// Announces so many steps of the network, which may take half a second.
  public void expect(long steps) {
    if (!kinds.isEmpty()) VectorSwitch.expect(kinds, (double) neurons * steps);
  }
}
