package myelin.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import myelin.cli.pages.Declared;
import myelin.engine.declare.Channel;
import myelin.engine.declare.Model;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.declare.Receptor;
import myelin.engine.declare.Recordable;
import myelin.engine.neuron.NeuronModel;

/// A model as maps and lists, for JSON. Infinite numbers are the texts `inf` and `-inf`.
final class ModelJson {

  private ModelJson() {}

  static Map<String, Object> of(Model model) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", model.name());
    json.put("element_type", model.elementType());
    json.put("summary", model.summary());
    json.put("description", model.description());
    List<Object> parameters = new ArrayList<>();
    for (ParameterSpec p : model.parameters()) parameters.add(parameter(p));
    json.put("parameters", parameters);
    List<Object> recordables = new ArrayList<>();
    for (Recordable r : model.recordables()) {
      Map<String, Object> recordable = new LinkedHashMap<>();
      recordable.put("name", r.name());
      recordable.put("unit", r.unit().symbol());
      recordable.put("meaning", r.meaning());
      recordables.add(recordable);
    }
    json.put("recordables", recordables);
    if (model instanceof NeuronModel neuron) {
      List<Object> receptors = new ArrayList<>();
      for (Receptor r : neuron.receptors()) receptors.add(receptor(neuron, r));
      json.put("receptors", receptors);
      json.put("sends_spikes", neuron.spikes());
    }
    List<Model> partners = Declared.partners(model);
    if (!partners.isEmpty()) {
      String key = model instanceof NeuronModel ? "connected_by" : "connects";
      json.put(key, partners.stream().map(Model::name).toList());
    }
    return json;
  }

  private static Map<String, Object> parameter(ParameterSpec p) {
    Map<String, Object> parameter = new LinkedHashMap<>();
    parameter.put("name", p.name());
    parameter.put("default", finite(p.initial()));
    parameter.put("unit", p.unit().symbol());
    parameter.put("type", p.kind().text());
    parameter.put("role", p.role().name().toLowerCase(Locale.ROOT));
    parameter.put("meaning", p.meaning());
    parameter.put("condition", p.condition().text());
    if (!p.choices().isEmpty()) parameter.put("choices", p.choices());
    return parameter;
  }

  private static Object finite(Object value) {
    if (value instanceof Double d && !Double.isFinite(d)) return d > 0 ? "inf" : "-inf";
    return value;
  }

  private static Map<String, Object> receptor(NeuronModel model, Receptor r) {
    Map<String, Object> receptor = new LinkedHashMap<>();
    receptor.put("number", r.number());
    receptor.put("name", r.name());
    receptor.put("accepts", Declared.accepts(model, r));
    receptor.put("spikes", r.spikes() != Receptor.REFUSED);
    receptor.put("currents", r.current() != Receptor.REFUSED);
    if (r.spikes() >= 0) {
      Channel channel = model.channels().get(r.spikes());
      if (channel.content() == Channel.Content.WEIGHTS) {
        receptor.put("weight_unit", channel.unit().symbol());
      }
    }
    return receptor;
  }
}
