package myelin.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.declare.Recordable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamesWriterTest {

  private static final class Declared extends Model {

    private final String element;

    Declared(String name, String element, ParameterSpec... parameters) {
      super(new Words(name, "a model of <nothing>", ""), List.of(parameters));
      this.element = element;
    }

    @Override
    public String elementType() {
      return element;
    }

    @Override
    public List<Recordable> recordables() {
      return List.of(
          new Recordable("V", Unit.MV, "potential"), new Recordable("seen", Unit.PA, "current"));
    }
  }

  private static ParameterSpec parameter(
      String name, Unit unit, ParameterSpec.Kind kind, Object initial, String meaning) {
    return new ParameterSpec(
        name, unit, kind, initial, meaning, Condition.ANY, ParameterSpec.Role.CONSTANT);
  }

  private static ParameterSpec real(String name, Unit unit, String meaning) {
    return parameter(name, unit, ParameterSpec.Kind.REAL, 1.0, meaning);
  }

  private static final Model FIRST =
      new Declared(
          "first",
          "neuron",
          real("V", Unit.MV, "potential"),
          real("tau", Unit.MS, "time constant"),
          real("limit", Unit.WEIGHT, "limit"),
          real("class", Unit.MS, "no name in Java"),
          parameter("on", Unit.NONE, ParameterSpec.Kind.FLAG, true, "whether"),
          parameter("label", Unit.NONE, ParameterSpec.Kind.TEXTS, new String[0], "names"));

  private static final Model SECOND =
      new Declared(
          "second",
          "synapse",
          real("tau", Unit.HZ, "pace [of [0]]"),
          real("limit", Unit.NONE, "limit"),
          real("first", Unit.MS, "name of a model"));

  @Test
  void eachModelIsAConstantOfItsType() {
    assertThat(NamesWriter.models(List.of(FIRST, SECOND)))
        .contains(
            """
              /// A model of \\<nothing\\>.
              public static final NodeModel first = NodeModel.named("first");

              /// A model of \\<nothing\\>.
              public static final Synapse second = Synapse.model("second");
            }
            """);
  }

  @Test
  void eachNameIsAConstantOfWhatItTakesInAllModels() {
    String text = NamesWriter.parameters(List.of(FIRST, SECOND));
    assertThat(text)
        .contains(
            "QuantityParameter<Voltage> V = new QuantityParameter<>(\"V\");",
            "QuantityParameter<Current> seen = ",
            "QuantityParameter<Dimension> tau = ",
            "QuantityParameter<Weight> limit = ",
            "FlagParameter on = new FlagParameter(\"on\");",
            "TextParameter label = new TextParameter(\"label\");",
            "import myelin.value.Dimension.Voltage;",
            "  /// Time constant (ms): first. Pace \\[of \\[0\\]\\] (Hz): second.\n")
        .doesNotContain("\"class\"", "\"first\"", "Dimension.Time", "Dimension.Dimension");
    assertThat(text.indexOf("label")).isLessThan(text.indexOf("limit"));
  }

  @Test
  void aNameOfANumberAndOfATextIsRefused() {
    Model third = new Declared("third", "neuron", real("label", Unit.NONE, "number"));
    assertThatThrownBy(() -> NamesWriter.parameters(List.of(FIRST, third)))
        .hasMessageContainingAll("third", "label", "QUANTITY", "TEXT");
  }

  @Test
  void filesThatStayTheSameAreNotWritten(@TempDir Path folder) throws IOException {
    NamesWriter.main(folder.toString());
    Path names = folder.resolve("myelin/Names.java");
    Path parameters = folder.resolve("myelin/ParameterNames.java");
    FileTime old = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(names, old);
    Files.writeString(parameters, "");
    NamesWriter.main(folder.toString());
    assertThat(Files.getLastModifiedTime(names)).isEqualTo(old);
    assertThat(parameters).content().contains("QuantityParameter<Voltage> V_m");
  }
}
