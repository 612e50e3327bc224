package myelin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import myelin.engine.declare.Model;
import myelin.engine.neuron.NeuronModel;
import myelin.models.Models;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class PagesTest {

  private static final Pattern OUTSIDE =
      Pattern.compile(
          "<script|<link|<img|<iframe|@import|(src|href)=\"(?!https://doi.org/|[a-z0-9_A-Z]+\\.html\")");

  @TempDir private static Path folder;

  @BeforeAll
  static void write() {
    Terminal t = Terminal.myelin("models", "--pages", folder.toString());
    assertThat(t.err()).isEmpty();
    assertThat(t.status()).isZero();
    assertThat(t.out().strip()).isEqualTo(folder.resolve("index.html").toString());
  }

  static List<Model> models() {
    return Models.all();
  }

  private static Document document(String page) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)));
  }

  private static String page(String name) throws IOException {
    return Files.readString(folder.resolve(name + ".html"));
  }

  private static List<Element> elements(Document document, String name) {
    NodeList all = document.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int k = 0; k < all.getLength(); k++) elements.add((Element) all.item(k));
    return elements;
  }

  private static List<String> first(Document document) {
    return elements(document, "tr").stream().map(r -> r.getFirstChild().getTextContent()).toList();
  }

  @ParameterizedTest
  @MethodSource("models")
  void aPageIsWellFormedAndHasAllThatIsDeclared(Model model) throws Exception {
    String page = page(model.name());
    assertThat(OUTSIDE.matcher(page).results().map(m -> m.group())).isEmpty();
    Document document = document(page);
    assertThat(elements(document, "h1").getFirst().getTextContent()).isEqualTo(model.name());
    List<String> rows = first(document);
    for (var p : model.parameters()) assertThat(rows).contains(p.name());
    for (var r : model.recordables()) assertThat(rows).contains(r.name());
    if (model instanceof NeuronModel n) {
      String text = document.getDocumentElement().getTextContent();
      for (var r : n.receptors()) assertThat(text).contains(r.name());
    }
    assertIdsDiffer(document);
  }

  private static void assertIdsDiffer(Document document) {
    Set<String> ids = new HashSet<>();
    for (Element e : elements(document, "*")) {
      if (e.hasAttribute("id")) assertThat(ids.add(e.getAttribute("id"))).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyNeuronAndStimulatorHasAPicture(Model model) throws Exception {
    Document document = document(page(model.name()));
    List<Element> pictures = elements(document, "svg");
    boolean shown = Set.of("neuron", "stimulator").contains(model.elementType());
    if (shown) assertThat(pictures).isNotEmpty();
    for (Element picture : pictures) {
      assertThat(elements(picture, "path").size() + elements(picture, "line").size())
          .isGreaterThan(2);
      assertThat(picture.getTextContent()).doesNotContain("no values");
    }
    assertThat(elements(document, "figcaption")).hasSameSizeAs(pictures);
  }

  private static List<Element> elements(Element within, String name) {
    NodeList all = within.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int k = 0; k < all.getLength(); k++) elements.add((Element) all.item(k));
    return elements;
  }

  @ParameterizedTest
  @MethodSource("models")
  void aTextHasItsEquationsAndItself(Model model) throws Exception {
    if (model.source().isEmpty()) return;
    String text = model.source().get();
    Document document = document(page(model.name()));
    assertThat(elements(document, "details").getLast().getTextContent()).contains(text.strip());
    boolean formulas = text.contains("' =") || text.contains("function ");
    if (formulas) assertThat(elements(document, "math")).isNotEmpty();
  }

  @Test
  void theIndexLeadsToAllPages() throws Exception {
    List<String> led =
        elements(document(page("index")), "a").stream().map(a -> a.getAttribute("href")).toList();
    assertThat(led)
        .containsExactlyInAnyOrderElementsOf(
            models().stream().map(m -> m.name() + ".html").toList());
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(models().size() + 1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"poisson_generator", "gif_psc_exp", "bernoulli_synapse"})
  void theSameModelGivesTheSamePage(String name, @TempDir Path other) throws IOException {
    Terminal t = Terminal.myelin("models", name, "--pages", other.toString());
    assertThat(t.status()).isZero();
    String alone = Files.readString(other.resolve(name + ".html"));
    // alone it has no link to the index
    assertThat(page(name).replaceAll("<nav>.*?</nav>\n", "")).isEqualTo(alone);
  }

  @Test
  void aUsersModelHasAPage(@TempDir Path other) throws Exception {
    Path text = Path.of("..", "examples", "models", "leaky_neuron.nestml");
    Terminal t =
        Terminal.myelin(
            "models", "leaky_neuron", "--models", text.toString(), "--pages", other.toString());
    assertThat(t.err()).isEmpty();
    Document document = document(Files.readString(other.resolve("leaky_neuron.html")));
    assertThat(first(document)).contains("V_m", "tau_m");
    assertThat(elements(document, "math")).isNotEmpty();
    assertThat(elements(document, "svg")).hasSize(2);
  }

  @Test
  void aFolderThatCannotBeMadeIsRefused(@TempDir Path other) throws IOException {
    Path file = Files.writeString(other.resolve("file"), "");
    Terminal t = Terminal.myelin("models", "--pages", file.resolve("pages").toString());
    assertThat(t.status()).isNotZero();
    assertThat(t.err()).contains("cannot make the folder");
  }
}
