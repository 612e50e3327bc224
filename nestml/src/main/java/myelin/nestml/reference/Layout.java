package myelin.nestml.reference;

import java.util.ArrayList;
import java.util.List;
import myelin.nestml.equations.Unknown;
import myelin.nestml.model.Symbol;

/// Unknowns as one array of numbers: each element of a vector is a component of its own.
final class Layout {

  /// A component: an unknown and which of its elements.
  record Component(Unknown unknown, int element) {
    Symbol symbol() {
      return unknown.symbol();
    }
  }

  final List<Component> components = new ArrayList<>();
  private final Values values;

  Layout(Values values, List<Unknown> unknowns) {
    this.values = values;
    for (Unknown u : unknowns) {
      for (int i = 0; i < values.size(u.symbol()); i++) components.add(new Component(u, i));
    }
  }

  int length() {
    return components.size();
  }

  /// The position of a component; -1 if there is no such component.
  int position(Symbol symbol, int element) {
    for (int i = 0; i < components.size(); i++) {
      Component c = components.get(i);
      if (c.symbol().equals(symbol) && c.element() == element) return i;
    }
    return -1;
  }

  double[] gather() {
    double[] y = new double[length()];
    for (int i = 0; i < y.length; i++) {
      y[i] = values.number(components.get(i).symbol().name(), components.get(i).element());
    }
    return y;
  }

  void scatter(double[] y) {
    for (int i = 0; i < y.length; i++) {
      values.setNumber(components.get(i).symbol().name(), components.get(i).element(), y[i]);
    }
  }
}
