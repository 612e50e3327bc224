package myelin.engine.wiring;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import myelin.engine.base.BadInput;
import myelin.engine.table.TableKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A table's columns are arrays, which can have only so many elements.
class TableBuilderTest {

  @ParameterizedTest
  @CsvSource({"VARIED, 1073741808", "PLASTIC, 2147483631", "COUNTED, 2147483631"})
  void moreSynapsesThanArraysHoldAreRefused(TableKey.Kind kind, long most) {
    assertThatCode(() -> TableBuilder.requireRoom(most, kind)).doesNotThrowAnyException();
    assertThatThrownBy(() -> TableBuilder.requireRoom(most + 1, kind))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("at most", "use more threads");
  }
}
