package myelin.engine.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Coding;
import myelin.engine.declare.FastLoop;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.declare.Recordable;

/// A model of devices: its declaration, and how to make one.
public final class DeviceModel extends Model {

  private final String elementType;
  private final List<Recordable> recordables;
  private final Coding sends;
  private final Coding receives;
  private final boolean precise;
  private final BiFunction<DeviceModel, Device.Site, Device> device;

  private DeviceModel(Builder b, BiFunction<DeviceModel, Device.Site, Device> device) {
    super(new Words(b.name, b.summary, b.description), b.parameters, b.fastLoop);
    elementType = b.elementType;
    recordables = List.copyOf(b.recordables);
    sends = b.sends;
    receives = b.receives;
    precise = b.precise;
    this.device = device;
  }

  /// Begins the declaration of a stimulator.
  public static Builder stimulator(String name) {
    return new Builder(name, "stimulator")
        .active()
        .choice("stimulus_source", List.of(""), "backend that feeds it; there is none");
  }

  /// Begins the declaration of a recorder.
  public static Builder recorder(String name) {
    return new Builder(name, "recorder").active();
  }

  /// Begins the declaration of a device that counts as a neuron among other nodes.
  public static Builder neuron(String name) {
    return new Builder(name, "neuron").window();
  }

  /// Begins the declaration of a device that neither drives nor records, and is always active.
  public static Builder other(String name) {
    return new Builder(name, "other");
  }

  @Override
  public String elementType() {
    return elementType;
  }

  @Override
  public Coding sends() {
    return sends;
  }

  @Override
  public Coding receives() {
    return receives;
  }

  @Override
  public boolean precise() {
    return precise;
  }

  @Override
  public List<Recordable> recordables() {
    return recordables;
  }

  /// A new device with default parameters.
  public Device create(Device.Site site) {
    return device.apply(this, site);
  }

  /// Declares a model step by step; ends with [#device].
  public static final class Builder {
    private final String name;
    private final String elementType;
    private String summary = "";
    private String description = "";
    private final List<ParameterSpec> parameters = new ArrayList<>();
    private final List<Recordable> recordables = new ArrayList<>();
    private Coding sends = Coding.SPIKES;
    private Coding receives = Coding.SPIKES;
    private boolean precise;
    private Optional<FastLoop> fastLoop = Optional.empty();

    private Builder(String name, String elementType) {
      this.name = name;
      this.elementType = elementType;
    }

    /// Gives it a time of activity and a label.
    private Builder active() {
      window();
      text(
          "label",
          "",
          "name for files and plots, in place of the model's; folders in it are made in data_path");
      return this;
    }

    private Builder window() {
      real("start", Unit.MS, 0, "begin of activity, after origin", Condition.NOT_NEGATIVE);
      real(
          "stop",
          Unit.MS,
          Double.POSITIVE_INFINITY,
          "end of activity, after origin",
          new Condition(">= 0, inf for never", v -> v >= 0));
      real("origin", Unit.MS, 0, "reference time of start and stop", Condition.NOT_NEGATIVE);
      return this;
    }

    /// One line, and the equations with their source.
    public Builder words(String summary, String description) {
      this.summary = summary;
      this.description = description;
      return this;
    }

    /// Its inner loop has a faster form, which it uses once that is ready.
    public Builder fastLoop(FastLoop loop) {
      fastLoop = Optional.of(loop);
      return this;
    }

    /// A number.
    public Builder real(
        String name, Unit unit, double initial, String meaning, Condition condition) {
      return add(name, unit, ParameterSpec.Kind.REAL, initial, meaning, condition);
    }

    /// A whole number.
    public Builder integer(String name, long initial, String meaning, Condition condition) {
      return add(name, Unit.NONE, ParameterSpec.Kind.INTEGER, initial, meaning, condition);
    }

    /// True or false.
    public Builder flag(String name, boolean initial, String meaning) {
      return add(
          name, Unit.NONE, ParameterSpec.Kind.FLAG, initial, meaning, Condition.TRUE_OR_FALSE);
    }

    /// A text.
    public Builder text(String name, String initial, String meaning) {
      return add(name, Unit.NONE, ParameterSpec.Kind.TEXT, initial, meaning, Condition.ANY);
    }

    /// One of several texts; the default is the first.
    public Builder choice(String name, List<String> choices, String meaning) {
      parameters.add(
          new ParameterSpec(
              name,
              Unit.NONE,
              ParameterSpec.Kind.TEXT,
              choices.getFirst(),
              meaning,
              Condition.ANY,
              ParameterSpec.Role.CONSTANT,
              choices,
              null));
      return this;
    }

    /// A list of numbers, empty at first.
    public Builder reals(String name, Unit unit, String meaning, Condition condition) {
      return add(name, unit, ParameterSpec.Kind.REALS, new double[0], meaning, condition);
    }

    /// A list of whole numbers, empty at first.
    public Builder integers(String name, String meaning, Condition condition) {
      return add(name, Unit.NONE, ParameterSpec.Kind.INTEGERS, new long[0], meaning, condition);
    }

    /// A list of texts.
    public Builder texts(String name, String[] initial, String meaning) {
      return add(name, Unit.NONE, ParameterSpec.Kind.TEXTS, initial, meaning, Condition.ANY);
    }

    /// A number that is only read.
    public Builder readOnly(String name, Unit unit, double initial, String meaning) {
      parameters.add(
          new ParameterSpec(
              name,
              unit,
              ParameterSpec.Kind.REAL,
              initial,
              meaning,
              Condition.ANY,
              ParameterSpec.Role.READ_ONLY));
      return this;
    }

    /// A list of numbers that is only read.
    public Builder readOnlyReals(String name, String meaning) {
      return readOnly(name, ParameterSpec.Kind.REALS, new double[0], meaning);
    }

    /// A list of whole numbers that is only read.
    public Builder readOnlyIntegers(String name, String meaning) {
      return readOnly(name, ParameterSpec.Kind.INTEGERS, new long[0], meaning);
    }

    private Builder readOnly(String name, ParameterSpec.Kind kind, Object initial, String meaning) {
      parameters.add(
          new ParameterSpec(
              name,
              Unit.NONE,
              kind,
              initial,
              meaning,
              Condition.ANY,
              ParameterSpec.Role.READ_ONLY));
      return this;
    }

    /// A quantity that a multimeter can record.
    public Builder recordable(String name, Unit unit, String meaning) {
      recordables.add(new Recordable(name, unit, meaning));
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

    /// The model, whose devices `device` makes.
    public DeviceModel device(BiFunction<DeviceModel, Device.Site, Device> device) {
      return new DeviceModel(this, device);
    }

    private Builder add(
        String name,
        Unit unit,
        ParameterSpec.Kind kind,
        Object initial,
        String meaning,
        Condition condition) {
      parameters.add(
          new ParameterSpec(
              name, unit, kind, initial, meaning, condition, ParameterSpec.Role.CONSTANT));
      return this;
    }
  }
}
