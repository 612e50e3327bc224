package myelin.value;

import myelin.engine.base.Unit;
import myelin.value.Dimension.Angle;
import myelin.value.Dimension.Capacitance;
import myelin.value.Dimension.Conductance;
import myelin.value.Dimension.Current;
import myelin.value.Dimension.Frequency;
import myelin.value.Dimension.Length;
import myelin.value.Dimension.Scalar;
import myelin.value.Dimension.Time;
import myelin.value.Dimension.Voltage;

/// Numbers with a unit. Each takes one number for all or an array with one for each; users reach
/// them through [myelin.Names].
class Units {

  Units() {}

  /// A time in milliseconds.
  public static Quantity<Time> ms(double number) {
    return Quantity.of(number, Unit.MS);
  }

  /// Times in milliseconds.
  public static Quantity<Time> ms(double... numbers) {
    return Quantity.of(numbers, 1, Unit.MS);
  }

  /// A time in seconds.
  public static Quantity<Time> s(double number) {
    return Quantity.of(number * 1e3, Unit.MS);
  }

  /// A time in microseconds.
  public static Quantity<Time> us(double number) {
    return Quantity.of(number * 1e-3, Unit.MS);
  }

  /// A voltage in millivolts.
  public static Quantity<Voltage> mV(double number) {
    return Quantity.of(number, Unit.MV);
  }

  /// Voltages in millivolts.
  public static Quantity<Voltage> mV(double... numbers) {
    return Quantity.of(numbers, 1, Unit.MV);
  }

  /// A voltage in volts.
  public static Quantity<Voltage> V(double number) {
    return Quantity.of(number * 1e3, Unit.MV);
  }

  /// A current in picoamperes.
  public static Quantity<Current> pA(double number) {
    return Quantity.of(number, Unit.PA);
  }

  /// Currents in picoamperes.
  public static Quantity<Current> pA(double... numbers) {
    return Quantity.of(numbers, 1, Unit.PA);
  }

  /// A current in nanoamperes.
  public static Quantity<Current> nA(double number) {
    return Quantity.of(number * 1e3, Unit.PA);
  }

  /// Currents in nanoamperes.
  public static Quantity<Current> nA(double... numbers) {
    return Quantity.of(numbers, 1e3, Unit.PA);
  }

  /// A capacitance in picofarads.
  public static Quantity<Capacitance> pF(double number) {
    return Quantity.of(number, Unit.PF);
  }

  /// Capacitances in picofarads.
  public static Quantity<Capacitance> pF(double... numbers) {
    return Quantity.of(numbers, 1, Unit.PF);
  }

  /// A capacitance in nanofarads.
  public static Quantity<Capacitance> nF(double number) {
    return Quantity.of(number * 1e3, Unit.PF);
  }

  /// A conductance in nanosiemens.
  public static Quantity<Conductance> nS(double number) {
    return Quantity.of(number, Unit.NS);
  }

  /// Conductances in nanosiemens.
  public static Quantity<Conductance> nS(double... numbers) {
    return Quantity.of(numbers, 1, Unit.NS);
  }

  /// A frequency in hertz, or a rate in spikes per second.
  public static Quantity<Frequency> Hz(double number) {
    return Quantity.of(number, Unit.HZ);
  }

  /// Frequencies in hertz.
  public static Quantity<Frequency> Hz(double... numbers) {
    return Quantity.of(numbers, 1, Unit.HZ);
  }

  /// A frequency in kilohertz.
  public static Quantity<Frequency> kHz(double number) {
    return Quantity.of(number * 1e3, Unit.HZ);
  }

  /// An angle in degrees.
  public static Quantity<Angle> deg(double number) {
    return Quantity.of(number, Unit.DEG);
  }

  /// A length in micrometers.
  public static Quantity<Length> um(double number) {
    return Quantity.of(number, Unit.UM);
  }

  /// Lengths in micrometers.
  public static Quantity<Length> um(double... numbers) {
    return Quantity.of(numbers, 1, Unit.UM);
  }

  /// A length in millimeters.
  public static Quantity<Length> mm(double number) {
    return Quantity.of(number * 1e3, Unit.UM);
  }

  /// A pure number.
  public static Quantity<Scalar> number(double number) {
    return Quantity.of(number, Unit.NONE);
  }

  /// Pure numbers.
  public static Quantity<Scalar> numbers(double... numbers) {
    return Quantity.of(numbers, 1, Unit.NONE);
  }
}
