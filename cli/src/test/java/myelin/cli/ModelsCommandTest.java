package myelin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import myelin.engine.declare.Model;
import myelin.engine.neuron.NeuronModel;
import myelin.models.Models;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ModelsCommandTest {

  static List<Model> models() {
    return Models.all();
  }

  @Test
  void theListHasEveryModelInItsGroup() {
    Terminal t = Terminal.myelin("models");
    assertThat(t.status()).isZero();
    assertThat(t.lines()).containsSubsequence("Neurons", "Stimulators", "Recorders", "Synapses");
    for (Model m : models()) assertThat(t.out()).contains("  " + m.name() + " ");
    assertFits(t);
  }

  @ParameterizedTest
  @MethodSource("models")
  void aModelShowsAllThatIsDeclared(Model model) {
    Terminal t = Terminal.myelin("models", model.name());
    assertThat(t.status()).isZero();
    assertThat(t.err()).isEmpty();
    assertThat(t.out()).startsWith(model.name() + " (" + model.elementType() + "): ");
    assertThat(t.out()).contains(model.summary()).contains(model.description().strip());
    for (var p : model.parameters()) assertThat(row(t, p.name())).contains(p.unit().symbol());
    for (var r : model.recordables()) assertThat(row(t, r.name())).contains(r.unit().symbol());
    if (model instanceof NeuronModel n) {
      for (var r : n.receptors()) assertThat(row(t, r.number() + "  " + r.name())).isNotEmpty();
    }
    assertFits(t);
  }

  @Test
  void readOnlyParametersAndStatesAreMarked() {
    Terminal t = Terminal.myelin("models", "iaf_psc_exp");
    assertThat(row(t, "t_spike")).contains("read only");
    assertThat(row(t, "V_m")).contains("-70  mV").endsWith("membrane potential (state)");
  }

  @Test
  void receptorsSayWhatTheyAccept() {
    Terminal exponential = Terminal.myelin("models", "iaf_psc_exp");
    assertThat(row(exponential, "0  default")).contains("in pA").contains("if negative inhibitory");
    assertThat(row(exponential, "1  filtered")).contains("currents").doesNotContain("spikes");
    Terminal parrot = Terminal.myelin("models", "parrot_neuron");
    assertThat(row(parrot, "1  heard")).endsWith("spikes, without effect");
  }

  @Test
  void coupledNeuronsSayByWhatAndCouplingsSayWhat() {
    Terminal siegert = Terminal.myelin("models", "siegert_neuron");
    assertThat(siegert.out())
        .contains("neither fires nor takes spikes")
        .doesNotContain("Receptors");
    assertThat(row(siegert, "diffusion_connection")).contains("siegert_neuron");
    Terminal rates = Terminal.myelin("models", "lin_rate_ipn");
    assertThat(row(rates, "rate_connection_delayed")).isNotEmpty();
    assertThat(row(rates, "rate_connection_instantaneous")).isNotEmpty();
    Terminal gap = Terminal.myelin("models", "gap_junction");
    assertThat(gap.lines()).containsSubsequence("Parameters", "Connects");
    assertThat(row(gap, "hh_psc_alpha_gap")).contains("Hodgkin-Huxley");
    Terminal hh = Terminal.myelin("models", "hh_psc_alpha_gap");
    assertThat(hh.out()).contains("Receptors").contains("besides spikes and currents");
    assertThat(row(hh, "gap_junction")).endsWith("electrical synapse");
    assertThat(Terminal.myelin("models", "iaf_psc_exp").out()).doesNotContain("Connect");
    assertThat(Terminal.myelin("models", "static_synapse").out()).doesNotContain("Connect");
  }

  @Test
  void jsonHasCouplingsToo() {
    JsonNode neuron = json("lin_rate_ipn");
    assertThat(neuron.get("sends_spikes").asBoolean()).isFalse();
    assertThat(neuron.get("connected_by").toString())
        .isEqualTo("[\"rate_connection_delayed\",\"rate_connection_instantaneous\"]");
    assertThat(json("diffusion_connection").get("connects").toString())
        .isEqualTo("[\"siegert_neuron\"]");
    assertThat(json("iaf_psc_exp").get("sends_spikes").asBoolean()).isTrue();
    assertThat(json("iaf_psc_exp").has("connected_by")).isFalse();
  }

  private static JsonNode json(String model) {
    return JsonMapper.shared().readTree(Terminal.myelin("models", model, "--json").out());
  }

  @ParameterizedTest
  @MethodSource("models")
  void jsonHasTheSame(Model model) {
    JsonNode json = json(model.name());
    assertThat(json.get("name").asString()).isEqualTo(model.name());
    assertThat(json.get("element_type").asString()).isEqualTo(model.elementType());
    assertThat(json.get("description").asString()).isEqualTo(model.description());
    for (int p = 0; p < model.parameters().size(); p++) {
      var declared = model.parameters().get(p);
      JsonNode shown = json.get("parameters").get(p);
      assertThat(shown.get("name").asString()).isEqualTo(declared.name());
      assertThat(shown.get("unit").asString()).isEqualTo(declared.unit().symbol());
      assertThat(shown.get("condition").asString()).isEqualTo(declared.condition().text());
    }
    assertThat(json.get("recordables").size()).isEqualTo(model.recordables().size());
    assertThat(json.has("receptors")).isEqualTo(model instanceof NeuronModel);
  }

  @Test
  void jsonWithoutANameHasAllModels() {
    JsonNode json = JsonMapper.shared().readTree(Terminal.myelin("models", "--json").out());
    assertThat(json.size()).isEqualTo(models().size());
  }

  private static String row(Terminal t, String begin) {
    List<String> tables = t.lines().subList(t.lines().indexOf("Parameters"), t.lines().size());
    List<String> rows = tables.stream().filter(l -> l.strip().startsWith(begin + " ")).toList();
    assertThat(rows).as(begin).isNotEmpty();
    // lines that go on are indented further
    return rows.stream().min(Comparator.comparingInt(ModelsCommandTest::indent)).get().strip();
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }

  private static void assertFits(Terminal t) {
    assertThat(t.lines())
        .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(Table.WIDTH))
        .noneMatch(line -> line.endsWith(" "));
  }
}
