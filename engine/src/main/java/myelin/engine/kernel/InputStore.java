package myelin.engine.kernel;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.engine.declare.Channel;
import myelin.engine.input.BySource;
import myelin.engine.input.CountRing;
import myelin.engine.input.EventRing;
import myelin.engine.input.Events;
import myelin.engine.input.InputRing;
import myelin.engine.input.TargetBlocks;
import myelin.engine.neuron.Block;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.neuron.Population;
import myelin.engine.nodes.Nodes;
import myelin.engine.past.History;
import myelin.engine.plastic.PostSpikes;

/// Writes to a checkpoint what is under way between neurons and what plastic synapses still have to
/// hear, and puts it back.
final class InputStore {

  /// Numbers that belong to neurons, as they are collected.
  private static final class List {
    private int[] id = new int[64];
    private double[] value = new double[64];
    private int size;

    void add(int neuron, double x) {
      if (size == id.length) {
        id = Arrays.copyOf(id, 2 * size);
        value = Arrays.copyOf(value, 2 * size);
      }
      id[size] = neuron;
      value[size++] = x;
    }

    void write(CheckpointWriter out) throws IOException {
      out.put(id, size);
      out.put(value, size);
      size = 0;
    }
  }

  private static final double[] NONE = {};

  /// How many numbers describe a trace.
  private static final int TRACE = 3;

  /// The most spikes that may arrive at a neuron in a step.
  private static final double MOST_SPIKES = 1 << 30;

  private final Kernel kernel;
  private final Nodes nodes;
  private final List list = new List();

  InputStore(Kernel kernel) {
    this.kernel = kernel;
    nodes = kernel.nodes;
  }

  private Population population(int part, int m) {
    return kernel.populations[part][m];
  }

  private int channels(int m) {
    return nodes.models().get(m).channels().size();
  }

  private Channel.Content content(int m, int c) {
    return nodes.models().get(m).channels().get(c).content();
  }

  /// Writes the weights whose spikes are counted, in the order in which counts add up. Spikes on
  /// their way must have been delivered.
  void saveRings(CheckpointWriter out) throws IOException {
    out.section("rings");
    for (int m = 0; m < nodes.models().size(); m++) {
      for (int c = 0; c < channels(m); c++) {
        InputRing ring = population(0, m).ring(c);
        int n = ring == null ? 0 : ring.counts().length;
        double[] weights = new double[n];
        for (int k = 0; k < n; k++) weights[k] = ring.counts()[k].weight();
        out.put(weights);
      }
    }
  }

  void loadRings(CheckpointReader in) throws IOException {
    in.section("rings");
    for (int m = 0; m < nodes.models().size(); m++) {
      for (int c = 0; c < channels(m); c++) {
        for (double weight : in.finite(in.reals())) {
          for (int p = 0; p < kernel.parts; p++) {
            population(p, m).ring(c).countsOf(weight, new TargetBlocks());
          }
        }
      }
    }
  }

  /// Writes input under way.
  void saveInput(CheckpointWriter out, int slots, long now) throws IOException {
    out.section("input");
    for (int m = 0; m < nodes.models().size(); m++) {
      for (int c = 0; c < channels(m); c++) {
        if (population(0, m).ring(c) == null) continue;
        saveEvents(out, m, c, slots, now);
        int rings = population(0, m).ring(c).counts().length;
        for (long t = now; t < now + slots; t++) {
          for (int k = -1; k < rings; k++) {
            for (int p = 0; p < kernel.parts; p++) collect(population(p, m), c, k, t);
            list.write(out);
          }
        }
      }
    }
  }

  /// Collects the sums of a step, or the counts of ring number `k`.
  private void collect(Population population, int c, int k, long t) {
    InputRing ring = population.ring(c);
    if (t - kernel.now >= ring.slots()) return;
    double[] sums = k < 0 ? ring.held(t) : NONE;
    if (sums == null) return;
    for (int i = 0; i < population.size(); i++) {
      double x = k < 0 ? sums[i] : ring.counts()[k].at(t, i);
      if (Double.doubleToRawLongBits(x) != 0) list.add(population.id(i), x);
    }
  }

  /// Writes the spikes under way that are kept one by one, those to a neuron in the order of
  /// delivery.
  private void saveEvents(CheckpointWriter out, int m, int c, int slots, long now)
      throws IOException {
    for (int p = 0; p < kernel.parts; p++) {
      Population population = population(p, m);
      EventRing ring = population.ring(c).events();
      if (ring == null) return;
      for (long t = now; t < now + slots && t - now < population.ring(c).slots(); t++) {
        for (int b = 0; b < population.blocks(); b++) {
          Events events = ring.at(t, b);
          for (int k = 0; k < events.size(); k++) {
            out.put(population.id(b * Block.LANES + events.lane(k)));
            out.put(t - now);
            out.put(events.value(k));
            out.put(events.offset(k));
          }
        }
      }
    }
    out.put(0);
  }

  private void loadEvents(CheckpointReader in, int m, int c, int slots, long now)
      throws IOException {
    if (population(0, m).ring(c).events() == null) return;
    for (int id = in.whole(); id != 0; id = in.whole()) {
      boolean there = id >= 1 && id <= nodes.size() && nodes.model(id) == m;
      in.require(there, "a spike is under way to a neuron that is not there");
      long ahead = in.wide();
      double value = in.finite(new double[] {in.real()})[0];
      double offset = in.finite(new double[] {in.real()})[0];
      boolean fits = ahead >= 0 && ahead < slots;
      if (content(m, c).ignoresWeights()) fits &= value >= 1 && value <= MOST_SPIKES;
      fits &=
          content(m, c).isTimed()
              ? offset >= 0 && offset < kernel.grid.h_ms()
              : BySource.isKey(offset, nodes.size());
      in.require(fits, "a spike under way is in no step");
      if (!nodes.isHere(id)) continue;
      Objects.requireNonNull(population(nodes.part(id), m).ring(c).events())
          .add(now + ahead, nodes.local(id), value, offset);
    }
  }

  void loadInput(CheckpointReader in, int slots, long now) throws IOException {
    in.section("input");
    for (int m = 0; m < nodes.models().size(); m++) {
      for (int c = 0; c < channels(m); c++) {
        if (population(0, m).ring(c) == null) continue;
        loadEvents(in, m, c, slots, now);
        int rings = population(0, m).ring(c).counts().length;
        for (long t = now; t < now + slots; t++) {
          for (int k = -1; k < rings; k++) put(in, m, c, k, t);
        }
      }
    }
  }

  private void put(CheckpointReader in, int m, int c, int k, long t) throws IOException {
    int[] id = in.wholes();
    double[] value = in.finite(in.reals());
    in.require(
        value.length == id.length, "input under way does not have one number for each target");
    for (int i = 0; i < id.length; i++) {
      boolean there = id[i] >= 1 && id[i] <= nodes.size() && nodes.model(id[i]) == m;
      in.require(there, "input is under way to a neuron that is not there");
      if (k >= 0) {
        in.require(value[i] >= 1 && value[i] <= MOST_SPIKES, "a number of spikes is not allowed");
      }
      if (!nodes.isHere(id[i])) continue;
      Population population = population(nodes.part(id[i]), m);
      InputRing ring = population.ring(c);
      int cell = nodes.local(id[i]);
      TargetBlocks reach = TargetBlocks.of(cell);
      if (k < 0) {
        ring.needSums(reach);
        ring.sums(t)[cell] = value[i];
      } else {
        CountRing counts = ring.counts()[k];
        ring.reach(counts, reach);
        counts.count(t, cell, (int) value[i]);
      }
    }
  }

  /// Writes the spikes that plastic synapses still have to hear.
  void savePosts(CheckpointWriter out) throws IOException {
    out.section("spikes");
    for (int id = 1; id <= nodes.size(); id++) {
      if (!nodes.isNeuron(id) || !nodes.isHere(id)) continue;
      Population population = population(nodes.part(id), nodes.model(id));
      int local = nodes.local(id);
      if (!PostSpikes.keeps(population, local)) continue;
      out.put(id);
      PostSpikes posts = PostSpikes.of(population);
      out.put(numbers(posts.traces()));
      out.put(posts.entries(local));
    }
    out.put(0);
  }

  /// Traces that synapses have asked for, as numbers.
  private static double[] numbers(java.util.List<PostSpikes.Trace> traces) {
    double[] numbers = new double[TRACE * traces.size()];
    for (int k = 0; k < traces.size(); k++) {
      numbers[TRACE * k] = traces.get(k).tau();
      numbers[TRACE * k + 1] = traces.get(k).jump();
      numbers[TRACE * k + 2] = traces.get(k).last() ? 1 : 0;
    }
    return numbers;
  }

  private static java.util.List<PostSpikes.Trace> traces(double[] numbers, CheckpointReader in)
      throws IOException {
    boolean fits = numbers.length % TRACE == 0;
    java.util.List<PostSpikes.Trace> traces = new java.util.ArrayList<>();
    for (int k = 0; fits && k < numbers.length; k += TRACE) {
      double tau = numbers[k];
      boolean own = tau == PostSpikes.Trace.MINUS || tau == PostSpikes.Trace.TRIPLET;
      fits = (own || tau > 0) && (numbers[k + 2] == 0 || numbers[k + 2] == 1);
      traces.add(new PostSpikes.Trace(numbers[k], numbers[k + 1], numbers[k + 2] == 1));
    }
    in.require(fits, "there are no such traces");
    return traces;
  }

  /// Writes what neurons leave to synapses beside spikes, and what they keep of their past.
  void saveHistories(CheckpointWriter out) throws IOException {
    out.section("histories");
    for (int id = 1; id <= nodes.size(); id++) {
      if (!nodes.isNeuron(id) || !nodes.isHere(id)) continue;
      Block block = block(id);
      out.put(population(nodes.part(id), nodes.model(id)).watched());
      int lane = nodes.local(id) % Block.LANES;
      for (int k = 0; k < block.histories(); k++) {
        out.put(block.history(k).steps(lane));
        out.put(block.history(k).values(lane));
      }
    }
  }

  void loadHistories(CheckpointReader in, Share share) throws IOException {
    in.section("histories");
    for (int id = 1; id <= nodes.size(); id++) {
      if (!nodes.isNeuron(id) || !share.has(id)) continue;
      for (int k : watched(id, in)) {
        long[] steps = in.wides();
        double[] values = in.finite(in.reals());
        boolean fits = steps.length == values.length;
        for (int e = 0; fits && e < steps.length; e++) {
          fits = steps[e] > (e == 0 ? -1 : steps[e - 1]) && steps[e] <= kernel.now;
        }
        in.require(fits, "the past of neuron %d is out of order".formatted(id));
        if (!nodes.isHere(id)) continue;
        History history = block(id).history(k);
        int lane = nodes.local(id) % Block.LANES;
        boolean allowed = history.allows(lane, steps);
        in.require(allowed, "the past of neuron %d has gaps, or is too long".formatted(id));
        history.restore(lane, steps, values);
      }
    }
  }

  /// The numbers of the histories of a neuron in the order in which they have been saved.
  private int[] watched(int id, CheckpointReader in) throws IOException {
    NeuronModel model = nodes.models().get(nodes.model(id));
    int own = model.histories().size();
    int[] recordables = in.wholes();
    int[] numbers = new int[own + recordables.length];
    for (int k = 0; k < own; k++) numbers[k] = k;
    for (int k = 0; k < recordables.length; k++) {
      int r = recordables[k];
      in.require(r >= 0 && r < model.recordables().size(), "there is no recordable " + r);
      if (nodes.isHere(id)) {
        numbers[own + k] = population(nodes.part(id), nodes.model(id)).watch(r);
      }
    }
    return numbers;
  }

  private Block block(int id) {
    Population population = population(nodes.part(id), nodes.model(id));
    return population.block(nodes.local(id) / Block.LANES);
  }

  void loadPosts(CheckpointReader in) throws IOException {
    in.section("spikes");
    for (int id = in.whole(); id != 0; id = in.whole()) {
      if (id < 1 || id > nodes.size() || !nodes.isNeuron(id)) {
        throw in.refuse("it is damaged: there is no neuron " + id);
      }
      java.util.List<PostSpikes.Trace> traces = traces(in.finite(in.reals()), in);
      double[] entries = in.finite(in.reals());
      int stride = 3 + traces.size();
      boolean fits = entries.length % stride == 0;
      double step = 0;
      for (int e = 0; fits && e < entries.length; e += stride) {
        fits = entries[e] >= step && entries[e] <= kernel.now;
        fits &= entries[e] == Math.rint(entries[e]) && entries[e + 1] >= 0 && entries[e + 2] >= 0;
        step = entries[e];
      }
      if (!fits) {
        throw in.refuse(
            "it is damaged: spikes of neuron %d are out of order, or have no such traces"
                .formatted(id));
      }
      if (!nodes.isHere(id)) continue;
      PostSpikes.of(population(nodes.part(id), nodes.model(id)))
          .restore(nodes.local(id), entries, traces);
    }
  }
}
