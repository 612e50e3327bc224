package myelin.engine.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhiloxTest {

  /// The known answers of the file `kat_vectors` of Random123, which its authors publish.
  @ParameterizedTest
  @CsvSource({
    "0 0 0 0, 0 0, 6627e8d5 e169c58d bc57ac4c 9b00dbd8",
    "ffffffff ffffffff ffffffff ffffffff, ffffffff ffffffff, 408f276d 41c83b0e a20bc7c6 6d5451fd",
    "243f6a88 85a308d3 13198a2e 03707344, a4093822 299f31d0, d16cfe09 94fdcceb 5001e420 24126ea1"
  })
  void theKnownAnswersOfItsAuthorsCome(String counter, String key, String answer) {
    int[] c = words(counter);
    int[] k = words(key);
    int[] out = new int[4];

    Philox.block(k[0], k[1], c[0], c[1], c[2], c[3], out);

    assertThat(out).isEqualTo(words(answer));
  }

  /// Their generator begins with the block after the counter that it is given.
  @Test
  void aCountOfBlocksGivesTheSequenceOfCommonsRng() {
    SplittableRandom keys = new SplittableRandom(1);
    for (int trial = 0; trial < 20; trial++) {
      int k0 = keys.nextInt();
      int k1 = keys.nextInt();
      int c1 = keys.nextInt();
      int c2 = keys.nextInt();
      int c3 = keys.nextInt();
      UniformRandomProvider theirs =
          RandomSource.PHILOX_4X32.create(new int[] {k0, k1, 0, c1, c2, c3});
      int[] ours = new int[4];
      for (int block = 1; block < 100; block++) {
        Philox.block(k0, k1, block, c1, c2, c3, ours);
        for (int word : ours) assertThat(word).isEqualTo(theirs.nextInt());
      }
    }
  }

  @Test
  void manyCountersAtOnceGiveTheBlocksOfEachOne() {
    SplittableRandom random = new SplittableRandom(2);
    for (int n : new int[] {0, 1, 3, 255, 256}) {
      int k0 = random.nextInt();
      int k1 = random.nextInt();
      long[] first = random.longs(n).toArray();
      long[] second = random.longs(n).toArray();
      long[] p = first.clone();
      long[] q = second.clone();

      Philox.blocks(k0, k1, p, q, n);

      int[] one = new int[4];
      for (int i = 0; i < n; i++) {
        int c0 = (int) (first[i] >>> 32);
        int c2 = (int) (second[i] >>> 32);
        Philox.block(k0, k1, c0, (int) first[i], c2, (int) second[i], one);
        assertThat((int) (p[i] >>> 32)).isEqualTo(one[0]);
        assertThat((int) p[i]).isEqualTo(one[1]);
        assertThat((int) (q[i] >>> 32)).isEqualTo(one[2]);
        assertThat((int) q[i]).isEqualTo(one[3]);
      }
    }
  }

  private static int[] words(String hex) {
    String[] parts = hex.strip().split(" ", -1);
    int[] words = new int[parts.length];
    for (int i = 0; i < parts.length; i++) words[i] = Integer.parseUnsignedInt(parts[i], 16);
    return words;
  }
}
