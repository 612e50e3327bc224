package myelin.engine.device;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import myelin.engine.base.BadInput;
import myelin.engine.base.Pauses;
import myelin.engine.base.TimeGrid;
import myelin.engine.checkpoint.CheckpointReader;
import myelin.engine.checkpoint.CheckpointWriter;
import myelin.engine.declare.Output;
import myelin.engine.declare.ParameterSpec;

/// A stimulator or recorder: a single object with parameters of any type.
public abstract class Device {

  private final DeviceModel model;
  private final TimeGrid grid;
  private long seed;
  private final int id;
  private Map<String, Object> values = new LinkedHashMap<>();
  private final List<Change> history = new ArrayList<>();
  private Set<String> given = Set.of();
  private final Pauses pauses = new Pauses();

  /// A device with the model's defaults. Subclasses compile them in [#configure].
  protected Device(DeviceModel model, Site site) {
    this.model = model;
    this.grid = site.grid();
    this.seed = site.seed();
    this.id = site.id();
    for (ParameterSpec p : model.parameters()) values.put(p.name(), p.initial());
  }

  /// Parameters that were set, and the step from which they hold.
  public record Change(long step, Map<String, Object> values) {}

  /// Where a device is created.
  ///
  /// @param grid the network's time grid
  /// @param seed the network's seed
  /// @param id the device's node id
  public record Site(TimeGrid grid, long seed, int id) {}

  /// Checks all values together, and returns what takes them over; throws [BadInput] if they are
  /// not allowed.
  ///
  /// @param now step from which they hold
  protected abstract Runnable configure(Settings settings, long now);

  /// Refuses to change `p` if connections have fixed it.
  protected void requireChangeable(ParameterSpec p) {}

  /// The value of a parameter that is computed when it is read; empty for one that was set.
  protected Optional<Object> computed(String parameter, long now) {
    return Optional.empty();
  }

  /// What it sends.
  public Output output() {
    return Output.NOTHING;
  }

  /// This device as what it can do, such as [SpikeReceiver]; empty if it cannot.
  public final <T> Optional<T> as(Class<T> capability) {
    return capability.isInstance(this) ? Optional.of(capability.cast(this)) : Optional.empty();
  }

  /// The device's model.
  public final DeviceModel model() {
    return model;
  }

  /// Node id.
  public final int id() {
    return id;
  }

  /// The network's time grid.
  protected final TimeGrid grid() {
    return grid;
  }

  /// The network's seed.
  protected final long seed() {
    return seed;
  }

  /// Has it draw its random numbers from another seed.
  public final void reseed(long newSeed) {
    seed = newSeed;
  }

  /// Changes parameters at step `now`, all or none.
  public final void set(Map<String, Object> changes, long now) {
    check(changes, now).run();
  }

  /// Checks changes of parameters at step `now` and returns what makes them.
  public final Runnable check(Map<String, Object> changes, long now) {
    Map<String, Object> merged = new LinkedHashMap<>(values);
    for (Map.Entry<String, Object> change : changes.entrySet()) {
      ParameterSpec p = model.requireParameter(change.getKey());
      if (p.role() == ParameterSpec.Role.READ_ONLY) {
        throw new BadInput(
            BadInput.Kind.UNKNOWN_PARAMETER,
            model.name() + ": " + p.name() + " can only be read; it is " + p.meaning());
      }
      requireChangeable(p);
      merged.put(p.name(), change.getValue());
    }
    Set<String> nowGiven = new HashSet<>(given);
    nowGiven.addAll(changes.keySet());
    Settings settings = new Settings(model.name(), grid, merged, changes.keySet(), nowGiven);
    Runnable takeOver = configure(settings, now);
    return () -> {
      takeOver.run();
      history.add(new Change(now, Map.copyOf(changes)));
      values = merged;
      given = nowGiven;
    };
  }

  /// Refuses a device that cannot be frozen.
  ///
  /// @throws BadInput if it cannot
  public void requireFreezable() {}

  /// When it was frozen.
  public final Pauses pauses() {
    return pauses;
  }

  /// All that has been set since it was created.
  public final List<Change> history() {
    return history;
  }

  /// Tells it the ids of nodes that have been connected to it.
  public void connected(int[] ids) {}

  /// Writes what it has gathered or drawn to a checkpoint, where that is not in records.
  public void save(CheckpointWriter out) throws IOException {}

  /// Reads what [#save] has written before step `now`; parameters are set already.
  public void load(CheckpointReader in, long now) throws IOException {}

  /// The value of a parameter at step `now`.
  public final Object get(String parameter, long now) {
    model.requireParameter(parameter);
    return computed(parameter, now).orElseGet(() -> value(values, parameter));
  }

  private static Object value(Map<String, Object> values, String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  /// Parameters of a device with their types: what the user set, else the defaults.
  public static final class Settings {
    private final String model;
    private final TimeGrid grid;
    private final Map<String, Object> values;
    private final Set<String> changed;
    private final Set<String> given;

    Settings(
        String model,
        TimeGrid grid,
        Map<String, Object> values,
        Set<String> changed,
        Set<String> given) {
      this.model = model;
      this.grid = grid;
      this.values = values;
      this.changed = changed;
      this.given = given;
    }

    /// Whether the user has just set `name`.
    public boolean changed(String name) {
      return changed.contains(name);
    }

    /// Whether the user has ever set `name`.
    public boolean given(String name) {
      return given.contains(name);
    }

    /// A number.
    public double real(String name) {
      return ((Number) value(values, name)).doubleValue();
    }

    /// True or false.
    public boolean flag(String name) {
      return (Boolean) value(values, name);
    }

    /// A text.
    public String text(String name) {
      return (String) value(values, name);
    }

    /// A list of texts.
    public String[] texts(String name) {
      return ((String[]) value(values, name)).clone();
    }

    /// A list of numbers.
    public double[] reals(String name) {
      return ((double[]) value(values, name)).clone();
    }

    /// A list of whole numbers.
    public long[] integers(String name) {
      return ((long[]) value(values, name)).clone();
    }

    /// A time in steps; infinite times give `Long.MAX_VALUE`.
    ///
    /// @throws BadInput if it is off the grid; defaults that the user has not touched are rounded
    ///   up
    public long steps(String name) {
      double ms = real(name);
      if (ms >= 1e15) return Long.MAX_VALUE;
      return given.contains(name) ? grid.steps(ms, what(name)) : grid.ceil(ms, what(name));
    }

    /// `model: name`, for messages.
    public String what(String name) {
      return model + ": " + name;
    }

    /// A refusal that names this model.
    public BadInput refuse(String message) {
      return new BadInput(BadInput.Kind.VALUE, model + ": " + message);
    }
  }
}
