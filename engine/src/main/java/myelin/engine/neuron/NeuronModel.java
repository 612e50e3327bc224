package myelin.engine.neuron;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import myelin.engine.base.BadInput;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Carried;
import myelin.engine.declare.Channel;
import myelin.engine.declare.Coding;
import myelin.engine.declare.FastLoop;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterList;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.declare.ParameterSpec.Kind;
import myelin.engine.declare.ParameterSpec.Role;
import myelin.engine.declare.Receptor;
import myelin.engine.declare.Recordable;
import myelin.engine.declare.Signal;
import myelin.engine.past.History;

/// A neuron model: its declaration, and how to make a block of its neurons.
public final class NeuronModel extends Model {

  private final Builder declaration;
  private final Shape shape;
  private final Parts parts;

  /// The same model for neurons of other shapes.
  private final Map<Shape, NeuronModel> shapes;

  private NeuronModel(Builder declaration, Shape shape, Map<Shape, NeuronModel> shapes) {
    super(
        new Words(declaration.name, declaration.summary, declaration.page()),
        declaration.declared(),
        declaration.fastLoop);
    this.declaration = declaration;
    this.shape = shape;
    this.shapes = shapes;
    parts = declaration.of(shape).parts(declaration.unrecorded);
  }

  @Override
  public Optional<String> source() {
    return declaration.source;
  }

  /// The parameters of one neuron, for a condition that spans several of them.
  ///
  /// @param numbers by name
  /// @param shape how many elements its lists have
  public record Values(ToDoubleFunction<String> numbers, Shape shape) {
    /// The value of parameter `name`.
    public double get(String name) {
      return numbers.applyAsDouble(name);
    }
  }

  /// Begins the declaration of a model.
  public static Builder named(String name) {
    return new Builder(name);
  }

  @Override
  public String elementType() {
    return "neuron";
  }

  @Override
  public Coding sends() {
    return declaration.sends;
  }

  @Override
  public Coding receives() {
    return declaration.receives;
  }

  @Override
  public boolean precise() {
    return declaration.precise;
  }

  @Override
  public List<Recordable> recordables() {
    return parts.recordables();
  }

  /// All that its blocks show by number: the recordables, then what can be read or set, but not
  /// recorded.
  public List<Recordable> variables() {
    return parts.variables();
  }

  /// What its neurons leave to plastic synapses, beside spikes, or to themselves.
  public List<History.Kind> histories() {
    return declaration.histories;
  }

  /// The number of what it leaves to synapses under a name; negative if it leaves none.
  public int history(String name) {
    List<History.Kind> all = declaration.histories;
    for (int k = 0; k < all.size(); k++) if (all.get(k).isLeftAs(name)) return k;
    return -1;
  }

  /// The number of the recordable whose values its neurons can leave to plastic synapses under its
  /// name; negative if there is none.
  public int heard(String recordable) {
    if (parameter("tau_minus").isEmpty()) return -1;
    List<Recordable> all = recordables();
    for (int k = 0; k < all.size(); k++) if (all.get(k).name().equals(recordable)) return k;
    return -1;
  }

  /// The kinds of input it sums.
  public List<Channel> channels() {
    return parts.channels();
  }

  /// What connections may end on.
  public List<Receptor> receptors() {
    return parts.receptors();
  }

  /// Whether a neuron may fire more than once in a step.
  public boolean severalSpikesPerStep() {
    return declaration.severalSpikesPerStep;
  }

  /// What its spikes carry, if they carry a number.
  public Optional<Carried> carried() {
    return declaration.carried;
  }

  /// What its neurons tell others or hear from them all the time, if they do; its blocks are
  /// [CoupledBlock]s.
  public Optional<Signal> signal() {
    return declaration.signals.taken();
  }

  /// Whether its neurons send a signal to those that are connected by models that carry it.
  public boolean sends(Signal wanted) {
    return declaration.signals.sent().contains(wanted);
  }

  /// Whether its neurons hear a signal from others.
  public boolean hears(Signal carried) {
    return declaration.signals.hears(carried);
  }

  /// Whether it fires.
  public boolean spikes() {
    return declaration.spikes;
  }

  /// Refuses parameters that do not go together.
  ///
  /// @param numbers of a neuron of this shape, by name
  public void check(ToDoubleFunction<String> numbers) {
    declaration.check.accept(new Values(numbers, shape));
  }

  Block newBlock() {
    Block block = declaration.block.apply(shape);
    block.bind(parts.variables());
    return block;
  }

  /// How many elements its neurons' lists have.
  public Shape shape() {
    return shape;
  }

  /// The model as it is for neurons whose lists have these lengths, in the order in which the lists
  /// are declared, and elements of this structure, see [Shape#key()]: channels, receptors and
  /// recordables may differ, parameters do not. Equal keys give the same object.
  ///
  /// @throws BadInput if such lists do not go together
  public NeuronModel shaped(int... key) {
    Shape wanted = new Shape(parameters(), key);
    return shapes.computeIfAbsent(wanted, s -> new NeuronModel(declaration, s, shapes));
  }

  /// Whether these whole numbers are the key of a shape, though perhaps of one that is refused.
  public boolean isKey(int... key) {
    return Shape.isKey(parameters(), key);
  }

  /// What such a neuron lacks before it can be simulated; empty if nothing.
  public String incomplete() {
    return parts.incomplete();
  }

  /// The parameter, or the element of a list, of that name.
  ///
  /// @throws BadInput naming the nearest parameter if there is none
  public ParameterSpec number(String name) {
    ParameterSpec number = shape.number(name);
    return number == null ? requireParameter(name) : number;
  }

  /// The number, among [#variables()], of the one that shows a parameter; negative if none does.
  public int recordable(String parameter) {
    return parts.variable(parameter);
  }

  /// What a read-only parameter counts: the elements of a list; empty if it counts none.
  public OptionalInt count(String parameter) {
    String list = declaration.counts.get(parameter);
    return list == null ? OptionalInt.empty() : OptionalInt.of(shape.length(list));
  }

  /// About how many times longer a step takes than that of a leaky neuron with exact solutions.
  public int effort() {
    return newBlock().effort();
  }

  /// The parameter that is set to the same when `parameter` is set, unless it is given, too; empty
  /// if there is none.
  public Optional<String> also(String parameter) {
    return Optional.ofNullable(declaration.also.get(parameter));
  }

  /// The receptor of that number.
  ///
  /// @throws BadInput listing the receptors if there is none of that number
  public Receptor receptor(int number) {
    return parts.receptor(number, this);
  }

  /// Number of the receptor whose spikes go to a channel; 0 if there is none.
  public int receptorOf(int channel) {
    return parts.receptorOf(channel);
  }

  /// Declares a model step by step; ends with [#block].
  public static final class Builder extends ParameterList<Builder> {
    private final String name;
    private String summary = "";
    private String description = "";
    private final List<Recordable> recordables = new ArrayList<>();
    private final List<Recordable> unrecorded = new ArrayList<>();
    private Coding sends = Coding.SPIKES;
    private Coding receives = Coding.SPIKES;
    private boolean precise;
    private final List<Channel> channels = new ArrayList<>();
    private final List<History.Kind> histories = new ArrayList<>();
    private final List<Receptor> receptors = new ArrayList<>();
    private Consumer<Values> check = v -> {};
    private boolean severalSpikesPerStep;
    private Optional<FastLoop> fastLoop = Optional.empty();
    private Signals signals = Signals.NONE;
    private boolean spikes = true;
    private Optional<Carried> carried = Optional.empty();
    private Optional<String> source = Optional.empty();
    private final Map<String, String> counts = new LinkedHashMap<>();
    private final Map<String, String> also = new LinkedHashMap<>();
    private final Map<String, String> shownBy = new LinkedHashMap<>();
    private String incomplete = "";
    private BiConsumer<Builder, Shape> more = (b, s) -> {};
    private Function<Shape, Block> block = Shape.NO_BLOCK;

    private Builder(String name) {
      this.name = name;
    }

    @Override
    protected Builder self() {
      return this;
    }

    /// The declaration for neurons of one shape.
    private Builder of(Shape shape) {
      Builder b = new Builder(name);
      b.recordables.addAll(recordables);
      b.channels.addAll(channels);
      b.receptors.addAll(receptors);
      b.shownBy.putAll(shownBy);
      more.accept(b, shape);
      return b;
    }

    private Parts parts(List<Recordable> unrecorded) {
      return new Parts(
          List.copyOf(recordables),
          Stream.concat(recordables.stream(), unrecorded.stream()).toList(),
          List.copyOf(channels),
          List.copyOf(receptors),
          Map.copyOf(shownBy),
          incomplete);
    }

    /// The description, with what the elements of lists of maps have.
    private String page() {
      StringBuilder page = new StringBuilder(description);
      for (ParameterSpec p : parameters) {
        if (p.fields() == null) continue;
        page.append("\nEach of %s has\n".formatted(p.name())).append(p.fields().text());
      }
      return page.toString();
    }

    /// One line, and the equations with their source.
    public Builder words(String summary, String description) {
      this.summary = summary;
      this.description = description;
      return this;
    }

    /// The text in which the model is written.
    public Builder source(String text) {
      source = Optional.of(text);
      return this;
    }

    /// A recordable that shows a number of an element of a list of maps, which is a state: setting
    /// the number sets what is recorded.
    public Builder shows(String number, String recordable, Unit unit, String meaning) {
      shownBy.put(number, recordable);
      return recordable(recordable, unit, meaning);
    }

    /// Neurons of this shape cannot be simulated.
    ///
    /// @param why what they lack, and what to do
    public Builder incomplete(String why) {
      incomplete = why;
      return this;
    }

    /// A parameter that can only be read: how many elements a list has.
    public Builder count(String name, String list, String meaning) {
      counts.put(name, list);
      Object n = Shape.usual(parameters, list);
      return add(
          new ParameterSpec(
              name, Unit.NONE, Kind.INTEGER, n, meaning, Condition.ANY, Role.READ_ONLY));
    }

    /// Setting one parameter sets another to the same, unless that is given, too. Both are
    /// constants that allow the same numbers.
    public Builder sets(String parameter, String other) {
      also.put(parameter, other);
      return this;
    }

    /// Declares what depends on how many elements the lists have: recordables, channels, receptors.
    /// It may refuse a shape by [BadInput].
    public Builder shaped(BiConsumer<Builder, Shape> declaration) {
      more = declaration;
      return this;
    }

    /// A state variable that can be set and recorded.
    public Builder state(
        String name, Unit unit, double initial, String meaning, Condition condition) {
      return state(name, name, unit, initial, meaning, condition);
    }

    /// A state variable that can be set by one name and recorded by another.
    public Builder state(
        String name,
        String recordable,
        Unit unit,
        double initial,
        String meaning,
        Condition condition) {
      recordable(recordable, unit, meaning);
      shownBy.put(name, recordable);
      return add(new ParameterSpec(name, unit, Kind.REAL, initial, meaning, condition, Role.STATE));
    }

    /// A state variable that can be recorded but not set.
    public Builder recordable(String name, Unit unit, String meaning) {
      recordables.add(new Recordable(name, unit, meaning));
      return this;
    }

    /// A state variable that can be recorded and read, but not set.
    public Builder shown(String name, Unit unit, Kind kind, Object initial, String meaning) {
      recordable(name, unit, meaning);
      return add(
          new ParameterSpec(name, unit, kind, initial, meaning, Condition.ANY, Role.READ_ONLY));
    }

    /// Makes the recordable declared last one that can be read, and set if it is a state, but not
    /// recorded; its number comes after those of the recordables.
    public Builder unrecorded() {
      unrecorded.add(recordables.removeLast());
      return this;
    }

    /// Its neurons leave a history to plastic synapses, or to themselves; numbered in order of
    /// declaration.
    public Builder leaves(String name, History.Keep keep) {
      histories.add(new History.Kind(name, keep));
      return this;
    }

    /// The parameters that every spiking neuron has: calcium trace, time constants of plasticity,
    /// last spike; see [Archive]. A parameter or state variable of the model that is declared
    /// before and has one of their names takes the place of the usual one.
    public Builder archive() {
      for (ParameterSpec p : Archive.PARAMETERS) {
        if (parameters.stream().noneMatch(own -> own.name().equals(p.name()))) parameters.add(p);
      }
      return this;
    }

    /// The parameters by which a neuron fires by the clock, whatever its input. NEST has them in
    /// every model, but only some obey them; in the others the flag is refused rather than ignored.
    ///
    /// @param obeyed whether this model obeys them
    public Builder clock(boolean obeyed) {
      return Clock.declare(this, obeyed);
    }

    /// A kind of input; numbered in order of declaration.
    public Builder channel(String name, Channel.Content content, Unit unit) {
      channels.add(new Channel(name, content, unit));
      return this;
    }

    /// What connections may end on; channels are given by number.
    public Builder receptor(int number, String name, int spikes, int spikesNegative, int current) {
      receptors.add(new Receptor(number, name, spikes, spikesNegative, current));
      return this;
    }

    /// What spikes mean to it; unless this is called, they are events.
    public Builder coding(Coding sends, Coding receives) {
      this.sends = sends;
      this.receives = receives;
      return this;
    }

    /// The times of its spikes do not lie on the grid.
    public Builder precise() {
      precise = true;
      return this;
    }

    /// Its inner loop has a faster form, which its blocks use once that is ready.
    public Builder fastLoop(FastLoop loop) {
      fastLoop = Optional.of(loop);
      return this;
    }

    /// A neuron may fire more than once in a step.
    public Builder severalSpikesPerStep() {
      severalSpikesPerStep = true;
      return this;
    }

    /// Its neurons tell each other `kind` all the time; blocks must be [CoupledBlock]s.
    public Builder tells(Signal kind) {
      return tells(kind, true, true);
    }

    /// Its neurons tell others `kind` all the time, or hear it from them, or both; blocks must be
    /// [CoupledBlock]s.
    public Builder tells(Signal kind, boolean tellsIt, boolean hearsIt) {
      signals = new Signals(Optional.of(kind), tellsIt ? List.of(kind) : List.of(), hearsIt);
      return this;
    }

    /// Its neurons take `kind` all the time, and send what is in `others`; blocks must be
    /// [CoupledBlock]s.
    public Builder takes(Signal kind, List<Signal> others) {
      signals = new Signals(Optional.of(kind), List.copyOf(others), true);
      return this;
    }

    /// Its spikes carry a number ([Block#fireCarrying]).
    public Builder carries(Carried rules) {
      carried = Optional.of(rules);
      return this;
    }

    /// It never fires.
    public Builder silent() {
      spikes = false;
      return this;
    }

    /// A condition on several parameters of one neuron, which throws [BadInput] if it is not met.
    public Builder check(Consumer<Values> check) {
      this.check = this.check.andThen(check);
      return this;
    }

    /// The model, whose empty blocks `make` makes.
    public NeuronModel block(Supplier<Block> make) {
      return block((Shape s) -> make.get());
    }

    /// The model, whose empty blocks for neurons of a shape `make` makes.
    public NeuronModel block(Function<Shape, Block> make) {
      block = make;
      Shape usual = Shape.usual(parameters);
      Map<Shape, NeuronModel> shapes = new ConcurrentHashMap<>();
      NeuronModel model = new NeuronModel(this, usual, shapes);
      shapes.put(usual, model);
      return model;
    }
  }
}
