package myelin.nestml.text;

import java.util.ArrayList;
import java.util.List;

/// Is thrown if the text of a model has errors. The message shows all of them, each with its line
/// and a mark.
public final class BadModelText extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /// @param problems errors, and possibly warnings
  public BadModelText(List<Problem> problems) {
    super(message(problems));
    this.problems = List.copyOf(problems);
  }

  /// All errors and warnings, in the order of the text.
  public List<Problem> problems() {
    return problems;
  }

  private static String message(List<Problem> problems) {
    List<String> errors = new ArrayList<>();
    for (Problem p : problems) if (p.isError()) errors.add(p.toString());
    return String.join("\n", errors);
  }
}
