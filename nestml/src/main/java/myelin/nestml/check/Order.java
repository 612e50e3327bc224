package myelin.nestml.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import myelin.nestml.model.Size;
import myelin.nestml.model.Symbol;
import myelin.nestml.model.Term;
import org.jspecify.annotations.Nullable;

/// Sorts items that depend on each other.
final class Order {

  private Order() {}

  /// The items, each after those whose names it uses, otherwise in the given order. Items that
  /// depend on each other in a circle are left out, and passed to `circle` with a name that blocks
  /// them.
  static <T> List<T> of(
      List<T> items,
      Function<T, String> name,
      Function<T, Set<String>> uses,
      BiConsumer<T, String> circle) {
    List<T> sorted = new ArrayList<>();
    List<T> left = new ArrayList<>(items);
    Set<String> waiting = new HashSet<>();
    for (T item : items) waiting.add(name.apply(item));
    boolean moved = true;
    while (moved) {
      moved = false;
      List<T> later = new ArrayList<>();
      for (T item : left) {
        if (uses.apply(item).stream().noneMatch(waiting::contains)) {
          sorted.add(item);
          waiting.remove(name.apply(item));
          moved = true;
        } else {
          later.add(item);
        }
      }
      left = later;
    }
    for (T item : left) {
      String blocking =
          uses.apply(item).stream().filter(waiting::contains).sorted().findFirst().orElse("");
      circle.accept(item, blocking);
    }
    return sorted;
  }

  /// The names that terms and a size use.
  static Set<String> uses(@Nullable Size size, List<Term> terms) {
    Set<String> names = new HashSet<>();
    if (size instanceof Size.ValueOf v) names.add(v.name());
    if (size instanceof Size.LengthOf l) names.add(l.list());
    for (Term term : terms) collect(term, names);
    return names;
  }

  private static void collect(Term term, Set<String> names) {
    if (term instanceof Term.Read r && r.symbol().role() != Symbol.Role.TIME) {
      names.add(r.symbol().name());
    }
    for (Term part : term.parts()) collect(part, names);
  }
}
