package myelin.benchmarks;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleUnaryOperator;
import myelin.engine.math.ErrorFunction;
import myelin.engine.math.Exponential;
import myelin.engine.math.Hyperbolic;
import myelin.engine.math.Logarithm;
import myelin.engine.math.Power;
import myelin.engine.math.Trigonometric;
import myelin.engine.neuron.Block;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What does an elementary function cost: Myelin's own for a block and one by one, `StrictMath`'s,
/// which has the same bits everywhere, too, and `Math`'s, which has not?
///
/// A score is the time for one of 256 arguments in the range that neurons use: from -5 to 5, or
/// from 0.01 to 5 for logarithms and powers. Where Java lacks the function (erf, erfc), `strict`
/// and `java` copy the argument.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Block.LANES)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class FunctionBenchmark {

  /// The functions, and how they are called.
  @SuppressWarnings("ImmutableEnumChecker") // functions have no state
  public enum Name {
    EXP(Exponential::exp, Exponential::exp, StrictMath::exp, Math::exp),
    EXPM1(Exponential::expm1, Exponential::expm1, StrictMath::expm1, Math::expm1),
    LOG(Logarithm::log, Logarithm::log, StrictMath::log, Math::log),
    LOG1P(Logarithm::log1p, Logarithm::log1p, StrictMath::log1p, Math::log1p),
    LOG10(Logarithm::log10, Logarithm::log10, StrictMath::log10, Math::log10),
    POW(
        (x, y, n) -> Power.pow(x, x, y, n),
        x -> Power.pow(x, x),
        x -> StrictMath.pow(x, x),
        x -> Math.pow(x, x)),
    SIN(Trigonometric::sin, Trigonometric::sin, StrictMath::sin, Math::sin),
    COS(Trigonometric::cos, Trigonometric::cos, StrictMath::cos, Math::cos),
    TAN(Trigonometric::tan, Trigonometric::tan, StrictMath::tan, Math::tan),
    SINH(Hyperbolic::sinh, Hyperbolic::sinh, StrictMath::sinh, Math::sinh),
    COSH(Hyperbolic::cosh, Hyperbolic::cosh, StrictMath::cosh, Math::cosh),
    TANH(Hyperbolic::tanh, Hyperbolic::tanh, StrictMath::tanh, Math::tanh),
    ERF(ErrorFunction::erf, ErrorFunction::erf, x -> x, x -> x),
    ERFC(ErrorFunction::erfc, ErrorFunction::erfc, x -> x, x -> x);

    private final Lanes lanes;
    private final DoubleUnaryOperator one;
    private final DoubleUnaryOperator strict;
    private final DoubleUnaryOperator java;

    Name(
        Lanes lanes,
        DoubleUnaryOperator one,
        DoubleUnaryOperator strict,
        DoubleUnaryOperator java) {
      this.lanes = lanes;
      this.one = one;
      this.strict = strict;
      this.java = java;
    }
  }

  /// The form for arrays.
  interface Lanes {
    void apply(double[] x, double[] y, int n);
  }

  /// The function.
  @Param public Name name = Name.EXP;

  private final double[] x = new double[Block.LANES];
  private final double[] y = new double[Block.LANES];

  /// Draws arguments.
  @Setup
  public void open() {
    SplittableRandom random = new SplittableRandom(1);
    boolean positive =
        name == Name.LOG || name == Name.LOG1P || name == Name.LOG10 || name == Name.POW;
    for (int i = 0; i < x.length; i++) x[i] = random.nextDouble(positive ? 0.01 : -5, 5);
  }

  /// Myelin's function, a block at once.
  @Benchmark
  public double[] lanes() {
    name.lanes.apply(x, y, x.length);
    return y;
  }

  /// Myelin's function, one by one.
  @Benchmark
  public double[] one() {
    return each(name.one);
  }

  /// The function of `StrictMath`.
  @Benchmark
  public double[] strict() {
    return each(name.strict);
  }

  /// The function of `Math`.
  @Benchmark
  public double[] java() {
    return each(name.java);
  }

  private double[] each(DoubleUnaryOperator function) {
    for (int i = 0; i < x.length; i++) y[i] = function.applyAsDouble(x[i]);
    return y;
  }
}
