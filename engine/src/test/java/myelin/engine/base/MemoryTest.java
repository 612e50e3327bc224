package myelin.engine.base;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MemoryTest {

  @Test
  void whatDoesNotFitIsRefusedWithTheHeapThatWouldDo() {
    assertThatThrownBy(() -> Memory.require(4e12, "40 synapses"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("40 synapses need 4000.0 GB")
        .hasMessageContaining("--heap 42")
        .extracting(e -> ((BadInput) e).kind())
        .isEqualTo(BadInput.Kind.MEMORY);
  }

  @Test
  void whatNoMachineHasIsRefusedToo() {
    assertThatThrownBy(() -> Memory.require(1e30, "synapses")).isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> Memory.require(Double.POSITIVE_INFINITY, "synapses"))
        .isInstanceOf(BadInput.class);
  }

  @Test
  void whatFitsPasses() {
    assertThatCode(() -> Memory.require(1e6, "nodes")).doesNotThrowAnyException();
    assertThatCode(() -> Memory.require(0, "nodes")).doesNotThrowAnyException();
  }
}
