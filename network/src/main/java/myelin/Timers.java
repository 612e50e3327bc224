package myelin;

import java.util.LinkedHashMap;
import java.util.Map;

/// How long the parts of a program took, with NEST's names. Wall-clock seconds.
///
/// @param time_construction_create creating nodes
/// @param time_construction_connect connecting them, the building of the tables included
/// @param time_simulate simulating, without the building of tables
public record Timers(
    double time_construction_create, double time_construction_connect, double time_simulate) {

  /// Seconds since a time of the system's clock (ns).
  static double since(long begin) {
    return (System.nanoTime() - begin) * 1e-9;
  }

  /// The times by name.
  public Map<String, Double> map() {
    Map<String, Double> map = new LinkedHashMap<>();
    map.put("time_construction_create", time_construction_create);
    map.put("time_construction_connect", time_construction_connect);
    map.put("time_simulate", time_simulate);
    return map;
  }
}
