package myelin.node;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ids;
import myelin.space.Positions;
import myelin.value.Dimension;
import myelin.value.FlagParameter;
import myelin.value.MapsParameter;
import myelin.value.Quantity;
import myelin.value.QuantityParameter;
import myelin.value.TextParameter;

/// Some nodes of a network, in ascending order of their ids. Immutable; the nodes' parameters and
/// state are read and written through it.
public final class NodeCollection {

  private final Creator creator;
  private final Ids ids;

  NodeCollection(Creator creator, Ids ids) {
    this.creator = creator;
    this.ids = ids;
  }

  /// The nodes with these ids, which must ascend; the array is not copied.
  static NodeCollection of(Creator creator, int[] ids) {
    int size = creator.size();
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] < 1 || ids[i] > size) {
        throw new BadInput(
            BadInput.Kind.UNKNOWN_NODE,
            "there is no node %d; ids run from 1 to %d".formatted(ids[i], size));
      }
      if (i > 0 && ids[i] <= ids[i - 1]) {
        throw new BadInput(
            BadInput.Kind.VALUE,
            "ids must ascend, each once; %d follows %d".formatted(ids[i], ids[i - 1]));
      }
    }
    return new NodeCollection(creator, Ids.list(ids));
  }

  /// The ids, in ascending order.
  public Ids ids() {
    return ids;
  }

  Creator creator() {
    return creator;
  }

  /// Number of nodes.
  public int size() {
    return ids.size();
  }

  /// Node id of the `i`-th node.
  ///
  /// @throws BadInput if there is no such node
  public int id(int i) {
    requirePlace(i, size() - 1);
    return ids.at(i);
  }

  /// All node ids.
  public int[] toArray() {
    return ids.array();
  }

  /// Whether a node with that id is among them.
  public boolean contains(int id) {
    return ids.indexOf(id) >= 0;
  }

  /// The place of a node id, or a negative number.
  public int indexOf(int id) {
    return ids.indexOf(id);
  }

  /// The nodes of this and of `other`, in order of their ids.
  ///
  /// @throws BadInput if a node is in both, or they belong to different networks
  public NodeCollection and(NodeCollection other) {
    creator.requireOwn(other);
    if (size() == 0) return other;
    if (other.size() == 0) return this;
    int[] all =
        IntStream.concat(Arrays.stream(toArray()), Arrays.stream(other.toArray()))
            .sorted()
            .toArray();
    for (int i = 1; i < all.length; i++) {
      if (all[i] == all[i - 1]) {
        throw new BadInput(
            BadInput.Kind.VALUE,
            "cannot join overlapping collections: node %d is in both".formatted(all[i]));
      }
    }
    return new NodeCollection(creator, Ids.list(all));
  }

  /// The first `n` nodes.
  public NodeCollection first(int n) {
    return slice(0, n);
  }

  /// The last `n` nodes.
  public NodeCollection last(int n) {
    return slice(size() - n, size());
  }

  /// The nodes at places `from .. to - 1`.
  ///
  /// @throws BadInput unless `0 <= from <= to <= size()`
  public NodeCollection slice(int from, int to) {
    if (from < 0 || to < from || to > size()) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "slice from %d to %d of %d nodes: 0 <= from <= to <= %d is needed"
              .formatted(from, to, size(), size()));
    }
    return new NodeCollection(creator, ids.slice(from, to));
  }

  /// Every `step`-th of the nodes at places `from .. to - 1`.
  public NodeCollection slice(int from, int to, int step) {
    if (step < 1) throw new BadInput(BadInput.Kind.VALUE, "step = " + step + " must be at least 1");
    NodeCollection all = slice(from, to);
    return all.at(IntStream.range(0, all.size()).filter(i -> i % step == 0).toArray());
  }

  /// The nodes at these places, which must ascend.
  public NodeCollection at(int... places) {
    int[] chosen = new int[places.length];
    for (int k = 0; k < places.length; k++) {
      requirePlace(places[k], size() - 1);
      if (k > 0 && places[k] <= places[k - 1]) {
        throw new BadInput(
            BadInput.Kind.VALUE,
            "places must ascend, each once; %d follows %d".formatted(places[k], places[k - 1]));
      }
      chosen[k] = ids.at(places[k]);
    }
    return new NodeCollection(creator, Ids.list(chosen));
  }

  /// Where the nodes are; none if they have no places, or were not created together.
  public Optional<Positions> positions() {
    return creator.layers().of(ids);
  }

  private void requirePlace(int i, int last) {
    if (i < 0 || i > last) {
      throw new BadInput(
          BadInput.Kind.UNKNOWN_NODE,
          "there is no node at place %d of %d; places count from 0".formatted(i, size()));
    }
  }

  /// The value of a numeric parameter or state variable of each node, in NEST's units.
  public double[] get(QuantityParameter<?> parameter) {
    return get(parameter.name());
  }

  /// The value of a numeric parameter or state variable of each node, in NEST's units; flags are 0
  /// or 1.
  ///
  /// @throws BadInput if a node has no such parameter
  public double[] get(String parameter) {
    return creator.parameters().numbers(ids, parameter);
  }

  /// The value of any parameter of the only node: a `Double`, `Long`, `Boolean`, `String`, an
  /// array, or a list of maps.
  ///
  /// @throws BadInput if there is not exactly one node
  public Object value(String parameter) {
    if (size() != 1) {
      throw new BadInput(
          BadInput.Kind.LENGTH, "value(" + parameter + ") needs one node, not " + size());
    }
    return creator.parameters().value(ids.at(0), parameter);
  }

  /// What a multimeter can record of the only node.
  ///
  /// @throws BadInput if there is not exactly one node
  public List<String> recordables() {
    if (size() != 1) {
      throw new BadInput(BadInput.Kind.LENGTH, "recordables() needs one node, not " + size());
    }
    return creator.parameters().recordables(ids.at(0));
  }

  /// Sets a parameter or state variable: one number for all, an array with one for each, or drawn.
  ///
  /// @throws BadInput if a value is not allowed; then no node has changed
  public <D extends Dimension> NodeCollection set(
      QuantityParameter<? super D> parameter, Quantity<D> value) {
    creator.parameters().requireUnit(ids, parameter.name(), value);
    return set(parameter.name(), value);
  }

  /// Sets a parameter that is true or false.
  public NodeCollection set(FlagParameter parameter, boolean value) {
    return set(parameter.name(), value);
  }

  /// Sets a parameter that is a text, or several.
  public NodeCollection set(TextParameter parameter, String... value) {
    return set(parameter.name(), value);
  }

  /// Sets a parameter to names, such as those of what a multimeter records.
  public NodeCollection set(
      TextParameter parameter, QuantityParameter<?> first, QuantityParameter<?>... more) {
    return set(parameter.name(), QuantityParameter.names(first, more));
  }

  /// Sets a list of maps; see [NodeModel#with(MapsParameter, Map...)].
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public final NodeCollection set(MapsParameter parameter, Map<String, ?>... value) {
    return set(parameter.name(), List.of(value));
  }

  /// Appends elements to a list of maps, such as compartments that hang on those that are there.
  ///
  /// @throws BadInput if an element cannot be; then no node has changed
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public final NodeCollection append(MapsParameter parameter, Map<String, ?>... value) {
    creator.parameters().append(ids, parameter.name(), List.of(value));
    return this;
  }

  /// Sets a parameter by name; see [NodeModel#with(String, Object)].
  public NodeCollection set(String parameter, Object value) {
    return set(Collections.singletonMap(parameter, value));
  }

  /// Sets several parameters at once, all or none. All ranks call it, and what one refuses, all
  /// refuse; [myelin.NodeChanges] need not be made by all.
  public NodeCollection set(Map<String, ?> values) {
    creator.parameters().set(ids, here(values));
    return this;
  }

  /// Values by name, of which those that depend on places are numbers, one for each of these nodes.
  ///
  /// @throws BadInput if nodes have no places
  public Map<String, Object> here(Map<String, ?> values) {
    Map<String, Object> here = new LinkedHashMap<>(values);
    here.replaceAll((name, value) -> Placed.value(value, this));
    return here;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NodeCollection that && creator == that.creator && ids.equals(that.ids);
  }

  @Override
  public int hashCode() {
    return ids.hashCode();
  }

  @Override
  public String toString() {
    if (size() == 0) return "NodeCollection()";
    StringJoiner text = new StringJoiner("\n               ", "NodeCollection(", ")");
    int from = 0;
    for (int i = 1; i <= size(); i++) {
      boolean same =
          i < size()
              && ids.at(i) == ids.at(i - 1) + 1
              && creator.name(ids.at(i)).equals(creator.name(ids.at(from)));
      if (same) continue;
      text.add(
          "model=%s, size=%d, first=%d, last=%d"
              .formatted(creator.name(ids.at(from)), i - from, ids.at(from), ids.at(i - 1)));
      from = i;
    }
    return text.toString();
  }
}
