package myelin.engine.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

  @ParameterizedTest
  @CsvSource({
    "kitten, sitting, 3",
    "tau_m, tau_m, 0",
    "taum, tau_m, 0",
    "TAU-M, tau_m, 0",
    "tua_m, tau_m, 1",
    "V_rset, V_reset, 1",
    "'', abc, 3",
    "abc, '', 3",
    "ca, abc, 3"
  })
  void theDistanceIsTheNumberOfSlips(String from, String to, int slips) {
    assertThat(Nearest.distance(from, to)).isEqualTo(slips);
    assertThat(Nearest.distance(to, from)).isEqualTo(slips);
  }

  @Test
  void theNearestNameIsOffered() {
    assertThat(Nearest.hint("tau_n", List.of("C_m", "tau_m", "V_th")))
        .isEqualTo("; did you mean tau_m?");
  }

  @Test
  void severalNearNamesAreOfferedTheNearestFirst() {
    assertThat(Nearest.hint("spike_recorders", List.of("spike_records", "spike_recorder", "x")))
        .isEqualTo("; did you mean spike_recorder or spike_records?");
  }

  @Test
  void allNamesAreListedIfNoneIsNear() {
    assertThat(Nearest.hint("weight", List.of("V_th", "C_m"))).isEqualTo("; there are C_m, V_th");
    assertThat(Nearest.hint("weight", List.of())).isEqualTo("; there are none");
  }

  @Test
  void aLongListIsNamedByItsEnds() {
    List<String> many = IntStream.range(100, 200).mapToObj(i -> "p" + i + i).toList();
    assertThat(Nearest.hint("quite different", many))
        .isEqualTo("; there are 100, from p100100 to p199199");
  }
}
