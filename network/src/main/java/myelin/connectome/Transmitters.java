package myelin.connectome;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import myelin.engine.base.BadInput;

/// Which transmitters excite and which inhibit in the fly, as Shiu et al. (2024) have it:
/// acetylcholine, dopamine, octopamine and serotonin excite, GABA and glutamate inhibit. So does
/// histamine, which they had not. An empty name, or one that says that nothing is known, excites.
public final class Transmitters {

  private static final Map<String, Integer> SIGNS = signs();

  /// Names of columns of cells that hold transmitters.
  static final List<String> COLUMNS =
      List.of(
          "transmitter",
          "nt_type",
          "top_nt",
          "neurotransmitter",
          "predictedNt",
          "consensusNt",
          "nt");

  private Transmitters() {}

  private static Map<String, Integer> signs() {
    Map<String, Integer> signs = new TreeMap<>();
    for (String name :
        List.of(
            "",
            "unclear",
            "unknown",
            "none",
            "nan",
            "ach",
            "acetylcholine",
            "da",
            "dopamine",
            "ser",
            "5ht",
            "5-ht",
            "serotonin",
            "oct",
            "octopamine",
            "tyramine")) {
      signs.put(name, 1);
    }
    for (String name : List.of("gaba", "glut", "glu", "glutamate", "his", "histamine")) {
      signs.put(name, -1);
    }
    return signs;
  }

  /// 1 for a transmitter that excites, -1 for one that inhibits; 0 for a name that is not known.
  /// Upper and lower case are the same.
  public static int sign(String transmitter) {
    return SIGNS.getOrDefault(transmitter.toLowerCase(Locale.ROOT), 0);
  }

  /// The signs of transmitters.
  ///
  /// @param where what messages call them, such as the file and the column
  /// @throws BadInput if one is not known
  public static byte[] signs(String where, String[] transmitters) {
    byte[] signs = new byte[transmitters.length];
    String last = "";
    byte of = 1;
    for (int i = 0; i < signs.length; i++) {
      if (!transmitters[i].equals(last)) {
        last = transmitters[i];
        of = (byte) sign(last);
      }
      if (of == 0) {
        throw new BadInput(
            BadInput.Kind.VALUE,
            "%s, row %d: '%s' is no transmitter whose sign is known; known are %s. Give a column of signs instead, 1 or -1"
                .formatted(where, i + 1, last, SIGNS.keySet()));
      }
      signs[i] = of;
    }
    return signs;
  }
}
