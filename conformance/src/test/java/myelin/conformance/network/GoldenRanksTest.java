package myelin.conformance.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import myelin.conformance.harness.RankThreads.Division;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The golden networks have the same hashes on several ranks, each on another number of them and of
/// threads; with `-Dmyelin.ranks=1,2,3,4,7` each on all of these.
class GoldenRanksTest {

  @TestFactory
  Stream<DynamicTest> networksDoTheSameOnRanks() {
    Properties golden = GoldenTest.golden();
    Map<String, GoldenNetworks.Run> all = new TreeMap<>(GoldenNetworks.all());
    int[] number = {0};
    return all.entrySet().stream()
        .map(e -> {
          int k = number[0]++;
          return DynamicTest.dynamicTest(
              e.getKey(), () -> require(e.getValue(), golden.getProperty(e.getKey()), k));
        });
  }

  private static void require(GoldenNetworks.Run network, String golden, int number) {
    for (Division division : Division.of(number)) {
      assertThat(division.run(network::hash)).as("%s", division).containsOnly(golden);
    }
  }
}
