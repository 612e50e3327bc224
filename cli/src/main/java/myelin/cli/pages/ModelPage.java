package myelin.cli.pages;

import java.util.List;
import java.util.Optional;
import myelin.cli.pictures.Family;
import myelin.cli.pictures.Picture;
import myelin.cli.pictures.Pictures;
import myelin.engine.declare.Model;
import myelin.engine.declare.ModelRegistry;
import myelin.engine.declare.ParameterSpec;
import myelin.engine.declare.Receptor;
import myelin.engine.declare.Recordable;
import myelin.engine.neuron.Archive;
import myelin.engine.neuron.NeuronModel;

/// The page of one model.
final class ModelPage {

  private final StringBuilder html = new StringBuilder();
  private final ModelRegistry models;
  private final Model model;
  private final boolean indexed;

  private ModelPage(ModelRegistry models, Model model, boolean indexed) {
    this.models = models;
    this.model = model;
    this.indexed = indexed;
  }

  /// The page.
  ///
  /// @param indexed whether there are an index and pages of other models, to which it may lead
  static String of(ModelRegistry models, Model model, boolean indexed) {
    return Html.page(model.name(), new ModelPage(models, model, indexed).body());
  }

  private String body() {
    if (indexed) line(Html.element("nav", Html.link("index.html", "All models")));
    line(Html.element("h1", Html.escape(model.name())));
    line(Html.element("p", "summary", Html.escape(model.summary())));
    String written = model.source().isPresent() ? ", written in NESTML" : "";
    line(Html.element("p", "kind", Family.of(model).one() + written));
    html.append(Prose.html(model.description()));
    pictures();
    Optional<String> source = model.source();
    if (source.isPresent()) {
      section("Equations", TextEquations.html(model.name(), source.get()));
    }
    section("Parameters", parameters());
    section("Recordables", recordables());
    if (model instanceof NeuronModel neuron) section("Receptors", receptors(neuron));
    partners();
    references();
    if (source.isPresent()) {
      section(
          "Text",
          "<details><summary>The model as it is written in NESTML</summary>\n"
              + Html.element("pre", Html.code(source.get().strip()))
              + "\n</details>\n");
    }
    line(Html.element("footer", "Made by Myelin from the model itself."));
    return html.toString();
  }

  private void line(String text) {
    html.append(text).append('\n');
  }

  private void section(String title, String content) {
    if (content.isEmpty()) return;
    line(Html.element("h2", title));
    html.append(content);
  }

  private void pictures() {
    List<Picture> pictures = Pictures.of(models, model);
    StringBuilder all = new StringBuilder();
    for (int k = 0; k < pictures.size(); k++) all.append(figure(pictures.get(k), k + 1));
    section(pictures.size() == 1 ? "Picture" : "Pictures", all.toString());
  }

  /// A picture; its number in the page makes ids in it differ from those of others.
  private static String figure(Picture picture, int number) {
    String caption = Html.escape(picture.caption());
    String svg =
        picture
            .figure()
            .svg()
            .replace("id=\"", "id=\"p" + number + "-")
            .replace("url(#", "url(#p" + number + "-")
            .replace("<svg ", "<svg role=\"img\" aria-label=\"" + caption + "\" ");
    return "<figure>\n" + svg + Html.element("figcaption", caption) + "\n</figure>\n";
  }

  private String parameters() {
    List<ParameterSpec> usual = model.parameters().stream().filter(this::isUsual).toList();
    List<ParameterSpec> own = model.parameters().stream().filter(p -> !usual.contains(p)).toList();
    String table = own.isEmpty() ? "" : table(own);
    if (usual.isEmpty()) return table;
    return table
        + "<details><summary>Parameters that every neuron has</summary>\n"
        + table(usual)
        + "</details>\n";
  }

  /// Whether it is declared alike in nearly every neuron.
  private boolean isUsual(ParameterSpec p) {
    return model instanceof NeuronModel
        && (p.name().startsWith("ignore_and_spike") || Archive.PARAMETERS.contains(p));
  }

  private static String table(List<ParameterSpec> parameters) {
    StringBuilder rows = new StringBuilder();
    for (ParameterSpec p : parameters) {
      rows.append(
          Tables.row(
              Html.code(p.name()),
              Html.escape(Declared.initial(p)),
              Html.escape(p.unit().symbol()),
              Html.escape(Declared.allowed(p)),
              Html.escape(Declared.meaning(p))));
    }
    return Tables.table(List.of("name", "default", "unit", "allowed", "meaning"), rows.toString());
  }

  private String recordables() {
    if (model.recordables().isEmpty()) return "";
    StringBuilder rows = new StringBuilder();
    for (Recordable r : model.recordables()) {
      rows.append(
          Tables.row(
              Html.code(r.name()), Html.escape(r.unit().symbol()), Html.escape(r.meaning())));
    }
    return Tables.table(List.of("name", "unit", "meaning"), rows.toString());
  }

  private static String receptors(NeuronModel neuron) {
    if (neuron.receptors().isEmpty()) return "";
    StringBuilder rows = new StringBuilder();
    for (Receptor r : neuron.receptors()) {
      rows.append(
          Tables.row(
              Integer.toString(r.number()),
              Html.code(r.name()),
              Html.escape(Declared.accepts(neuron, r))));
    }
    return Tables.table(List.of("number", "name", "takes"), rows.toString());
  }

  private void partners() {
    List<Model> partners = Declared.partners(model);
    if (partners.isEmpty()) return;
    StringBuilder rows = new StringBuilder();
    for (Model p : partners) {
      String name = indexed ? Html.link(p.name() + ".html", p.name()) : Html.escape(p.name());
      rows.append(Tables.row(Html.element("code", name), Html.escape(p.summary())));
    }
    section(
        Declared.partnership(model), Tables.table(List.of("name", "what it is"), rows.toString()));
  }

  private void references() {
    StringBuilder items = new StringBuilder();
    for (String r : Prose.references(model.description()))
      items.append(Html.element("li", r)).append('\n');
    if (!items.isEmpty()) section("References", "<ul>\n" + items + "</ul>\n");
  }
}
