package myelin.parameter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import myelin.engine.base.BadInput;
import myelin.engine.base.Ids;
import myelin.engine.base.Ranks;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.declare.Recordable;
import myelin.engine.device.Device;
import myelin.engine.device.DeviceModel;
import myelin.engine.kernel.Kernel;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.random.RandomStream;
import myelin.value.Quantity;
import org.jspecify.annotations.Nullable;

/// Reads and writes parameters and state of nodes. A write is checked as a whole before any of it
/// is done.
public final class Parameters {

  private final Kernel kernel;
  private final Freezing freezing;
  private RandomStream random;
  private int calls;

  /// Parameters of the nodes of `kernel`.
  public Parameters(Kernel kernel) {
    this.kernel = kernel;
    freezing = new Freezing(kernel);
    random = new RandomStream(kernel.seed());
  }

  /// Draws from the network's seed as it is now.
  public void reseed() {
    random = new RandomStream(kernel.seed());
  }

  /// New numbers for a parameter: one for all nodes, or one for each.
  public record Change(ParameterSpec spec, double[] numbers) {
    double at(int i) {
      return numbers[numbers.length == 1 ? 0 : i];
    }
  }

  /// A parameter or state variable of each of some nodes, as numbers.
  ///
  /// @throws BadInput if a model has none of that name, or if it is not a number
  public double[] numbers(Ids ids, String parameter) {
    double[] numbers = new double[ids.size()];
    Model model = null;
    ParameterSpec plain = null; // the parameter of the model, if the kernel has it as a number
    for (int i = 0; i < numbers.length; i++) {
      int id = ids.at(i);
      kernel.requireHere(id);
      if (kernel.model(id) != model) {
        model = kernel.model(id);
        boolean frozen = Freezing.isMeant(model, parameter);
        ParameterSpec p = frozen ? null : model.requireParameter(parameter);
        plain = p != null && isNumber(id, p) ? p : null;
      }
      numbers[i] = plain == null ? number(id, parameter) : kernel.get(id, plain);
    }
    return numbers;
  }

  private double number(int id, String parameter) {
    Model model = kernel.model(id);
    if (Freezing.isMeant(model, parameter)) return freezing.of(id) ? 1 : 0;
    return number(value(id, parameter), model.requireParameter(parameter), model);
  }

  private static double number(Object value, ParameterSpec p, Model model) {
    if (value instanceof Number n) return n.doubleValue();
    if (value instanceof Boolean b) return b ? 1 : 0;
    throw new BadInput(
        BadInput.Kind.UNIT,
        "%s: %s is %s; read it with value(...)".formatted(model.name(), p.name(), p.kind().text()));
  }

  private boolean isNumber(int id, ParameterSpec p) {
    return kernel.model(id) instanceof NeuronModel model
        && !ParameterInput.isList(p)
        && p.kind() != ParameterSpec.Kind.MAPS
        && !p.isChoice()
        && model.count(p.name()).isEmpty();
  }

  /// A parameter or state variable of one node, in its own type.
  ///
  /// @throws BadInput if its model has none of that name
  public Object value(int id, String parameter) {
    kernel.requireHere(id);
    if (Freezing.isMeant(kernel.model(id), parameter)) return freezing.of(id);
    ParameterSpec p = kernel.model(id).requireParameter(parameter);
    if (!(kernel.model(id) instanceof NeuronModel model)) {
      return kernel.device(id).get(parameter, kernel.now());
    }
    if (p.kind() == ParameterSpec.Kind.MAPS) {
      return Elements.maps(p, model.shape(), number -> kernel.get(id, number));
    }
    if (ParameterInput.isList(p)) {
      return model.shape().elements(parameter).stream()
          .mapToDouble(element -> kernel.get(id, element))
          .toArray();
    }
    if (model.count(parameter).isPresent()) return (long) model.count(parameter).getAsInt();
    double v = kernel.get(id, p);
    if (p.isChoice()) return p.choices().get((int) v);
    return p.kind() == ParameterSpec.Kind.FLAG ? (Object) (v != 0) : (Object) v;
  }

  /// What a multimeter can record of a node.
  public List<String> recordables(int id) {
    return kernel.model(id).recordables().stream().map(Recordable::name).toList();
  }

  /// Checks values for `n` neurons that are about to be created, and returns what [#apply] needs.
  public List<Change> check(NeuronModel model, int n, int firstId, Map<String, Object> values) {
    Ids ids = Ids.range(firstId, n);
    List<Change> changes = changes(model, ids, n, values);
    boolean alike = changes.stream().allMatch(c -> c.numbers().length == 1);
    for (int i = 0; i < (alike ? 1 : n); i++) {
      check(model, model::name, changes, i, name -> model.number(name).initialNumber());
    }
    return changes;
  }

  /// Checks the values that each of the neurons about to be created has of its own, beyond those
  /// that [#check] has found for all.
  public List<List<Change>> checkEach(
      NeuronModel model, int firstId, List<Change> all, List<Map<String, Object>> each) {
    List<List<Change>> own = new ArrayList<>();
    for (int i = 0; i < each.size(); i++) {
      done();
      int place = i;
      ToDoubleFunction<String> others =
          name -> changed(all, name, place).orElse(model.number(name).initialNumber());
      try {
        List<Change> changes = changes(model, Ids.range(firstId + i, 1), 1, each.get(i));
        check(model, model::name, changes, 0, others);
        own.add(changes);
      } catch (BadInput e) {
        throw ofNode(firstId + i, e);
      }
    }
    return own;
  }

  /// The same refusal with the node named.
  public static BadInput ofNode(int id, BadInput e) {
    return new BadInput(e.kind(), "node %d: %s".formatted(id, e.getMessage()), e);
  }

  /// Writes checked changes; constants first, since the meaning of a state may depend on them.
  public void apply(Ids ids, List<Change> changes) {
    for (ParameterSpec.Role role : ParameterSpec.Role.values()) {
      for (Change c : changes) {
        if (c.spec().role() != role) continue;
        for (int i = 0; i < ids.size(); i++) kernel.put(ids.at(i), c.spec(), c.at(i));
      }
    }
    kernel.refresh(ids);
  }

  /// Refuses a quantity in another unit than the parameter has in the models of some nodes.
  public void requireUnit(Ids ids, String parameter, Quantity<?> value) {
    @Nullable Model checked = null;
    for (int i = 0; i < ids.size(); i++) {
      Model model = kernel.model(ids.at(i));
      if (model != checked) ParameterInput.requireUnit(model, parameter, value);
      checked = model;
    }
  }

  /// Sets parameters of existing nodes, all or none; what one rank refuses, all refuse.
  public void set(Ids ids, Map<String, Object> values) {
    kernel.requireWhole();
    kernel.ranks().call("set(%s)".formatted(String.join(", ", new TreeSet<>(values.keySet()))));
    check(ids, values, kernel.ranks()).run();
    done();
  }

  /// Checks parameters of existing nodes and returns what sets them; [#done] follows. One of
  /// several ranks may ask alone: it checks numbers of all nodes, and what they are together of its
  /// own.
  public Runnable check(Ids ids, Map<String, Object> values) {
    return check(ids, values, Ranks.ALONE);
  }

  /// @param ranks those that ask
  private Runnable check(Ids ids, Map<String, Object> values, Ranks ranks) {
    if (ids.size() == 0) {
      throw new BadInput(BadInput.Kind.LENGTH, "an empty collection has no parameters to set");
    }
    if (freezing.isAmong(ids, values)) {
      Runnable freeze = freezing.check(ids, values);
      Map<String, Object> others = Freezing.others(values);
      if (others.isEmpty()) return freeze;
      Runnable set = check(ids, others, ranks);
      return () -> {
        set.run();
        freeze.run();
      };
    }
    Map<Model, List<Integer>> places = new LinkedHashMap<>();
    for (int i = 0; i < ids.size(); i++) {
      places.computeIfAbsent(kernel.model(ids.at(i)), m -> new ArrayList<>()).add(i);
    }
    List<Runnable> writes = new ArrayList<>();
    places.forEach((model, at) -> {
      int[] place = at.stream().mapToInt(i -> i).toArray();
      int[] own = at.stream().mapToInt(ids::at).toArray();
      if (model instanceof NeuronModel m) {
        NeuronModel shape = shaped(m, values);
        List<Runnable> moves = new ArrayList<>();
        if (shape != m) for (int id : own) moves.add(kernel.reshape(id, shape));
        List<Change> changes = changes(shape, Ids.list(own), ids.size(), values, place);
        ranks.together(() -> checkTogether(shape, own, changes));
        writes.add(() -> {
          moves.forEach(Runnable::run);
          apply(Ids.list(own), changes);
        });
      } else {
        writes.add(devices((DeviceModel) model, own, place, ids.size(), values));
      }
    });
    return () -> writes.forEach(Runnable::run);
  }

  private void checkTogether(NeuronModel model, int[] ids, List<Change> changes) {
    for (int i = 0; i < ids.length; i++) {
      int id = ids[i];
      Supplier<String> where = () -> "%s, node %d".formatted(model.name(), id);
      if (!kernel.isHere(id)) continue;
      check(model, where, changes, i, name -> kernel.get(id, model.number(name)));
    }
  }

  /// Checks the parameters of the `i`-th neuron together: those that change, and the others.
  private static void check(
      NeuronModel model,
      Supplier<String> where,
      List<Change> changes,
      int i,
      ToDoubleFunction<String> others) {
    try {
      model.check(name -> {
        OptionalDouble changed = changed(changes, name, i);
        return changed.isPresent() ? changed.getAsDouble() : others.applyAsDouble(name);
      });
    } catch (BadInput e) {
      throw new BadInput(e.kind(), where.get() + ": " + e.getMessage(), e);
    }
  }

  private static OptionalDouble changed(List<Change> changes, String name, int i) {
    for (Change c : changes) if (c.spec().name().equals(name)) return OptionalDouble.of(c.at(i));
    return OptionalDouble.empty();
  }

  private List<Change> changes(
      NeuronModel model, Ids ids, int n, Map<String, Object> values, int... places) {
    List<Change> changes = new ArrayList<>();
    if (values.isEmpty()) return changes;
    values.forEach((name, given) -> {
      ParameterSpec p = model.requireParameter(name);
      Object settable = ParameterInput.require(model, name, given);
      if (settable instanceof Boolean b) {
        changes.add(new Change(p, new double[] {b ? 1 : 0}));
        return;
      }
      if (settable instanceof String text) {
        changes.add(new Change(p, new double[] {p.choices().indexOf(text)}));
        return;
      }
      if (settable instanceof Elements elements) {
        for (int k = 0; k < elements.all().size(); k++) {
          List<ParameterSpec> own = model.shape().elements(name, k);
          double[] numbers = elements.all().get(k).numbers();
          for (int f = 0; f < numbers.length; f++) {
            changes.add(new Change(own.get(f), new double[] {numbers[f]}));
          }
        }
        return;
      }
      Quantity<?> v = (Quantity<?>) settable;
      if (ParameterInput.isList(p)) {
        List<ParameterSpec> elements = model.shape().elements(name);
        double[] list = v.numbers();
        for (int k = 0; k < list.length; k++) {
          changes.add(new Change(elements.get(k), new double[] {list[k]}));
        }
        return;
      }
      requireLength(model, name, v, n);
      double[] numbers = new double[v.isNumber() ? 1 : ids.size()];
      for (int i = 0; i < numbers.length; i++) {
        if (v.isRandom()) stream(model, p, ids.at(i));
        numbers[i] = v.draw(random, places.length == 0 ? i : places[i]);
        if (v.isRandom()) ParameterInput.requireNumber(model, p, numbers[i]);
      }
      changes.add(new Change(p, numbers));
    });
    for (Change c : List.copyOf(changes)) {
      model
          .also(c.spec().name())
          .filter(other -> !values.containsKey(other))
          .ifPresent(other -> changes.add(new Change(model.number(other), c.numbers())));
    }
    return changes;
  }

  /// The model as it is for neurons whose lists are as those among `values`.
  public static NeuronModel shaped(NeuronModel model, Map<String, Object> values) {
    if (!model.shape().hasLists()) return model;
    IntStream.Builder key = IntStream.builder();
    for (ParameterSpec p : model.parameters()) {
      if (!hasElements(p) || p.role() == ParameterSpec.Role.READ_ONLY) continue;
      Object given = values.get(p.name());
      Arrays.stream(given == null ? model.shape().key(p.name()) : key(model, p, given))
          .forEach(key);
    }
    return model.shaped(key.build().toArray());
  }

  /// Whether a parameter of neurons is a list, of numbers or maps, which is part of their shape.
  public static boolean hasElements(ParameterSpec p) {
    return p.kind() == ParameterSpec.Kind.MAPS || ParameterInput.isList(p);
  }

  private static int[] key(NeuronModel model, ParameterSpec p, Object given) {
    Object settable = ParameterInput.require(model, p.name(), given);
    if (settable instanceof Elements elements) return elements.key();
    return new int[] {((Quantity<?>) settable).numbers().length};
  }

  /// Appends elements to a list of maps of each node, all or none.
  ///
  /// @throws BadInput if a node's model has no such list, or an element cannot be
  public void append(Ids ids, String list, Object elements) {
    kernel.requireWhole();
    List<Runnable> writes = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      Model model = kernel.model(ids.at(i));
      if (!(ParameterInput.require(model, list, elements) instanceof Elements more)) {
        throw new BadInput(
            BadInput.Kind.UNIT,
            "%s: %s is no list of maps, to which elements are appended; set it"
                .formatted(model.name(), list));
      }
      Elements own = (Elements) ParameterInput.require(model, list, value(ids.at(i), list));
      writes.add(check(Ids.range(ids.at(i), 1), Map.of(list, own.and(more))));
    }
    writes.forEach(Runnable::run);
    done();
  }

  /// Moves to the numbers for a parameter of a node in the present call.
  private void stream(Model model, ParameterSpec p, int id) {
    long place = model.parameters().indexOf(p);
    random.at(RandomStream.Purpose.PARAMETER, calls, (place << 32) | id);
  }

  /// Number of calls that may have drawn values.
  public int calls() {
    return calls;
  }

  /// Sets how many calls have drawn values, as a checkpoint does.
  public void calls(int made) {
    calls = made;
  }

  /// A call that may have drawn values has been carried out; the next one draws others.
  public void done() {
    calls++;
  }

  private static void requireLength(Model model, String name, Quantity<?> v, int n) {
    if (v.length() < 0 || v.length() == n) return;
    throw new BadInput(
        BadInput.Kind.LENGTH,
        "%s: %s is an array of %d numbers for %d nodes; give one number, or one for each"
            .formatted(model.name(), name, v.length(), n));
  }

  /// Checks values for a device that is about to be created.
  ///
  /// @param each the values that each device has of its own; empty if none has any
  /// @return these values as the device takes them, for [#setDevice]
  public List<Map<String, Object>> checkDevice(
      DeviceModel model,
      int n,
      int firstId,
      Map<String, Object> values,
      List<Map<String, Object>> each) {
    int call = calls;
    List<Map<String, Object>> own = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      Device trial = model.create(new Device.Site(kernel.grid(), kernel.seed(), firstId + i));
      calls = call;
      trial.set(deviceValues(model, i, n, firstId + i, values), kernel.now());
      if (each.isEmpty()) continue;
      calls = call + 1 + i;
      try {
        own.add(deviceValues(model, 0, 1, firstId + i, each.get(i)));
        trial.set(own.getLast(), kernel.now());
      } catch (BadInput e) {
        throw ofNode(firstId + i, e);
      }
    }
    calls = call;
    return own;
  }

  /// Sets parameters of a device that has just been created.
  ///
  /// @param own what [#checkDevice] has returned
  public void setDevice(
      int id, int i, int n, Map<String, Object> values, List<Map<String, Object>> own) {
    Device device = kernel.device(id);
    device.set(deviceValues(device.model(), i, n, id, values), kernel.now());
    if (!own.isEmpty()) device.set(own.get(i), kernel.now());
  }

  private Map<String, Object> deviceValues(
      DeviceModel model, int i, int n, int id, Map<String, Object> values) {
    Map<String, Object> own = new LinkedHashMap<>();
    values.forEach((name, given) -> {
      ParameterSpec p = model.requireParameter(name);
      Object settable = ParameterInput.require(model, name, given);
      if (settable instanceof Quantity<?> v && !ParameterInput.isList(p)) {
        requireLength(model, name, v, n);
      }
      if (settable instanceof Quantity<?> v && v.isRandom()) stream(model, p, id);
      Object value = ParameterInput.forDevice(p, settable, random, i);
      if (value instanceof Double d) ParameterInput.requireNumber(model, p, d);
      own.put(name, value);
    });
    return own;
  }

  private Runnable devices(
      DeviceModel model, int[] ids, int[] places, int n, Map<String, Object> values) {
    List<Runnable> changes = new ArrayList<>();
    for (int k = 0; k < ids.length; k++) {
      Map<String, Object> own = deviceValues(model, places[k], n, ids[k], values);
      changes.add(kernel.device(ids[k]).check(own, kernel.now()));
    }
    return () -> changes.forEach(Runnable::run);
  }
}
