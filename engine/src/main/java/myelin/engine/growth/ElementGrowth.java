package myelin.engine.growth;

import myelin.engine.neuron.Archive;
import myelin.engine.neuron.Population;

/// Keeps the elements of a population's neurons up to date; used by the worker of its part.
final class ElementGrowth implements Archive.CalciumListener {

  private final Elements elements;
  private final Population population;
  private final double h;

  ElementGrowth(Elements elements, Population population) {
    this.elements = elements;
    this.population = population;
    h = population.grid().h_ms();
  }

  @Override
  public void until(int n, double step, double ca, double when, double tau_Ca) {
    int id = population.id(n);
    double from = elements.since(id);
    if (!(step > from)) return;
    elements.since(id, step);
    double left = ca * StrictMath.exp(-(from - when) * h / tau_Ca);
    for (ElementColumn column : elements.columns()) {
      if (!column.has(id)) continue;
      ElementKind kind = elements.kind(column.kind(id));
      column.z(id, Course.grow(kind, column.z(id), step - from, h, left, tau_Ca));
    }
  }
}
