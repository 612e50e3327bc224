package myelin.engine.growth;

import java.util.Arrays;

/// The elements of one name, by node id.
final class ElementColumn {

  /// By node id the number of the kind, from 1 on; 0 where a node has none of the name.
  private int[] kind = {};

  private double[] z = {};
  private int[] connected = {};

  /// The number of the kind of a node's elements, 0 if it has none.
  int kind(int id) {
    return id < kind.length ? kind[id] : 0;
  }

  boolean has(int id) {
    return kind(id) > 0;
  }

  /// All node ids are below this.
  int end() {
    return kind.length;
  }

  /// Gives a node elements, or other ones.
  ///
  /// @param number number of the kind, from 1 on
  void put(int id, int number, double many, int taken) {
    if (id >= kind.length) {
      int room = Math.max(id + 1, kind.length + kind.length / 2 + 16);
      kind = Arrays.copyOf(kind, room);
      z = Arrays.copyOf(z, room);
      connected = Arrays.copyOf(connected, room);
    }
    kind[id] = number;
    z[id] = many;
    connected[id] = taken;
  }

  void remove(int id) {
    if (has(id)) put(id, 0, 0, 0);
  }

  double z(int id) {
    return z[id];
  }

  void z(int id, double many) {
    z[id] = many;
  }

  int connected(int id) {
    return connected[id];
  }

  /// Whole elements that no synapse has taken; negative where synapses have taken more than there
  /// are.
  int vacant(int id) {
    return (int) Math.floor(z[id]) - connected[id];
  }

  /// Synapses take `n` more elements, or give some back; does nothing where a node has none of the
  /// name. Where more are taken than there are, there come to be as many, as in NEST: so a neuron
  /// that has lost many elements loses one synapse of a kind at each update.
  void connect(int id, int n) {
    if (!has(id)) return;
    connected[id] += n;
    double whole = Math.floor(z[id]);
    if (connected[id] > whole) z[id] = connected[id] + (z[id] - whole);
  }

  /// Takes away the fraction `tau_vacant` of the vacant elements.
  void decay(int id, double tau_vacant) {
    int vacant = vacant(id);
    if (vacant > 0) z[id] -= vacant * tau_vacant;
  }

  /// The ids of nodes that have such elements, ascending.
  int[] ids() {
    int[] found = new int[kind.length];
    int n = 0;
    for (int id = 0; id < kind.length; id++) if (kind[id] > 0) found[n++] = id;
    return Arrays.copyOf(found, n);
  }
}
