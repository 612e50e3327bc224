package myelin.nestml.syntax;

import myelin.nestml.text.Place;
import org.jspecify.annotations.Nullable;

/// A type as it is written.
///
/// @param kind the kind of type
/// @param unit the unit of a quantity; null for other types
public record TypeText(Place place, Kind kind, @Nullable UnitText unit) {

  /// The kinds of types.
  public enum Kind {
    /// An integer of 64 bits.
    INTEGER,
    /// A number without unit.
    REAL,
    /// A text.
    STRING,
    /// A truth value.
    BOOLEAN,
    /// No value; for functions only.
    VOID,
    /// A number with a unit.
    QUANTITY
  }

  /// The type as it is written.
  public String text() {
    return unit != null ? unit.text() : kind.name().toLowerCase(java.util.Locale.ROOT);
  }
}
