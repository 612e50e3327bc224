package myelin.conformance.harness;

import static myelin.Names.ms;
import static myelin.Names.parrot_neuron;
import static myelin.Names.spike_generator;
import static myelin.Names.static_synapse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import myelin.Builder;
import myelin.Events;
import myelin.Simulator;
import myelin.connect.Synapse;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;

/// Plays [PlasticTrial]s: parrots made to fire by generators, with a plastic synapse onto the
/// target's receptor 1, where it is heard but not repeated.
public final class PlasticPairs implements AutoCloseable {

  /// The network.
  public final Simulator sim;

  /// The recorder of weights.
  public final NodeCollection recorder;

  private final double h;

  /// An empty network with steps of `h` (ms).
  public PlasticPairs(int threads, double h) {
    this(b -> b.threads(threads), h);
  }

  private PlasticPairs(UnaryOperator<Builder> settings, double h) {
    this.h = h;
    sim = settings.apply(Simulator.builder().resolution(ms(h))).build();
    recorder = sim.create(NodeModel.named("weight_recorder"));
  }

  /// The recorded weights of each trial, all of which are in one network; trials with the same
  /// array of source's spikes share the source.
  public static double[][] weights(int threads, double h, List<PlasticTrial> trials) {
    return weights(b -> b.threads(threads), h, trials);
  }

  static double[][] weights(UnaryOperator<Builder> settings, double h, List<PlasticTrial> trials) {
    try (PlasticPairs pairs = new PlasticPairs(settings, h)) {
      IdentityHashMap<int[], NodeCollection> sources = new IdentityHashMap<>();
      List<int[]> ends = new ArrayList<>();
      for (PlasticTrial t : trials) {
        NodeCollection pre = sources.computeIfAbsent(t.pre(), steps -> pairs.parrot(steps, null));
        NodeCollection post = pairs.parrot(t.post(), t);
        pairs.connect(pre, post, t);
        ends.add(new int[] {pre.id(0), post.id(0)});
      }
      int steps = trials.stream().mapToInt(PlasticTrial::end).max().orElse(0);
      pairs.sim.simulate(pairs.time(steps + 1));
      Events events = pairs.sim.gatherEvents(pairs.recorder);
      double[][] weights = new double[ends.size()][];
      Arrays.setAll(weights, i -> between(events, ends.get(i)[0], ends.get(i)[1]));
      return weights;
    }
  }

  /// A time on the grid.
  public double time(long steps) {
    return Math.rint(steps * h * 1e6) / 1e6;
  }

  /// A parrot that fires at these steps, with the time constants of the trial if there is one.
  public NodeCollection parrot(int[] steps, @org.jspecify.annotations.Nullable PlasticTrial trial) {
    NodeModel model = parrot_neuron;
    if (trial != null) {
      model = model.with("tau_minus", trial.get("tau_minus"));
      model = model.with("tau_minus_triplet", trial.get("tau_minus_triplet"));
    }
    NodeCollection parrot = sim.create(model);
    if (steps.length == 0) return parrot;
    int[] distinct = Arrays.stream(steps).distinct().toArray();
    double[] times = Arrays.stream(distinct).mapToDouble(s -> time(s - 1)).toArray();
    double[] multiplicities =
        Arrays.stream(distinct)
            .mapToDouble(s -> Arrays.stream(steps).filter(x -> x == s).count())
            .toArray();
    NodeCollection train =
        sim.create(
            spike_generator
                .with("spike_times", times)
                .with("spike_multiplicities", multiplicities));
    sim.connect(train, parrot, static_synapse.with("delay", h));
    return parrot;
  }

  /// Connects two nodes by the plastic synapse of a trial.
  public void connect(NodeCollection pre, NodeCollection post, PlasticTrial trial) {
    sim.connect(pre, post, synapse(trial));
  }

  private Synapse synapse(PlasticTrial trial) {
    Synapse synapse = Synapse.model(trial.model()).with("delay", time(trial.delay()));
    for (Map.Entry<String, Double> p : trial.ofSynapse().entrySet()) {
      synapse = synapse.with(p.getKey(), p.getValue());
    }
    return synapse.receptor(1).recordedBy(recorder);
  }

  /// The recorded weights of the spikes from one node to another.
  public static double[] between(Events events, int sender, int target) {
    int[] senders = events.senders();
    double[] targets = events.values("targets");
    double[] weights = events.values("weights");
    return IntStream.range(0, senders.length)
        .filter(e -> senders[e] == sender && targets[e] == target)
        .mapToDouble(e -> weights[e])
        .toArray();
  }

  @Override
  public void close() {
    sim.close();
  }
}
