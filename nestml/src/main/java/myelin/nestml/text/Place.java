package myelin.nestml.text;

/// A piece of one line.
///
/// @param line from 1
/// @param column from 1
/// @param length number of characters, 0 at the end of a line
public record Place(int line, int column, int length) {

  /// From the beginning of this to the end of `last`; to this one's end if that is on another line.
  public Place to(Place last) {
    if (last.line != line) return this;
    return new Place(line, column, Math.max(length, last.column + last.length - column));
  }

  @Override
  public String toString() {
    return line + ":" + column;
  }
}
