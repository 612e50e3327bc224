package myelin.engine.device;

/// A device with quantities that a multimeter can record.
public interface SampledDevice {

  /// What a multimeter sees at the end of step `k`: the value of the `recordable`-th recordable.
  double record(int recordable, long k);
}
