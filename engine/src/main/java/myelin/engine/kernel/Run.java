package myelin.engine.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import myelin.engine.base.Barrier;
import myelin.engine.base.Ranks;
import myelin.engine.base.Workers;
import myelin.engine.coupling.CoupledInputs;
import myelin.engine.device.Recorder;
import myelin.engine.device.WeightLog;
import myelin.engine.device.WeightRecorder;
import myelin.engine.neuron.Population;
import myelin.engine.plastic.PlasticTable;
import myelin.engine.table.Arrivals;
import myelin.engine.table.ConnectionTable;

/// One call of [Kernel#run]: the workers, slice by slice.
///
/// ```
///   announce  signals with a delay to the part's own neurons     (only if any are coupled)
///   deliver   spikes of the slice before to the part's own neurons
///   arrive    spikes that were kept until now add up
///   couple    repeat the slice until coupled neurons settle      (only if there are any)
///   update    all neurons advance
///   exchange  one worker exchanges spikes with other ranks, sorts them, and serves recorders
///   signal    signals of coupled neurons to the part's own       (only if there are any)
/// ```
///
/// Ranks tell each other with the spikes of a slice that they have failed, or that their monitor
/// says stop. Then all fail, or stop, after the same slice.
///
/// A slice of NEST is as long as the smallest delay of any connection. Spikes of the last one are
/// left to the next run ([Undelivered]), however long the slices are that a run takes.
final class Run {

  /// With fewer steps of leaky neurons in a slice than these, one worker is faster than several
  /// that wait for each other.
  private static final long ALONE = 20_000;

  /// About this many synapses are as much work in a step as a leaky neuron: few of them pass a
  /// spike.
  private static final int SYNAPSES_A_NEURON = 500;

  /// Bits that ranks tell each other.
  private static final long FAILED = 1;

  private static final long STOPPING = 2;
  private static final long UNSETTLED = 4;

  private final Kernel kernel;
  private final Ranks ranks;
  private final int parts;
  private final long end;
  private final int slice;
  private final Monitor monitor;
  private final Undelivered undelivered;
  private final ConnectionTable[][] tables;

  /// Those tables that deliver at once.
  private final ConnectionTable[][] prompt;

  /// Those tables whose synapses are visited at an interval, too.
  private final List<PlasticTable> swept = new ArrayList<>();

  private final int workers;
  private final Barrier barrier;
  private volatile Optional<Throwable> failure = Optional.empty();
  private final boolean coupled;
  private final boolean relaxing;
  private final boolean[] settled;
  private boolean relaxed;

  /// Whether the monitor has said stop.
  private boolean wished;

  /// Whether all ranks know of a failure.
  private boolean agreed;

  private long sliceBegin;
  private long sliceEnd;
  private boolean done;

  /// Longest time in which spikes may wait (steps).
  private final int longest;

  /// The last step at which spikes are delivered.
  private long lastDelivery;

  /// Whether the slice begins with a delivery.
  private boolean delivering;

  Run(Kernel kernel, long end, int slice, Monitor monitor) {
    this.kernel = kernel;
    ranks = kernel.ranks();
    parts = kernel.parts;
    undelivered = kernel.undelivered;
    tables = new ConnectionTable[parts][];
    prompt = new ConnectionTable[parts][];
    settled = new boolean[parts];
    coupled = kernel.couplings.present();
    relaxing = kernel.couplings.prompt() && kernel.relaxation.use_wfr();
    this.end = end;
    this.slice = slice;
    this.monitor = monitor;
    longest = kernel.couplings.prompt() ? slice : kernel.minDelay();
    long effort = 0;
    for (int p = 0; p < parts; p++) {
      tables[p] = kernel.wiring.tables(p);
      Stream<ConnectionTable> all = Arrays.stream(tables[p]);
      prompt[p] = all.filter(t -> !t.keepsSpikes()).toArray(ConnectionTable[]::new);
      for (Population population : kernel.populations[p]) effort += population.effort();
      for (ConnectionTable table : tables[p]) {
        effort += table.size() / SYNAPSES_A_NEURON;
        if (table instanceof PlasticTable t && t.key.third() > 0) swept.add(t);
      }
    }
    workers = effort * slice < ALONE ? 1 : parts;
    barrier = new Barrier(workers);
  }

  /// Runs, and returns whether the monitor of a rank has said stop.
  boolean start() {
    long now = kernel.now;
    delivering = now - undelivered.since() >= longest;
    long first = delivering ? now : undelivered.since();
    lastDelivery = first + Math.max(0, end - 1 - first) / longest * longest;
    open(now);
    for (PlasticTable table : swept) table.openRun(now, kernel.minDelay());
    if (!done) Workers.forEach(workers, workers, this::work);
    attempt(this::sweep);
    attempt(this::requireFinite);
    if (!agreed) ranks.together(() -> failure.ifPresent(Run::rethrow));
    failure.ifPresent(Run::rethrow);
    return ranks.any(wished ? 1 : 0)[0] != 0;
  }

  /// Brings up to date the synapses that are visited at an interval.
  private void sweep() {
    Workers.forEach(swept.size(), workers, k -> swept.get(k).sweep(kernel.now));
    for (PlasticTable table : swept) table.closeRun(kernel.now);
  }

  private void requireFinite() {
    for (Population[] part : kernel.populations) {
      for (Population population : part) population.requireFinite(kernel.now);
    }
  }

  private static void rethrow(Throwable failure) {
    switch (failure) {
      case Error e -> throw e;
      case RuntimeException e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
  }

  private void open(long begin) {
    sliceBegin = begin;
    long next = kernel.couplings.prompt() ? (begin / slice + 1) * slice : begin + slice;
    sliceEnd = Math.min(next, end);
    if (begin < lastDelivery) sliceEnd = Math.min(sliceEnd, lastDelivery);
    if (!delivering) sliceEnd = Math.min(sliceEnd, undelivered.since() + longest);
    done = begin >= end;
    if (done) return;
    kernel.couplings.handOn(delivering ? begin : undelivered.since());
    kernel.deviceLinks.openPages(sliceBegin, sliceEnd);
  }

  private void work(int worker) {
    while (true) {
      if (coupled) attempt(() -> announce(worker));
      if (delivering) attempt(() -> deliver(worker));
      attempt(() -> arrive(worker));
      if (coupled) couple(worker);
      attempt(() -> update(worker));
      barrier.await(() -> {
        exchange();
        if (failure.isPresent() && (agreed || ranks.isAlone())) done = true;
      });
      boolean last = done;
      if (coupled) {
        attempt(() -> signal(worker));
        barrier.await(() -> {});
      }
      if (last) return;
    }
  }

  /// Does a phase; after the first failure of any worker, phases are skipped until all have met.
  private void attempt(Runnable phase) {
    if (failure.isPresent()) return;
    try {
      phase.run();
    } catch (RuntimeException | Error e) {
      failure = Optional.of(e);
    }
  }

  private void arrive(int worker) {
    for (int p = worker; p < parts; p += workers) {
      for (Arrivals arrivals : kernel.wiring.arrivals(p)) arrivals.arrive(sliceBegin, sliceEnd);
    }
  }

  /// Sends signals on their way before spikes, which may pass synapses that learn by these signals.
  private void announce(int worker) {
    for (int p = worker; p < parts; p += workers) {
      kernel.couplings.send(p, sliceBegin);
      kernel.couplings.announce(p, sliceBegin, sliceEnd);
    }
  }

  private void update(int worker) {
    for (int p = worker; p < parts; p += workers) {
      if (delivering) undelivered.box(p).open(sliceBegin);
      kernel.couplings.load(p, sliceBegin, sliceEnd);
      for (Population population : kernel.populations[p]) {
        population.update(sliceBegin, sliceEnd, undelivered.box(p));
      }
      kernel.couplings.store(p, sliceBegin, (int) (sliceEnd - sliceBegin));
    }
  }

  /// Repeats the slice until coupled neurons settle.
  private void couple(int worker) {
    attempt(() -> collect(worker));
    for (int n = 0; relaxing && n < kernel.relaxation.repetitions(); n++) {
      boolean first = n == 0;
      attempt(() -> iterate(worker, first));
      barrier.await(this::settle);
      attempt(() -> hear(worker));
      barrier.await(() -> {});
      if (relaxed) return;
    }
  }

  /// Exchanges signals with other ranks, and finds whether the neurons of all have settled.
  private void settle() {
    long own = (failure.isPresent() ? FAILED : 0) | (allSettled() ? 0 : UNSETTLED);
    relaxed = true;
    try {
      int lags = (int) (sliceEnd - sliceBegin);
      long told = kernel.couplings.exchangeSent(lags, own, FAILED);
      relaxed = (told & FAILED) != 0 || (told & UNSETTLED) == 0;
    } catch (RuntimeException | Error e) { // a rank is gone
      failure = Optional.of(failure.orElse(e));
    }
  }

  private boolean allSettled() {
    for (boolean s : settled) if (!s) return false;
    return true;
  }

  private void collect(int worker) {
    for (int p = worker; p < parts; p += workers) {
      for (CoupledInputs seat : kernel.couplings.inputs(p))
        seat.population().collect(sliceBegin, sliceEnd);
    }
  }

  private void iterate(int worker, boolean first) {
    for (int p = worker; p < parts; p += workers) {
      settled[p] =
          kernel.couplings.iterate(p, sliceBegin, sliceEnd, kernel.relaxation.wfr_tol(), first);
    }
  }

  private void hear(int worker) {
    for (int p = worker; p < parts; p += workers) {
      kernel.couplings.gather(p, (int) (sliceEnd - sliceBegin));
    }
  }

  /// What one worker does for all: spikes of all ranks in canonical order, generators, recorders,
  /// the next slice.
  private void exchange() {
    attempt(this::fire);
    if (ranks.isAlone() && failure.isPresent()) return;
    long own = (failure.isPresent() ? FAILED : 0) | (wished ? STOPPING : 0);
    long told;
    try {
      told = undelivered.gather(since(), sliceEnd, own, FAILED);
    } catch (RuntimeException | Error e) { // a rank is gone
      failure = Optional.of(failure.orElse(e));
      agreed = true;
      return;
    }
    if ((told & FAILED) != 0) {
      agree();
      return;
    }
    int lags = (int) (sliceEnd - sliceBegin);
    if (coupled) attempt(() -> kernel.couplings.exchange(sliceBegin, lags));
    boolean stopping = (told & STOPPING) != 0;
    boolean last = stopping || sliceEnd >= end;
    attempt(() -> record(stopping));
    if (failure.isPresent() && last) done = true;
  }

  private void agree() {
    try {
      ranks.agree(failure.orElse(null));
    } catch (RuntimeException | Error e) {
      failure = Optional.of(e);
    }
    agreed = true;
  }

  /// The step since which spikes have not been delivered.
  private long since() {
    return delivering ? sliceBegin : undelivered.since();
  }

  private void fire() {
    tellWeights();
    if (delivering) kernel.spikeRouting.forget();
    kernel.spikeRouting.fire(sliceBegin, sliceEnd, undelivered.box(0));
  }

  private void record(boolean stopping) {
    kernel.spikeRouting.collect(sliceBegin, sliceEnd);
    kernel.spikes += kernel.spikeRouting.record(undelivered.batch(), sliceBegin, sliceEnd);
    kernel.deviceLinks.closePages(sliceBegin, sliceEnd);
    for (Recorder r : kernel.recorders) r.handOn(false);
    kernel.now = sliceEnd;
    delivering = sliceEnd <= lastDelivery;
    undelivered.batch().tell(sliceBegin, monitor::fired);
    wished |= monitor.slice(kernel.now);
    open(stopping || (ranks.isAlone() && wished) ? end : kernel.now);
  }

  private void tellWeights() {
    WeightLog.tell(kernel.wiring.logs(), id -> (WeightRecorder) kernel.nodes.device(id));
  }

  private void deliver(int worker) {
    for (int p = worker; p < parts; p += workers) {
      undelivered.deliver(p, tables[p], prompt[p]);
    }
  }

  private void signal(int worker) {
    for (int p = worker; p < parts; p += workers) {
      kernel.couplings.deliver(p);
    }
  }
}
