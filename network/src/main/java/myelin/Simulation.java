package myelin;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.IntPredicate;
import myelin.connect.Connector;
import myelin.engine.base.BadInput;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.engine.kernel.Kernel;
import myelin.engine.kernel.Monitor;
import myelin.live.LiveNetwork;
import myelin.live.LiveServer;
import myelin.live.LiveView;
import myelin.record.Files;
import myelin.value.Dimension;
import myelin.value.Quantity;
import org.jspecify.annotations.Nullable;

/// Runs a network: for a time, in pieces where it is saved on the way, until it is told to stop.
final class Simulation {

  private final Simulator simulator;
  private final Kernel kernel;
  private final Files files;
  private final @Nullable Boolean print_time;
  private final Checkpoints checkpoints;
  private final Connector connector;
  private final IntPredicate begins;
  private volatile boolean stopping;
  private double connectSeconds;
  private double seconds;

  private @Nullable LiveView live;

  /// Where the present or last simulation was to end (steps).
  private long until;

  /// The simulations of a network.
  ///
  /// @param begins whether several nodes from an id on were created by one call
  Simulation(
      Simulator simulator,
      Kernel kernel,
      Connector connector,
      Files files,
      @Nullable Boolean print_time,
      IntPredicate begins) {
    OwnLines.show();
    this.simulator = simulator;
    this.kernel = kernel;
    this.files = files;
    this.print_time = print_time;
    this.connector = connector;
    this.begins = begins;
    checkpoints = Checkpoints.asked(kernel.grid());
  }

  /// Sets when the network is saved.
  void checkpoint(Path file, double everyMs, boolean whenStopped) {
    kernel.requireWhole();
    checkpoints.set(kernel.grid(), file, everyMs, whenStopped);
  }

  /// Shows the network on a page from now on, and gives its address.
  URI show(int port) {
    if (!kernel.ranks().isAlone()) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          "live(): the page shows networks of one process; this one has %d ranks"
              .formatted(kernel.ranks().size()));
    }
    LiveServer server = LiveServer.start(port);
    if (live == null)
      live = new LiveView(new LiveNetwork(kernel, connector, begins, simulator::save));
    server.show(live);
    return server.address();
  }

  /// The page, if there is one or the environment asks for it: it shows this network from now on.
  private @Nullable LiveView page(long steps) {
    boolean asked = live == null && LiveServer.isAsked() && kernel.ranks().isAlone();
    if (live == null && !asked) return null;
    boolean first = !LiveServer.isRunning();
    URI address = show(asked ? LiveServer.askedPort() : 0);
    if (asked && first) System.err.println("myelin: watch the simulation at " + address);
    LiveView page = Objects.requireNonNull(live);
    page.open(steps);
    return page;
  }

  /// Builds the tables of all synapses that wait for it.
  void build() {
    connecting(() -> {
      kernel.build();
      connector.built();
    });
  }

  /// Does something whose time counts as spent on connections.
  void connecting(Runnable connect) {
    long from = System.nanoTime();
    connect.run();
    connectSeconds += Timers.since(from);
  }

  /// Time spent on connections so far (s).
  double connectSeconds() {
    return connectSeconds;
  }

  /// Time spent on simulations so far (s).
  double seconds() {
    return seconds;
  }

  /// The one time that a quantity holds (ms).
  double one(Quantity<Dimension.Time> time) {
    if (time.isNumber()) return time.number();
    throw new BadInput(BadInput.Kind.LENGTH, "simulate(%s): one time is needed".formatted(time));
  }

  /// A time in steps.
  ///
  /// @throws BadInput if it is negative or off the grid
  long steps(double ms) {
    kernel.requireWhole();
    if (ms < 0) {
      throw new BadInput(
          BadInput.Kind.VALUE, "simulate(%s ms): the time cannot be negative".formatted(ms));
    }
    return kernel.grid().steps(ms, "simulation time");
  }

  /// Runs, and returns the step at which it began.
  long run(long steps) {
    long first = kernel.now();
    until = first + steps;
    stopping = false;
    LiveView page = page(steps);
    StopHook hook = new StopHook(this::stop, checkpoints.onStop());
    long begin = System.nanoTime();
    Progress progress = progress(steps);
    try {
      do {
        if (page != null) page.serve(() -> stopping || hook.isCalled());
        long next = checkpoints.next(kernel.now(), until, kernel.slice());
        boolean ended = advance(next - kernel.now(), monitor(progress, first, page));
        boolean stopped = ended && (page == null || stopping || page.isStopped());
        checkpoints.save(simulator, kernel.now(), kernel.slice(), hook.isCalled());
        if (stopped) break;
      } while (kernel.now() < until);
      if (kernel.now() == until) kernel.rest();
    } finally {
      seconds += Timers.since(begin);
      if (page != null) page.close();
      if (progress != null) progress.close(ms(kernel.now() - first), ms(kernel.now()));
      hook.close();
    }
    return first;
  }

  /// Runs, and waits until all that was recorded is in files; returns whether the run was stopped.
  private boolean advance(long steps, Monitor monitor) {
    boolean stopped;
    try {
      stopped = kernel.run(steps, monitor);
    } catch (RuntimeException | Error e) {
      try {
        files.flush();
      } catch (BadInput second) {
        e.addSuppressed(second);
      }
      throw e;
    }
    kernel.ranks().together(files::flush);
    files.noteStates();
    return stopped;
  }

  /// The line that shows how far a run is; at once if that was asked for, else after a while.
  private @Nullable Progress progress(long steps) {
    if (Boolean.FALSE.equals(print_time) || kernel.ranks().rank() > 0) return null;
    return Progress.of(ms(steps), print_time == null);
  }

  private double ms(long steps) {
    return kernel.grid().ms(steps);
  }

  private Monitor monitor(@Nullable Progress progress, long first, @Nullable LiveView page) {
    if (page == null) return now -> watch(progress, now - first, now);
    return new Monitor() {
      @Override
      public void fired(long t, int[] senders, int begin, int end) {
        page.fired(t, senders, begin, end);
      }

      @Override
      public boolean slice(long now) {
        boolean ends = watch(progress, now - first, now);
        return page.slice(now) || ends;
      }
    };
  }

  private boolean watch(@Nullable Progress progress, long done, long now) {
    if (progress != null) progress.at(ms(done), ms(now));
    return stopping || files.isFailing();
  }

  /// Ends the run after the present slice; may be called from any thread.
  void stop() {
    stopping = true;
  }

  /// The number of steps left of a simulation that was stopped.
  long left() {
    return Math.max(0, until - kernel.now());
  }

  void until(long step) {
    until = step;
  }

  void save(CheckpointWriter out) throws IOException {
    out.put(until);
  }
}
