package myelin.pynest;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import myelin.connect.Synapse;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;
import myelin.sonata.ModelSource;
import myelin.sonata.SonataNetwork;
import myelin.sonata.Stretch;

/// A network in SONATA's format for Python: its models have the defaults that Python has set, and
/// Python simulates it.
public final class Sonata {

  private final SonataNetwork network;
  private int told;

  private Sonata(SonataNetwork network) {
    this.network = network;
  }

  /// Reads one configuration, or two if the second is no empty text.
  public static Sonata read(String config, String simulation) {
    return new Sonata(
        simulation.isEmpty()
            ? SonataNetwork.read(Path.of(config))
            : SonataNetwork.read(Path.of(config), Path.of(simulation)));
  }

  /// The configuration in JSON.
  public String config() {
    return network.config();
  }

  /// The resolution that the configuration asks for (ms).
  public double resolution() {
    return network.resolution();
  }

  /// How long the configuration has the network simulated (ms).
  public double duration() {
    return network.duration();
  }

  /// Creates the nodes.
  public void create(Kernel kernel) {
    network.create(
        kernel.network(),
        new ModelSource() {
          @Override
          public NodeModel node(String name) {
            return kernel.preset(name);
          }

          @Override
          public Synapse synapse(String name) {
            return kernel.presetSynapse(name);
          }
        });
    for (Stretch made : network.stretches()) {
      kernel.created(kernel.preset(made.model()), made.size());
    }
  }

  /// The names of the populations.
  public String[] names() {
    return network.nodes().keySet().toArray(String[]::new);
  }

  /// The nodes of a population.
  public NodeCollection nodes(String population) {
    return Objects.requireNonNull(network.nodes().get(population), population);
  }

  /// The models of the nodes that were created since the last time, in order of their ids.
  public String[] models() {
    return untold().stream().map(Stretch::model).toArray(String[]::new);
  }

  /// The numbers of these nodes, after which they count as told.
  public int[] sizes() {
    int[] sizes = untold().stream().mapToInt(Stretch::size).toArray();
    told += sizes.length;
    return sizes;
  }

  private List<Stretch> untold() {
    List<Stretch> all = network.stretches();
    return all.subList(told, all.size());
  }

  /// Makes the synapses, reading so many edges at a time.
  public void connect(int edgesAtATime) {
    network.connect(edgesAtATime);
  }

  /// Has recorded what the configuration asks for.
  public void record() {
    network.record();
  }

  /// Writes what was recorded so far, the samples of the last slice among it.
  ///
  /// @param later whether multimeters otherwise show these only after the simulation has continued
  /// @return the files
  public String[] write(Kernel kernel, boolean later) {
    kernel.collectSamplesLater(false);
    try {
      return network.write().stream().map(Path::toString).toArray(String[]::new);
    } finally {
      kernel.collectSamplesLater(later);
    }
  }
}
