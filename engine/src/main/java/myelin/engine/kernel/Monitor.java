package myelin.engine.kernel;

/// Watches a run, after each slice, from whichever worker comes last.
public interface Monitor {

  /// The network has reached step `now`; true stops the run here.
  boolean slice(long now);

  /// What neurons of all ranks have fired in step `t`; comes before [#slice], step by step.
  ///
  /// @param senders ids; those from place `begin` to before `end` have fired, the array must not be
  ///   changed or kept
  default void fired(long t, int[] senders, int begin, int end) {}
}
