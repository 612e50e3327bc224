package myelin.nestml.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import myelin.engine.base.Unit;
import myelin.engine.declare.Channel.Content;
import myelin.engine.declare.Receptor;
import myelin.engine.neuron.NeuronModel;
import myelin.nestml.model.Model;
import myelin.nestml.model.Port;
import myelin.nestml.model.Size;
import myelin.nestml.run.Program;
import org.jspecify.annotations.Nullable;

/// The channels and receptors of a model.
///
/// @param channel by input, its channel, or [Program#SLOW_CURRENT]; inputs are the elements of
///   ports in the order of the text
/// @param current by input, whether it is a current
record Channels(int[] channel, boolean[] current) {

  private record Ends(String name, int positive, int negative) {}

  /// Declares them.
  static Channels declare(Model model, ToIntFunction<Size> sizes, NeuronModel.Builder to) {
    List<Boolean> currents = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    Map<String, Integer> first = new TreeMap<>();
    int channels = 0;
    for (Port p : model.ports()) {
      first.put(p.symbol().name(), channels);
      int n = size(p.symbol().size(), sizes);
      for (int e = 0; e < n; e++) {
        currents.add(!p.isSpiking());
        numbers.add(p.slow() ? Program.SLOW_CURRENT : channels++);
        if (p.slow()) continue;
        String name = n == 1 ? p.symbol().name() : p.symbol().name() + " " + e;
        to.channel(name, p.isSpiking() ? Content.WEIGHTS : Content.CURRENT, Unit.NONE);
      }
    }
    List<Ends> spikes = new ArrayList<>();
    for (myelin.nestml.model.Receptor r : model.receptors()) {
      for (int e = 0; e < size(r.size(), sizes); e++) spikes.add(ends(r, e, first));
    }
    List<Port> shared = new ArrayList<>();
    List<Port> own = new ArrayList<>();
    for (Port p : model.ports()) {
      if (!p.isSpiking() && !p.slow()) (p.receptor() == null ? shared : own).add(p);
    }
    int begin = spikes.size() == 1 && model.receptors().getFirst().size() == null ? 0 : 1;
    int last = Math.max(begin + spikes.size(), shared.size());
    for (int number = 0; number < last; number++) {
      int s = number - begin;
      Ends ends =
          s >= 0 && s < spikes.size()
              ? spikes.get(s)
              : new Ends("current", Receptor.REFUSED, Receptor.REFUSED);
      int current = number < shared.size() ? place(first, shared.get(number)) : Receptor.REFUSED;
      String name = number == 0 ? "default" : ends.name();
      boolean empty = ends.positive() == Receptor.REFUSED && current == Receptor.REFUSED;
      if (!empty) to.receptor(number, name, ends.positive(), ends.negative(), current);
    }
    for (Port p : own) {
      String name = Objects.requireNonNull(p.receptor());
      to.receptor(last++, name, Receptor.REFUSED, Receptor.REFUSED, place(first, p));
    }
    int[] channel = new int[currents.size()];
    boolean[] current = new boolean[currents.size()];
    for (int k = 0; k < channel.length; k++) {
      channel[k] = numbers.get(k);
      current[k] = currents.get(k);
    }
    return new Channels(channel, current);
  }

  private static Ends ends(myelin.nestml.model.Receptor r, int e, Map<String, Integer> first) {
    String own = r.ports().getFirst().receptor();
    String name = own == null ? String.join(", ", r.names(e)) : own;
    int positive = Receptor.REFUSED;
    int negative = Receptor.REFUSED;
    for (Port p : r.ports()) {
      int channel = place(first, p) + e;
      boolean alone = r.ports().size() == 1;
      if (alone || p.sign() != Port.Sign.INHIBITORY) positive = channel;
      boolean takesNegative = alone ? !p.refusing() : p.sign() == Port.Sign.INHIBITORY;
      if (takesNegative) negative = channel;
    }
    return new Ends(name, positive, negative);
  }

  private static int place(Map<String, Integer> first, Port port) {
    return Objects.requireNonNull(first.get(port.symbol().name()));
  }

  static int size(@Nullable Size size, ToIntFunction<Size> sizes) {
    return size == null ? 1 : sizes.applyAsInt(size);
  }
}
