package myelin.pynest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import myelin.Events;
import myelin.connect.ConnectionRule;
import myelin.connect.Synapse;
import myelin.engine.base.BadInput;
import myelin.engine.declare.Model;
import myelin.models.Models;
import myelin.node.NodeCollection;
import myelin.value.Quantity;
import org.junit.jupiter.api.Test;

/// What Python calls, called from Java.
class KernelTest {

  private static final String[] NO_NAMES = {};
  private static final Object[] NO_VALUES = {};

  private static Kernel open() {
    Kernel kernel = new Kernel();
    double[] wfr = {1e-4, 15, 1, 3};
    kernel.open(0.1, 1000, 1, 1, true, wfr, new double[] {1000, 1000, 1});
    return kernel;
  }

  @Test
  void aConstantCurrentGivesTheSpikesOfNest() throws InterruptedException {
    Kernel kernel = open();
    kernel.setDefaults("iaf_psc_alpha", new String[] {"I_e"}, new double[] {1000}, 0.1, 1000);
    NodeCollection neuron = kernel.create("iaf_psc_alpha", 1, NO_NAMES, NO_VALUES);
    NodeCollection spikes = kernel.create("spike_recorder", 1, NO_NAMES, NO_VALUES);
    var rule =
        Connect.rule(
            "all_to_all", Formula.of(new String[] {"number"}, new double[1]), true, true, false);
    Synapse synapse = kernel.synapse("static_synapse", NO_NAMES, NO_VALUES);
    Connect.nodes(kernel, neuron, spikes, rule, synapse);
    kernel.prepare();
    assertThat(kernel.simulate(26)).as("at once, as it is short").isTrue();
    assertThat(kernel.ended(60_000)).isTrue();
    Events events = kernel.events(spikes);
    double[] expected = {4.8, 11.6, 18.4, 25.2};
    assertThat((double[]) Recorded.columns(events, false)[2]).isEqualTo(expected);
    assertThat(kernel.spikes(2, 5)).containsExactly(1, 1, 1, 1, 4.8, 11.6, 18.4, 25.2);
    assertThat(kernel.spikes(2, 4)).as("as many as the most").isNull();
    assertThat(kernel.number(2, "n_events")).isEqualTo(4);
    assertThat(kernel.text(2, "record_to")).isEqualTo("memory");
    ByteBuffer senders = ByteBuffer.allocateDirect(2 * Long.BYTES).order(ByteOrder.nativeOrder());
    ByteBuffer times = ByteBuffer.allocateDirect(2 * Double.BYTES).order(ByteOrder.nativeOrder());
    Buffers.senders(events, 3, senders);
    Buffers.times(events, 1, times);
    assertThat(senders.getLong(0)).isEqualTo(1);
    assertThat(senders.getLong(Long.BYTES)).as("there is no fifth").isZero();
    assertThat(times.getDouble(0)).isEqualTo(11.6);
    assertThat(times.getDouble(Double.BYTES)).isEqualTo(18.4);
    assertThat(kernel.state()[0]).isEqualTo(26);
    assertThat(kernel.synapses("")).isOne();
  }

  @Test
  void aShortSimulationThatIsRefusedSaysSoAtOnce() {
    Kernel kernel = open();
    assertThatThrownBy(() -> kernel.simulate(0.05)).isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> kernel.simulate(-1)).isInstanceOf(BadInput.class);
  }

  @Test
  void aLongSimulationThatIsRefusedSaysSoWhereItIsWaitedFor() {
    Kernel kernel = open();
    assertThat(kernel.simulate(1e9 + 0.05)).isFalse();
    assertThatThrownBy(() -> kernel.ended(10_000)).isInstanceOf(BadInput.class);
  }

  /// A caller that waits for a long simulation can handle signals meanwhile, and end it.
  @Test
  void aLongSimulationCanBeEnded() throws InterruptedException {
    Kernel kernel = open();
    kernel.create("iaf_psc_alpha", 10, NO_NAMES, NO_VALUES);
    assertThat(kernel.simulate(1e9)).isFalse();
    assertThat(kernel.ended(20)).isFalse();
    kernel.stop();
    while (!kernel.ended(20)) kernel.stop();
    assertThat(kernel.time()).isLessThan(1e9);
    assertThat(kernel.simulate(0.1)).isTrue();
  }

  /// Nodes count, however they were made, before it is known how long they take.
  @Test
  void aSimulationOfManyNodesIsNotTakenForAShortOne() throws InterruptedException {
    Object[] none = {NO_NAMES, NO_VALUES};
    Object[][] each = new Object[5000][];
    Arrays.fill(each, none);
    Kernel apart = open();
    apart.create("iaf_psc_alpha", NO_NAMES, NO_VALUES, each);
    Kernel together = open();
    together.create("iaf_psc_alpha", each.length, NO_NAMES, NO_VALUES);
    for (Kernel kernel : new Kernel[] {apart, together}) {
      assertThat(kernel.simulate(100)).isFalse();
      assertThat(kernel.ended(60_000)).isTrue();
    }
  }

  @Test
  void howLongItTakesIsLearnedFromWhatItTook() {
    Pace pace = new Pace();
    pace.add(Models.named("iaf_psc_alpha"), 100);
    double work = pace.work(1000);
    assertThat(pace.work(2000)).isGreaterThan(work);
    pace.add(Models.named("hh_psc_alpha_gap"), 1);
    assertThat(pace.work(1000)).as("what takes long is expected to").isGreaterThan(2 * work);
    pace.took(work, 3_000_000_000L);
    assertThat(pace.expected(work)).isCloseTo(3, within(1e-9));
    assertThat(pace.expected(2 * work)).isCloseTo(6, within(1e-9));
  }

  @Test
  void aCopyHasDefaultsOfItsOwn() {
    Kernel kernel = open();
    kernel.copyModel("iaf_psc_exp", "mine", new String[] {"C_m"}, new Object[] {100.0});
    NodeCollection mine = kernel.create("mine", 2, NO_NAMES, NO_VALUES);
    NodeCollection other = kernel.create("iaf_psc_exp", 1, NO_NAMES, NO_VALUES);
    assertThat(kernel.numbers(mine, new String[] {"C_m"})).containsExactly(100, 100);
    assertThat(kernel.numbers(other, new String[] {"C_m"})).containsExactly(250);
  }

  @Test
  void formulasAreInPostfixNotation() {
    String[] words = "number number - number exp * number number ** +".split(" ");
    Quantity<?> value = Formula.of(words, new double[] {5, 2, 1, 3, 2});
    assertThat(Formula.draw(value, 1, 7, 0)[0]).isCloseTo(3 * Math.E + 9, within(1e-12));
    Quantity<?> normal =
        Formula.of(new String[] {"number", "number", "normal"}, new double[] {4, 2});
    double[] drawn = Formula.draw(normal, 10_000, 7, 1);
    assertThat(Arrays.stream(drawn).average().orElseThrow()).isCloseTo(4, within(0.08));
    assertThat(Formula.draw(normal, 3, 7, 2)).isNotEqualTo(Arrays.copyOf(drawn, 3));
  }

  @Test
  void theCatalogueHasAllModelsAndRules() {
    Set<String> names = new HashSet<>();
    for (String declaration : Catalogue.all().split("\u001d", -1)) {
      Map<String, String> fields = new LinkedHashMap<>();
      for (String field : declaration.split("\u001e", -1)) {
        String[] pair = field.split("=", 2);
        assertThat(fields.put(pair[0], pair[1])).as(pair[0]).isNull();
      }
      names.add(fields.values().iterator().next());
      if (fields.containsKey("rule")) continue;
      int parameters = fields.get("parameters").split("\u001f", -1).length;
      for (String f : List.of("units", "kinds", "roles", "defaults", "meanings", "conditions")) {
        assertThat(fields.get(f).split("\u001f", -1)).as(f).hasSize(parameters);
      }
    }
    assertThat(names).containsAll(ConnectionRule.names());
    assertThat(names).containsAll(Models.all().stream().map(Model::name).toList());
    assertThat(Catalogue.all()).isEqualTo(Catalogue.declared());
  }
}
