package myelin.engine.device;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ids;
import myelin.engine.base.Nearest;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.declare.Recordable;

/// Samples quantities of the nodes it is connected to, every `interval` from `offset` on. A sample
/// with stamp `t` shows the state at the end of step `t`.
public final class Multimeter extends Recorder {

  private Window window = new Window(0, Long.MAX_VALUE);
  private long interval;
  private long offset;
  private String[] quantities = {};
  private int[] targets = {};
  private double[][] pages = {};
  private long begin;

  /// By row, whether the target is frozen and not sampled; empty if none is.
  private boolean[] idle = {};

  /// A multimeter with default parameters.
  public Multimeter(DeviceModel model, Site site) {
    super(model, site);
    quantities = ((String[]) model.requireParameter("record_from").initial()).clone();
    interval = grid().ceil(model.requireParameter("interval").initialNumber(), "interval");
    clear();
  }

  @Override
  protected Runnable configure(Settings s, long now) {
    Window newWindow = Window.of(s);
    long newInterval = s.steps("interval");
    long newOffset = s.steps("offset");
    if (newInterval < 1)
      throw s.refuse("interval = %s ms must be at least one step".formatted(s.real("interval")));
    if (newOffset < 0) throw s.refuse("offset must not be negative");
    String[] names = s.texts("record_from");
    if (Arrays.stream(names).distinct().count() < names.length) {
      throw s.refuse("record_from names a quantity twice: " + String.join(", ", names));
    }
    return () -> {
      boolean otherNames = !Arrays.equals(names, quantities);
      window = newWindow;
      interval = newInterval;
      offset = newOffset;
      quantities = names;
      if (otherNames) clear();
      clearIfAsked(s);
    };
  }

  @Override
  protected void requireChangeable(ParameterSpec p) {
    if (targets.length > 0 && p.name().equals("record_from")) {
      throw new BadInput(
          BadInput.Kind.VALUE,
          model().name() + ": record_from cannot be changed once it is connected; set it before");
    }
  }

  @Override
  public void requireFreezable() {
    throw new BadInput(
        BadInput.Kind.VALUE,
        model().name() + " cannot be frozen; set its stop, or freeze the nodes that it samples");
  }

  /// Says which of [#targets] are frozen: no samples are taken of them.
  public void skip(boolean[] rows) {
    idle = rows;
  }

  @Override
  public List<String> quantities() {
    return List.of(quantities);
  }

  @Override
  protected boolean collectsLater() {
    return true;
  }

  /// Ids of the nodes that it samples, ascending; not to be changed.
  public int[] targets() {
    return targets;
  }

  /// Where each quantity stands among the recordables of `model`.
  ///
  /// @throws BadInput if `model` has no such recordable
  public int[] recordables(Model model) {
    List<String> names = model.recordables().stream().map(Recordable::name).toList();
    int[] places = new int[quantities.length];
    for (int q = 0; q < places.length; q++) {
      places[q] = names.indexOf(quantities[q]);
      if (places[q] < 0) {
        throw new BadInput(
            BadInput.Kind.UNKNOWN_RECORDABLE,
            "%s cannot record '%s' from %s%s"
                .formatted(
                    model().name(),
                    quantities[q],
                    model.name(),
                    Nearest.hint(quantities[q], names)));
      }
    }
    return places;
  }

  /// Refuses a node that cannot be connected.
  ///
  /// @param sampled whether nodes of its kind have quantities that are sampled
  public void requireTarget(int id, Model model, boolean sampled) {
    recordables(model);
    requireNew(id);
    if (sampled) return;
    throw new BadInput(
        BadInput.Kind.CONNECTION,
        "%s has nothing that a multimeter could record".formatted(model.name()));
  }

  /// Refuses to sample more often than once a step: an interval that the user has not set may be
  /// too short for the resolution.
  public void requireInterval() {
    double ms = ((Number) get("interval", 0)).doubleValue();
    if (ms >= grid().h_ms()) return;
    throw new BadInput(
        BadInput.Kind.CONNECTION,
        "%s %d: interval = %s ms is shorter than the resolution, %s ms; set interval before you connect"
            .formatted(model().name(), id(), ms, grid().h_ms()));
  }

  /// Refuses a node that is already connected.
  public void requireNew(int id) {
    if (Arrays.binarySearch(targets, id) < 0) return;
    throw new BadInput(
        BadInput.Kind.CONNECTION,
        "node %d is already connected to %s %d; each node once is enough"
            .formatted(id, model().name(), id()));
  }

  /// Adds targets; a node may be connected to a multimeter only once.
  public void connect(Ids ids) {
    List<Integer> all = new ArrayList<>(targets.length + ids.size());
    for (int id : targets) all.add(id);
    for (int i = 0; i < ids.size(); i++) {
      requireNew(ids.at(i));
      all.add(ids.at(i));
    }
    targets = all.stream().mapToInt(i -> i).sorted().toArray();
  }

  /// Whether a sample is taken at the end of step `step`; never of nothing.
  public boolean due(long step) {
    return quantities.length > 0
        && step >= Math.max(1, offset)
        && (step - offset) % interval == 0
        && window.contains(step);
  }

  /// Makes room for the samples of a slice of `lags` steps from step `begin` on.
  public void open(long begin, int lags) {
    this.begin = begin;
    if (pages.length < lags) pages = new double[lags][];
    int cells = targets.length * quantities.length;
    for (int lag = 0; lag < lags; lag++) {
      if (due(begin + lag + 1) && (pages[lag] == null || pages[lag].length != cells)) {
        pages[lag] = new double[cells];
      }
    }
  }

  /// The cells for samples of `step`: a row for each target, in it the quantities.
  public double[] page(long step) {
    return pages[(int) (step - begin) - 1];
  }

  /// Turns the samples of the slice into records.
  public void close(int lags) {
    int width = quantities.length;
    for (int lag = 0; lag < lags; lag++) {
      long step = begin + lag + 1;
      if (!due(step)) continue;
      for (int row = 0; row < targets.length; row++) {
        if (idle.length == 0 || !idle[row]) add(targets[row], step, pages[lag], row * width);
      }
    }
  }
}
