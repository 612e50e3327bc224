package myelin.analysis.draw;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Kinds of what a plot shows, each with a colour of its own; a kind without a name is black.
public final class Kinds {
  private final List<String> names = new ArrayList<>();

  /// Gives a kind the next colour, unless it has one.
  public void add(String kind) {
    if (!Objects.requireNonNull(kind, "kind").isEmpty() && !names.contains(kind)) {
      names.add(kind);
    }
  }

  /// The colour of a kind that has been added.
  public Color colour(String kind) {
    return kind.isEmpty() ? Style.INK : Style.colour(names.indexOf(kind));
  }

  /// An entry for each kind, in the order in which they came.
  public List<LegendLine.Entry> entries() {
    return names.stream().map(kind -> new LegendLine.Entry(kind, colour(kind), false)).toList();
  }
}
