package myelin.nestml.model;

/// Whether users see a state variable.
public enum Shown {
  /// It can be set, read and recorded.
  ALL,
  /// It can be recorded only.
  RECORDED,
  /// It can be neither set nor recorded.
  HIDDEN
}
