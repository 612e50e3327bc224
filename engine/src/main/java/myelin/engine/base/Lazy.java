package myelin.engine.base;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A value that is found when it is first asked for. What finds it may run more than once if
/// several threads ask at the same time, and must give equal values each time.
///
/// @param <T> type of the value
public final class Lazy<T> {

  private final Supplier<T> source;
  private volatile @Nullable T value;

  /// What `source` gives.
  public Lazy(Supplier<T> source) {
    this.source = source;
  }

  /// A value that is known.
  public static <T> Lazy<T> of(T value) {
    return new Lazy<>(() -> value);
  }

  /// The value.
  public T get() {
    T known = value;
    if (known != null) return known;
    T found = source.get();
    value = found;
    return found;
  }
}
