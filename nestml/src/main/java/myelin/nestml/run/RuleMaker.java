package myelin.nestml.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.util.Objects;
import myelin.engine.plastic.Plasticity;

/// Makes rules of a compiled synapse model.
public final class RuleMaker {

  private final MethodHandle constructor;
  private final RuleProgram program;

  /// Loads the class of the rules, which belongs to this package and is unloaded with the maker.
  ///
  /// @param bytes the class, made from the [#pattern]
  public RuleMaker(byte[] bytes, RuleProgram program) {
    this.program = program;
    constructor = BlockMaker.constructor(bytes, RuleProgram.class, Plasticity.class);
  }

  /// The class whose methods are replaced: [RuleLoops].
  public static byte[] pattern() {
    try (InputStream in =
        Objects.requireNonNull(RuleLoops.class.getResourceAsStream("RuleLoops.class"))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A rule for one table.
  public Plasticity make() {
    try {
      return (Plasticity) constructor.invokeExact(program);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(program.name(), e);
    }
  }
}
