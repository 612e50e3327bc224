package myelin.engine.growth;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import myelin.engine.base.Ids;
import myelin.engine.base.Ranks;
import myelin.engine.base.TimeGrid;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.engine.random.RandomStream;
import myelin.engine.random.RandomStream.Purpose;
import myelin.engine.wiring.Picking;
import org.jspecify.annotations.Nullable;

/// Which synapses come and go with elements, and when. An update takes out synapses whose elements
/// have gone, one for each neuron and kind of synapse, and makes synapses of vacant elements.
///
/// Between runs, and between pieces of a run, the calling thread uses it.
public final class StructuralPlasticity {

  /// What an update needs of the network.
  public interface Network {

    /// What picks synapses of a model, of which there are as many as there should be by now.
    Picking picking(int synapse);

    /// Makes synapses of a kind, which wait to be built.
    void connect(GrowingSynapses kind, int[] sources, int[] targets);
  }

  /// NEST's interval (ms).
  public static final double USUAL_INTERVAL_MS = 10_000;

  private final Elements elements;
  private List<GrowingSynapses> kinds = List.of();
  private double interval = USUAL_INTERVAL_MS;
  private boolean enabled;
  private @Nullable PairWeights weights;

  /// Not enabled yet, and without kinds of synapses.
  public StructuralPlasticity(Elements elements) {
    this.elements = elements;
  }

  /// The kinds of synapses that come and go, in the order in which they do so.
  public List<GrowingSynapses> kinds() {
    return kinds;
  }

  /// Sets the kinds of synapses, in the order in which they come and go.
  public void kinds(List<GrowingSynapses> all) {
    kinds = List.copyOf(all);
  }

  /// Time between two updates (ms).
  public double interval() {
    return interval;
  }

  /// Sets the time between two updates (ms).
  public void interval(double ms) {
    interval = ms;
  }

  /// Whether synapses come and go.
  public boolean isEnabled() {
    return enabled;
  }

  /// Sets whether they do.
  public void enable(boolean on) {
    enabled = on;
  }

  /// Sets how likely nodes are to become partners, or that all are equally likely, if null.
  public void weigh(@Nullable PairWeights by) {
    weights = by;
  }

  /// Whether an update is due at a step, if a slice begins there: at multiples of the interval.
  public boolean isDue(long step, TimeGrid grid) {
    return enabled && grid.ms(step) % interval == 0;
  }

  /// Takes out and makes synapses, and lets vacant elements decay. Elements must be up to date. All
  /// ranks do so at the same time, and draw the same synapses.
  ///
  /// @param now the step, from which all random numbers are drawn
  public void update(Network network, long seed, long now) {
    RandomStream random = new RandomStream(seed);
    for (int k = 0; k < kinds.size(); k++) {
      Optional<ElementColumn> pre = elements.column(kinds.get(k).pre());
      Optional<ElementColumn> post = elements.column(kinds.get(k).post());
      if (pre.isEmpty() || post.isEmpty()) continue;
      Ends ends = new Ends(kinds.get(k), k, pre.get(), post.get());
      prune(network, ends, seed, now);
      grow(network, ends, random, now);
    }
    elements.decay();
  }

  /// The elements of a kind of synapses.
  private record Ends(GrowingSynapses kind, int number, ElementColumn pre, ElementColumn post) {

    void connect(int source, int target, int n) {
      pre.connect(source, n);
      post.connect(target, n);
    }

    /// Frees the elements of synapses that go.
    void free(Picking.Pairs pairs) {
      for (int e = 0; e < pairs.size(); e++) connect(pairs.source(e), pairs.target(e), -1);
    }
  }

  /// Takes out a synapse, drawn among its synapses of the kind, of each neuron that has fewer
  /// elements than synapses have taken: first of sources, then of targets that still have fewer.
  private void prune(Network network, Ends ends, long seed, long now) {
    Vacancy pre = elements.vacancy(ends.pre());
    Vacancy post = elements.vacancy(ends.post());
    Ids sources = pre.losing();
    if (sources.size() == 0 && post.losing().size() == 0) return;
    Picking picking = network.picking(ends.kind().synapse());
    ends.free(picking.ofSources(sources, post.set(), () -> choice(seed, 2 * ends.number(), now)));
    ends.free(
        picking.ofTargets(
            losing(ends.post()), pre.set(), () -> choice(seed, 2 * ends.number() + 1, now)));
    picking.remove();
  }

  private static Picking.Choice choice(long seed, int group, long now) {
    RandomStream random = new RandomStream(seed);
    return (id, n) -> random.at(Purpose.PRUNING, group, id).skipTo(now, 0).nextInt(n);
  }

  /// The nodes of this rank that have fewer elements than synapses have taken.
  private static Ids losing(ElementColumn column) {
    return Vacancy.of(Ranks.ALONE, column).losing();
  }

  private void grow(Network network, Ends ends, RandomStream random, long now) {
    random.at(Purpose.PAIRING, ends.number(), now);
    int[] pre = elements.vacancy(ends.pre()).elements();
    int[] post = elements.vacancy(ends.post()).elements();
    boolean autapses = ends.kind().autapses();
    Pairing pairs =
        weights == null
            ? Pairing.of(pre, post, random)
            : Pairing.weighted(pre, post, weights, autapses, random);
    if (!autapses) pairs = pairs.withoutAutapses();
    if (pairs.source().length == 0) return;
    network.connect(ends.kind(), pairs.source(), pairs.target());
    for (int e = 0; e < pairs.source().length; e++) {
      ends.connect(pairs.source()[e], pairs.target()[e], 1);
    }
  }

  /// Writes kinds of synapses and settings.
  public void save(CheckpointWriter out) throws IOException {
    out.section("structural plasticity");
    out.put(enabled);
    out.put(interval);
    out.put(kinds.size());
    for (GrowingSynapses kind : kinds) {
      out.put(kind.name());
      out.put(kind.synapse());
      out.put(kind.pre());
      out.put(kind.post());
      out.put(kind.autapses());
    }
  }

  /// Reads what [#save] has written.
  public void load(CheckpointReader in) throws IOException {
    in.section("structural plasticity");
    enabled = in.flag();
    interval = in.real();
    in.require(interval > 0 && interval < Double.MAX_VALUE, "there is no such interval of updates");
    int n = in.whole();
    List<GrowingSynapses> found = new ArrayList<>();
    for (int k = 0; k < n; k++) {
      found.add(new GrowingSynapses(in.text(), in.whole(), in.text(), in.text(), in.flag()));
    }
    kinds = List.copyOf(found);
  }
}
