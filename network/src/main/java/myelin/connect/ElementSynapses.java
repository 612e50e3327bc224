package myelin.connect;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import myelin.connect.recipe.CallRandom;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.engine.declare.ModelRegistry;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.kernel.Kernel;
import myelin.engine.wiring.EdgeBatch;
import myelin.engine.wiring.Recipe;
import myelin.value.Place;
import myelin.value.Quantity;
import myelin.value.SavedValues;

/// Synapses that take synaptic elements.
public final class ElementSynapses {

  private ElementSynapses() {}

  /// Counts the elements that the synapses of a recipe take, if they take any.
  static void take(Recipe recipe, Synapse synapse, Kernel kernel) {
    if (!synapse.hasElements()) return;
    EdgeBatch batch = new EdgeBatch();
    Recipe.Cursor cursor = recipe.open(id -> true);
    while (cursor.next(batch)) {
      for (int e = 0; e < batch.size(); e++) {
        kernel.elements().connect(batch.source(e), synapse.pre(), 1);
        kernel.elements().connect(batch.target(e), synapse.post(), 1);
      }
      batch.clear();
    }
  }

  /// Gives the models of synapses that grow numbers, and has their delays count; see
  /// [Connector#numbers].
  static int[] numbers(List<Synapse> growing, Kernel kernel, SynapseNames names, int calls) {
    int known = names.list().size();
    int[] numbers = new int[growing.size()];
    int[] delay = new int[2 * growing.size()];
    boolean checked = false;
    try {
      for (int k = 0; k < numbers.length; k++) {
        Synapse synapse = growing.get(k);
        synapse.requireLengths(-1, "no arrays", "structural plasticity");
        for (Quantity<?> value : synapse.values().values()) value.requirePairs(Place.MOST);
        Synapses values = new Synapses(synapse, kernel, CallRandom.of(kernel.seed(), calls));
        boolean one = synapse.delay().isNumber();
        delay[2 * k] = one ? values.steps(synapse.delay().number()) : kernel.delays().least();
        delay[2 * k + 1] = one ? delay[2 * k] : kernel.delays().most();
        numbers[k] = names.number(synapse);
      }
      checked = true;
    } finally {
      if (!checked) names.keep(known);
    }
    kernel.delays().use(delay);
    return numbers;
  }

  /// Writes what synapses are like that are still to be made.
  public static void save(Synapse synapse, CheckpointWriter out) throws IOException {
    Map<String, Quantity<?>> settable = new LinkedHashMap<>(synapse.values());
    settable.keySet().removeIf(name -> !isSettable(synapse, name)); // it begins as the model says
    if (synapse.defaultDelay()) settable.remove("delay");
    out.put(synapse.name());
    out.put(synapse.model().name());
    out.put(settable.size());
    for (Map.Entry<String, Quantity<?>> value : settable.entrySet()) {
      out.put(value.getKey());
      SavedValues.save(value.getValue(), out);
    }
    out.put(synapse.receptor());
    out.put(Objects.requireNonNullElse(synapse.receptorName(), ""));
    out.put(synapse.pre());
    out.put(synapse.post());
  }

  private static boolean isSettable(Synapse synapse, String name) {
    return synapse
        .model()
        .parameter(name)
        .filter(p -> p.role() != ParameterSpec.Role.READ_ONLY)
        .isPresent();
  }

  /// Reads what [#save] has written.
  public static Synapse load(CheckpointReader in, ModelRegistry models) throws IOException {
    String name = in.text();
    Synapse synapse = Synapse.of(models.named(in.text())).named(name);
    for (int n = in.whole(); n > 0; n--) synapse = synapse.with(in.text(), SavedValues.load(in));
    synapse = synapse.receptor(in.whole());
    String receptor = in.text();
    if (!receptor.isEmpty()) synapse = synapse.receptor(receptor);
    return synapse.elements(in.text(), in.text());
  }
}
