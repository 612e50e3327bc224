package myelin.analysis.format;

import java.awt.Dimension;
import java.awt.Image;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.awt.image.renderable.RenderableImage;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import myelin.analysis.draw.Fit;
import org.apache.batik.svggen.DefaultImageHandler;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.JFreeChart;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/// Writes charts as SVG: text as text, images embedded as PNG.
public final class Svg {
  private static final String SVG = "http://www.w3.org/2000/svg";
  private static final String XLINK = "http://www.w3.org/1999/xlink";

  /// A line to a point of the same abscissa.
  private static final Pattern UPRIGHT = Pattern.compile("M([-0-9.]+) ([-0-9.]+) L\\1 ");

  private Svg() {}

  /// Writes a chart into a file.
  public static void write(JFreeChart chart, String title, int width, int height, Path file)
      throws IOException {
    String element = element(chart, title, width, height);
    Files.writeString(file, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + element);
  }

  /// The drawing as an element `svg`.
  public static String element(JFreeChart chart, String title, int width, int height)
      throws IOException {
    Document document = document();
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
    context.setComment("Made with Myelin");
    context.setPrecision(2);
    context.setImageHandler(new Embedding());
    SVGGraphics2D graphics = new SVGGraphics2D(context, false);
    graphics.setSVGCanvasSize(new Dimension(width, height));
    Fit.draw(chart, graphics, new Rectangle2D.Double(0, 0, width, height));
    Element root = graphics.getRoot();
    root.setAttributeNS(null, "viewBox", "0 0 " + width + " " + height);
    if (!title.isEmpty()) {
      Element name = document.createElementNS(SVG, "title");
      name.setTextContent(title);
      root.insertBefore(name, root.getFirstChild());
    }
    StringWriter text = new StringWriter();
    graphics.stream(root, text, false, false);
    return tidied(text.toString());
  }

  private static Document document() {
    try {
      return DocumentBuilderFactory.newDefaultNSInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument(SVG, "svg", null);
    } catch (ParserConfigurationException impossible) {
      throw new IllegalStateException("the JDK's default XML parser is missing", impossible);
    }
  }

  /// Leaves out the reference to the DTD, which some readers would fetch from the network, and
  /// writes upright lines the short way.
  private static String tidied(String text) {
    return UPRIGHT.matcher(text.substring(text.indexOf("<svg"))).replaceAll("M$1 $2V");
  }

  /// Puts images into the SVG itself, as data.
  private static final class Embedding extends DefaultImageHandler {
    @Override
    public void handleHREF(Image image, Element element, SVGGeneratorContext context) {
      embed((BufferedImage) image, element);
    }

    @Override
    public void handleHREF(RenderedImage image, Element element, SVGGeneratorContext context) {
      embed((BufferedImage) image, element);
    }

    @Override
    public void handleHREF(RenderableImage image, Element element, SVGGeneratorContext context) {
      throw new UnsupportedOperationException("plots hold no renderable images");
    }

    private static void embed(BufferedImage image, Element element) {
      String data = Base64.getEncoder().encodeToString(Png.encode(image, 1));
      element.setAttributeNS(XLINK, "xlink:href", "data:image/png;base64," + data);
    }
  }
}
