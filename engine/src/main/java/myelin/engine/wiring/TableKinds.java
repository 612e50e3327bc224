package myelin.engine.wiring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import myelin.engine.declare.Channel;
import myelin.engine.declare.Receptor;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.nodes.Nodes;
import myelin.engine.plastic.PlasticTable;
import myelin.engine.plastic.SynapseModel;
import myelin.engine.table.ConnectionTable;
import myelin.engine.table.TableKey;
import org.jspecify.annotations.Nullable;

/// The kinds of synapses that there are: to which table a synapse belongs, and how many tables
/// there may be.
public final class TableKinds {

  /// How many different weights may have a ring of counts, for one channel of one model.
  private static final int COUNTED_WEIGHTS = 8;

  /// How many may have a table of their own; further ones share a table with a column of weights.
  private static final int OWN_WEIGHTS = 64;

  private final Nodes nodes;
  private final double h;
  private final List<TableKey> keys = new ArrayList<>();
  private final Map<TableKey, SynapseModel> models = new HashMap<>();

  /// No kinds yet.
  ///
  /// @param h resolution (ms)
  TableKinds(Nodes nodes, double h) {
    this.nodes = nodes;
    this.h = h;
  }

  /// Their keys, in order of first use.
  List<TableKey> keys() {
    return keys;
  }

  /// The synapse model of a kind.
  SynapseModel model(TableKey key) {
    return models.getOrDefault(key, SynapseModel.NONE);
  }

  /// The tables that the synapses of a call may belong to, by model of the target and sign of the
  /// weight.
  Plan plan(ConnectCall call) {
    int models = nodes.models().size();
    TableKey[][] own = new TableKey[models][2];
    boolean exact = call.values().map(v -> v.get().areExact()).orElse(false);
    for (TableKey[] pair : own) Arrays.fill(pair, TableKey.NONE);
    for (int m = 0; m < models; m++) {
      if (call.targetModel() >= 0 && call.targetModel() != m) continue;
      NeuronModel model = nodes.models().get(m);
      if (model.receptors().stream().noneMatch(r -> r.number() == call.receptor())) continue;
      Receptor receptor = model.receptor(call.receptor());
      boolean all = call.values().isPresent();
      boolean below = TableKey.negative(call.weight());
      if (all || !below) own[m][0] = key(call, exact, m, model, receptor.spikes());
      if (all || below) own[m][1] = key(call, exact, m, model, receptor.spikesNegative());
    }
    return new Plan(call, own);
  }

  private TableKey key(ConnectCall call, boolean exact, int m, NeuronModel model, int channel) {
    if (channel == Receptor.REFUSED) return TableKey.NONE;
    boolean ignored = channel == Receptor.IGNORED;
    Channel.Content content =
        ignored ? Channel.Content.WEIGHTS : model.channels().get(channel).content();
    boolean counts = content.ignoresWeights();
    boolean plain = call.values().isEmpty() && call.weight() == 1;
    boolean spikes = counts && plain && call.recorder() == 0;
    if (call.model().keepsColumns()) {
      return register(
          new TableKey(
              m,
              channel,
              call.synapse(),
              TableKey.Kind.PLASTIC,
              0,
              call.recorder(),
              call.third(),
              call.birth()),
          call.model());
    }
    double weight = spikes ? 1 : call.weight();
    boolean counted = call.countable() && !ignored && !content.isEach() && counts == spikes;
    TableKey.Kind kind =
        !spikes && call.values().isPresent()
            ? TableKey.Kind.VARIED
            : counted ? TableKey.Kind.COUNTED : TableKey.Kind.CONSTANT;
    double one = kind == TableKey.Kind.VARIED ? 0 : weight;
    TableKey key = new TableKey(m, channel, call.synapse(), kind, one, call.recorder(), 0);
    if (exact && kind == TableKey.Kind.VARIED && canBeExact(key)) key = key.exact();
    return spikes ? register(key, call.model()) : affordable(key, call.model());
  }

  /// Whether spikes of synapses in a table arrive as such, whatever their weights.
  boolean takesSpikes(TableKey key) {
    if (key.channel() < 0) return false;
    Channel channel = nodes.models().get(key.model()).channels().get(key.channel());
    return channel.content().ignoresWeights();
  }

  /// Whether synapses of a kind may have weights in double precision: not if their target keeps a
  /// state of each.
  boolean canBeExact(TableKey key) {
    if (key.channel() < 0) return true;
    Channel channel = nodes.models().get(key.model()).channels().get(key.channel());
    return channel.content() != Channel.Content.BY_SOURCE;
  }

  /// This key, or where there are too many different weights already, one that is like it.
  TableKey affordable(TableKey key, SynapseModel model) {
    if (keys.contains(key) || key.channel() < 0 || !key.uniform()) return register(key, model);
    long others =
        keys.stream()
            .filter(k -> k.model() == key.model() && k.channel() == key.channel() && k.uniform())
            .mapToDouble(TableKey::weight)
            .filter(w -> w != key.weight())
            .distinct()
            .count();
    if (others < COUNTED_WEIGHTS) return register(key, model);
    if (others < OWN_WEIGHTS) return register(key.constant(), model);
    boolean exact = (float) key.weight() != key.weight() && canBeExact(key);
    return register(exact ? key.exact() : key.varied(), model);
  }

  /// Takes up a kind, if it is new.
  public TableKey register(TableKey key, SynapseModel model) {
    models.put(key, model);
    if (!keys.contains(key)) keys.add(key);
    return key;
  }

  /// An empty table of a kind.
  public ConnectionTable newTable(TableKey key) {
    return key.kind() == TableKey.Kind.PLASTIC
        ? new PlasticTable(key, model(key), h)
        : new ConnectionTable(key);
  }

  /// A call with the tables that its synapses go to: `keys[model][0]` for weights >= 0, `[1]` for
  /// others, [TableKey#NONE] where there can be none.
  record Plan(ConnectCall call, TableKey[][] keys) {

    /// The table for a weight of a synapse onto a model.
    TableKey key(int model, double weight) {
      return keys[model][TableKey.negative(weight) ? 1 : 0];
    }

    /// The one builder that all synapses go to, or null if that has to be found for each;
    /// [TableBuilder#NONE] if there can be none.
    @Nullable TableBuilder builder(Map<TableKey, TableBuilder> all) {
      if (call.range().isEmpty() || call.targetModel() < 0) return null;
      TableKey[] both = keys[call.targetModel()];
      if (call.range().get().mixed() && !both[0].equals(both[1])) return null;
      int sign = call.range().get().negative() ? 1 : 0;
      return all.getOrDefault(both[sign], TableBuilder.NONE);
    }

    /// The builders at `2 model + (weight < 0 ? 1 : 0)`, [TableBuilder#NONE] where there can be
    /// none.
    TableBuilder[] builders(Map<TableKey, TableBuilder> all) {
      TableBuilder[] own = new TableBuilder[2 * keys.length];
      for (int b = 0; b < own.length; b++) {
        own[b] = all.getOrDefault(keys[b / 2][b % 2], TableBuilder.NONE);
      }
      return own;
    }
  }
}
