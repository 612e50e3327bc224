package myelin.nestml.code;

import java.lang.classfile.CodeBuilder;
import java.util.function.BiConsumer;

/// Arrays that are looked up for each element, in code outside of loops.
///
/// @param find pushes the array of an element
record DirectArrays(BiConsumer<CodeBuilder, Code.Element> find) implements Emitter.Arrays {
  @Override
  public void load(CodeBuilder out, Code.Element e, int lane) {
    find.accept(out, e);
    out.iload(lane).daload();
  }

  @Override
  public void array(CodeBuilder out, Code.Element e) {
    find.accept(out, e);
  }
}
