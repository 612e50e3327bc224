package myelin.cli.pages;

import java.util.List;
import myelin.cli.pictures.Family;
import myelin.engine.declare.Model;

/// The index: all models by family.
final class IndexPage {

  private IndexPage() {}

  /// The page.
  static String of(List<Model> models) {
    StringBuilder html = new StringBuilder(Html.element("h1", "Models of Myelin") + "\n");
    html.append(
        Html.element(
                "p",
                "summary",
                models.size() + " models. Each has a page with equations, parameters and pictures.")
            + "\n");
    for (Family family : Family.values()) {
      List<Model> all = family.of(models);
      if (all.isEmpty()) continue;
      html.append(Html.element("h2", family.title())).append('\n');
      StringBuilder rows = new StringBuilder();
      for (Model m : all) {
        String name = Html.element("code", Html.link(m.name() + ".html", m.name()));
        rows.append(Tables.row(name, Html.escape(m.summary())));
      }
      html.append(Tables.table(List.of("name", "what it is"), rows.toString()));
    }
    return Html.page("Models of Myelin", html.toString());
  }
}
