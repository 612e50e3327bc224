package myelin.cli.pages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A model's description as HTML: lines that are indented are shown as they are, others as
/// paragraphs, and DOIs are links.
final class Prose {

  private static final Pattern DOI = Pattern.compile("doi:(10\\.\\d{4,9}/[^\\s,;]*[^\\s,;.])");

  /// Authors and year, as in "Brette and Gerstner (2005)" and "Morrison et al. 2007".
  private static final Pattern AUTHORS =
      Pattern.compile(
          "\\p{Lu}[\\p{L}'-]+(?:, \\p{Lu}[\\p{L}'-]+)*(?: and \\p{Lu}[\\p{L}'-]+)?(?: et al\\.)?,? \\(?\\d{4}");

  private Prose() {}

  /// A description.
  static String html(String description) {
    StringBuilder html = new StringBuilder();
    List<String> block = new ArrayList<>();
    boolean formulas = false;
    for (String line : description.stripTrailing().split("\n", -1)) {
      boolean blank = line.isBlank();
      boolean indented = line.startsWith("  ");
      if (blank && formulas) {
        block.add("");
        continue;
      }
      if (!block.isEmpty() && (blank || indented != formulas)) {
        html.append(block(block, formulas));
        block.clear();
      }
      if (blank) continue;
      formulas = indented;
      block.add(line);
    }
    if (!block.isEmpty()) html.append(block(block, formulas));
    return html.toString();
  }

  private static String block(List<String> lines, boolean formulas) {
    if (!formulas) {
      return Html.element("p", linked(Html.escape(String.join(" ", lines).strip()))) + "\n";
    }
    String text = String.join("\n", lines).stripTrailing().stripIndent();
    return Html.element("pre", linked(Html.escape(text))) + "\n";
  }

  private static String linked(String escaped) {
    return DOI.matcher(escaped)
        .replaceAll(m -> Matcher.quoteReplacement(link(unclosed(m.group(1))) + rest(m.group(1))));
  }

  /// References by DOI, each once, with the authors and what else is said of it.
  static List<String> references(String description) {
    String text = description.replaceAll("\\s+", " ");
    Map<String, String> found = new LinkedHashMap<>();
    Matcher m = DOI.matcher(text);
    int from = 0;
    while (m.find()) {
      String said = said(text.substring(from, m.start()));
      String doi = unclosed(m.group(1));
      String link = link(doi);
      found.putIfAbsent(doi, said.isEmpty() ? link : Html.escape(said) + ", " + link);
      from = m.end();
    }
    return List.copyOf(found.values());
  }

  /// What stands before a DOI, from the last authors on.
  private static String said(String before) {
    Matcher m = AUTHORS.matcher(before);
    int start = -1;
    while (m.find()) start = m.start();
    if (start < 0) return "";
    String said = before.substring(start).strip();
    while (said.endsWith(",") || said.endsWith("(")) {
      said = said.substring(0, said.length() - 1).strip();
    }
    return open(said) > 0 ? said + ")" : said;
  }

  private static String link(String doi) {
    return Html.link("https://doi.org/" + doi, "doi:" + doi);
  }

  /// A DOI without a closing bracket that belongs to the sentence.
  private static String unclosed(String doi) {
    return doi.substring(0, doi.length() - rest(doi).length());
  }

  private static String rest(String doi) {
    int extra = Math.max(0, -open(doi));
    String end = doi.substring(doi.length() - extra);
    return end.chars().allMatch(c -> c == ')') ? end : "";
  }

  private static int open(String text) {
    return (int)
        (text.chars().filter(c -> c == '(').count() - text.chars().filter(c -> c == ')').count());
  }
}
