package myelin.nestml.run;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import myelin.engine.neuron.Block;

/// Makes blocks of a compiled model.
public final class BlockMaker {

  private final MethodHandle constructor;
  private final Program program;

  /// Loads the class of the blocks, which belongs to this package and is forgotten with the maker.
  ///
  /// @param bytes the class, a subclass of [TextBlock]
  public BlockMaker(byte[] bytes, Program program) {
    this.program = program;
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup().defineHiddenClass(bytes, true);
      constructor =
          lookup
              .findConstructor(
                  lookup.lookupClass(), MethodType.methodType(void.class, Program.class))
              .asType(MethodType.methodType(Block.class, Program.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(program.name(), e);
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
