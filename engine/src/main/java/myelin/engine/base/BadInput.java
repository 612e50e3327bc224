package myelin.engine.base;

/// The user asked for something that cannot be done. The message names what, where, what is allowed
/// and what to do; the network is as it was before the call.
public final class BadInput extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /// What sort of mistake it is, for callers that translate it (the command line, Python).
  public enum Kind {
    /// No model of that name.
    UNKNOWN_MODEL,
    /// Another model has that name.
    MODEL_EXISTS,
    /// The model has no such parameter, or the parameter cannot be set.
    UNKNOWN_PARAMETER,
    /// No such recordable.
    UNKNOWN_RECORDABLE,
    /// The target has no such receptor.
    UNKNOWN_RECEPTOR,
    /// The target lists its receptors, and has not so many for such input.
    UNKNOWN_PORT,
    /// No such compartment of a neuron.
    UNKNOWN_COMPARTMENT,
    /// No such connection rule.
    UNKNOWN_RULE,
    /// No node with that id.
    UNKNOWN_NODE,
    /// A value out of its range.
    VALUE,
    /// A value in the wrong unit or of the wrong type.
    UNIT,
    /// A time off the grid.
    GRID,
    /// A delay that the network cannot carry.
    DELAY,
    /// Arrays or collections whose lengths do not fit.
    LENGTH,
    /// Nodes that cannot be connected in this way.
    CONNECTION,
    /// A file or folder that cannot be read or written.
    FILE,
    /// The network does not fit into memory.
    MEMORY,
    /// The network cannot be changed or simulated any more, since a run of it has failed.
    BROKEN
  }

  private final Kind kind;

  /// An error of sort `kind` with a message for the user.
  public BadInput(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /// An error with the exception that revealed it.
  public BadInput(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /// The sort of mistake.
  public Kind kind() {
    return kind;
  }
}
