package myelin.nestml.check;

import myelin.engine.base.Nearest;
import myelin.nestml.model.Type;
import myelin.nestml.syntax.TypeText;
import myelin.nestml.syntax.UnitText;
import myelin.nestml.unit.Unit;
import myelin.nestml.unit.Units;

/// Units and types as a text writes them.
final class Quantities {

  private static final String SOME = "; some are ms, mV, nS, pA, pF, Hz";

  private Quantities() {}

  /// The unit that a text writes.
  static Unit unit(Names names, UnitText text) {
    Unit all = Unit.ONE;
    for (UnitText.Factor f : text.factors()) {
      Unit unit = Units.named(f.name());
      if (unit == null) {
        String more = names.find(f.name()) != null ? "; is a '*' missing before the variable?" : "";
        if (more.isEmpty()) more = Nearest.hint(f.name(), Units.usual());
        if (!more.endsWith("?")) more = SOME;
        throw names.refuse(f.place(), "'%s' is not a unit%s".formatted(f.name(), more));
      }
      try {
        all = all.times(unit.power(f.numerator(), f.denominator()));
      } catch (ArithmeticException e) {
        throw names.refuse(text.place(), "an exponent of this unit is too large or inexact");
      }
    }
    return all;
  }

  /// The type that a text writes.
  static Type type(Names names, TypeText text) {
    return switch (text.kind()) {
      case INTEGER -> Type.INTEGER;
      case REAL -> Type.REAL;
      case BOOLEAN -> Type.BOOLEAN;
      case STRING -> Type.STRING;
      case VOID -> Type.VOID;
      case QUANTITY ->
          Type.of(
              text.unit() == null ? Type.REAL.dimension() : unit(names, text.unit()).dimension());
    };
  }
}
