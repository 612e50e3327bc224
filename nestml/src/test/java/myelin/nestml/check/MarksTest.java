package myelin.nestml.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import myelin.nestml.model.Model;
import myelin.nestml.model.Port;
import myelin.nestml.model.Variable;
import myelin.nestml.model.Variable.Shown;
import myelin.nestml.text.Problem;
import myelin.nestml.text.SourceText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Myelin's marks: what they say about variables and ports, and where they are not allowed.
class MarksTest {

  private static String text(String state, String parameter, String port) {
    return """
    model marked:
        state:
            V_m mV = -70 mV %s
        parameters:
            E_L mV = -70 mV %s
        input:
            spikes <- spike
            %s
        output:
            spike
        update:
            V_m = E_L
    """
        .formatted(state, parameter, port);
  }

  @Test
  void marksGiveNamesReceptorsAndSignals() {
    Model model =
        Checker.models(
                new SourceText(
                    "marked",
                    text(
                        "@myelin::set_as(\"soma.V_m\") @myelin::recorded_as(\"V_m.s\") @myelin::left_as(\"V\") @myelin::slow_current",
                        "@myelin::set_as(\"soma.E_L\")",
                        "I pA <- continuous @myelin::receptor(\"soma_curr\")")))
            .getFirst();
    Variable potential = model.variable("V_m");
    assertThat(potential.parameter()).isEqualTo("soma.V_m");
    assertThat(potential.recordable()).isEqualTo("V_m.s");
    assertThat(potential.sent()).isTrue();
    assertThat(potential.left()).isEqualTo("V");
    assertThat(model.variable("E_L").parameter()).isEqualTo("soma.E_L");
    assertThat(model.variable("E_L").sent()).isFalse();
    assertThat(model.ports()).extracting(Port::receptor).containsExactly(null, "soma_curr");
  }

  @Test
  void aStateMayBeRecordedUnderTheNameOfAParameter() {
    String text = text("@myelin::recorded @myelin::recorded_as(\"E_L\")", "", "");
    Model model = Checker.models(new SourceText("marked", text)).getFirst();
    assertThat(model.variable("V_m").recordable()).isEqualTo("E_L");
    assertThat(model.variable("V_m").shown()).isEqualTo(Shown.RECORDED);
  }

  @Test
  void elementsOfAVectorAreRecordedBesideTheirSumAndListsAreCounted() {
    String text =
        """
        model marked:
            state:
                I_each[size(tau)] pA = 0 pA @myelin::recorded_as("I_syn")
            equations:
                recordable inline I_syn pA = sum(I_each)
                I_each' = -I_each / tau
            parameters:
                tau[] ms = [2 ms] @myelin::counted_as("n_synapses")
            update:
                integrate_odes()
        """;
    Model model = Checker.models(new SourceText("marked", text)).getFirst();
    assertThat(model.variable("I_each").recordable()).isEqualTo("I_syn");
    assertThat(model.variable("tau").count()).isEqualTo("n_synapses");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          @myelin::hiden | | I pA <- continuous | there is no mark '@myelin::hiden'; did you mean myelin::hidden?
          @myelin::set_as | | I pA <- continuous | '@myelin::set_as' needs a name, as in '@myelin::set_as("soma.g_L")'
          @myelin::set_as(V) | | I pA <- continuous | write a text in quotes, as in '@myelin::set_as("name")'
          | @myelin::slow_current | I pA <- continuous | '@myelin::slow_current' is a mark for single state variables, not for vectors or others
          | @myelin::left_as("a") | I pA <- continuous | '@myelin::left_as' is a mark for single state variables, not for vectors or others
          @myelin::left_as | | I pA <- continuous | '@myelin::left_as' needs a name, as in '@myelin::left_as("soma.g_L")'
          | @myelin::recorded_as("a") | I pA <- continuous | '@myelin::recorded_as' is a mark for state variables
          @myelin::recorded_as("spikes") | | I pA <- continuous | the name 'spikes' is taken by something else that may be recorded
          @myelin::counted_as("n") | | I pA <- continuous | '@myelin::counted_as' is a mark for parameters that are lists
          @myelin::target | | I pA <- continuous | '@myelin::target' is a mark for the parameters tau_minus and tau_minus_triplet, which all neurons have
          | @myelin::target | I pA <- continuous | '@myelin::target' is a mark for the parameters tau_minus and tau_minus_triplet, which all neurons have
          | | s <- spike @myelin::slow_current | '@myelin::slow_current' is a mark for a single continuous port
          | | s <- excitatory spike @myelin::not_negative | '@myelin::not_negative' is a mark for a port for spikes that is neither excitatory nor inhibitory
          | | s <- excitatory spike @myelin::receptor("s") | '@myelin::receptor' is a mark for a single port that is neither excitatory nor inhibitory
          | | s <- spike @myelin::hidden | there is no mark '@myelin::hidden'
          """)
  void marksInWrongPlacesAreRefused(String state, String parameter, String port, String message) {
    String text = text(given(state), given(parameter), given(port));
    List<Problem> problems = Checker.problems(new SourceText("marked", text));
    assertThat(problems)
        .filteredOn(Problem::isError)
        .extracting(Problem::message)
        .anySatisfy(m -> assertThat(m).startsWith(message));
  }

  private static String given(String cell) {
    return cell == null ? "" : cell;
  }
}
