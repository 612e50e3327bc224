package myelin.analysis.format;

import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.Deflater;
import myelin.analysis.draw.Fit;
import org.jfree.chart.JFreeChart;

/// Writes charts as PDF, a page of the chart's size each.
///
/// Shapes are shapes, text is its outlines, in the font that other formats show it in, with the
/// text itself, unseen, above: it can be searched and copied. Files of the same chart are the same,
/// byte for byte. Format: ISO 32000-1, Document management, Portable document format, PDF 1.7
/// (https://opensource.adobe.com/dc-acrobat-sdk-docs/pdfstandards/PDF32000_2008.pdf).
public final class Pdf {
  /// Points, 1/72 inch, in a unit of 1/150 inch.
  private static final double POINTS = 72.0 / 150;

  private static final int CATALOG = 1;
  private static final int PAGES = 2;
  private static final int PAGE = 3;
  private static final int CONTENT = 4;
  private static final int FONT = 5;
  private static final int INFO = 6;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 14);
  private final List<byte[]> objects = new ArrayList<>();

  /// A file without objects of its own.
  Pdf() {
    for (int id = 1; id <= INFO; id++) {
      objects.add(new byte[0]);
    }
  }

  /// The file of a chart.
  public static byte[] encode(JFreeChart chart, String title, int width, int height) {
    Pdf pdf = new Pdf();
    AffineTransform upwards = new AffineTransform(POINTS, 0, 0, -POINTS, 0, height * POINTS);
    PdfGraphics graphics = new PdfGraphics(pdf, upwards);
    Fit.draw(chart, graphics, new Rectangle2D.Double(0, 0, width, height));
    return pdf.file(graphics, title, width * POINTS, height * POINTS);
  }

  private byte[] file(PdfGraphics graphics, String title, double width, double height) {
    set(CATALOG, "<</Type/Catalog/Pages " + PAGES + " 0 R>>");
    set(PAGES, "<</Type/Pages/Count 1/Kids[" + PAGE + " 0 R]>>");
    set(
        PAGE,
        String.format(
            Locale.ROOT,
            "<</Type/Page/Parent %d 0 R/MediaBox[0 0 %s %s]/Contents %d 0 R/Resources<</Font<</F %d 0 R>>%s>>>>",
            PAGES,
            number(width),
            number(height),
            CONTENT,
            FONT,
            graphics.resources()));
    objects.set(CONTENT - 1, stream("", graphics.content()));
    set(FONT, "<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>");
    set(INFO, "<</Producer(Myelin)" + (title.isEmpty() ? "" : "/Title<" + hex(title) + ">") + ">>");
    text("%PDF-1.7\n");
    out.writeBytes(new byte[] {'%', (byte) 0xE2, (byte) 0xE3, (byte) 0xCF, (byte) 0xD3, '\n'});
    StringBuilder places = new StringBuilder("0000000000 65535 f \n");
    for (int id = 1; id <= objects.size(); id++) {
      places.append(String.format(Locale.ROOT, "%010d 00000 n \n", out.size()));
      text(id + " 0 obj\n");
      out.writeBytes(objects.get(id - 1));
      text("\nendobj\n");
    }
    int start = out.size();
    int size = objects.size() + 1;
    text("xref\n0 " + size + "\n" + places);
    text(
        String.format(
            Locale.ROOT, "trailer\n<</Size %d/Root %d 0 R/Info %d 0 R>>\n", size, CATALOG, INFO));
    text("startxref\n" + start + "\n%%EOF\n");
    return out.toByteArray();
  }

  /// Adds an object that is a stream, and returns its id.
  int add(String dictionary, byte[] data) {
    objects.add(stream(dictionary, data));
    return objects.size();
  }

  private void set(int id, String object) {
    objects.set(id - 1, object.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void text(String ascii) {
    out.writeBytes(ascii.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static byte[] stream(String dictionary, byte[] data) {
    byte[] packed = deflated(data);
    ByteArrayOutputStream all = new ByteArrayOutputStream(packed.length + 100);
    String head =
        String.format(
            Locale.ROOT,
            "<<%s/Filter/FlateDecode/Length %d>>\nstream\n",
            dictionary,
            packed.length);
    all.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
    all.writeBytes(packed);
    all.writeBytes("\nendstream".getBytes(StandardCharsets.ISO_8859_1));
    return all.toByteArray();
  }

  private static byte[] deflated(byte[] data) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (Deflater deflater = new Deflater()) {
      deflater.setInput(data);
      deflater.finish();
      byte[] buffer = new byte[1 << 14];
      while (!deflater.finished()) {
        packed.write(buffer, 0, deflater.deflate(buffer));
      }
    }
    return packed.toByteArray();
  }

  /// A number with at most three digits after the point.
  static String number(double x) {
    String text = String.format(Locale.ROOT, "%.3f", x);
    int end = text.length();
    while (text.charAt(end - 1) == '0') {
      end--;
    }
    text = text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end);
    return text.equals("-0") ? "0" : text;
  }

  /// Text in UTF-16 as hexadecimal digits, with the mark of its byte order.
  private static String hex(String text) {
    StringBuilder digits = new StringBuilder("FEFF");
    for (int i = 0; i < text.length(); i++) {
      digits.append(String.format(Locale.ROOT, "%04X", (int) text.charAt(i)));
    }
    return digits.toString();
  }
}
