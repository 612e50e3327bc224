package myelin.engine.base;

import java.util.ArrayList;
import java.util.List;

/// When a device was frozen, and sent nothing.
public final class Pauses {

  /// Steps from `since` to before `until`.
  public record Span(long since, long until) {

    private Span and(Span other) {
      return new Span(Math.max(since, other.since), Math.min(until, other.until));
    }

    private boolean isEmpty() {
      return until <= since;
    }
  }

  private final List<Span> all = new ArrayList<>();

  /// It has not been frozen yet.
  public Pauses() {}

  /// All of them, in order.
  public List<Span> spans() {
    return all;
  }

  /// The end of the last one; 0 if there is none.
  public long last() {
    return all.isEmpty() ? 0 : all.getLast().until();
  }

  /// Adds one after the others.
  public void add(Span span) {
    all.add(span);
  }

  /// Whether it is frozen now.
  public boolean isFrozen() {
    return !all.isEmpty() && all.getLast().until() == Long.MAX_VALUE;
  }

  /// Whether it was frozen in step `k`.
  public boolean contains(long k) {
    for (Span s : all) if (k >= s.since() && k < s.until()) return true;
    return false;
  }

  /// It is frozen from step `now` on, or is not any more.
  public void change(boolean frozen, long now) {
    if (frozen == isFrozen()) return;
    Span span = frozen ? new Span(now, Long.MAX_VALUE) : new Span(all.removeLast().since(), now);
    if (!span.isEmpty()) all.add(span);
  }

  /// The parts of a span of time in which it was not frozen, in order.
  public List<Span> without(Span span) {
    if (all.isEmpty()) return List.of(span);
    List<Span> parts = new ArrayList<>();
    long from = span.since();
    for (Span pause : all) {
      parts.add(new Span(from, pause.since()).and(span));
      from = Math.max(from, pause.until());
    }
    parts.add(new Span(from, Long.MAX_VALUE).and(span));
    parts.removeIf(Span::isEmpty);
    return parts;
  }
}
