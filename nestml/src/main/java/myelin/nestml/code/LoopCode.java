package myelin.nestml.code;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import myelin.nestml.code.Code.Group;
import myelin.nestml.model.Builtin;
import org.jspecify.annotations.Nullable;

/// The statements of a loop over neurons.
record LoopCode(List<Effect> effects) {

  LoopCode {
    effects = List.copyOf(effects);
  }

  /// A loop with an expression of more parts than this is not split.
  private static final int MOST = 60;

  /// The same, but with each array read before any is written, and written once, if the loop
  /// consists of assignments only: HotSpot does not know that the arrays are distinct, and would
  /// otherwise read again what it has just written.
  LoopCode straight() {
    for (Effect e : effects) {
      boolean plain =
          e instanceof Effect.Assign a
              && (a.place() instanceof Code.Local || a.place() instanceof Code.Element);
      if (!plain) return this;
    }
    Map<Code, Code> now = new LinkedHashMap<>();
    List<Effect> straight = new ArrayList<>();
    int n = 0;
    for (Effect e : effects) {
      Effect.Assign a = (Effect.Assign) e;
      Code value = Rewriting.mapped(a.value(), c -> now.getOrDefault(c, c));
      Code.Local local = new Code.Local("value " + n++, value.kind());
      straight.add(new Effect.Assign(local, value));
      now.put(a.place(), local.as(a.place().kind()));
    }
    now.forEach((place, value) -> {
      if (place instanceof Code.Element) straight.add(new Effect.Assign(place, value));
    });
    return new LoopCode(straight);
  }

  /// The same as assignments that can each have a loop of its own, one after the other: HotSpot
  /// turns short loops into vector code. Empty if there are other statements, or if an expression
  /// is too long.
  ///
  /// @param rooms number of arrays of intermediate values that are used already
  List<Effect.Assign> apart(int rooms) {
    Map<Code, Code> now = new LinkedHashMap<>();
    Map<Code, Integer> sizes = new HashMap<>();
    for (Effect e : effects) {
      if (!(e instanceof Effect.Assign a)) return List.of();
      boolean plain = a.place() instanceof Code.Local || a.place() instanceof Code.Element;
      if (!plain || acts(a.value())) return List.of();
      int size = size(a.value(), sizes);
      if (size > MOST) return List.of();
      Code value = Rewriting.mapped(a.value(), c -> now.getOrDefault(c, c));
      now.put(a.place(), value.as(a.place().kind()));
      sizes.put(a.place(), size);
    }
    now.keySet().removeIf(place -> place instanceof Code.Local);
    return ordered(now, rooms);
  }

  /// Number of parts of an expression in which places are replaced by the values assigned to them.
  private static int size(Code code, Map<Code, Integer> sizes) {
    Integer known = sizes.get(code);
    if (known != null) return known;
    int n = 1;
    for (Code part : code.parts()) n += size(part, sizes);
    return n;
  }

  private static boolean waits(@Nullable Code value) {
    return value instanceof Code.Element e && e.group() == Code.Group.BETWEEN;
  }

  /// Assignments in an order in which none overwrites what a later one reads.
  private static List<Effect.Assign> ordered(Map<Code, Code> values, int used) {
    Map<Code, Set<Code>> reads = new HashMap<>();
    values.forEach((place, value) -> {
      Set<Code> read = new HashSet<>();
      Rewriting.elements(value, read::add);
      reads.put(place, read);
    });
    List<Effect.Assign> ordered = new ArrayList<>();
    int rooms = used;
    while (!values.isEmpty()) {
      Code next = null;
      for (Code place : values.keySet()) {
        boolean read =
            values.keySet().stream()
                .anyMatch(other ->
                    !other.equals(place)
                        && Objects.requireNonNull(reads.get(other)).contains(place));
        if (!read) next = place;
        if (next != null) break;
      }
      if (next == null) { // a circle: one value waits in an intermediate array
        Code first =
            values.keySet().stream().filter(p -> !waits(values.get(p))).findFirst().orElseThrow();
        Code room = new Code.Element(Code.Group.BETWEEN, rooms++);
        ordered.add(new Effect.Assign(room, Objects.requireNonNull(values.put(first, room))));
        reads.put(first, Set.of());
      } else {
        ordered.add(new Effect.Assign(next, Objects.requireNonNull(values.remove(next))));
      }
    }
    return ordered;
  }

  /// Places of the state variables that a statement changes.
  static Set<Integer> written(Effect effect) {
    TreeSet<Integer> found = new TreeSet<>();
    writes(effect, found);
    return found;
  }

  /// Places of the state variables that the loop changes.
  int[] writes() {
    TreeSet<Integer> found = new TreeSet<>();
    effects.forEach(e -> writes(e, found));
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  private static void writes(Effect effect, TreeSet<Integer> to) {
    switch (effect) {
      case Effect.Assign a -> {
        if (a.place() instanceof Code.Element e && e.group() == Code.Group.STATE) {
          to.add(e.index());
        } else if (a.place() instanceof Code.Indexed i) {
          for (int k = 0; k < i.size(); k++) to.add(i.first() + k);
        } else if (a.place() instanceof Code.Select s) {
          for (Code element : s.elements()) writes(new Effect.Assign(element, a.value()), to);
        }
      }
      case Effect.If i -> {
        i.yes().forEach(e -> writes(e, to));
        i.no().forEach(e -> writes(e, to));
      }
      case Effect.While w -> w.body().forEach(e -> writes(e, to));
      default -> {}
    }
  }

  /// Whether it fires, draws random numbers, prints, calls functions or loops.
  boolean acts() {
    return effects.stream().anyMatch(LoopCode::acts);
  }

  private static boolean acts(Effect effect) {
    return switch (effect) {
      case Effect.Assign a -> acts(a.value()) || acts(a.place());
      case Effect.If i ->
          acts(i.condition())
              || i.yes().stream().anyMatch(LoopCode::acts)
              || i.no().stream().anyMatch(LoopCode::acts);
      default -> true;
    };
  }

  /// Whether an expression draws random numbers, calls functions or chooses by an index.
  static boolean acts(Code code) {
    if (code instanceof Code.Invoke) return true;
    if (code instanceof Code.Indexed || code instanceof Code.Select) return true;
    if (code instanceof Code.Apply a && a.function().kind() == Builtin.Kind.RANDOM) return true;
    return code.parts().stream().anyMatch(LoopCode::acts);
  }

  /// Whether an expression draws random numbers.
  static boolean draws(Code code) {
    return (code instanceof Code.Apply a && a.function().kind() == Builtin.Kind.RANDOM)
        || code.parts().stream().anyMatch(LoopCode::draws);
  }

  /// The arrays of a loop, kept in local variables that are loaded before it. For neurons that are
  /// alike, the local variable of a coefficient holds its only value.
  static final class LoopArrays implements Emitter.Arrays {
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
}
