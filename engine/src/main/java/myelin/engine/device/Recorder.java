package myelin.engine.device;

import java.util.List;
import java.util.Optional;

/// A device that collects events. They stay in memory, or go in portions to a sink.
public abstract class Recorder extends Device {

  private static final int PORTION = 4096;
  private static final long PATIENCE_NS = 200_000_000L;

  private Records records = new Records(0);

  /// What stays in memory while events go to a sink.
  private Records kept = new Records(0);

  private Optional<Sink> sink = Optional.empty();
  private long events;

  /// Events after this step are kept back.
  private long shownUntil = Long.MAX_VALUE;

  private long lastPortion;

  /// A recorder with default parameters.
  protected Recorder(DeviceModel model, Site site) {
    super(model, site);
  }

  /// Takes portions of records, off the step loop: it must return at once.
  @FunctionalInterface
  public interface Sink {
    /// Takes records, which the recorder will not touch again.
    void accept(Records portion);
  }

  /// Names of what it records of an event beyond sender and time.
  public List<String> quantities() {
    return List.of();
  }

  /// Number of quantities of an event beyond sender and time.
  public final int width() {
    return quantities().size();
  }

  @Override
  protected Optional<Object> computed(String parameter, long now) {
    return parameter.equals("n_events") ? Optional.of(events - keptBack()) : Optional.empty();
  }

  /// Whether samples of NEST's last slice can be kept back, since NEST collects them later.
  protected boolean collectsLater() {
    return false;
  }

  /// Keeps events after step `last` back, if NEST would: they are there, and neither shown, counted
  /// nor cleared.
  public final void showUntil(long last) {
    if (collectsLater()) shownUntil = last;
  }

  /// The last step whose events are shown.
  public final long shownUntil() {
    return shownUntil;
  }

  /// Number of events that are kept back; those that go to a sink are not.
  private int keptBack() {
    if (sink.isPresent()) return 0;
    int n = 0;
    while (n < records.size() && records.step(records.size() - 1 - n) > shownUntil) n++;
    return n;
  }

  /// Clears the events if the user has set `n_events`.
  protected final void clearIfAsked(Settings s) {
    if (s.changed("n_events")) clear();
  }

  /// Sends events to another sink from now on, or keeps them in memory if there is none. What is in
  /// memory stays there.
  public final void sendTo(Optional<Sink> another) {
    if (sink.isEmpty() && another.isPresent()) {
      kept = records;
      records = new Records(width());
    } else if (sink.isPresent() && another.isEmpty()) {
      records = kept;
    }
    sink = another;
  }

  /// What is kept in memory.
  public final Records records() {
    return sink.isEmpty() ? records : kept;
  }

  /// Number of events since the beginning or since they were cleared.
  public final long events() {
    return events;
  }

  /// Forgets all events that are shown.
  public final void clear() {
    int later = keptBack();
    boolean same = records.width() == width();
    records = same ? records.last(later) : new Records(width());
    kept = new Records(width());
    events = same ? later : 0;
  }

  final void add(int sender, long step, double offset) {
    records.add(sender, step, offset);
    records.settle();
    events++;
  }

  /// Sets quantity `v` of the last event.
  protected final void amend(int v, double value) {
    records.putLast(v, value);
  }

  protected final void add(int sender, long step, double[] page, int from) {
    records.add(sender, step, page, from);
    events++;
  }

  /// Puts back what was recorded before.
  public final void restore(Records kept, long recorded) {
    records = kept;
    events = recorded;
  }

  /// Called after each slice: hands on a portion if it is large or old enough, or if `all`.
  public final void handOn(boolean all) {
    if (sink.isEmpty() || records.size() == 0) return;
    if (!all && records.size() < PORTION) {
      long now = System.nanoTime();
      if (now - lastPortion < PATIENCE_NS) return;
      lastPortion = now;
    }
    Records portion = records;
    records = new Records(width());
    sink.get().accept(portion);
  }
}
