package myelin.cli.pages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import myelin.engine.base.Condition;
import myelin.engine.base.Unit;
import myelin.engine.declare.Channel;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.declare.Receptor;
import myelin.engine.declare.Signal;
import myelin.engine.neuron.NeuronModel;
import myelin.engine.plastic.SynapseModel;
import myelin.models.Models;

/// What a model declares, in words: for the terminal and for pages.
public final class Declared {

  private Declared() {}

  /// For neurons that exchange a continuous signal, the connections that carry it; for such
  /// connections, the neurons.
  public static List<Model> partners(Model model) {
    return switch (model) {
      case NeuronModel n ->
          Models.all().stream()
              .filter(m ->
                  m instanceof SynapseModel s && s.signal().filter(c -> isFor(n, s, c)).isPresent())
              .toList();
      case SynapseModel s when s.signal().isPresent() ->
          Models.all().stream()
              .filter(m -> m instanceof NeuronModel n && isFor(n, s, s.signal().get()))
              .toList();
      default -> List.of();
    };
  }

  /// Whether neurons send or take the signal that connections carry.
  private static boolean isFor(NeuronModel neuron, SynapseModel connection, Signal carried) {
    if (neuron.sends(carried)) return true;
    Signal taken = neuron.signal().filter(s -> s.takes(carried)).orElse(null);
    return taken == carried || (taken != null && connection.parameter("delay").isPresent());
  }

  /// What its partners are to a model.
  public static String partnership(Model model) {
    if (!(model instanceof NeuronModel neuron)) return "Connects";
    return neuron.spikes() || !neuron.receptors().isEmpty()
        ? "Connected by, besides spikes and currents"
        : "Connected by, as it neither fires nor takes spikes or currents";
  }

  /// The default of a parameter.
  public static String initial(ParameterSpec p) {
    return switch (p.initial()) {
      case Double d when d.isInfinite() -> d > 0 ? "inf" : "-inf";
      case Double d -> Unit.NONE.text(d);
      case String s -> s.isEmpty() ? "''" : s;
      case String[] s -> s.length == 0 ? "[]" : String.join(", ", s);
      case double[] d -> Arrays.toString(d);
      case long[] l -> Arrays.toString(l);
      case Object[] maps -> Arrays.toString(maps);
      default -> p.initial().toString();
    };
  }

  /// Which values a parameter may have.
  public static String allowed(ParameterSpec p) {
    if (p.role() == ParameterSpec.Role.READ_ONLY) return "read only";
    if (!p.choices().isEmpty()) {
      return String.join(", ", p.choices().stream().map(c -> c.isEmpty() ? "''" : c).toList());
    }
    String list =
        switch (p.kind()) {
          case REALS, INTEGERS -> ", list";
          default -> "";
        };
    return switch (p.kind()) {
      case FLAG -> p.condition().text();
      case TEXT -> "any text";
      case TEXTS -> "list of texts";
      case MAPS, NODE -> p.kind().text();
      default -> (p.condition() == Condition.ANY ? "any" : p.condition().text()) + list;
    };
  }

  /// What a parameter is.
  public static String meaning(ParameterSpec p) {
    return p.role() == ParameterSpec.Role.STATE ? p.meaning() + " (state)" : p.meaning();
  }

  /// What may be connected to a receptor, as text.
  public static String accepts(NeuronModel model, Receptor r) {
    List<String> all = new ArrayList<>();
    if (r.spikes() == Receptor.IGNORED) all.add("spikes, without effect");
    else if (r.spikes() >= 0) all.add(spikes(model, r));
    if (r.current() == Receptor.IGNORED) all.add("currents, without effect");
    else if (r.current() >= 0) all.add("currents in pA, times the weight");
    return all.isEmpty() ? "nothing" : String.join("; ", all);
  }

  private static String spikes(NeuronModel model, Receptor r) {
    Channel channel = model.channels().get(r.spikes());
    if (channel.content() == Channel.Content.SPIKES) return "spikes, whatever their weight";
    String text =
        channel.unit() == Unit.NONE
            ? "spikes, their weight a factor"
            : "spikes, their weight in " + channel.unit().symbol();
    if (r.spikesNegative() == r.spikes()) return text;
    if (r.spikesNegative() < 0) return text + " and not negative";
    return "%s: %s, if negative %s"
        .formatted(text, kind(channel), kind(model.channels().get(r.spikesNegative())));
  }

  private static String kind(Channel channel) {
    return channel.name().toLowerCase(Locale.ROOT).replace(" spikes", "");
  }
}
