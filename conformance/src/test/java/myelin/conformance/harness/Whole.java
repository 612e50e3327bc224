package myelin.conformance.harness;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import myelin.Simulator;
import myelin.connect.Connections;
import myelin.engine.base.Ranks;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.wiring.Selection;
import myelin.node.NodeCollection;

/// What the ranks that share a network see of it, put together as one process sees it. All ranks
/// call each method at the same time; one process sees what it would see without it.
public final class Whole {

  private Whole() {}

  /// What each of the ranks gives.
  @SuppressWarnings("unchecked")
  public static <T extends Serializable> List<T> all(Ranks ranks, T own) {
    if (ranks.isAlone()) return List.of(own);
    byte[] bytes = bytes(own);
    long[] words = new long[1 + (bytes.length + 7) / 8];
    words[0] = bytes.length;
    ByteBuffer padded = ByteBuffer.wrap(Arrays.copyOf(bytes, 8 * (words.length - 1)));
    for (int k = 1; k < words.length; k++) words[k] = padded.getLong();
    Ranks.Gathered all = ranks.gather(words, words.length);
    List<T> found = new ArrayList<>();
    for (int r = 0; r < ranks.size(); r++) {
      int begin = all.from()[r];
      ByteBuffer buffer = ByteBuffer.allocate(8 * (all.from()[r + 1] - begin - 1));
      for (int k = begin + 1; k < all.from()[r + 1]; k++) buffer.putLong(all.words()[k]);
      found.add((T) object(Arrays.copyOf(buffer.array(), (int) all.words()[begin])));
    }
    return found;
  }

  private static byte[] bytes(Serializable own) {
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(own);
      out.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object object(byte[] bytes) {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return in.readObject();
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Something of each node, as the rank has it that has the node; devices as rank 0 has them.
  public static <T extends Serializable> List<T> each(
      Simulator sim, NodeCollection nodes, Function<NodeCollection, T> what) {
    Ranks ranks = sim.ranks();
    int[] ids = nodes.toArray();
    int[] rank = new int[ids.length];
    ArrayList<T> own = new ArrayList<>();
    for (int i = 0; i < ids.length; i++) {
      rank[i] = isNeuron(sim, nodes.at(i)) ? ids[i] % ranks.size() : 0;
      if (rank[i] == ranks.rank()) own.add(what.apply(nodes.at(i)));
    }
    List<ArrayList<T>> all = all(ranks, own);
    int[] next = new int[ranks.size()];
    return Arrays.stream(rank).mapToObj(r -> all.get(r).get(next[r]++)).toList();
  }

  private static boolean isNeuron(Simulator sim, NodeCollection node) {
    String model = node.toString().replaceFirst(".*model=", "").replaceFirst(",.*", "");
    return sim.models().named(model) instanceof NeuronModel;
  }

  /// A parameter or state of nodes.
  public static double[] get(Simulator sim, NodeCollection nodes, String name) {
    if (sim.ranks().isAlone()) return nodes.get(name);
    return each(sim, nodes, n -> n.get(name)).stream().mapToDouble(x -> x[0]).toArray();
  }

  /// A column of connections, in the order in which one process has them.
  public static double[] column(
      Simulator sim, Connections own, Function<Connections, double[]> what) {
    if (sim.ranks().isAlone()) return what.apply(own);
    double[] column = what.apply(own);
    return list(sim, own, e -> column[e]).stream().mapToDouble(x -> x).toArray();
  }

  /// Something of each connection by its place here, in the order in which one process has them.
  public static <T extends Serializable> List<T> list(
      Simulator sim, Connections own, IntFunction<T> what) {
    ArrayList<T> here = new ArrayList<>();
    for (int e = 0; e < own.size(); e++) here.add(what.apply(e));
    if (sim.ranks().isAlone()) return here;
    List<ArrayList<T>> all = all(sim.ranks(), here);
    return order(sim.ranks(), own).stream().map(p -> all.get(p.rank).get(p.e)).toList();
  }

  /// The place of a connection: rank, and place there.
  record Place(int rank, int e, boolean signals, int source, int target) implements Serializable {}

  /// Where the connections of all ranks are, in the order in which one process has them: those that
  /// carry signals after others, by source, then target.
  private static List<Place> order(Ranks ranks, Connections own) {
    ArrayList<Place> places = new ArrayList<>();
    int[] source = own.source();
    int[] target = own.target();
    int spiking = spiking(own);
    for (int e = 0; e < source.length; e++) {
      places.add(new Place(ranks.rank(), e, e >= spiking, source[e], target[e]));
    }
    return all(ranks, places).stream()
        .flatMap(List::stream)
        .sorted(
            Comparator.comparing(Place::signals)
                .thenComparingInt(Place::source)
                .thenComparingInt(Place::target))
        .toList();
  }

  /// How many of them carry spikes; those that carry signals follow.
  public static int spiking(Connections own) {
    try {
      Field selection = Connections.class.getDeclaredField("selection");
      selection.setAccessible(true);
      return ((Selection) selection.get(own)).size();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The places that connections of this rank have among those of all.
  public static int[] numbers(Simulator sim, Connections own) {
    Ranks ranks = sim.ranks();
    if (ranks.isAlone()) return IntStream.range(0, own.size()).toArray();
    List<Place> all = order(ranks, own);
    return IntStream.range(0, all.size()).filter(k -> all.get(k).rank == ranks.rank()).toArray();
  }
}
