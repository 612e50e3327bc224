package myelin.engine.base;

/// NEST's units: what a plain number means for a parameter.
public enum Unit {
  /// Milliseconds.
  MS("ms"),
  /// Millivolts.
  MV("mV"),
  /// Picoamperes.
  PA("pA"),
  /// Picofarads.
  PF("pF"),
  /// Nanosiemens.
  NS("nS"),
  /// Spikes or cycles per second.
  HZ("Hz"),
  /// Degrees of phase.
  DEG("deg"),
  /// Micrometers.
  UM("um"),
  /// Of a weight: what the target's receptor takes, which is mV, pA, nS or a pure number.
  WEIGHT(""),
  /// A pure number.
  NONE("");

  private final String symbol;

  Unit(String symbol) {
    this.symbol = symbol;
  }

  /// As written after a number: `mV`; empty for a pure number.
  public String symbol() {
    return symbol;
  }

  /// `value` followed by the unit.
  public String text(double value) {
    String number =
        value == Math.rint(value) && Math.abs(value) < 1e15
            ? Long.toString((long) value)
            : Double.toString(value);
    return symbol.isEmpty() ? number : number + " " + symbol;
  }
}
