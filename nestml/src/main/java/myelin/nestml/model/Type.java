package myelin.nestml.model;

import myelin.nestml.unit.Dimension;
import org.jspecify.annotations.Nullable;

/// The type of a value: its kind and its dimension.
///
/// @param dimension of a [Kind#REAL]; none for all others
public record Type(Kind kind, Dimension dimension) {

  /// Integers of 64 bits.
  public static final Type INTEGER = new Type(Kind.INTEGER, Dimension.NONE);

  /// Numbers without unit.
  public static final Type REAL = new Type(Kind.REAL, Dimension.NONE);

  /// Truth values.
  public static final Type BOOLEAN = new Type(Kind.BOOLEAN, Dimension.NONE);

  /// Texts.
  public static final Type STRING = new Type(Kind.STRING, Dimension.NONE);

  /// No value.
  public static final Type VOID = new Type(Kind.VOID, Dimension.NONE);

  /// Times (ms).
  public static final Type TIME = of(Dimension.TIME);

  /// The kind of a value.
  public enum Kind {
    /// An integer of 64 bits.
    INTEGER,
    /// A number of 64 bits, with or without unit.
    REAL,
    /// A truth value.
    BOOLEAN,
    /// A text.
    STRING,
    /// None.
    VOID
  }

  /// Numbers with a unit.
  public static Type of(Dimension dimension) {
    return new Type(Kind.REAL, dimension);
  }

  /// Whether it is a number.
  public boolean isNumber() {
    return kind == Kind.INTEGER || kind == Kind.REAL;
  }

  /// Whether it is a number with a unit.
  public boolean hasUnit() {
    return !dimension.isNone();
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o == this || (o instanceof Type t && t.kind == kind && t.dimension.equals(dimension));
  }

  @Override
  public int hashCode() {
    return 31 * dimension.hashCode() + kind.hashCode();
  }

  /// As a message calls it: `integer`, `real`, `mV`.
  @Override
  public String toString() {
    return hasUnit() ? dimension.unit() : kind.name().toLowerCase(java.util.Locale.ROOT);
  }
}
