package myelin.nestml.compile;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import myelin.nestml.compile.Code.Group;

/// Where a loop finds arrays: in local variables, loaded before it; of neurons that are alike, the
/// one number that a coefficient is.
final class LoopArrays implements Emitter.Arrays {
  private final Map<Code.Element, Integer> slots = new HashMap<>();
  private final Set<Code.Element> scalars = new LinkedHashSet<>();

  LoopArrays(CodeBuilder out, Iterable<Code.Element> elements, boolean alike, Source source) {
    for (Code.Element e : elements) {
      if (slots.containsKey(e)) continue;
      source.push(out, e);
      if (alike && e.group() == Group.COEFFICIENT) {
        out.iconst_0().daload();
        slots.put(e, out.allocateLocal(TypeKind.DOUBLE));
        out.dstore(slot(e));
        scalars.add(e);
      } else {
        slots.put(e, out.allocateLocal(TypeKind.REFERENCE));
        out.astore(slot(e));
      }
    }
  }

  @Override
  public void load(CodeBuilder out, Code.Element e, int lane) {
    int slot = slot(e);
    if (scalars.contains(e)) out.dload(slot);
    else out.aload(slot).iload(lane).daload();
  }

  @Override
  public void array(CodeBuilder out, Code.Element e) {
    out.aload(slot(e));
  }

  private int slot(Code.Element e) {
    return Objects.requireNonNull(slots.get(e), "no array");
  }

  /// Pushes the array of an element.
  @FunctionalInterface
  interface Source {
    void push(CodeBuilder out, Code.Element e);
  }
}
