package myelin.nestml.model;

/// Who sees a state variable beside its model.
public enum Shown {
  /// It can be set, read and recorded.
  ALL,
  /// It can be recorded.
  RECORDED,
  /// Nobody sees it.
  HIDDEN
}
