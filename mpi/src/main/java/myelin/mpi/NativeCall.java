package myelin.mpi;

/// A call of a native function, of which Java says only that it may throw anything.
@FunctionalInterface
interface NativeCall<T> {

  /// Calls it.
  T run() throws Throwable;

  /// What a call returns.
  static <T> T of(NativeCall<T> call) {
    try {
      return call.run();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /// Makes a call that returns 0 unless it has failed.
  static void require(String function, NativeCall<Integer> call) {
    int code = of(call);
    if (code != 0) throw new IllegalStateException("%s failed with %d".formatted(function, code));
  }
}
