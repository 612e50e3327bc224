package myelin.analysis;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// What the SVG of a plot is made of.
final class Drawn {
  private Drawn() {}

  /// The elements of a name, such as `circle`.
  static List<Element> elements(Figure<?> plot, String name) {
    try {
      NodeList found =
          DocumentBuilderFactory.newDefaultNSInstance()
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(plot.svg().getBytes(StandardCharsets.UTF_8)))
              .getElementsByTagNameNS("*", name);
      List<Element> elements = new ArrayList<>();
      for (int i = 0; i < found.getLength(); i++) elements.add((Element) found.item(i));
      return elements;
    } catch (Exception malformed) {
      throw new AssertionError("the plot is no SVG", malformed);
    }
  }

  /// All text, in the order in which it is drawn.
  static List<String> texts(Figure<?> plot) {
    return elements(plot, "text").stream().map(e -> e.getTextContent().strip()).toList();
  }

  /// Paths that are drawn, not filled.
  static List<Element> lines(Figure<?> plot) {
    return elements(plot, "path").stream()
        .filter(e -> e.getAttribute("fill").equals("none"))
        .toList();
  }

  /// A number of each element.
  static double[] numbers(List<Element> elements, String attribute) {
    return elements.stream()
        .mapToDouble(e -> Double.parseDouble(e.getAttribute(attribute)))
        .toArray();
  }

  /// The first and the last place of the lines between ticks and along them that are level, each
  /// once, from the top: the horizontal axes.
  static List<double[]> levelAxes(Figure<?> plot) {
    return elements(plot, "line").stream()
        .filter(e -> e.getAttribute("y1").equals(e.getAttribute("y2")))
        .map(e ->
            new double[] {
              Double.parseDouble(e.getAttribute("x1")), Double.parseDouble(e.getAttribute("x2"))
            })
        .filter(line -> line[1] - line[0] > 50)
        .toList();
  }
}
