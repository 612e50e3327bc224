package myelin.nestml.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import myelin.nestml.code.Code;
import myelin.nestml.code.Effect;
import myelin.nestml.equations.Unknown;
import myelin.nestml.syntax.Operator;

/// Steps of one length, without control of errors: Euler's method and the classical one of Runge
/// and Kutta,
///
///     k1 = f(y),  k2 = f(y + h/2 k1),  k3 = f(y + h/2 k2),  k4 = f(y + h k3)
///     y += h/6 (k1 + 2 k2 + 2 k3 + k4)
///
/// All unknowns advance together.
final class RungeKutta {

  /// A variable that is integrated, its place, and places for its value at the beginning of the
  /// step, the last slope and the sum of slopes.
  private record Part(
      Unknown unknown, Solvers.Variable variable, Code.Element place, Code old, Code k, Code sum) {}

  private final Solvers solvers;
  private final List<Part> parts = new ArrayList<>();
  private final List<List<Effect>> loops = new ArrayList<>();

  private RungeKutta(Solvers solvers, List<Unknown> unknowns) {
    this.solvers = solvers;
    for (Unknown u : unknowns) {
      for (Solvers.Variable v : solvers.elements(u.symbol())) {
        parts.add(new Part(u, v, solvers.read(v), solvers.room(), solvers.room(), solvers.room()));
      }
    }
  }

  /// One step of Euler's method.
  ///
  /// @param before receives what is computed from values at the beginning of the step
  /// @param after receives what changes variables
  static void euler(
      Solvers solvers, List<Unknown> unknowns, Code h, List<Effect> before, List<Effect> after) {
    for (Unknown u : unknowns) {
      for (Solvers.Variable v : solvers.elements(u.symbol())) {
        Code.Element place = solvers.read(v);
        Code.Local value = new Code.Local("new " + place, Code.Kind.REAL);
        before.add(new Effect.Assign(value, advanced(place, h, solvers.slope(u, v))));
        after.add(new Effect.Assign(place, value));
      }
    }
  }

  /// One step of the classical Runge-Kutta method, as loops that follow each other: all slopes are
  /// computed before a variable moves. Hidden variables, which advance with the convolutions, get
  /// their values back.
  static List<List<Effect>> classical(Solvers solvers, List<Unknown> unknowns, Code h) {
    RungeKutta r = new RungeKutta(solvers, unknowns);
    Code half = new Code.Binary(Operator.TIMES, new Code.Real(0.5), h);
    Code sixth = new Code.Binary(Operator.DIVIDE, h, new Code.Real(6));
    r.loop(p -> Stream.of(assign(p.old, p.place), assign(p.k, r.slope(p))));
    r.loop(p -> Stream.of(assign(p.sum, p.k), r.moved(p, half)));
    for (Code next : List.of(half, h)) {
      r.loop(p -> Stream.of(assign(p.k, r.slope(p))));
      r.loop(
          p -> Stream.of(assign(p.sum, advanced(p.sum, new Code.Real(2), p.k)), r.moved(p, next)));
    }
    r.loop(p -> Stream.of(assign(p.k, r.slope(p))));
    r.loop(p -> {
      Code sum = new Code.Binary(Operator.PLUS, p.sum, p.k);
      return Stream.of(assign(p.place, p.unknown.isHidden() ? p.old : advanced(p.old, sixth, sum)));
    });
    return r.loops;
  }

  private void loop(Function<Part, Stream<Effect>> effects) {
    loops.add(parts.stream().flatMap(effects).toList());
  }

  private Effect moved(Part p, Code h) {
    return assign(p.place, advanced(p.old, h, p.k));
  }

  private Code slope(Part p) {
    return solvers.slope(p.unknown, p.variable);
  }

  private static Effect assign(Code place, Code value) {
    return new Effect.Assign(place, value);
  }

  private static Code advanced(Code from, Code h, Code slope) {
    return Solvers.plus(from, Solvers.times(h, slope));
  }
}
