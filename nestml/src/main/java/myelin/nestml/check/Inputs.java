package myelin.nestml.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import myelin.nestml.model.Port;
import myelin.nestml.model.Receptor;
import myelin.nestml.model.Size;
import myelin.nestml.model.Symbol;
import myelin.nestml.model.Type;
import myelin.nestml.syntax.Block;
import myelin.nestml.syntax.Declaration;
import myelin.nestml.unit.Dimension;

/// The block `input`.
final class Inputs {

  private final Names names;
  private final Terms terms;
  private final List<Port> ports = new ArrayList<>();

  Inputs(Names names, Terms terms) {
    this.names = names;
    this.terms = terms;
  }

  void declare(Block.Input block) {
    for (Block.Port port : block.ports()) {
      try {
        declare(port);
      } catch (Refused e) {
        names.breaks(port.variable().name());
      }
    }
  }

  private void declare(Block.Port port) {
    terms.enter(Where.CONSTANT);
    if (port.variable().primes() > 0) {
      throw names.refuse(port.place(), "a port has no derivatives");
    }
    Size size = terms.size(port.variable(), false);
    Type type =
        port.type() == null
            ? Type.of(Dimension.NONE.over(Dimension.TIME))
            : Quantities.type(names, port.type());
    if (!type.isNumber()) {
      throw names.refuse(port.place(), "a port takes numbers, not " + type);
    }
    Symbol.Role role = port.spiking() ? Symbol.Role.SPIKES : Symbol.Role.CONTINUOUS;
    Symbol symbol = Symbol.of(port.variable().name(), role, type, size);
    if (!names.declare(port.place(), symbol)) throw new Refused();
    ports.add(marked(port, symbol));
  }

  private Port marked(Block.Port port, Symbol symbol) {
    boolean slow = false;
    boolean refusing = false;
    String receptor = null;
    String target = null;
    boolean whenFired = false;
    for (Declaration.Decorator mark : port.decorators()) {
      switch (mark.name()) {
        case Marks.SLOW_CURRENT -> slow = isContinuous(port, mark) && isFirst(mark);
        case Marks.RECEPTOR -> {
          if (isSingle(port, mark)) receptor = Marks.name(names, mark);
        }
        case Marks.TARGET -> {
          if (isContinuous(port, mark)) target = Marks.name(names, mark);
        }
        case Marks.WHEN_FIRED -> whenFired = isContinuous(port, mark);
        case Marks.NOT_NEGATIVE -> refusing = isForAll(port, mark);
        default -> Marks.refuse(names, mark, Marks.OF_PORTS);
      }
    }
    return new Port(
        symbol,
        sign(port.qualifiers()),
        slow,
        refusing,
        receptor,
        target,
        whenFired,
        port.comment());
  }

  private boolean isContinuous(Block.Port port, Declaration.Decorator mark) {
    if (!port.spiking() && port.variable().index() == null) return true;
    throw names.refuse(
        mark.place(), "'@%s' is a mark for a single continuous port".formatted(mark.name()));
  }

  private boolean isSingle(Block.Port port, Declaration.Decorator mark) {
    if (port.variable().index() == null && port.qualifiers().isEmpty()) return true;
    throw names.refuse(
        mark.place(),
        "'@%s' is a mark for a single port that is neither excitatory nor inhibitory"
            .formatted(mark.name()));
  }

  private boolean isFirst(Declaration.Decorator mark) {
    if (ports.stream().noneMatch(Port::slow)) return true;
    throw names.refuse(mark.place(), "only one port can take slow inward currents");
  }

  private boolean isForAll(Block.Port port, Declaration.Decorator mark) {
    if (port.spiking() && port.qualifiers().isEmpty()) return true;
    throw names.refuse(
        mark.place(),
        "'@%s' is a mark for a port for spikes that is neither excitatory nor inhibitory"
            .formatted(mark.name()));
  }

  private static Port.Sign sign(List<Block.Qualifier> qualifiers) {
    if (qualifiers.size() != 1) return Port.Sign.BOTH;
    return qualifiers.getFirst() == Block.Qualifier.EXCITATORY
        ? Port.Sign.EXCITATORY
        : Port.Sign.INHIBITORY;
  }

  /// The ports. An excitatory one that has no inhibitory partner takes all weights, as in code that
  /// NESTML generates.
  List<Port> ports() {
    List<Port> all = new ArrayList<>();
    for (Receptor receptor : receptors()) all.addAll(receptor.ports());
    for (Port port : ports) if (!port.isSpiking()) all.add(port);
    all.sort(java.util.Comparator.comparingInt(p -> position(p.symbol())));
    return all;
  }

  private int position(Symbol symbol) {
    for (int i = 0; i < ports.size(); i++) {
      if (ports.get(i).symbol().equals(symbol)) return i;
    }
    return ports.size();
  }

  /// The receptors: the n-th excitatory port belongs to the n-th inhibitory one of the same size.
  List<Receptor> receptors() {
    List<Receptor> all = new ArrayList<>();
    List<Port> inhibitory = new ArrayList<>();
    for (Port port : ports) if (port.sign() == Port.Sign.INHIBITORY) inhibitory.add(port);
    List<Port> done = new ArrayList<>();
    for (Port port : ports) {
      if (!port.isSpiking() || done.contains(port)) continue;
      if (port.sign() == Port.Sign.EXCITATORY) {
        Port partner = null;
        for (Port other : inhibitory) {
          boolean fits = Objects.equals(other.symbol().size(), port.symbol().size());
          if (partner == null && fits && !done.contains(other)) partner = other;
        }
        if (partner == null) {
          all.add(single(port.of(Port.Sign.BOTH)));
        } else {
          done.add(partner);
          all.add(new Receptor(List.of(port, partner), port.symbol().size()));
        }
      } else if (port.sign() == Port.Sign.BOTH || isAlone(port)) {
        all.add(single(port));
      } else {
        continue;
      }
      done.add(port);
    }
    return all;
  }

  private boolean isAlone(Port inhibitory) {
    long before = 0;
    for (Port port : ports) {
      if (port == inhibitory) break;
      if (port.sign() == Port.Sign.INHIBITORY
          && Objects.equals(port.symbol().size(), inhibitory.symbol().size())) before++;
    }
    long partners =
        ports.stream()
            .filter(p -> p.sign() == Port.Sign.EXCITATORY)
            .filter(p -> Objects.equals(p.symbol().size(), inhibitory.symbol().size()))
            .count();
    return before >= partners;
  }

  private static Receptor single(Port port) {
    return new Receptor(List.of(port), port.symbol().size());
  }
}
