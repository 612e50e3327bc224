package myelin.conformance.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import myelin.Names;
import myelin.Simulator;
import myelin.conformance.harness.FreshMachine;
import myelin.engine.declare.Model;
import myelin.engine.plastic.SynapseModel;
import myelin.models.Models;
import org.junit.jupiter.api.Test;

/// A program that uses no model written in NESTML waits for no text to be read.
class LateTextsTest {

  /// A network of a model that is a class.
  static final class Program {

    private Program() {}

    /// Prints whether the class of that name has been loaded once the network has run.
    public static void main(String[] arguments) throws ReflectiveOperationException {
      try (Simulator sim = Simulator.builder().build()) {
        sim.connect(
            sim.create(Names.iaf_psc_exp, 2), sim.create(Names.spike_recorder), Names.all_to_all());
        sim.simulate(Names.ms(1));
      }
      Method loaded = ClassLoader.class.getDeclaredMethod("findLoadedClass", String.class);
      loaded.setAccessible(true);
      System.out.println(loaded.invoke(Program.class.getClassLoader(), arguments[0]) != null);
    }
  }

  private static String loads(String name) throws IOException, InterruptedException {
    return FreshMachine.run(Program.class, name, "--add-opens=java.base/java.lang=ALL-UNNAMED");
  }

  @Test
  void aNetworkWithoutTextsReadsNone() throws IOException, InterruptedException {
    assertThat(loads("myelin.engine.kernel.Kernel")).isEqualTo("true");
    assertThat(loads("myelin.nestml.parse.Parser")).isEqualTo("false");
  }

  @Test
  void whatAModelIsIsKnownBeforeItIsRead() {
    for (Model model : Models.all()) {
      boolean synapse = model instanceof SynapseModel;
      assertThat(Models.isSynapse(model.name())).as(model.name()).isEqualTo(synapse);
      assertThat(Models.isNode(model.name())).as(model.name()).isEqualTo(!synapse);
    }
  }
}
