package myelin.nestml.run;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import myelin.engine.neuron.Block;

/// Makes blocks of a compiled model.
public final class BlockMaker {

  private final MethodHandle constructor;
  private final Program program;

  /// Loads the class of the blocks, which belongs to this package and is unloaded with the maker.
  ///
  /// @param bytes the class, a subclass of [TextBlock]
  public BlockMaker(byte[] bytes, Program program) {
    this.program = program;
    constructor = constructor(bytes, Program.class, Block.class);
  }

  /// Loads a class that belongs to this package and is unloaded once the result is no longer used.
  /// Returns its constructor, which takes a `program` and whose result has the type `made`.
  static MethodHandle constructor(byte[] bytes, Class<?> program, Class<?> made) {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup().defineHiddenClass(bytes, true);
      return lookup
          .findConstructor(lookup.lookupClass(), MethodType.methodType(void.class, program))
          .asType(MethodType.methodType(made, program));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a compiled text", e);
    }
  }

  /// An empty block.
  public Block make() {
    try {
      return (Block) constructor.invokeExact(program);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(program.name(), e);
    }
  }
}
