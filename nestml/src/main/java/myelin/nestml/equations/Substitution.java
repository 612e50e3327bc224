package myelin.nestml.equations;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import myelin.nestml.model.Inline;
import myelin.nestml.model.Symbol;
import myelin.nestml.model.Term;
import org.jspecify.annotations.Nullable;

/// Replaces inlines by their expressions.
public final class Substitution {

  private static final long LARGEST = 20_000;

  private final Map<String, Term> inlines = new HashMap<>();
  private final Map<String, Long> sizes = new HashMap<>();
  private final Map<String, Integer> heights = new HashMap<>();

  /// @param all the inlines, each after what it depends on; any that would become too large are
  ///   left out
  Substitution(List<Inline> all) {
    for (Inline inline : all) {
      String name = inline.symbol().name();
      sizes.put(name, size(inline.value()));
      heights.put(name, height(inline.value()));
      if (fits(inline.value())) inlines.put(name, in(inline.value()));
    }
  }

  /// Whether a term with all inlines substituted is not too large.
  boolean fits(Term term) {
    return size(term) <= LARGEST && height(term) <= 2000;
  }

  /// The term with all inlines substituted.
  Term in(Term term) {
    return mapped(
        term,
        t -> {
          if (!(t instanceof Term.Read r) || r.symbol().role() != Symbol.Role.INLINE) return t;
          return element(inlines.getOrDefault(r.symbol().name(), t), r.index());
        });
  }

  private long size(Term term) {
    long sum = 1;
    if (term instanceof Term.Read r && r.symbol().role() == Symbol.Role.INLINE) {
      sum += sizes.getOrDefault(r.symbol().name(), LARGEST);
    }
    for (Term part : term.parts()) sum += size(part);
    return Math.min(sum, 2 * LARGEST);
  }

  private int height(Term term) {
    int most = 0;
    if (term instanceof Term.Read r && r.symbol().role() == Symbol.Role.INLINE) {
      most = heights.getOrDefault(r.symbol().name(), 0);
    }
    for (Term part : term.parts()) most = Math.max(most, height(part));
    return most + 1;
  }

  /// One element of a vector.
  static Term element(Term term, @Nullable Term index) {
    if (index == null || term.size() == null) return term;
    if (term instanceof Term.Read r) return new Term.Read(r.symbol(), index);
    if (term instanceof Term.Convolve c && index instanceof Term.Constant k) {
      return new Term.Convolve(c.kernel(), c.port(), (int) k.value());
    }
    return rebuilt(term, part -> element(part, index));
  }

  /// The term with every part replaced, the smallest parts first and the whole last.
  public static Term mapped(Term term, UnaryOperator<Term> replace) {
    return replace.apply(rebuilt(term, part -> mapped(part, replace)));
  }

  private static Term rebuilt(Term term, UnaryOperator<Term> change) {
    return switch (term) {
      case Term.Constant c -> c;
      case Term.Truth t -> t;
      case Term.Text t -> t;
      case Term.Values v -> new Term.Values(all(v.parts(), change), v.type(), v.size());
      case Term.Read r ->
          r.index() == null ? r : new Term.Read(r.symbol(), change.apply(r.index()));
      case Term.Delayed d -> new Term.Delayed(d.symbol(), change.apply(d.delay()));
      case Term.Unary u -> new Term.Unary(u.operator(), change.apply(u.operand()));
      case Term.Binary b ->
          new Term.Binary(b.operator(), change.apply(b.left()), change.apply(b.right()), b.type());
      case Term.Choice c ->
          new Term.Choice(
              change.apply(c.condition()), change.apply(c.yes()), change.apply(c.no()), c.type());
      case Term.Apply a -> new Term.Apply(a.function(), all(a.parts(), change), a.type());
      case Term.Invoke i -> new Term.Invoke(i.function(), all(i.parts(), change), i.type());
      case Term.Convolve c -> c;
    };
  }

  private static List<Term> all(List<Term> parts, UnaryOperator<Term> change) {
    List<Term> changed = new ArrayList<>();
    for (Term part : parts) changed.add(change.apply(part));
    return changed;
  }
}
