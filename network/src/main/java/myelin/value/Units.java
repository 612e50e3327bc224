package myelin.value;

import myelin.engine.base.Unit;
import myelin.value.Dimension.Angle;
import myelin.value.Dimension.Capacitance;
import myelin.value.Dimension.Conductance;
import myelin.value.Dimension.Current;
import myelin.value.Dimension.Frequency;
import myelin.value.Dimension.Scalar;
import myelin.value.Dimension.Time;
import myelin.value.Dimension.Voltage;

/// Numbers with a unit. Each takes one number for all or an array with one for each; users reach
/// them through [myelin.Names].
class Units {

  Units() {}

  /// A time in milliseconds.
  public static Value<Time> ms(double number) {
    return Value.of(number, Unit.MS);
  }

  /// Times in milliseconds.
  public static Value<Time> ms(double... numbers) {
    return Value.of(numbers, 1, Unit.MS);
  }

  /// A time in seconds.
  public static Value<Time> s(double number) {
    return Value.of(number * 1e3, Unit.MS);
  }

  /// A time in microseconds.
  public static Value<Time> us(double number) {
    return Value.of(number * 1e-3, Unit.MS);
  }

  /// A voltage in millivolts.
  public static Value<Voltage> mV(double number) {
    return Value.of(number, Unit.MV);
  }

  /// Voltages in millivolts.
  public static Value<Voltage> mV(double... numbers) {
    return Value.of(numbers, 1, Unit.MV);
  }

  /// A voltage in volts.
  public static Value<Voltage> V(double number) {
    return Value.of(number * 1e3, Unit.MV);
  }

  /// A current in picoamperes.
  public static Value<Current> pA(double number) {
    return Value.of(number, Unit.PA);
  }

  /// Currents in picoamperes.
  public static Value<Current> pA(double... numbers) {
    return Value.of(numbers, 1, Unit.PA);
  }

  /// A current in nanoamperes.
  public static Value<Current> nA(double number) {
    return Value.of(number * 1e3, Unit.PA);
  }

  /// Currents in nanoamperes.
  public static Value<Current> nA(double... numbers) {
    return Value.of(numbers, 1e3, Unit.PA);
  }

  /// A capacitance in picofarads.
  public static Value<Capacitance> pF(double number) {
    return Value.of(number, Unit.PF);
  }

  /// Capacitances in picofarads.
  public static Value<Capacitance> pF(double... numbers) {
    return Value.of(numbers, 1, Unit.PF);
  }

  /// A capacitance in nanofarads.
  public static Value<Capacitance> nF(double number) {
    return Value.of(number * 1e3, Unit.PF);
  }

  /// A conductance in nanosiemens.
  public static Value<Conductance> nS(double number) {
    return Value.of(number, Unit.NS);
  }

  /// Conductances in nanosiemens.
  public static Value<Conductance> nS(double... numbers) {
    return Value.of(numbers, 1, Unit.NS);
  }

  /// A frequency in hertz, or a rate in spikes per second.
  public static Value<Frequency> Hz(double number) {
    return Value.of(number, Unit.HZ);
  }

  /// Frequencies in hertz.
  public static Value<Frequency> Hz(double... numbers) {
    return Value.of(numbers, 1, Unit.HZ);
  }

  /// A frequency in kilohertz.
  public static Value<Frequency> kHz(double number) {
    return Value.of(number * 1e3, Unit.HZ);
  }

  /// An angle in degrees.
  public static Value<Angle> deg(double number) {
    return Value.of(number, Unit.DEG);
  }

  /// A pure number.
  public static Value<Scalar> number(double number) {
    return Value.of(number, Unit.NONE);
  }

  /// Pure numbers.
  public static Value<Scalar> numbers(double... numbers) {
    return Value.of(numbers, 1, Unit.NONE);
  }
}
