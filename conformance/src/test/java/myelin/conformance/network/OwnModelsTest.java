package myelin.conformance.network;

import static myelin.Names.Hz;
import static myelin.Names.all_to_all;
import static myelin.Names.iaf_psc_exp;
import static myelin.Names.mV;
import static myelin.Names.ms;
import static myelin.Names.rate;
import static myelin.Names.spike_recorder;
import static myelin.Names.theta;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Map;
import myelin.Simulator;
import myelin.connect.Synapse;
import myelin.engine.base.BadInput;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Model;
import myelin.engine.declare.ModelRegistry;
import myelin.engine.input.Input;
import myelin.engine.input.SpikeOutbox;
import myelin.engine.neuron.Block;
import myelin.engine.neuron.Derivation;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.plastic.SynapseModel;
import myelin.models.Models;
import myelin.node.NodeModel;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Models that a network is given beside Myelin's own.
class OwnModelsTest {

  /// The potential rises by a constant voltage a step; at the threshold it falls to 0.
  private static final class Ramp extends Block {

    static final NeuronModel MODEL =
        NeuronModel.named("ramp_neuron")
            .words("rises and falls", "V_m += rate, and V_m = 0 where V_m >= theta")
            .state("V_m", Unit.MV, 0, "potential", Condition.FINITE)
            .parameter("rate", Unit.MV, 0.25, "rise in a step", Condition.FINITE)
            .parameter("theta", Unit.MV, 1, "threshold", Condition.POSITIVE)
            .archive()
            .block(Ramp::new);

    private final double[] V = new double[LANES];
    private double[] rises = V;
    private double[] thresholds = V;

    @Override
    protected void derive(Derivation d) {
      rises = d.column(p -> p.get("rate"));
      thresholds = d.column(p -> p.get("theta"));
    }

    @Override
    protected void step(long t, Input input, SpikeOutbox out) {
      for (int i = 0; i < size(); i++) {
        V[i] += rises[i];
        if (V[i] < thresholds[i]) continue;
        V[i] = 0;
        fire(i, t, out);
      }
    }

    @Override
    public double read(int recordable, int i) {
      return V[i];
    }

    @Override
    protected void write(int recordable, int i, double value) {
      V[i] = value;
    }

    @Override
    public double[][] state() {
      return new double[][] {V};
    }

    @Override
    protected double[] value() {
      return V;
    }
  }

  private static final SynapseModel SYNAPSE =
      new SynapseModel(
          new Model.Words("plain_synapse", "constant weight", ""),
          Models.named("static_synapse").parameters());

  private static ModelRegistry own() {
    ModelRegistry models = Models.registry();
    models.add(Ramp.MODEL);
    models.add(SYNAPSE);
    return models;
  }

  private static void assertUnknown(ThrowingCallable call, String... words) {
    assertRefused(BadInput.Kind.UNKNOWN_MODEL, call, words);
  }

  private static void assertRefused(BadInput.Kind kind, ThrowingCallable call, String... words) {
    assertThatExceptionOfType(BadInput.class)
        .isThrownBy(call)
        .withMessageContainingAll(words)
        .extracting(BadInput::kind)
        .isEqualTo(kind);
  }

  /// A step is 0.1 ms; four rises of 0.25 mV reach 1 mV, two of 0.5 mV, too.
  @Test
  void aNeuronModelIsUsedByNameLikeMyelinsOwn() {
    try (Simulator sim = Simulator.builder().threads(1).build()) {
      sim.models().add(Ramp.MODEL);
      var slow = sim.create("ramp_neuron", 2);
      var fast = sim.create(NodeModel.of(sim.models().named("ramp_neuron")).with(rate, mV(0.5)));
      var recorder = sim.create(spike_recorder);
      sim.connect(slow.first(1).and(fast), recorder);
      sim.simulate(1);
      assertThat(sim.events(recorder).steps()).containsExactly(2, 4, 4, 6, 8, 8, 10);
      assertThat(sim.events(recorder).senders()).containsExactly(3, 1, 3, 3, 1, 3, 3);
      slow.set(theta, mV(0.5));
      assertThat(slow.get("theta")).containsExactly(0.5, 0.5);
      assertThat(slow.toString()).contains("ramp_neuron");
    }
  }

  @Test
  void itsNamesAreCheckedByItsUnits() {
    assertThatExceptionOfType(BadInput.class)
        .isThrownBy(() -> NodeModel.of(Ramp.MODEL).with(rate, Hz(2)))
        .withMessageContainingAll("ramp_neuron: rate = 2 Hz is in Hz", "measured in mV");
    assertThatExceptionOfType(BadInput.class)
        .isThrownBy(() -> NodeModel.of(Ramp.MODEL).with(rate, 2))
        .withMessageContainingAll("ramp_neuron: rate = 2 is a pure number", "measured in mV");
  }

  @Test
  void aSynapseModelIsUsedByNameLikeMyelinsOwn() {
    try (Simulator sim = Simulator.builder().models(own()).build()) {
      var cells = sim.create(iaf_psc_exp, 3);
      Synapse synapse = Synapse.of(sim.models().named("plain_synapse"));
      sim.connect(cells, cells, all_to_all(), synapse.with("weight", 2));
      assertThat(sim.synapses()).isEqualTo(Map.of("plain_synapse", 9L));
      assertThat(sim.connections().get("weight")).containsOnly(2);
    }
  }

  @Test
  void anotherNetworkDoesNotKnowThem() {
    try (Simulator one = Simulator.builder().models(own()).build();
        Simulator other = Simulator.builder().build()) {
      one.create("ramp_neuron", 1);
      assertUnknown(() -> one.create("ramp_neron", 1), "ramp_neron", "did you mean ramp_neuron?");
      assertUnknown(() -> other.create("ramp_neuron", 1), "unknown model 'ramp_neuron'");
      assertUnknown(() -> other.create(NodeModel.of(Ramp.MODEL)), "unknown model 'ramp_neuron'");
      var cells = other.create(iaf_psc_exp, 2);
      assertUnknown(
          () -> other.connect(cells, cells, Synapse.of(SYNAPSE)), "unknown model 'plain_synapse'");
      assertUnknown(
          () -> other.connect(new int[] {1}, new int[] {2}, Synapse.of(SYNAPSE)), "plain_synapse");
      assertThat(other.size()).isEqualTo(2);
      assertThat(other.synapses()).isEmpty();
    }
  }

  @Test
  void aNameIsThatOfOneModel() {
    ModelRegistry models = own();
    models.add(SYNAPSE);
    var another = new SynapseModel(new Model.Words("plain_synapse", "", ""), SYNAPSE.parameters());
    assertRefused(
        BadInput.Kind.MODEL_EXISTS, () -> models.add(another), "'plain_synapse'", "another model");
    assertUnknown(() -> models.require(another), "'plain_synapse'", "another model");
    assertThat(models.all()).doesNotContain(another);
  }

  @Test
  void aCheckpointGoesOnWhereItsModelsAreKnown(@TempDir Path folder) {
    Path file = folder.resolve("saved");
    long[] whole;
    try (Simulator sim = Simulator.builder().models(own()).threads(1).build()) {
      var cells = sim.create("ramp_neuron", 1).and(sim.create(iaf_psc_exp, 2));
      sim.connect(cells.first(1), cells.last(2), Synapse.of(SYNAPSE));
      sim.connect(cells, sim.create(spike_recorder));
      sim.simulate(ms(1.1));
      sim.save(file);
      sim.simulate(ms(1.3));
      whole = sim.events(sim.nodes(4)).steps();
    }
    assertThat(whole).containsExactly(4, 8, 12, 16, 20, 24);
    try (Simulator sim = Simulator.load(file, 2, own())) {
      sim.simulate(ms(1.3));
      assertThat(sim.events(sim.nodes(4)).steps()).isEqualTo(whole);
      assertThat(sim.synapses()).containsEntry("plain_synapse", 2L);
      sim.create("ramp_neuron", 1);
    }
    assertUnknown(() -> Simulator.load(file), "unknown model 'ramp_neuron'");
  }
}
