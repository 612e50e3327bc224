package myelin.engine.growth;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import myelin.engine.base.Workers;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.engine.neuron.Archive;
import myelin.engine.neuron.Block;
import myelin.engine.neuron.Population;
import myelin.engine.nodes.Nodes;

/// The synaptic elements of a network's neurons, by name and node id.
///
/// In a run a part's worker brings those of its own neurons up to date; all else is done between
/// runs by the calling thread.
public final class Elements {

  /// Elements of one name that a neuron has.
  ///
  /// @param z how many
  /// @param connected how many of them synapses have taken
  public record Held(ElementKind kind, double z, int connected) {}

  private final Nodes nodes;
  private final Population[][] populations;
  private final Map<String, ElementColumn> columns = new LinkedHashMap<>();
  private final List<ElementKind> kinds = new ArrayList<>();
  private final Map<ElementKind, Integer> numbers = new HashMap<>();

  /// The columns, to be walked without a list.
  private ElementColumn[] walked = {};

  /// By node id the step up to which elements are up to date.
  private double[] since = {};

  /// No elements yet, of the neurons of these populations, by part and model.
  public Elements(Nodes nodes, Population[][] populations) {
    this.nodes = nodes;
    this.populations = populations;
  }

  /// Whether no neuron has had any.
  public boolean isEmpty() {
    return columns.isEmpty();
  }

  /// The names of all.
  public List<String> names() {
    return List.copyOf(columns.keySet());
  }

  /// The ids of the nodes that have elements of a name, on all ranks, ascending; all ranks ask for
  /// them at the same time.
  public int[] ids(String name) {
    return column(name).map(column -> vacancy(column).ids()).orElse(new int[0]);
  }

  /// The vacant elements of a column on all ranks, which all ask for them at the same time.
  Vacancy vacancy(ElementColumn column) {
    return Vacancy.of(nodes.ranks(), column);
  }

  ElementColumn[] columns() {
    return walked;
  }

  ElementKind kind(int number) {
    return kinds.get(number - 1);
  }

  /// The elements of a name; empty if no neuron has had any. Of several ranks another may have
  /// some.
  Optional<ElementColumn> column(String name) {
    if (!nodes.ranks().isAlone()) return Optional.of(made(name));
    return Optional.ofNullable(columns.get(name));
  }

  /// The step up to which the elements of a node are up to date.
  double since(int id) {
    return id < since.length ? since[id] : Double.MAX_VALUE;
  }

  void since(int id, double step) {
    since[id] = step;
  }

  /// Gives a neuron other elements from step `now` on, by name; none that it had stay. Of neurons
  /// of other ranks only the names are kept.
  ///
  /// @param all of what kind they are, how many, and how many of them synapses have taken
  public void put(int id, Map<String, Held> all, long now) {
    all.keySet().forEach(this::made);
    if (!nodes.isHere(id)) return;
    advance(id, now);
    for (ElementColumn column : walked) column.remove(id);
    if (all.isEmpty()) return;
    listen(id);
    all.forEach(
        (name, held) -> made(name).put(id, number(held.kind()), held.z(), held.connected()));
    since[id] = now;
  }

  private ElementColumn made(String name) {
    ElementColumn column = columns.get(name);
    if (column != null) return column;
    column = new ElementColumn();
    columns.put(name, column);
    walked = Arrays.copyOf(walked, walked.length + 1);
    walked[walked.length - 1] = column;
    return column;
  }

  private int number(ElementKind kind) {
    Integer known = numbers.get(kind);
    if (known != null) return known;
    kinds.add(kind);
    numbers.put(kind, kinds.size());
    return kinds.size();
  }

  /// Has the population of a neuron tell of what its calcium traces do.
  private void listen(int id) {
    if (id >= since.length) {
      int room = Math.max(id + 1, since.length + since.length / 2 + 16);
      int known = since.length;
      since = Arrays.copyOf(since, room);
      Arrays.fill(since, known, room, Double.MAX_VALUE);
    }
    Population population = population(id);
    if (!population.grows()) population.grow(new ElementGrowth(this, population));
  }

  /// Brings the elements of a neuron up to date, before something about it changes.
  private void advance(int id, long now) {
    if (since(id) < now) archive(id).grow(lane(id), (double) now);
  }

  /// Brings the elements of all neurons up to date.
  public void advance(long now, int workers) {
    if (isEmpty()) return;
    Workers.forEach(
        populations.length,
        workers,
        p -> {
          for (Population population : populations[p]) population.advanceGrowth(now);
        });
  }

  /// Synapses take `n` more of a node's elements of a name, if it has such, or give some back.
  public void connect(int id, String name, int n) {
    ElementColumn column = columns.get(name);
    if (column != null) column.connect(id, n);
  }

  /// Takes away a part of the vacant elements of all neurons.
  void decay() {
    for (ElementColumn column : walked) {
      for (int id = 0; id < column.end(); id++) {
        if (column.has(id)) column.decay(id, kind(column.kind(id)).tau_vacant());
      }
    }
  }

  /// The elements of a node as they are at step `now`, by name in order; nothing changes.
  public Map<String, Held> of(int id, long now) {
    Map<String, Held> found = new TreeMap<>();
    columns.forEach((name, column) -> {
      if (!column.has(id)) return;
      ElementKind kind = kind(column.kind(id));
      double z = since(id) < now ? z(id, kind, column.z(id), now) : column.z(id);
      found.put(name, new Held(kind, z, column.connected(id)));
    });
    return found;
  }

  /// How many of `z` elements there are at step `now`.
  private double z(int id, ElementKind kind, double z, long now) {
    Population population = population(id);
    Archive.Memory memory = archive(id).save(lane(id));
    double h = population.grid().h_ms();
    double tau = population.parameter("tau_Ca").applyAsDouble(nodes.local(id));
    double ca = memory.calcium() * StrictMath.exp(-(since(id) - memory.since()) * h / tau);
    return Course.grow(kind, z, now - since(id), h, ca, tau);
  }

  private Population population(int id) {
    return populations[nodes.part(id)][nodes.model(id)];
  }

  private Archive archive(int id) {
    return population(id).block(nodes.local(id) / Block.LANES).archive();
  }

  private int lane(int id) {
    return nodes.local(id) % Block.LANES;
  }

  /// Writes the elements of all neurons.
  public void save(CheckpointWriter out) throws IOException {
    out.section("elements");
    out.put(kinds.size());
    for (ElementKind kind : kinds) {
      out.put(kind.curve().text());
      out.put(kind.continuous());
      out.put(
          new double[] {kind.growth_rate(), kind.tau_vacant(), kind.eps(), kind.eta(), kind.psi()});
    }
    out.put(columns.size());
    for (Map.Entry<String, ElementColumn> e : columns.entrySet()) {
      ElementColumn column = e.getValue();
      int[] ids = column.ids();
      int[] kind = new int[ids.length];
      int[] connected = new int[ids.length];
      double[] z = new double[ids.length];
      double[] step = new double[ids.length];
      for (int i = 0; i < ids.length; i++) {
        kind[i] = column.kind(ids[i]);
        z[i] = column.z(ids[i]);
        connected[i] = column.connected(ids[i]);
        step[i] = since(ids[i]);
      }
      out.put(e.getKey());
      out.put(ids);
      out.put(kind);
      out.put(connected);
      out.put(z);
      out.put(step);
    }
  }

  /// Reads what [#save] has written, for nodes that exist; of each rank that there was, one after
  /// the other.
  public void load(CheckpointReader in, long now) throws IOException {
    in.section("elements");
    List<ElementKind> saved = new ArrayList<>();
    for (int n = in.whole(); n > 0; n--) {
      ElementKind kind = kind(in);
      in.require(!saved.contains(kind), "kinds of elements repeat");
      saved.add(kind);
    }
    Set<String> seen = new HashSet<>();
    for (int names = in.whole(); names > 0; names--) {
      String name = in.text();
      in.require(seen.add(name), "elements have one name");
      ElementColumn column = made(name);
      int[] ids = in.wholes();
      int[] kind = in.wholes();
      int[] connected = in.wholes();
      double[] z = in.finite(in.reals());
      double[] step = in.finite(in.reals());
      boolean fits = kind.length == ids.length && connected.length == ids.length;
      in.require(
          fits && z.length == ids.length && step.length == ids.length, "elements are missing");
      for (int i = 0; i < ids.length; i++) {
        boolean neuron = ids[i] >= 1 && ids[i] <= nodes.size() && nodes.isNeuron(ids[i]);
        boolean here = neuron && nodes.isHere(ids[i]);
        in.require(
            neuron && (!here || population(ids[i]).archives()),
            "there is no such neuron with elements");
        in.require(kind[i] >= 1 && kind[i] <= saved.size(), "there is no such kind of elements");
        in.require(step[i] >= 0 && step[i] <= now, "elements are of a time that is still to come");
        in.require(z[i] >= 0, "there are fewer elements than none");
        if (!here) continue;
        listen(ids[i]);
        column.put(ids[i], number(saved.get(kind[i] - 1)), z[i], connected[i]);
        since[ids[i]] = step[i];
      }
    }
  }

  private static ElementKind kind(CheckpointReader in) throws IOException {
    GrowthCurve curve = GrowthCurve.of(in.text()).orElse(null);
    boolean continuous = in.flag();
    double[] x = in.finite(in.reals());
    if (curve == null || x.length != 5) throw in.refuse("there is no such growth curve");
    return new ElementKind(curve, x[0], x[1], continuous, x[2], x[3], x[4]);
  }
}
