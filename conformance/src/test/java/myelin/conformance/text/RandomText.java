package myelin.conformance.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// A random model of a neuron in NESTML, whose variables stay near 1 whatever arrives.
final class RandomText {

  /// How the neuron's ports of spikes are named and reached.
  enum Ports {
    ONE,
    TWO,
    SIGNED,
    VECTOR
  }

  private final Random random;
  private final List<String> state = new ArrayList<>();
  private final List<String> equations = new ArrayList<>();
  private final List<String> handlers = new ArrayList<>();
  private final List<String> readable = new ArrayList<>();
  private final List<String> unknowns = new ArrayList<>();
  private final List<String> spikes;
  private final boolean nonlinear;
  private final boolean list;
  private final boolean delayed;

  /// What ports there are.
  final Ports ports;

  /// The text.
  final String text;

  RandomText(long seed) {
    random = new Random(seed);
    ports = Ports.values()[random.nextInt(4)];
    spikes =
        switch (ports) {
          case ONE -> List.of("a");
          case TWO, SIGNED -> List.of("a", "b");
          case VECTOR -> List.of("a[0]", "a[1]");
        };
    nonlinear = random.nextBoolean();
    list = random.nextInt(3) == 0;
    delayed = random.nextInt(4) == 0;
    text = drawn();
  }

  /// What the same steps of the integrator may end in, for values of about 1.
  double tolerance() {
    if (!nonlinear) return 1e-9;
    boolean loose = equations.stream().anyMatch(e -> e.startsWith("@integrator"));
    return (hasKinks() ? 2e-5 : 1e-7) * (loose ? 10 : 1);
  }

  /// Whether steps that differ by the last digit may be taken or not, and conditions between them
  /// so hold earlier or later: only what comes before can be compared.
  boolean isUncertain() {
    return hasKinks() && text.contains("within=substep");
  }

  private boolean hasKinks() {
    return equations.stream()
        .filter(e -> !e.startsWith("rec"))
        .anyMatch(e -> e.matches(".*(\\?|abs|min|max|clip|f\\().*"));
  }

  /// Whether the model has a list `taus`.
  boolean hasList() {
    return list;
  }

  /// Number of trains of spikes that the neuron can be given.
  int receptors() {
    return ports == Ports.ONE ? 1 : 2;
  }

  /// The number of the receptor of a train.
  int receptor(int train) {
    return ports == Ports.TWO || ports == Ports.VECTOR ? train + 1 : 0;
  }

  private String drawn() {
    readable.addAll(List.of("p", "q", "first / 2"));
    state.add("x real = " + number(-0.5, 0.5));
    state.add("refr_t ms = 0 ms");
    state.add("n integer = " + random.nextInt(3));
    state.add("v[3] real = " + number(0, 1));
    state.add("w real = " + any(List.of("0.3", "f(p, q)", "p / 2 + 0.1")));
    for (int e = 0; e < 3; e++) readable.add("v[" + e + "]");
    readable.addAll(List.of("v[n % 3]", "sum(v) / size(v)"));
    if (list) {
      readable.add("1 / (1 + taus[n % size(taus)] / ms)");
      state.add("g[size(taus)] real = " + any(List.of("0.1", "taus / (20 ms)")));
      equations.add("g' = -g / taus + " + number(-0.1, 0.1) + " / ms");
      unknowns.add("g");
    }
    kernels();
    equation("x", List.of());
    List<String> linear = new ArrayList<>(List.of("x"));
    for (int k = 0; k < random.nextInt(4); k++) {
      String name = "y" + k;
      state.add(name + " real = " + number(-0.5, 0.5));
      equation(name, linear);
      linear.add(name);
    }
    if (random.nextInt(3) == 0) {
      state.add("z real = " + number(-0.5, 0.5));
      state.add("z' 1/ms = 0 / ms");
      equations.add("z'' = -z / (3 ms)**2 - z' / (2 ms) + x / (10 ms**2)");
      unknowns.add("z");
      readable.add("z");
    }
    equations.add("refr_t' = -1");
    readable.add("w");
    String inline = "recordable inline seen real = " + expression(2);
    equations.add(inline);
    String update = update();
    handlers();
    if (nonlinear && random.nextInt(3) == 0) {
      equations.add(
          any(
              List.of(
                  "@integrator(control=derivative)",
                  "@integrator(method=euler)",
                  "@integrator(method=rk4)",
                  "@integrator(absolute=1e-5, relative=0)",
                  "@integrator(absolute=abs(p) / 1e5 + 1e-8, relative=1e-7)")));
    }
    StringBuilder s = new StringBuilder("model random_neuron:\n");
    block(s, "state", state);
    block(s, "equations", equations);
    s.append(
        "    parameters:\n        p real = 0.5 [[p > -10 and p < 10]]\n        q real = -0.25\n");
    s.append(
        "        tau ms = 5 ms [[tau > 0 ms]]\n        theta real = 0.6\n        C pF = 100 pF\n");
    if (list) s.append("        taus[] ms = [2 ms, 7 ms]\n");
    if (delayed) s.append("        d ms = 0.7 ms\n");
    s.append("    internals:\n        half real = f(p, q) / 2\n        first real = 2 * w - p\n");
    s.append(
        "    function f(r real, s real) real:\n        if r < s:\n            return sin(r - s)\n");
    s.append("        m real = r - s\n        return tanh(m)\n");
    s.append("    function around(r real) real:\n        total real = 0\n        k integer = 0\n");
    s.append("        for k in 0 ... 3 step 1:\n            total += v[k] * p\n");
    s.append("        return cos(total + w * r)\n");
    s.append("    input:\n");
    switch (ports) {
      case ONE -> s.append("        a <- spike\n");
      case TWO -> s.append("        a <- spike\n        b <- spike\n");
      case SIGNED -> s.append("        a <- excitatory spike\n        b <- inhibitory spike\n");
      case VECTOR -> s.append("        a[2] <- spike\n");
    }
    s.append("        I_stim pA <- continuous\n    output:\n        spike\n    update:\n")
        .append(update);
    handlers.forEach(s::append);
    conditions(s);
    return s.toString();
  }

  private void kernels() {
    int which = random.nextInt(5);
    if (which == 0) return;
    String port = any(spikes);
    if (which == 1) {
      equations.add("kernel K = " + number(0.1, 0.4) + " * exp(-t / tau)");
    } else if (which == 2) {
      equations.add("kernel K = (exp(-t / tau) - exp(-t / (1.5 ms))) / 3");
    } else if (which == 3) {
      equations.add("kernel K = t / (4 ms) * exp(1 - t / (4 ms)) / 5");
    } else {
      state.add("K real = 0");
      state.add("K' 1/ms = 0.02 / ms");
      equations.add("kernel K'' = -2 / tau * K' - K / tau**2");
    }
    equations.add("inline arrived real = convolve(K, " + port + ") * s");
    readable.add("arrived");
  }

  private void equation(String name, List<String> linear) {
    String decay = random.nextBoolean() ? "tau" : number(1, 20) + " ms";
    StringBuilder slope = new StringBuilder("-" + name + " / " + decay);
    for (String other : linear) {
      if (random.nextBoolean())
        slope.append(" + ").append(number(-0.3, 0.3)).append(" * ").append(other).append(" / ms");
    }
    if (delayed && random.nextBoolean()) slope.append(" + 0.05 * w(t - d) / ms");
    if (random.nextBoolean()) slope.append(" + ").append(number(0, 0.2)).append(" / ms");
    if (random.nextBoolean()) slope.append(" + I_stim / C * mV**-1 * 0.01");
    if (readable.contains("arrived") && random.nextBoolean()) slope.append(" + 0.1 * arrived / ms");
    if (nonlinear && (name.equals("x") || random.nextBoolean())) {
      readable.add(name);
      slope.append(" + ").append(expression(2)).append(" / (").append(number(3, 9)).append(" ms)");
    } else {
      readable.add(name);
    }
    equations.add(name + "' = " + slope);
    unknowns.add(name);
  }

  /// An expression whose value is small if what it reads is not huge.
  private String expression(int depth) {
    if (depth == 0) return random.nextInt(4) == 0 ? number(-1, 1) : any(readable);
    String a = expression(depth - 1);
    String b = expression(depth - 1);
    return switch (random.nextInt(14)) {
      case 0 -> "sin(" + a + ")";
      case 1 -> "cos(" + a + " - " + b + ")";
      case 2 -> "tanh(" + a + " + " + b + ")";
      case 3 -> "exp(-min(9, abs(" + a + ")))";
      case 4 -> "ln(1 + abs(" + a + "))";
      case 5 -> "max(min(" + a + ", 1), -1)";
      case 6 -> "(" + truth(depth - 1) + " ? " + a + " : " + b + ")";
      case 7 -> "(" + a + ") / (1 + (" + b + ")**2)";
      case 8 -> "erf(" + a + ")";
      case 9 -> "f(" + a + ", " + b + ")";
      case 10 -> "(0.1 + min(1, abs(" + a + ")))**0.7";
      case 11 -> "around(" + a + ")";
      case 12 -> "clip(" + a + ", -0.5, " + number(0, 1) + ")";
      default -> "(" + a + " - " + b + ") / 2";
    };
  }

  private String truth(int depth) {
    String one =
        "("
            + expression(depth)
            + ") "
            + any(List.of("<", ">", "<=", ">="))
            + " "
            + number(-0.5, 0.5);
    return switch (random.nextInt(4)) {
      case 0 -> "(not (" + one + ") or refr_t > 0 ms)";
      case 1 -> "(" + one + " and " + any(readable) + " < 0.4)";
      default -> one;
    };
  }

  private String update() {
    StringBuilder s = new StringBuilder();
    if (random.nextBoolean()) {
      s.append("        l real = ").append(expression(1)).append('\n');
      s.append(
          "        i integer = 0\n        for i in 0 ... 2 step 1:\n            v[i] = 0.9 * v[i] + l / (4 + i)\n");
      s.append("            l *= 0.5\n");
    }
    switch (random.nextInt(6)) {
      case 0 -> s.append("        integrate_odes()\n");
      case 4, 5 -> s.append(nested());
      case 1 -> s.append("        integrate_odes(").append(some()).append(")\n");
      case 2 -> {
        s.append("        if refr_t > 0 ms:\n            integrate_odes(refr_t)\n");
        s.append("        elif ").append(truth(1)).append(":\n");
        s.append("            w = ").append(expression(1)).append('\n');
        s.append("            integrate_odes(").append(some()).append(")\n");
        s.append("        else:\n            integrate_odes()\n");
      }
      default -> {
        s.append("        k real = ").append(expression(1)).append('\n');
        s.append("        if refr_t > 0 ms:\n            integrate_odes(")
            .append(some())
            .append(", refr_t)\n");
        s.append("        else:\n            integrate_odes(").append(some()).append(")\n");
        s.append("        w = 0.8 * w + k / 10\n");
      }
    }
    switch (random.nextInt(4)) {
      case 0 ->
          s.append("        n += 1\n        if n % 7 == 3:\n            w = ")
              .append(expression(1))
              .append('\n');
      case 1 -> {
        s.append(
            "        j integer = 0\n        while j < n % 4:\n            w = 0.5 * w + 0.1\n            j += 1\n");
        s.append("        n += 1\n");
      }
      case 2 -> s.append("        w += (").append(expression(2)).append(" - w) / 8\n");
      default -> {}
    }
    return s.toString();
  }

  /// Branches within branches: of a timer, of parameters, of state, and of a spike.
  private String nested() {
    StringBuilder s = new StringBuilder();
    s.append("        u real = ").append(expression(1)).append('\n');
    s.append("        if refr_t > 0 ms:\n            integrate_odes(refr_t)\n");
    boolean early = random.nextBoolean();
    s.append(early ? "            return\n" : "        else:\n");
    String in = "        " + (early ? "" : "    ");
    s.append(in).append("if p ").append(any(List.of("<", ">="))).append(" q:\n");
    s.append(in).append("    w = 0.7 * w + u / 10\n");
    s.append(in).append("    integrate_odes(").append(some()).append(")\n");
    s.append(in).append("elif ").append(truth(1)).append(":\n");
    s.append(in).append("    integrate_odes(").append(some()).append(")\n");
    s.append(in).append("w = 0.9 * w + u / 20\n");
    String limit = any(List.of("theta", "theta + w / 10", "u / 8 + theta"));
    String zero = "x >= 0 and n % 3 == 0";
    String over =
        any(List.of("x > " + limit, limit + " <= x", "x > " + limit + " and w < 2", zero));
    s.append(in).append("if ").append(over).append(":\n");
    s.append(in).append("    x = ").append(number(-0.5, 0.1)).append('\n');
    if (random.nextBoolean()) s.append(in).append("    refr_t = 0.7 ms\n");
    s.append(in).append("    if q < p:\n").append(in).append("        w -= u / 30\n");
    s.append(in).append("    emit_spike()\n");
    return s.toString();
  }

  private String some() {
    List<String> chosen = new ArrayList<>();
    for (String u : unknowns) if (random.nextInt(3) > 0) chosen.add(u);
    if (chosen.isEmpty()) chosen.add("x");
    return String.join(", ", chosen);
  }

  private void handlers() {
    List<String> all = ports == Ports.VECTOR ? List.of("a") : spikes;
    boolean priorities = all.size() == 2 && random.nextBoolean();
    int k = 1;
    for (String port : all) {
      if (!priorities && random.nextInt(4) == 0) continue;
      StringBuilder s = new StringBuilder("    onReceive(" + port);
      if (priorities) s.append(", priority=").append(random.nextBoolean() ? k : 5 - k);
      s.append("):\n");
      k++;
      String came = ports == Ports.VECTOR ? "a[" + random.nextInt(2) + "]" : port;
      switch (random.nextInt(4)) {
        case 0 -> s.append("        x += ").append(came).append(" * 0.2 s\n");
        case 1 ->
            s.append("        w = 0.9 * w + ").append(came).append(" * 0.1 s\n        x *= 0.95\n");
        case 2 ->
            s.append("        if ")
                .append(truth(1))
                .append(":\n            x -= ")
                .append(came)
                .append(" * 0.1 s\n        else:\n            n += 1\n");
        default ->
            s.append("        x += 0.1 * f(w, ")
                .append(came)
                .append(" * 1 s)\n        v[1] *= 0.5\n");
      }
      handlers.add(s.toString());
    }
  }

  private void conditions(StringBuilder s) {
    boolean substep = nonlinear && random.nextInt(3) == 0;
    String reached = random.nextBoolean() ? "x >= theta" : "refr_t <= 0 ms and x > theta";
    s.append("    onCondition(")
        .append(reached)
        .append(substep ? ", within=substep" : "")
        .append("):\n");
    s.append("        x = ").append(number(-0.5, 0.1)).append('\n');
    if (random.nextBoolean()) s.append("        refr_t = 1.5 ms\n");
    if (random.nextBoolean()) s.append("        w += 0.1\n");
    s.append("        emit_spike()\n");
    if (random.nextBoolean()) {
      s.append("    onCondition(").append(truth(1)).append("):\n        w *= 0.99\n");
    }
  }

  private static void block(StringBuilder s, String name, List<String> lines) {
    s.append("    ").append(name).append(":\n");
    for (String line : lines) s.append("        ").append(line).append('\n');
  }

  private String number(double least, double most) {
    return String.format(Locale.ROOT, "%.3f", least + (most - least) * random.nextDouble());
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
