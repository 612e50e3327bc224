package myelin.live;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import myelin.engine.base.BadInput;
import myelin.engine.declare.Recordable;
import myelin.engine.kernel.Kernel;
import myelin.engine.kernel.Monitor;
import myelin.engine.neuron.NeuronModel;
import org.jspecify.annotations.Nullable;

/// What a page shows of a network. The simulation calls it after each slice, the page's server at
/// any time; requests that need a network at rest are done between two pieces of a run, so that
/// they change no result.
public final class LiveView implements Monitor {

  /// Neurons in the raster, all groups together.
  private static final int ROWS = 400;

  private static final int GROUPS = 12;
  private static final int SPIKES = 1 << 15;
  private static final int BINS = 4000;
  private static final int SAMPLES = 8000;
  private static final int TRACES = 4;

  /// Width of the bins of rates (ms).
  private static final double BIN = 5;

  /// How long a pause waits until it looks whether the run is to end (ms).
  private static final long PATIENCE = 100;

  /// Neurons with neighbouring ids, of one model.
  ///
  /// @param rows how many of them the raster shows
  record Group(NeuronModel model, int first, int size, int rows) {}

  /// A variable that is followed.
  private record Trace(int id, int recordable, String label, Ring samples) {}

  /// What the page has of a list already.
  ///
  /// @param list number of the list of traces
  /// @param traces numbers of the samples of each trace that are to come next
  record Known(long spikes, long rates, long list, long[] traces) {}

  private static final AtomicLong NEXT = new AtomicLong();

  private final Kernel kernel;
  private final LiveNetwork network;
  private Ring spikes = new Ring(SPIKES, 2);

  private List<Group> groups = new ArrayList<>();
  private int seen;
  private int neurons;
  private int[] row = {};
  private byte[] group = {};
  private int rows;

  private Ring rates = new Ring(BINS, 1);
  private long bin;
  private long binEnd;
  private double[] counts = {};
  private final List<Trace> traces = new ArrayList<>();
  private long list;
  private long fired;

  /// Tells the page that rows and groups are others than before, or of another network.
  private long arrangement;

  private long begin;
  private long end;
  private long now;
  private long wallBegin;
  private double wall;
  private boolean running;
  private boolean paused;
  private boolean stopped;
  private boolean saving;
  private @Nullable String wanted;
  private double[] weights = {};
  private String weighed = "";
  private String said = "";
  private List<String> synapses = List.of();

  /// A view of a network that has not run yet.
  public LiveView(LiveNetwork network) {
    this.network = network;
    kernel = network.kernel();
  }

  /// Begins a run of some steps.
  public synchronized void open(long steps) {
    begin = kernel.now();
    now = begin;
    end = begin + steps;
    if (seen < kernel.size()) arrange();
    synapses = network.synapses();
    wallBegin = System.nanoTime();
    running = true;
    stopped = false;
  }

  /// Ends the run.
  public synchronized void close() {
    running = false;
    if (saving) said = "The simulation has ended: save it by a call, sim.save(file)";
    saving = false;
    wanted = null;
    wall += (System.nanoTime() - wallBegin) * 1e-9;
  }

  /// Finds groups of neurons, and which of them the raster shows.
  private void arrange() {
    seen = kernel.size();
    List<Group> found = new ArrayList<>();
    neurons = 0;
    for (int id = 1; id <= seen; id++) {
      if (!kernel.isNeuron(id)) continue;
      neurons++;
      NeuronModel model = (NeuronModel) kernel.model(id);
      Group last = found.isEmpty() ? null : found.getLast();
      boolean goesOn = last != null && last.first + last.size == id && last.model.equals(model);
      if (last != null && goesOn && !network.begins().test(id)) {
        found.set(found.size() - 1, new Group(model, last.first, last.size + 1, 0));
      } else {
        found.add(new Group(model, id, 1, 0));
      }
    }
    List<Group> all = found.size() <= GROUPS ? found : largest(found);
    groups = new ArrayList<>();
    row = new int[seen + 1];
    group = new byte[seen + 1];
    Arrays.fill(row, -1);
    Arrays.fill(group, (byte) -1);
    rows = 0;
    for (int g = 0; g < all.size(); g++) {
      Group one = all.get(g);
      int shown = Math.min(one.size, Math.max(5, (int) ((long) ROWS * one.size / neurons)));
      Arrays.fill(group, one.first, one.first + one.size, (byte) g);
      groups.add(new Group(one.model, one.first, one.size, shown));
      for (int k = 0; k < shown; k++) row[one.first + (int) ((long) k * one.size / shown)] = rows++;
    }
    arrangement = NEXT.incrementAndGet();
    spikes = new Ring(SPIKES, 2);
    int width = groups.size() + 1;
    rates = new Ring(BINS, width);
    counts = new double[width];
    bin = Math.max(1, Math.round(BIN / kernel.grid().h_ms()));
    binEnd = (kernel.now() / bin + 1) * bin;
  }

  /// The largest groups, in their order.
  private static List<Group> largest(List<Group> all) {
    int[] sizes = all.stream().mapToInt(Group::size).sorted().toArray();
    int least = sizes[sizes.length - GROUPS];
    return all.stream().filter(g -> g.size >= least).limit(GROUPS).toList();
  }

  @Override
  public synchronized void fired(long t, int[] senders, int from, int to) {
    while (t >= binEnd) {
      int at = rates.add();
      counts[groups.size()] = kernel.grid().ms(binEnd);
      System.arraycopy(counts, 0, rates.values(), at, counts.length);
      Arrays.fill(counts, 0);
      binEnd += bin;
    }
    for (int k = from; k < to; k++) {
      int id = senders[k];
      if (group[id] >= 0) counts[group[id]]++;
      if (row[id] < 0) continue;
      int at = spikes.add();
      spikes.values()[at] = kernel.grid().ms(t + 1);
      spikes.values()[at + 1] = row[id];
    }
    fired += to - from;
  }

  @Override
  public synchronized boolean slice(long step) {
    now = step;
    for (Trace trace : traces) {
      int at = trace.samples.add();
      trace.samples.values()[at] = kernel.grid().ms(step);
      trace.samples.values()[at + 1] = kernel.read(trace.id, trace.recordable);
    }
    return stopped || isWanted();
  }

  private boolean isWanted() {
    return paused || saving || wanted != null;
  }

  /// Does what the page has asked for, between two pieces of a run; waits while the run is paused.
  ///
  /// @param ending whether the run is to end
  public void serve(BooleanSupplier ending) {
    while (true) {
      String model;
      boolean save;
      synchronized (this) {
        model = wanted;
        save = saving;
        wanted = null;
        saving = false;
      }
      if (save) {
        say("Saving ...");
        say(saved());
      }
      if (model != null) weigh(model);
      synchronized (this) {
        if (!paused || stopped || ending.getAsBoolean()) return;
        long from = System.nanoTime();
        try {
          if (!saving && wanted == null) wait(PATIENCE);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          paused = false;
        }
        wallBegin += System.nanoTime() - from;
      }
    }
  }

  private String saved() {
    try {
      return "Saved to " + network.saved();
    } catch (BadInput e) {
      return "Not saved: " + e.getMessage();
    }
  }

  private void weigh(String model) {
    double[] found;
    try {
      found = network.weights(model);
    } catch (BadInput e) {
      say("No weights: " + e.getMessage());
      return;
    }
    synchronized (this) {
      weights = found;
      weighed = model;
    }
  }

  private synchronized void say(String text) {
    said = text;
  }

  /// Whether the page has told the run to end.
  public synchronized boolean isStopped() {
    return stopped;
  }

  synchronized void pause(boolean yes) {
    paused = yes;
    notifyAll();
  }

  synchronized void stop() {
    stopped = running;
    paused = false;
    notifyAll();
  }

  synchronized void askToSave() {
    if (!running) said = "Nothing is running: save by a call, sim.save(file)";
    saving = running;
    notifyAll();
  }

  synchronized void askForWeights(String model) {
    if (running && synapses.contains(model)) wanted = model;
    notifyAll();
  }

  /// Follows a variable of a neuron; no other any more where `add` is false.
  void follow(long number, String variable, boolean add) {
    int id = Math.clamp(number, 0, Integer.MAX_VALUE);
    synchronized (this) {
      if (id < 1 || id > seen || !kernel.isNeuron(id)) {
        said = "There is no neuron " + number;
        return;
      }
    }
    List<Recordable> all = ((NeuronModel) kernel.model(id)).recordables();
    for (int r = 0; r < all.size(); r++) {
      Recordable one = all.get(r);
      if (!one.name().equals(variable)) continue;
      String unit = one.unit().symbol();
      String label = "%s of %d%s".formatted(variable, id, unit.isEmpty() ? "" : " (" + unit + ")");
      synchronized (this) {
        if (!add) {
          traces.clear();
          list++;
        }
        if (traces.size() < TRACES) traces.add(new Trace(id, r, label, new Ring(SAMPLES, 2)));
      }
      return;
    }
    say("Neuron %d has no variable %s".formatted(id, variable));
  }

  /// All that is new to the page, in JSON.
  String state(Known known) {
    StringBuilder json = new StringBuilder(1 << 14);
    Ring.Rows newSpikes;
    Ring.Rows newRates;
    List<Group> shown;
    List<String> models;
    List<Ring.Rows> samples = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    synchronized (this) {
      newSpikes = spikes.since(known.spikes, SPIKES);
      newRates = rates.since(known.rates, BINS);
      shown = List.copyOf(groups);
      models = synapses;
      for (int k = 0; k < traces.size(); k++) {
        boolean goesOn = known.list == list && k < known.traces.length;
        samples.add(traces.get(k).samples.since(goesOn ? known.traces[k] : 0, SAMPLES));
        labels.add(traces.get(k).label);
      }
      double took = running ? (System.nanoTime() - wallBegin) * 1e-9 : 0;
      json.append("{\"now\":");
      LiveJson.number(kernel.grid().ms(now), json);
      put(json, "begin", kernel.grid().ms(begin));
      put(json, "end", kernel.grid().ms(end));
      put(json, "wall", wall + took);
      put(json, "took", took);
      put(json, "fired", fired);
      put(json, "neurons", neurons);
      put(json, "rows", rows);
      put(json, "bin", bin * kernel.grid().h_ms());
      put(json, "list", list);
      put(json, "arrangement", arrangement);
      put(json, "running", running ? 1 : 0);
      put(json, "paused", paused ? 1 : 0);
      text(json, "said", said);
      text(json, "weighed", weighed);
      json.append(",\"weights\":");
      LiveJson.numbers(weights, json);
    }
    lists(json, newSpikes, newRates, shown, models);
    json.append(",\"traces\":[");
    for (int k = 0; k < samples.size(); k++) {
      json.append(k == 0 ? "{\"label\":" : ",{\"label\":");
      LiveJson.text(labels.get(k), json);
      put(json, "next", samples.get(k).next());
      json.append(",\"t\":");
      samples.get(k).column(0, json);
      json.append(",\"v\":");
      samples.get(k).column(1, json);
      json.append('}');
    }
    return json.append("]}").toString();
  }

  private static void lists(
      StringBuilder json,
      Ring.Rows points,
      Ring.Rows bins,
      List<Group> shown,
      List<String> models) {
    put(json, "spikesNext", points.next());
    json.append(",\"t\":");
    points.column(0, json);
    json.append(",\"row\":");
    points.column(1, json);
    put(json, "ratesNext", bins.next());
    json.append(",\"until\":");
    bins.column(shown.size(), json);
    json.append(",\"groups\":[");
    for (int g = 0; g < shown.size(); g++) {
      Group one = shown.get(g);
      json.append(g == 0 ? "{\"model\":" : ",{\"model\":");
      LiveJson.text(one.model.name(), json);
      put(json, "first", one.first);
      put(json, "size", one.size);
      put(json, "rows", one.rows);
      json.append(",\"variables\":[");
      List<Recordable> all = one.model.recordables();
      for (int r = 0; r < all.size(); r++) {
        if (r > 0) json.append(',');
        LiveJson.text(all.get(r).name(), json);
      }
      json.append("],\"counts\":");
      bins.column(g, json);
      json.append('}');
    }
    json.append("],\"synapses\":[");
    String comma = "";
    for (String model : models) {
      json.append(comma);
      LiveJson.text(model, json);
      comma = ",";
    }
    json.append(']');
  }

  private static void put(StringBuilder json, String key, long value) {
    json.append(",\"").append(key).append("\":").append(value);
  }

  private static void put(StringBuilder json, String key, double value) {
    json.append(",\"").append(key).append("\":");
    LiveJson.number(value, json);
  }

  private static void text(StringBuilder json, String key, String value) {
    json.append(",\"").append(key).append("\":");
    LiveJson.text(value, json);
  }
}
