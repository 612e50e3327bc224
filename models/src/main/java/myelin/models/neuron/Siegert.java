package myelin.models.neuron;

/// Stationary firing rate of a leaky integrate-and-fire neuron driven by Gaussian noise.
///
/// For white noise (Siegert 1951, doi:10.1103/PhysRev.81.617; Brunel 2000,
/// doi:10.1023/A:1008925309027)
///
/// ```
/// 1 / rate = t_ref + tau_m sqrt(pi) Integral f(s) ds,   f(s) = exp(s^2) (1 + erf s)
/// from (V_reset - mu) / sigma to (theta - mu) / sigma
/// ```
///
/// and for noise filtered with a short tau_syn both bounds grow by `alpha / 2 sqrt(tau_syn /
/// tau_m)`, with `alpha = sqrt(2) |zeta(1/2)|` (Fourcaud and Brunel 2002,
/// doi:10.1162/089976602320264015). Networks of such rates: Hahne et al. 2017,
/// doi:10.3389/fninf.2017.00034; Layer et al. 2022, doi:10.3389/fninf.2022.835657.
///
/// The integral has a closed form, used wherever it keeps its digits. Below zero `f(s)` is
/// `erfcx(-s)`, whose integral from 0 to u is a logarithm and a Chebyshev series; above zero it is
/// `2 exp(s^2) - erfcx(s)`, and Dawson's function is added. Everything is divided by `exp(s^2)` at
/// the upper bound, so nothing overflows. Over a short interval, where the difference of two such
/// values would lose digits, five nodes of Gauss and Legendre are enough.
final class Siegert {

  private static final double ALPHA = 2.065253152231217;
  private static final double SQRT_PI = StrictMath.sqrt(Math.PI);

  /// With the mean this many sigma below threshold, the rate is below the smallest double:
  /// exp(-1600).
  private static final double SILENT = 40;

  /// Intervals in which f changes by less than this, roughly, are short.
  private static final double SHORT = 0.125;

  private static final double[] NODES = {
    0.046910077030668004, 0.23076534494715845, 0.5, 0.7692346550528415, 0.953089922969332
  };
  private static final double[] WEIGHTS = {
    0.11846344252809454,
    0.23931433524968324,
    0.28444444444444444,
    0.23931433524968324,
    0.11846344252809454
  };

  /// Chebyshev series run over t = (u - SCALE) / (u + SCALE), from -1 at u = 0 to 1 at infinity.
  private static final double SCALE = 4;

  /// `(1 + 2 u) erfcx(u)`; the form is that of Shepherd and Laframboise 1981,
  /// doi:10.1090/S0025-5718-1981-0595058-X.
  private static final double[] ERFCX = {
    1.1774832005374487,
    -0.007260796620301901,
    -0.081265123236185,
    0.06009212804122225,
    -0.02875393558027666,
    0.01059566336347286,
    -0.003136927294554264,
    0.0007456494372536184,
    -0.0001369696503010054,
    1.7183861600300937e-5,
    -7.158364623450346e-7,
    -2.4261399442449534e-7,
    5.5765709395703566e-8,
    -2.1057869513809494e-9,
    -1.1717889351884957e-9,
    1.9098355172456688e-10,
    1.408871764208813e-11,
    -6.901108320480815e-12,
    9.167958364111294e-14,
    2.1454508286554553e-13,
    -1.4716575027010623e-14,
    -6.668675118770408e-15,
    7.504598509880083e-16,
    2.22009300666632e-16
  };

  /// `(u + SCALE) (sqrt(pi) E(u) - log(u + SCALE) - euler/2 - log 2)` where E(u) is the integral of
  /// erfcx from 0 to u; what is in parentheses is zero at infinity.
  private static final double[] TAIL = {
    -6.044517865106152,
    2.5669947509909994,
    -0.654189519005307,
    0.1619623990799891,
    -0.036280105073650495,
    0.007017282616384084,
    -0.0011056873583338738,
    0.00012551223552736924,
    -5.856565200253245e-6,
    -1.1819871210541936e-6,
    2.8924301753306547e-7,
    -1.5501734681397484e-8,
    -4.422143136643357e-9,
    8.509261134476505e-10,
    2.5473816723861666e-11,
    -2.436983947363523e-11,
    1.1572459451742326e-12,
    6.196966768804881e-13,
    -6.890592196018523e-14,
    -1.5965287093413254e-14,
    2.7972864960182084e-15,
    4.494448112058148e-16,
    -1.0451189881523159e-16,
    -1.45886230512083e-17
  };

  /// `euler/2 + log(2 SCALE)`, so that E(0) is zero.
  private static final double AT_ZERO = 2.3680493741306026;

  /// Distance of the samples for Dawson's function; the error is exp(-(pi / (2 STEP))^2).
  private static final double STEP = 0.25;

  /// `exp(-(n STEP)^2)` for n = 1, 3, 5, ...; the next one is exp(-45).
  private static final double[] SAMPLES = samples();

  private Siegert() {}

  /// Rate (1/s) with input of mean `mu` (mV) and variance `sigmaSquare` (mV^2); times are in ms,
  /// V_reset is at most theta. Without noise it is the rate of the noiseless neuron; it is NaN if
  /// the variance is negative.
  static double rate(
      double mu,
      double sigmaSquare,
      double tau_m,
      double tau_syn,
      double t_ref,
      double theta,
      double V_reset) {
    double sigma = StrictMath.sqrt(sigmaSquare);
    double shift = ALPHA / 2 * StrictMath.sqrt(tau_syn / tau_m);
    double distance = theta - mu + shift * sigma;
    if (distance >= SILENT * sigma) return 0;
    double peak = distance > 0 ? distance / sigma : 0;
    double scaled = tau_m * SQRT_PI * integral(distance, theta - V_reset, sigma, peak);
    double root = StrictMath.exp(-peak * peak / 2);
    return 1000 * root / (t_ref * root * root + scaled) * root;
  }

  /// `exp(-peak^2)` times the integral of f over `range / sigma` up to `distance / sigma`.
  private static double integral(double distance, double range, double sigma, double peak) {
    double upper = distance / sigma;
    double width = range / sigma;
    if (width * (1 + 2 * peak) < SHORT) return overShort(upper, width, peak);
    if (distance <= 0) return belowZero(-distance, range, sigma);
    return primitive(upper, peak) - primitive(upper - width, peak);
  }

  private static double overShort(double upper, double width, double peak) {
    double bottom = StrictMath.exp(-peak * peak);
    double sum = 0;
    for (int i = 0; i < NODES.length; i++) {
      double s = upper - width * NODES[i];
      double f =
          s < 0
              ? bottom * erfcx(-s)
              : 2 * StrictMath.exp((s - peak) * (s + peak)) - bottom * erfcx(s);
      sum += WEIGHTS[i] * f;
    }
    return width * sum;
  }

  /// Integral of erfcx from `depth / sigma` on, over `range / sigma`. Nothing is divided by sigma,
  /// which may be zero; then only a logarithm is left.
  private static double belowZero(double depth, double range, double sigma) {
    double near = depth + SCALE * sigma;
    double tails = tail(sigma / (near + range)) - tail(sigma / near);
    return (StrictMath.log1p(range / near) + tails) / SQRT_PI;
  }

  /// `exp(-peak^2)` times the integral of f from 0 to s.
  private static double primitive(double s, double peak) {
    double bottom = StrictMath.exp(-peak * peak);
    if (s < 0) return -bottom * integralOfErfcx(-s);
    return 2 * StrictMath.exp((s - peak) * (s + peak)) * dawson(s) - bottom * integralOfErfcx(s);
  }

  private static double integralOfErfcx(double u) {
    return (StrictMath.log1p(u / SCALE) + (tail(1 / (u + SCALE)) + AT_ZERO)) / SQRT_PI;
  }

  /// `sqrt(pi) E(u) - log(u + SCALE) - euler/2 - log 2`, given `v = 1 / (u + SCALE)`.
  private static double tail(double v) {
    return v * chebyshev(TAIL, 1 - 2 * SCALE * v);
  }

  /// `exp(u^2) erfc(u)` for u >= 0.
  static double erfcx(double u) {
    return chebyshev(ERFCX, 1 - 2 * SCALE / (u + SCALE)) / (1 + 2 * u);
  }

  /// Sum of `c[n] T_n(t)` (Clenshaw 1955, doi:10.1090/S0025-5718-1955-0071856-0).
  private static double chebyshev(double[] c, double t) {
    double next = 0;
    double afterNext = 0;
    for (int n = c.length - 1; n > 0; n--) {
      double here = 2 * t * next - afterNext + c[n];
      afterNext = next;
      next = here;
    }
    return t * next - afterNext + c[0];
  }

  /// `exp(-s^2)` times the integral of `exp(x^2)` from 0 to s, for s >= 0: sampled Gaussians around
  /// the even multiple of STEP nearest to s (Rybicki 1989, doi:10.1063/1.4822832).
  static double dawson(double s) {
    double center = 2 * Math.rint(s / (2 * STEP));
    double rest = s - center * STEP;
    double rise = StrictMath.exp(2 * STEP * rest);
    double fall = 1 / rise;
    double rise2 = rise * rise;
    double fall2 = fall * fall;
    double sum = 0;
    for (int i = 0; i < SAMPLES.length; i++) {
      int n = 2 * i + 1;
      sum += SAMPLES[i] * (rise / (center + n) + fall / (center - n));
      rise *= rise2;
      fall *= fall2;
    }
    return StrictMath.exp(-rest * rest) / SQRT_PI * sum;
  }

  private static double[] samples() {
    double[] samples = new double[13];
    for (int i = 0; i < samples.length; i++) {
      double x = (2 * i + 1) * STEP;
      samples[i] = StrictMath.exp(-x * x);
    }
    return samples;
  }
}
