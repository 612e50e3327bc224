package myelin.nestml.text;

/// An error or a warning about a text.
///
/// @param severity whether the model can still be used
/// @param file name of the file
/// @param place where it is
/// @param source the line of the text that it is in
/// @param message what is wrong, what is allowed, what to do
public record Problem(Severity severity, String file, Place place, String source, String message) {

  private static final int WIDEST = 160;

  /// How severe a problem is.
  public enum Severity {
    /// The model cannot be used.
    ERROR,
    /// The model can be used, but probably does not do what was meant.
    WARNING
  }

  /// Whether the model cannot be used.
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /// The message with file, line, column, and the line of the text with a mark below the place.
  @Override
  public String toString() {
    String head =
        "%s:%s: %s%s"
            .formatted(file, place, severity == Severity.WARNING ? "warning: " : "", message);
    if (source.isBlank()) return head;
    int from = Math.clamp(place.column() - 1L, 0, source.length());
    int cut = Math.max(0, from - WIDEST / 2);
    String shown = source.substring(cut, Math.min(source.length(), cut + WIDEST));
    int marks = Math.clamp(place.length(), 1, Math.max(1, shown.length() - (from - cut)));
    String before = shown.substring(0, from - cut).replaceAll("[^\t]", " ");
    return head + "\n    " + shown + "\n    " + before + "^".repeat(marks);
  }
}
