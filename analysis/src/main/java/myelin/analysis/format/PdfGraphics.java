package myelin.analysis.format;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.GraphicsConfiguration;
import java.awt.Image;
import java.awt.Shape;
import java.awt.font.GlyphVector;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.awt.image.BufferedImage;
import java.awt.image.ImageObserver;
import java.awt.image.RenderedImage;
import java.awt.image.renderable.RenderableImage;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.AttributedCharacterIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.batik.ext.awt.g2d.AbstractGraphics2D;
import org.apache.batik.ext.awt.g2d.GraphicContext;
import org.jspecify.annotations.Nullable;

/// Turns what is drawn into the content of a page of PDF. Colours are RGB with transparency; other
/// paints are not drawn with here.
final class PdfGraphics extends AbstractGraphics2D {
  /// What Courier's letters are wide, of the size of the font.
  private static final double COURIER = 0.6;

  private static final Charset LATIN = Charset.forName("windows-1252");

  /// A page, and what has been drawn on it, which copies of the graphics share.
  private static final class Page {
    final Pdf pdf;
    final AffineTransform upwards;
    final StringBuilder content = new StringBuilder();
    final Set<Integer> alphas = new TreeSet<>();
    final List<Integer> images = new ArrayList<>();

    /// The clip and the colours that the content has set.
    String clip = "";

    String ink = "";

    Page(Pdf pdf, AffineTransform upwards) {
      this.pdf = pdf;
      this.upwards = upwards;
    }
  }

  private final Page page;

  /// An empty page whose coordinates come from those of drawings by `upwards`.
  PdfGraphics(Pdf pdf, AffineTransform upwards) {
    super(false);
    gc = new GraphicContext();
    page = new Page(pdf, upwards);
    page.content.append("q\n");
  }

  private PdfGraphics(PdfGraphics other) {
    super(other);
    page = other.page;
  }

  /// What has been drawn.
  byte[] content() {
    return (page.content + "Q\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  /// Transparencies and images that the content speaks of.
  String resources() {
    StringBuilder text = new StringBuilder();
    if (!page.alphas.isEmpty()) {
      text.append("/ExtGState<<");
      for (int alpha : page.alphas) {
        String part = Pdf.number(alpha / 255.0);
        text.append(String.format(Locale.ROOT, "/A%d<</ca %s/CA %s>>", alpha, part, part));
      }
      text.append(">>");
    }
    if (!page.images.isEmpty()) {
      text.append("/XObject<<");
      page.images.forEach(id -> text.append(String.format(Locale.ROOT, "/I%d %d 0 R", id, id)));
      text.append(">>");
    }
    return text.toString();
  }

  @Override
  public Graphics create() {
    return new PdfGraphics(this);
  }

  @Override
  public void dispose() {
    // the page is written by who made it
  }

  private AffineTransform toPage() {
    AffineTransform all = new AffineTransform(page.upwards);
    all.concatenate(getTransform());
    return all;
  }

  /// Says clip and colour, where they differ from those said before.
  private void prepare(Color colour) {
    Shape shape = getClip();
    String clip = shape == null ? "" : path(shape.getPathIterator(toPage()));
    if (!clip.equals(page.clip)) {
      page.content.append("Q q\n");
      if (shape != null) {
        page.content.append(clip.isEmpty() ? "0 0 m\n" : clip).append("W n\n");
      }
      page.clip = clip;
      page.ink = "";
    }
    double opaque = getComposite() instanceof AlphaComposite alpha ? alpha.getAlpha() : 1;
    int alpha = (int) Math.round(colour.getAlpha() * opaque);
    page.alphas.add(alpha);
    String rgb =
        String.format(
            Locale.ROOT,
            "%s %s %s ",
            Pdf.number(colour.getRed() / 255.0),
            Pdf.number(colour.getGreen() / 255.0),
            Pdf.number(colour.getBlue() / 255.0));
    String ink = rgb + "rg " + rgb + "RG /A" + alpha + " gs\n";
    if (!ink.equals(page.ink)) {
      page.content.append(ink);
      page.ink = ink;
    }
  }

  @Override
  public void fill(Shape shape) {
    PathIterator outline = shape.getPathIterator(toPage());
    boolean evenOdd = outline.getWindingRule() == PathIterator.WIND_EVEN_ODD;
    String path = path(outline);
    if (!path.isEmpty()) {
      prepare(getColor());
      page.content.append(path).append(evenOdd ? "f*\n" : "f\n");
    }
  }

  @Override
  public void draw(Shape shape) {
    AffineTransform transform = toPage();
    double scale = Math.sqrt(Math.abs(transform.getDeterminant()));
    boolean even =
        Math.abs(Math.hypot(transform.getScaleX(), transform.getShearY()) - scale) < 1e-6 * scale;
    if (!(getStroke() instanceof BasicStroke stroke) || !even) {
      fill(getStroke().createStrokedShape(shape));
      return;
    }
    String path = path(shape.getPathIterator(transform));
    if (path.isEmpty()) {
      return;
    }
    prepare(getColor());
    StringBuilder dashes = new StringBuilder("[");
    if (stroke.getDashArray() != null) {
      for (float dash : stroke.getDashArray()) {
        dashes.append(Pdf.number(dash * scale)).append(' ');
      }
    }
    dashes.append("] ").append(Pdf.number(stroke.getDashPhase() * scale)).append(" d ");
    page.content
        .append(Pdf.number(stroke.getLineWidth() * scale))
        .append(
            String.format(Locale.ROOT, " w %d J %d j ", stroke.getEndCap(), stroke.getLineJoin()))
        .append(Pdf.number(Math.max(1, stroke.getMiterLimit())))
        .append(" M ")
        .append(dashes)
        .append(path)
        .append("S\n");
  }

  /// The operators of a path; empty without any line.
  private static String path(PathIterator outline) {
    StringBuilder path = new StringBuilder();
    double[] c = new double[6];
    double x = 0;
    double y = 0;
    boolean lines = false;
    for (; !outline.isDone(); outline.next()) {
      int kind = outline.currentSegment(c);
      switch (kind) {
        case PathIterator.SEG_MOVETO -> operator(path, c, 2, "m");
        case PathIterator.SEG_LINETO -> operator(path, c, 2, "l");
        case PathIterator.SEG_CUBICTO -> operator(path, c, 6, "c");
        case PathIterator.SEG_QUADTO -> {
          // a curve of third order that is the one of second order
          double[] cubic = {
            x + 2 * (c[0] - x) / 3,
            y + 2 * (c[1] - y) / 3,
            c[2] + 2 * (c[0] - c[2]) / 3,
            c[3] + 2 * (c[1] - c[3]) / 3,
            c[2],
            c[3]
          };
          operator(path, cubic, 6, "c");
        }
        default -> path.append("h\n");
      }
      lines |= kind != PathIterator.SEG_MOVETO;
      int last = kind == PathIterator.SEG_CUBICTO ? 4 : kind == PathIterator.SEG_QUADTO ? 2 : 0;
      if (kind != PathIterator.SEG_CLOSE) {
        x = c[last];
        y = c[last + 1];
      }
    }
    return lines ? path.toString() : "";
  }

  private static void operator(StringBuilder path, double[] numbers, int count, String name) {
    for (int i = 0; i < count; i++) {
      path.append(Pdf.number(numbers[i])).append(' ');
    }
    path.append(name).append('\n');
  }

  @Override
  public void drawString(String text, float x, float y) {
    if (text.isBlank()) {
      return;
    }
    GlyphVector glyphs = getFont().createGlyphVector(getFontRenderContext(), text);
    fill(glyphs.getOutline(x, y));
    unseen(text, glyphs.getLogicalBounds().getWidth(), x, y);
  }

  @Override
  public void drawString(AttributedCharacterIterator text, float x, float y) {
    TextLayout layout = new TextLayout(text, getFontRenderContext());
    fill(layout.getOutline(AffineTransform.getTranslateInstance(x, y)));
  }

  /// Text that is not seen, as wide as its outlines.
  private void unseen(String text, double width, double x, double y) {
    byte[] letters = text.replace('\u2212', '-').getBytes(LATIN);
    double size = getFont().getSize2D();
    AffineTransform at = toPage();
    at.translate(x, y);
    at.scale(width / (letters.length * COURIER * size), -1);
    double[] m = new double[6];
    at.getMatrix(m);
    page.content.append("BT 3 Tr /F ").append(Pdf.number(size)).append(" Tf ");
    operator(page.content, m, 6, "Tm");
    page.content.append('<');
    for (byte letter : letters) {
      page.content.append(String.format(Locale.ROOT, "%02X", letter));
    }
    page.content.append("> Tj ET\n");
  }

  @Override
  public boolean drawImage(Image image, int x, int y, @Nullable ImageObserver observer) {
    return drawImage(image, x, y, image.getWidth(null), image.getHeight(null), observer);
  }

  @Override
  public boolean drawImage(
      Image image, int x, int y, int width, int height, @Nullable ImageObserver observer) {
    BufferedImage picture = (BufferedImage) image;
    AffineTransform into = AffineTransform.getTranslateInstance(x, y);
    into.scale((double) width / picture.getWidth(), (double) height / picture.getHeight());
    drawRenderedImage(picture, into);
    return true;
  }

  @Override
  public void drawRenderedImage(RenderedImage image, AffineTransform into) {
    BufferedImage picture = (BufferedImage) image;
    int width = picture.getWidth();
    int height = picture.getHeight();
    int[] pixels = picture.getRGB(0, 0, width, height, null, 0, width);
    ByteBuffer colours = ByteBuffer.allocate(3 * pixels.length);
    ByteBuffer alphas = ByteBuffer.allocate(pixels.length);
    for (int pixel : pixels) {
      colours.put((byte) (pixel >> 16)).put((byte) (pixel >> 8)).put((byte) pixel);
      alphas.put((byte) (pixel >>> 24));
    }
    String head =
        String.format(
            Locale.ROOT,
            "/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8",
            width,
            height);
    String mask = "";
    if (picture.getColorModel().hasAlpha()) {
      mask =
          String.format(
              Locale.ROOT,
              "/SMask %d 0 R",
              page.pdf.add(head + "/ColorSpace/DeviceGray", alphas.array()));
    }
    int id = page.pdf.add(head + "/ColorSpace/DeviceRGB" + mask, colours.array());
    page.images.add(id);
    prepare(Color.BLACK); // opaque, whatever was drawn with before
    AffineTransform at = toPage();
    at.concatenate(into);
    at.translate(0, height);
    at.scale(width, -height); // an image of PDF is a square of length one, its first row on top
    double[] m = new double[6];
    at.getMatrix(m);
    page.content.append("q ");
    operator(page.content, m, 6, "cm");
    page.content.append("/I").append(id).append(" Do Q\n");
  }

  @Override
  public void drawRenderableImage(RenderableImage image, AffineTransform into) {
    throw new UnsupportedOperationException("plots hold no renderable images");
  }

  @Override
  public GraphicsConfiguration getDeviceConfiguration() {
    throw new UnsupportedOperationException("a page is no device");
  }

  @Override
  public FontMetrics getFontMetrics(Font font) {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    Graphics graphics = image.createGraphics();
    try {
      return graphics.getFontMetrics(font);
    } finally {
      graphics.dispose();
    }
  }

  @Override
  public void setXORMode(Color colour) {
    throw new UnsupportedOperationException("a page has no mode of exclusive or");
  }

  @Override
  public void copyArea(int x, int y, int width, int height, int dx, int dy) {
    throw new UnsupportedOperationException("a page cannot be copied from");
  }
}
