package myelin.space;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ids;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.value.Place;
import org.jspecify.annotations.Nullable;

/// The places of a network's nodes, for those that have any.
public final class Layers {

  /// The largest number of dimensions.
  public static final int MOST = Place.MOST;

  /// Nodes that were created together.
  private record Layer(int first, Positions positions) {

    boolean has(int id) {
      return id >= first && id - first < positions.size();
    }
  }

  private final List<Layer> layers = new ArrayList<>();

  /// No places.
  public Layers() {}

  /// Notes the places of nodes that were created last, which have consecutive ids.
  public void add(int first, Positions positions) {
    layers.add(new Layer(first, positions));
  }

  private @Nullable Layer layer(int id) {
    int from = 0;
    int to = layers.size();
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (layers.get(middle).first() <= id) from = middle + 1;
      else to = middle;
    }
    return from > 0 && layers.get(from - 1).has(id) ? layers.get(from - 1) : null;
  }

  /// The places of nodes that were created together; none if they were not, or have no places.
  public Optional<Positions> of(Ids ids) {
    Layer layer = ids.size() == 0 ? null : layer(ids.at(0));
    if (layer == null || !layer.has(ids.at(ids.size() - 1))) return Optional.empty();
    if (ids.size() == layer.positions().size()) return Optional.of(layer.positions());
    int[] places = ids.array();
    for (int i = 0; i < places.length; i++) places[i] -= layer.first();
    return Optional.of(layer.positions().at(places));
  }

  /// The places of all nodes that were created together with these.
  ///
  /// @throws BadInput if these have no places, or were not all created together
  public Positions require(Ids ids, String what) {
    return of(ids)
        .orElseThrow(() ->
            new BadInput(
                BadInput.Kind.VALUE,
                "the %ss have no places: give positions when they are created together"
                    .formatted(what)));
  }

  /// Number of dimensions of the places of nodes, each of which may be of other nodes' layer.
  ///
  /// @throws BadInput if a node has no place, or if they have not the same number of dimensions
  public int requireDimensions(Ids ids, String what) {
    int dimensions = 0;
    Layer last = null;
    for (int i = 0; i < ids.size(); i++) {
      int id = ids.at(i);
      if (last != null && last.has(id)) continue;
      last = layer(id);
      if (last == null) {
        throw new BadInput(
            BadInput.Kind.VALUE,
            "node %d, a %s, has no place: give positions when it is created".formatted(id, what));
      }
      if (dimensions != 0 && dimensions != last.positions().dimensions()) {
        throw new BadInput(
            BadInput.Kind.VALUE,
            "the %ss have places in two dimensions and in three".formatted(what));
      }
      dimensions = last.positions().dimensions();
    }
    return dimensions;
  }

  /// Finds pairs of nodes, one after the other; not shared between threads.
  public final class Pairs {

    private @Nullable Layer from;
    private @Nullable Layer to;
    private final Place place = new Place();
    private final boolean turned;

    /// No pair yet.
    ///
    /// @param turned whether source and target of each pair are exchanged
    public Pairs(boolean turned) {
      this.turned = turned;
    }

    /// The place of a pair of nodes that have places.
    public Place at(int start, int end) {
      int source = turned ? end : start;
      int target = turned ? start : end;
      Layer a = from != null && from.has(source) ? from : layer(source);
      Layer b = to != null && to.has(target) ? to : layer(target);
      if (a == null || b == null) throw new IllegalStateException("no place");
      from = a;
      to = b;
      between(a.positions(), source - a.first(), b.positions(), target - b.first(), place);
      return place;
    }
  }

  /// Moves `place` to a pair; the edges are those of the targets.
  public static void between(Positions sources, int i, Positions targets, int j, Place place) {
    double[][] s = sources.coordinates();
    double[][] t = targets.coordinates();
    for (int k = 0; k < t.length; k++) {
      place.source(k, s[k][i]);
      place.target(k, t[k][j]);
      place.away(k, Math.abs(targets.displacement(k, s[k][i], t[k][j])));
    }
    for (int k = t.length; k < Place.MOST; k++) {
      place.source(k, 0);
      place.target(k, 0);
      place.away(k, 0);
    }
  }

  /// Distance of the nodes of pairs (um), not a number for those that have no places, or one in two
  /// dimensions and the other in three.
  ///
  /// @throws BadInput if there are not as many targets as sources
  public double[] distances(int[] sources, int[] targets) {
    if (sources.length != targets.length) {
      throw new BadInput(
          BadInput.Kind.LENGTH,
          "distances: %d sources and %d targets; there must be as many of each"
              .formatted(sources.length, targets.length));
    }
    Pairs pairs = new Pairs(false);
    double[] distance = new double[sources.length];
    for (int e = 0; e < distance.length; e++) {
      Layer from = layer(sources[e]);
      Layer to = layer(targets[e]);
      boolean placed =
          from != null
              && to != null
              && from.positions().dimensions() == to.positions().dimensions();
      distance[e] = placed ? pairs.at(sources[e], targets[e]).distance() : Double.NaN;
    }
    return distance;
  }

  /// Writes all places.
  public void save(CheckpointWriter out) throws IOException {
    out.section("places");
    out.put(layers.size());
    for (Layer layer : layers) {
      Positions p = layer.positions();
      out.put(layer.first());
      out.put(p.dimensions());
      out.put(p.isWrapped());
      out.put(p.shape());
      out.put(p.center());
      out.put(p.extent());
      if (!p.isGrid()) for (double[] x : p.toArray()) out.put(x);
    }
  }

  /// Reads what [#save] wrote.
  ///
  /// @param nodes number of nodes that there are
  public void load(CheckpointReader in, int nodes) throws IOException {
    in.section("places");
    int before = 0;
    for (int n = in.whole(); n > 0; n--) {
      int first = in.whole();
      int d = in.whole();
      in.require(d == 2 || d == 3, "places have two or three dimensions");
      boolean wrapped = in.flag();
      int[] shape = in.wholes();
      double[] center = in.finite(in.reals());
      double[] extent = in.finite(in.reals());
      in.require(center.length == d && extent.length == d, "an extent has as many dimensions");
      Positions p;
      try {
        if (shape.length > 0) {
          p = Positions.grid(shape);
        } else {
          double[][] all = new double[d][];
          for (int k = 0; k < d; k++) all[k] = in.finite(in.reals());
          p = Positions.free(all);
        }
        in.require(p.dimensions() == d, "a grid has as many dimensions");
        p = p.isGrid() ? p.extent(extent).center(center) : p.restored(center, extent);
      } catch (BadInput e) {
        throw new IOException(e.getMessage(), e);
      }
      in.require(
          first > before && first - 1L + p.size() <= nodes, "places are of nodes that exist");
      before = first + p.size() - 1;
      add(first, wrapped ? p.wrapped() : p);
    }
  }
}
