package myelin.nestml.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import myelin.engine.base.BadInput;
import myelin.engine.declare.Recordable;
import myelin.engine.neuron.NeuronModel;
import myelin.nestml.equations.Lowering;
import myelin.nestml.text.SourceText;
import org.junit.jupiter.api.Test;

/// Tests what a neuron model from a text declares.
class TextModelTest {

  private static NeuronModel model(String... lines) {
    String text = "model a:\n    " + String.join("\n    ", lines) + "\n";
    return TextModel.of(Lowering.systems(new SourceText("a.nestml", text)).getFirst(), text);
  }

  @Test
  void initialValuesMayBeFunctionsOfOtherStates() {
    NeuronModel a =
        model(
            "state:",
            "    V_m mV = -65 mV",
            "    gate real = open(V_m)",
            "function open(V mV) real:",
            "    return V / mV + 66",
            "update:",
            "    gate = open(V_m)");
    assertThat(a.number("gate").initial()).isEqualTo(1.0);
  }

  @Test
  void elementsThatBelongToReceptorsAreCountedAsThese() {
    NeuronModel a =
        model(
            "state:",
            "    g[size(tau_syn)] nS = 0 nS",
            "    x[2] real = 0",
            "parameters:",
            "    tau_syn[] ms = [2 ms, 5 ms]",
            "update:",
            "    x[0] = 1");
    List<String> names = a.recordables().stream().map(Recordable::name).toList();
    assertThat(names).containsExactlyInAnyOrder("g_1", "g_2", "x_0", "x_1");
  }

  @Test
  void aParameterMayBeCalledDelta() {
    NeuronModel a = model("parameters:", "    delta mV = 2 mV", "update:", "    x mV = delta");
    assertThat(a.number("delta").initial()).isEqualTo(2.0);
  }

  @Test
  void listsThatBelongTogetherAreAsLongAsEachOther() {
    NeuronModel a =
        model(
            "parameters:",
            "    tau_syn[] ms = [2 ms]",
            "    E_rev[size(tau_syn)] mV = 0 mV",
            "update:",
            "    x mV = sum(E_rev)");
    assertThat(a.shaped(3, 3).shape().length("E_rev")).isEqualTo(3);
    assertThatThrownBy(() -> a.shaped(2, 1))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("E_rev has 1 elements and must have 2, as many as tau_syn");
  }
}
