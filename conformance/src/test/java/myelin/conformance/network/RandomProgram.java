package myelin.conformance.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import myelin.conformance.harness.Look;
import myelin.conformance.harness.RankThreads.Division;
import myelin.engine.base.BadInput;

/// A program of random steps, and what must hold of it: steps that are refused change nothing,
/// nodes and synapses are as many as were made, and threads, slices, stops and checkpoints make no
/// difference.
final class RandomProgram {

  /// A failure: what is wrong, and the program up to there.
  record Failure(String what, String program) {

    /// The beginning of what is wrong, by which failures are told from others.
    String kind() {
      return what.lines().findFirst().orElse("").split(":", 2)[0];
    }
  }

  private RandomProgram() {}

  /// Tries the program of that number; a failure is that of a short program.
  static Optional<Failure> attempt(long number) {
    List<RandomStep> steps = RandomStep.program(number);
    Optional<Failure> failure = run(steps, number);
    if (failure.isEmpty()) return failure;
    return Optional.of(shrink(steps, failure.get(), number));
  }

  /// Leaves out steps for as long as it fails.
  private static Failure shrink(List<RandomStep> steps, Failure failure, long number) {
    List<RandomStep> left = new ArrayList<>(steps);
    Failure last = failure;
    boolean shorter = true;
    while (shorter) {
      shorter = false;
      for (int k = left.size() - 1; k >= 0; k--) {
        List<RandomStep> fewer = new ArrayList<>(left);
        fewer.remove(k);
        Optional<Failure> still = run(fewer, number);
        if (still.isEmpty() || !still.get().kind().equals(failure.kind())) continue;
        left = fewer;
        last = still.get();
        shorter = true;
      }
    }
    return last;
  }

  private static Optional<Failure> run(List<RandomStep> steps, long number) {
    List<Boolean> refused = new ArrayList<>();
    try (RandomWorld one = new RandomWorld(1, 0, false)) {
      Map<String, Object> expected = one.look();
      for (RandomStep step : steps) {
        Map<String, Object> before = expected;
        Optional<BadInput> refusal;
        try {
          refusal = one.perform(step);
          expected = one.look();
        } catch (RuntimeException | Error e) {
          return failure(e, one);
        }
        if (refusal.isPresent() && isFault(refusal.get())) return Optional.empty();
        refused.add(refusal.isPresent());
        String wrong =
            refusal.isPresent() ? unchanged(before, expected) : changed(one, before, expected);
        if (!wrong.isEmpty()) return Optional.of(new Failure(wrong, one.text()));
      }
      List<RandomStep> accepted = new ArrayList<>();
      for (int k = 0; k < steps.size(); k++) if (!refused.get(k)) accepted.add(steps.get(k));
      return again("with two threads, in pieces", new RandomWorld(2, 0, true), steps, expected)
          .or(() ->
              again(
                  "with three threads",
                  new RandomWorld(3, one.isCoupled() ? 0 : 2, false),
                  steps,
                  one.look()))
          .or(() ->
              one.isCoupled()
                  ? Optional.empty()
                  : again("saved and loaded", new RandomWorld(file()), steps, one.look()))
          .or(() -> onRanks(number, steps, one.look()))
          .or(() ->
              again(
                  "without what was refused", new RandomWorld(1, 0, false), accepted, one.look()));
    }
  }

  private static Path file() {
    try {
      Path file = Files.createTempFile("myelin", ".checkpoint");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A run that broke off midway, for instance as equations could not be integrated: nothing is
  /// promised then.
  private static boolean isFault(BadInput refusal) {
    return String.valueOf(refusal.getMessage()).matches("(?s).* in step \\d+.*");
  }

  private static Optional<Failure> failure(Throwable e, RandomWorld world) {
    StringBuilder text = new StringBuilder().append(e);
    for (int k = 0; k < Math.min(8, e.getStackTrace().length); k++) {
      text.append("\n    at ").append(e.getStackTrace()[k]);
    }
    return Optional.of(new Failure(text.toString(), world.text()));
  }

  private static Optional<Failure> again(
      String how, RandomWorld world, List<RandomStep> steps, Map<String, Object> expected) {
    try (world) {
      for (RandomStep step : steps) world.perform(step);
      String difference = Look.difference(expected, world.look());
      if (difference.isEmpty()) return Optional.empty();
      return Optional.of(new Failure(how + " another result: " + difference, world.text()));
    } catch (RuntimeException | Error e) {
      return failure(e, world);
    }
  }

  /// Several ranks make the same steps, see [Division].
  private static Optional<Failure> onRanks(
      long number, List<RandomStep> steps, Map<String, Object> expected) {
    if (number % 2 != 0 && !Division.wanted()) return Optional.empty(); // to save time
    for (Division division : Division.of(number / 2)) {
      List<Optional<Failure>> failures;
      try {
        failures =
            division.run(settings ->
                again("on ranks, " + division, new RandomWorld(settings), steps, expected));
      } catch (AssertionError e) {
        return Optional.of(new Failure("ranks fail: " + e, division.toString()));
      }
      for (Optional<Failure> failure : failures) if (failure.isPresent()) return failure;
    }
    return Optional.empty();
  }

  private static String unchanged(Map<String, Object> before, Map<String, Object> after) {
    String difference = Look.difference(before, after);
    return difference.isEmpty() ? "" : "a step that was refused has changed " + difference;
  }

  private static String changed(
      RandomWorld world, Map<String, Object> before, Map<String, Object> after) {
    int nodes = (int) after.get("size") - (int) before.get("size");
    if (nodes != world.created) return nodes + " nodes were made, not " + world.created;
    long made = length(after, "sources") - length(before, "sources");
    if (world.made.isPresent() && world.made.getAsLong() != made) {
      return made + " synapses were made, not " + world.made.getAsLong();
    }
    long steps = Math.round(10 * ((double) after.get("time") - (double) before.get("time")));
    if (steps != world.elapsed) return steps + " steps were simulated, not " + world.elapsed;
    for (Map.Entry<String, Object> e : after.entrySet()) {
      if (!(e.getValue() instanceof double[] numbers)) continue;
      for (double x : numbers) if (Double.isNaN(x)) return e.getKey() + " is not a number";
    }
    return "";
  }

  private static long length(Map<String, Object> look, String name) {
    return ((int[]) look.get(name)).length;
  }
}
