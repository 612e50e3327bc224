package myelin.conformance.harness;

import static myelin.Names.normal;
import static myelin.Names.pA;
import static myelin.Names.pairwise_bernoulli;
import static myelin.Names.static_synapse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import myelin.Builder;
import myelin.Events;
import myelin.Simulator;
import myelin.connect.Synapse;
import myelin.node.NodeCollection;
import myelin.node.NodeModel;

/// A recurrent network whose synapses are all plastic, by several rules, with weights and delays
/// that differ; every spike's weight is recorded. Some neurons fire often, some twice with a long
/// pause between, some never. Run as a program, it prints a hash of all that happens.
public final class PlasticNetwork implements AutoCloseable {

  /// Resolution (ms).
  public static final double H = 0.1;

  private static final int EXP = 60;
  private static final int DELTA = 40;

  /// The network.
  public final Simulator sim;

  /// The recorder of spikes.
  public final NodeCollection spikes;

  /// The recorder of every spike's weight.
  public final NodeCollection weights;

  private final NodeCollection neurons;

  /// The synapses, all spikes of which can be replayed; trains are still to be filled in.
  public final List<Made> made = new ArrayList<>();

  /// A synapse from one node to another.
  public record Made(int source, int target, PlasticTrial trial) {}

  /// @param slice longest slice in steps, or 0
  public PlasticNetwork(int threads, int slice) {
    this(b -> b.threads(threads).slice(slice));
  }

  /// The network with other settings of the simulator.
  public PlasticNetwork(UnaryOperator<Builder> settings) {
    sim = settings.apply(Simulator.builder().seed(7)).build();
    NodeModel start = NodeModel.named("iaf_psc_exp").with("tau_minus", 25.0);
    NodeCollection exp = sim.create(start, EXP);
    NodeCollection delta =
        sim.create(NodeModel.named("iaf_psc_delta").with("tau_minus_triplet", 70.0), DELTA);
    NodeCollection silent = sim.create(NodeModel.named("iaf_psc_exp").with("V_th", 1e6), 4);
    NodeCollection rare = sim.create(NodeModel.named("parrot_neuron"), 4);
    NodeCollection idle = sim.create(NodeModel.named("parrot_neuron"), 500);
    neurons = exp.and(delta).and(silent);
    spikes = sim.create(NodeModel.named("spike_recorder"));
    weights = sim.create(NodeModel.named("weight_recorder"));
    sim.connect(neurons.and(rare).and(idle), spikes);
    drive(exp, delta, rare);
    Random random = new Random(11);
    NodeCollection few = exp.first(20);
    project(
        random, exp.last(40), delta, "stdp_synapse", "weight 0.2 Wmax 0.5 lambda 0.02 mu_plus 0.4");
    project(random, delta, exp, "stdp_synapse", "weight 60 Wmax 150 lambda 0.01 tau_plus 15");
    project(random, delta, delta, "stdp_triplet_synapse", "weight 0.2 Wmax 0.4 Aplus 0.01");
    project(random, few, exp, "vogels_sprekeler_synapse", "weight -20 Wmax -60 eta 0.2 tau 25");
    project(random, few, delta, "stdp_pl_synapse_hom", "weight 0.1 lambda 0.05 alpha 0.3");
    project(random, few, silent, "stdp_synapse", "weight 50");
    project(random, silent, delta, "stdp_synapse", "weight 50");
    project(random, rare, exp, "stdp_synapse", "weight 50 lambda 0.05 mu_minus 0 Kplus 1");
    project(random, rare, delta, "stdp_triplet_synapse", "weight 0.3 Wmax 1 Aminus 0.02");
    Synapse drawn = Synapse.model("stdp_synapse").with("weight", normal(pA(40), pA(9)));
    sim.connect(exp.last(40), exp, pairwise_bernoulli(0.1), drawn.recordedBy(weights));
  }

  private void drive(NodeCollection exp, NodeCollection delta, NodeCollection rare) {
    NodeCollection poisson = sim.create(NodeModel.named("poisson_generator").with("rate", 8000.0));
    sim.connect(poisson, exp, static_synapse.with("weight", 65).with("delay", 1.0));
    sim.connect(poisson, delta, static_synapse.with("weight", 0.24).with("delay", 1.0));
    double[][] times = {{5, 1200}, {700}, {1195}, {3, 4, 5, 1190, 1191}};
    for (int i = 0; i < times.length; i++) {
      NodeCollection train =
          sim.create(NodeModel.named("spike_generator").with("spike_times", times[i]));
      sim.connect(train, sim.nodes(rare.id(i)));
    }
  }

  /// Connects one pair in five; the second half of the targets has other time constants and steps.
  private void project(
      Random random, NodeCollection from, NodeCollection to, String model, String changes) {
    List<Made> now = new ArrayList<>();
    for (int s = 0; s < from.size(); s++) {
      for (int t = 0; t < to.size(); t++) {
        if (random.nextInt(5) > 0) continue;
        PlasticTrial trial =
            PlasticTrial.of(model, changes, 10 + random.nextInt(25), new int[0], new int[0]);
        trial.parameters().compute("weight", (n, w) -> w * (1 + 0.1 * random.nextGaussian()));
        boolean alike = model.endsWith("_hom");
        String tau = trial.parameters().containsKey("tau") ? "tau" : "tau_plus";
        if (t >= to.size() / 2 && !alike) trial.parameters().merge(tau, 0.7, (a, b) -> a * b);
        boolean exp = to.id(t) <= EXP;
        if (exp) trial.parameters().put("tau_minus", 25.0);
        else if (to.id(t) <= EXP + DELTA) trial.parameters().put("tau_minus_triplet", 70.0);
        else trial.parameters().put("tau_minus", 20.0);
        now.add(new Made(from.id(s), to.id(t), trial));
      }
    }
    made.addAll(now);
    Synapse synapse = Synapse.model(model).recordedBy(weights);
    Map<String, Double> all = now.getFirst().trial().ofSynapse();
    for (String name : all.keySet()) {
      double[] each = now.stream().mapToDouble(m -> m.trial().get(name)).toArray();
      boolean same = Arrays.stream(each).allMatch(x -> x == each[0]);
      synapse = same ? synapse.with(name, each[0]) : synapse.with(name, each);
    }
    double[] delays = now.stream().mapToDouble(m -> Math.rint(m.trial().delay()) / 10).toArray();
    sim.connect(
        now.stream().mapToInt(Made::source).toArray(),
        now.stream().mapToInt(Made::target).toArray(),
        synapse.with("delay", delays));
  }

  /// Hash of all spikes, weights to the last bit, and potentials.
  public String hash() {
    return hash(sim);
  }

  /// The same of a simulator with the same ids.
  public String hash(Simulator sim) {
    Events s = sim.gatherEvents(sim.nodes(spikes.toArray()));
    Events w = sim.gatherEvents(sim.nodes(weights.toArray()));
    return "%d spikes %08x %08x, %d weights %08x %08x %08x, potentials %08x"
        .formatted(
            s.size(),
            Arrays.hashCode(s.senders()),
            Arrays.hashCode(s.steps()),
            w.size(),
            Arrays.hashCode(w.senders()),
            Arrays.hashCode(w.values("targets")),
            Arrays.hashCode(w.values("weights")),
            Arrays.hashCode(Whole.get(sim, sim.nodes(neurons.toArray()), "V_m")));
  }

  @Override
  public void close() {
    sim.close();
  }

  /// Hash after `duration` (ms).
  public static String run(int threads, int slice, double duration) {
    return run(b -> b.threads(threads).slice(slice), duration);
  }

  /// The same with other settings.
  public static String run(UnaryOperator<Builder> settings, double duration) {
    try (PlasticNetwork network = new PlasticNetwork(settings)) {
      network.sim.simulate(duration);
      return network.hash();
    }
  }

  /// Prints the hash; the argument is the duration (ms).
  public static void main(String[] arguments) {
    IO.println(run(2, 0, Double.parseDouble(arguments[0])));
  }
}
