package myelin.growth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ids;
import myelin.engine.growth.Elements;
import myelin.engine.growth.GrowingSynapses;
import myelin.engine.growth.PairWeights;
import myelin.engine.random.RandomStream;
import myelin.space.Layers;
import myelin.value.Bounds;
import myelin.value.Box;
import myelin.value.Dimension;
import myelin.value.Quantity;

/// How likely nodes are to become partners, by their places.
final class Nearness implements PairWeights {

  /// The nodes of one end of a kind of synapses, and what they are.
  private record End(int[] ids, String what, boolean autapses) {}

  final Quantity<Dimension.Scalar> kernel;
  private final Layers layers;
  private final Layers.Pairs pairs;
  private final RandomStream none = new RandomStream(0);
  private final Bounds bounds;
  private List<End> checked = List.of();

  /// A kernel for nodes at their places.
  ///
  /// @throws BadInput unless it is one value that is not drawn, and not of the place of one node
  Nearness(Quantity<Dimension.Scalar> kernel, Layers layers) {
    requirePossible(kernel);
    this.kernel = kernel;
    this.layers = layers;
    pairs = layers.new Pairs(false);
    bounds = kernel.over(new Box());
  }

  /// Refuses what no kernel can be.
  static void requirePossible(Quantity<Dimension.Scalar> kernel) {
    if (kernel.length() >= 0) {
      throw new BadInput(
          BadInput.Kind.LENGTH,
          "the kernel is %s; give one value, which may depend on places".formatted(kernel));
    }
    if (kernel.isDrawn()) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "the kernel is %s; it may depend on places, but cannot be drawn".formatted(kernel));
    }
    kernel.requirePairs(Layers.MOST);
  }

  @Override
  public double most() {
    return bounds.most();
  }

  @Override
  public double of(int source, int target) {
    return kernel.draw(none, 0, pairs.at(source, target));
  }

  /// Refuses nodes with elements that have no places, and values that are no numbers.
  void require(List<GrowingSynapses> kinds, Elements elements) {
    List<End> ends = new ArrayList<>();
    for (GrowingSynapses kind : kinds) {
      ends.add(new End(elements.ids(kind.pre()), "source of " + kind.name(), kind.autapses()));
      ends.add(new End(elements.ids(kind.post()), "target of " + kind.name(), kind.autapses()));
    }
    if (isChecked(ends)) return;
    for (int k = 0; k < ends.size(); k += 2) require(ends.get(k), ends.get(k + 1));
    checked = ends;
  }

  private boolean isChecked(List<End> ends) {
    if (ends.size() != checked.size()) return false;
    for (int k = 0; k < ends.size(); k++) {
      End before = checked.get(k);
      End now = ends.get(k);
      if (now.autapses() != before.autapses() || !Arrays.equals(now.ids(), before.ids()))
        return false;
    }
    return true;
  }

  private void require(End from, End to) {
    if (from.ids().length == 0 || to.ids().length == 0) return;
    int sources = layers.requireDimensions(Ids.sorted(from.ids()), from.what());
    int targets = layers.requireDimensions(Ids.sorted(to.ids()), to.what());
    if (sources != targets) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "each %s has a place in %d dimensions, and each %s in %d; a kernel needs as many"
              .formatted(from.what(), sources, to.what(), targets));
    }
    kernel.requirePairs(targets);
    if (bounds.sure() && bounds.isFinite()) return;
    for (int source : from.ids()) {
      for (int target : to.ids()) {
        if (source == target && !from.autapses()) continue;
        double weight = of(source, target);
        if (weight < Double.POSITIVE_INFINITY) continue;
        throw new BadInput(
            BadInput.Kind.VALUE,
            "the kernel %s is %s for nodes %d and %d; it must be a finite number"
                .formatted(kernel, weight, source, target));
      }
    }
  }
}
