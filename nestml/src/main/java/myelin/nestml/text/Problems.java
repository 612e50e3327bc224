package myelin.nestml.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Collects the errors and warnings of one text.
public final class Problems {

  private static final int MOST = 200;

  private final SourceText source;
  private final Set<Problem> found = new LinkedHashSet<>();

  /// Begins with none.
  public Problems(SourceText source) {
    this.source = source;
  }

  /// The text.
  public SourceText source() {
    return source;
  }

  /// Adds an error.
  public void error(Place place, String message) {
    add(Problem.Severity.ERROR, place, message);
  }

  /// Adds a warning.
  public void warning(Place place, String message) {
    add(Problem.Severity.WARNING, place, message);
  }

  private void add(Problem.Severity severity, Place place, String message) {
    if (found.size() >= MOST && (severity == Problem.Severity.WARNING || hasErrors())) return;
    found.add(new Problem(severity, source.name(), place, source.line(place.line()), message));
  }

  /// Whether there is an error.
  public boolean hasErrors() {
    return found.stream().anyMatch(Problem::isError);
  }

  /// All errors and warnings, in the order of the text.
  public List<Problem> all() {
    List<Problem> sorted = new ArrayList<>(found);
    sorted.sort(
        Comparator.comparingInt((Problem p) -> p.place().line())
            .thenComparingInt(p -> p.place().column()));
    return List.copyOf(sorted);
  }

  /// Throws all of them if there is an error.
  ///
  /// @throws BadModelText if there is an error
  public void refuse() {
    if (hasErrors()) throw new BadModelText(all());
  }
}
