package myelin.analysis.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Rectangle;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import myelin.analysis.Figure;
import myelin.analysis.GridPlot;
import myelin.analysis.Plots;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files of PDF, read by what ISO 32000 says of them.
class PdfTest {
  private static final double[] X = {0, 1, 2};

  @TempDir private Path folder;

  private String saved(Figure<?> plot) throws IOException {
    Path file = folder.resolve("plot.pdf");
    plot.save(file);
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }

  /// The unpacked streams of a file, the content of the page first.
  private static List<String> streams(String pdf) throws DataFormatException {
    List<String> streams = new ArrayList<>();
    for (MatchResult at : all(pdf, "/Length (\\d+)>>\nstream\n")) {
      byte[] packed =
          pdf.substring(at.end(), at.end() + Integer.parseInt(at.group(1)))
              .getBytes(StandardCharsets.ISO_8859_1);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (Inflater inflater = new Inflater()) {
        inflater.setInput(packed);
        byte[] buffer = new byte[1 << 16];
        while (!inflater.finished()) out.write(buffer, 0, inflater.inflate(buffer));
      }
      streams.add(out.toString(StandardCharsets.ISO_8859_1));
    }
    return streams;
  }

  private static List<MatchResult> all(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().toList();
  }

  /// The text that can be searched.
  private static List<String> texts(String content) {
    return all(content, "<([0-9A-F]+)> Tj").stream()
        .map(found -> {
          byte[] letters = HexFormat.of().parseHex(found.group(1));
          return new String(letters, StandardCharsets.ISO_8859_1);
        })
        .toList();
  }

  @Test
  void tablesOfObjectsLeadToThem() throws IOException {
    String pdf = saved(Plots.lines(X, X).title("Gain"));
    assertThat(pdf).startsWith("%PDF-1.7\n").endsWith("%%EOF\n");
    int table = Integer.parseInt(all(pdf, "startxref\n(\\d+)\n").getFirst().group(1));
    assertThat(pdf.substring(table)).startsWith("xref\n0 7\n0000000000 65535 f \n");
    List<MatchResult> places = all(pdf.substring(table), "(\\d{10}) 00000 n ");
    assertThat(places).hasSize(6);
    for (int id = 1; id <= places.size(); id++) {
      int at = Integer.parseInt(places.get(id - 1).group(1));
      assertThat(pdf.substring(at)).startsWith(id + " 0 obj\n");
    }
    // "Gain" in UTF-16
    assertThat(pdf).contains("/Title<FEFF004700610069006E>");
    assertThat(saved(Plots.lines(X, X))).doesNotContain("/Title");
  }

  /// A unit is 1/150 inch, a point 1/72.
  @Test
  void thePageIsAsLargeAsThePlot() throws IOException {
    assertThat(saved(Plots.lines(X, X).size(1500, 750))).contains("/MediaBox[0 0 720 360]");
  }

  @Test
  void linesHaveTheirColoursAndTextCanBeFound() throws Exception {
    String content =
        streams(
                saved(
                    Plots.xy()
                        .series("theory", X, new double[] {-1, 1, -1})
                        .dashed("limit", X, X)
                        .over("Current", "pA")))
            .getFirst();
    // 0x0072B2 and 0xD55E00, dashes of 9 units
    assertThat(content).contains("0 0.447 0.698 RG", "0.835 0.369 0 RG", "[4.32 4.32 ] 0 d");
    assertThat(texts(content)).contains("theory", "limit", "Current (pA)", "-1", "y");
    assertThat(all(content, "(?m)^Q q$|^q$|^Q$")).hasSizeGreaterThan(2);
    long opened = content.lines().filter(line -> line.equals("q") || line.equals("Q q")).count();
    long closed = content.lines().filter(line -> line.equals("Q") || line.equals("Q q")).count();
    assertThat(opened).isEqualTo(closed);
  }

  @Test
  void transparencyIsKept() throws Exception {
    String pdf = saved(Plots.histogram(new double[] {1, 2, 3}));
    // 56 of 255
    assertThat(pdf).contains("/A56<</ca 0.22/CA 0.22>>");
    assertThat(streams(pdf).getFirst()).contains("/A56 gs");
  }

  @Test
  void imagesAreEmbeddedWithTheirTransparency() throws Exception {
    double[] x = new Random(1).doubles(20_001).toArray();
    String pdf = saved(Plots.scatter(x, x).size(400, 300));
    List<MatchResult> sizes = all(pdf, "/Subtype/Image/Width (\\d+)/Height (\\d+)");
    assertThat(sizes).hasSize(2);
    int pixels =
        Integer.parseInt(sizes.getFirst().group(1)) * Integer.parseInt(sizes.getFirst().group(2));
    List<String> streams = streams(pdf);
    assertThat(pdf).contains("/SMask 7 0 R", "/XObject<</I8 8 0 R>>");
    assertThat(streams.getFirst()).contains("/I8 Do Q");
    // after the content: the mask, then the colours
    assertThat(streams.get(1)).hasSize(pixels).contains("\u00ff");
    assertThat(streams.get(2)).hasSize(3 * pixels);
  }

  /// An image is as opaque as it is itself, not as the colour drawn with before.
  @Test
  void imagesDoNotTakeTheColoursTransparency() {
    Pdf pdf = new Pdf();
    PdfGraphics graphics = new PdfGraphics(pdf, new AffineTransform());
    graphics.setColor(new Color(0, 0, 0, 56));
    graphics.fill(new Rectangle(1, 1));
    graphics.drawImage(new BufferedImage(2, 3, BufferedImage.TYPE_INT_RGB), 0, 0, null);
    assertThat(new String(graphics.content(), StandardCharsets.ISO_8859_1))
        .contains("/A56 gs\n0 0 m", "/A255 gs\nq 2 0 0 -3 0 3 cm\n/I7 Do Q");
  }

  @Test
  void theSamePlotIsTheSameFile() throws IOException {
    String once = saved(Plots.bars("a", "b").series("", 1, 2));
    assertThat(saved(Plots.bars("a", "b").series("", 1, 2))).isEqualTo(once);
  }

  @Test
  void allKindsOfPlotsAreDrawn() throws Exception {
    double[][] matrix = {{1, 2}, {3, 4}};
    String pdf =
        saved(
            Plots.grid(2)
                .add(Plots.matrix(matrix).label("Weight", "pA"))
                .add(Plots.boxes().series("box", X).label("Rate", "spikes/s"))
                .add(Plots.map(new double[][] {{0, 1}, {0, 1}}, new double[] {0, 1}))
                .add(Plots.bars("a very long name", "another long name").series("", 1, 2))
                .size(600, 600));
    assertThat(texts(streams(pdf).getFirst())).contains("Weight (pA)", "box", "Rate (spikes/s)");
  }

  /// Digits are those of ASCII, in files and on axes, wherever a plot is drawn.
  @Test
  void filesAreTheSameInAllLocales() throws IOException {
    Locale before = Locale.getDefault();
    double[] x = new Random(1).doubles(20_001).toArray();
    GridPlot plot =
        Plots.grid(2)
            .add(Plots.scatter(x, x).logarithmicX())
            .add(Plots.lines(X, new double[] {1e-9, 1234.5, 2e9}).logarithmicY())
            .add(Plots.trace(X, X).title("Gain"))
            .add(Plots.matrix(new double[][] {{1, 2}, {3, 4}}).label("Weight", "pA"))
            .title("All");
    String pdf = saved(plot);
    String svg = plot.svg();
    try {
      Locale.setDefault(Locale.forLanguageTag("fa-IR"));
      assertThat("%d".formatted(1)).as("the locale has digits of its own").isNotEqualTo("1");
      assertThat(saved(plot)).isEqualTo(pdf);
      assertThat(plot.svg()).isEqualTo(svg);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void numbersAreShort() {
    assertThat(Pdf.number(1)).isEqualTo("1");
    assertThat(Pdf.number(-0.0004)).isEqualTo("0");
    assertThat(Pdf.number(0.4996)).isEqualTo("0.5");
    assertThat(Pdf.number(-12.3456)).isEqualTo("-12.346");
    assertThat(Pdf.number(100)).isEqualTo("100");
  }
}
