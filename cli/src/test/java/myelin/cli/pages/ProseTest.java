package myelin.cli.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProseTest {

  @Test
  void formulasAreShownAsTheyAreAndWordsAsParagraphs() {
    assertThat(Prose.html("One\nparagraph.\n\n  dV/dt = -V\n\n    V < 1\n\nAnother."))
        .isEqualTo("<p>One paragraph.</p>\n<pre>dV/dt = -V\n\n  V &lt; 1</pre>\n<p>Another.</p>\n");
  }

  @Test
  void referencesHaveAuthorsAndLinks() {
    assertThat(
            Prose.references(
                "As by Brette and Gerstner (2005), J. Neurophysiol. 94, 3637-3642,\n"
                    + "doi:10.1152/jn.00686.2005; steps are exact (Rotter and Diesmann 1999,"
                    + " doi:10.1007/s004220050570). Gerstein et al. (1964,"
                    + " doi:10.1016/S0006-3495(64)86768-0)."))
        .containsExactly(
            "Brette and Gerstner (2005), J. Neurophysiol. 94, 3637-3642, "
                + link("10.1152/jn.00686.2005"),
            "Rotter and Diesmann 1999, " + link("10.1007/s004220050570"),
            "Gerstein et al. (1964), " + link("10.1016/S0006-3495(64)86768-0"));
  }

  @Test
  void aBracketAfterADoiIsNoPartOfIt() {
    assertThat(Prose.html("(Siegert 1951, doi:10.1103/PhysRev.81.617)."))
        .isEqualTo("<p>(Siegert 1951, " + link("10.1103/PhysRev.81.617") + ").</p>\n");
  }

  private static String link(String doi) {
    return "<a href=\"https://doi.org/" + doi + "\">doi:" + doi + "</a>";
  }
}
