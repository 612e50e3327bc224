package myelin.cli.pages;

import java.util.List;

/// Tables of a page. On a narrow screen the cells of a row are beside each other, the last one, a
/// meaning, below.
final class Tables {

  private Tables() {}

  /// A row of cells, which are HTML; the last one is a meaning.
  static String row(String... cells) {
    StringBuilder row = new StringBuilder("<tr>");
    for (int k = 0; k < cells.length; k++) {
      boolean last = k == cells.length - 1;
      row.append(last ? Html.element("td", "meaning", cells[k]) : Html.element("td", cells[k]));
    }
    return row.append("</tr>\n").toString();
  }

  /// A table of rows.
  static String table(List<String> heads, String rows) {
    StringBuilder head = new StringBuilder();
    for (String h : heads) head.append(Html.element("th", h));
    return "<div class=\"wide\"><table class=\"cells rows\">\n<thead>"
        + Html.element("tr", head.toString())
        + "</thead>\n<tbody>\n"
        + rows
        + "</tbody>\n</table></div>\n";
  }
}
