package myelin.engine.base;

import java.util.ArrayList;
import java.util.List;

/// The settings of a stimulator over time. Input that was sent before a change arrives as it was
/// sent.
///
/// @param <S> an immutable set of settings
public final class SettingsHistory<S> {

  private record Epoch<S>(long from, S settings) {}

  private final List<Epoch<S>> epochs = new ArrayList<>();

  /// Settings that have held from the beginning.
  public SettingsHistory(S first) {
    epochs.add(new Epoch<>(Long.MIN_VALUE, first));
  }

  /// From step `now` on, `settings` hold.
  public void change(S settings, long now) {
    long from = now == 0 ? Long.MIN_VALUE : now;
    while (!epochs.isEmpty() && epochs.getLast().from() >= from) epochs.removeLast();
    epochs.add(new Epoch<>(from, settings));
  }

  /// The settings at `step`.
  public S at(long step) {
    int e = epochs.size() - 1;
    while (e > 0 && epochs.get(e).from() > step) e--;
    return epochs.get(e).settings();
  }
}
