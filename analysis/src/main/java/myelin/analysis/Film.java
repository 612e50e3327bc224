package myelin.analysis;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/// Plots one after the other, such as maps of activity at different times.
///
/// ```java
/// var film = Plots.film(100);
/// for (int t = 0; t < 200; t += 5) {
///   double[] rates = Statistics.of(spikes, ids, t, t + 5).rates();
///   film.add(Plots.map(places, rates).between(0, 200).title(t + " ms"));
/// }
/// film.save("activity.gif");
/// ```
///
/// Made by [Plots#film]. Plots are drawn when they are added, with one pixel per unit of their
/// size.
public final class Film {
  private static final int SHORTEST = 20;
  private static final int LONGEST = 60_000;
  private static final String FORMAT = "javax_imageio_gif_image_1.0";

  private final int milliseconds;
  private final List<BufferedImage> pictures = new ArrayList<>();

  Film(int milliseconds) {
    if (milliseconds < SHORTEST || milliseconds > LONGEST) {
      throw new IllegalArgumentException(
          "a picture must be shown for "
              + SHORTEST
              + " to "
              + LONGEST
              + " ms, but is for "
              + milliseconds);
    }
    this.milliseconds = milliseconds;
  }

  /// Adds a plot as the next picture.
  ///
  /// Throws [IllegalArgumentException] if it has another size than those before.
  public Film add(Figure<?> plot) {
    if (!pictures.isEmpty()) {
      BufferedImage first = pictures.getFirst();
      if (first.getWidth() != plot.width() || first.getHeight() != plot.height()) {
        throw new IllegalArgumentException(
            "all pictures of a film have one size, "
                + first.getWidth()
                + " by "
                + first.getHeight()
                + ", but the next has "
                + plot.width()
                + " by "
                + plot.height());
      }
    }
    pictures.add(plot.picture(1));
    return this;
  }

  /// How many pictures there are.
  public int size() {
    return pictures.size();
  }

  /// Saves the film as an animated GIF, which begins again when it has ended; or, where the name
  /// has no extension, as a folder of PNG files `0001.png`, `0002.png` and so on, for programs that
  /// make films of other kinds. Missing folders are made, files that are there are replaced.
  ///
  /// Throws [IllegalArgumentException] for another extension or without pictures, and
  /// [java.io.UncheckedIOException] if a file cannot be written.
  public void save(Path file) {
    String name = Objects.requireNonNull(file, "file").toString().toLowerCase(Locale.ROOT);
    boolean gif = name.endsWith(".gif");
    if (!gif && String.valueOf(file.getFileName()).contains(".")) {
      throw new IllegalArgumentException(
          "cannot save a film as " + file + ": the name must end in .gif, or be that of a folder");
    }
    if (pictures.isEmpty()) {
      throw new IllegalArgumentException("cannot save a film without pictures as " + file);
    }
    try {
      Path folder = gif ? file.toAbsolutePath().getParent() : file;
      if (folder != null) {
        Files.createDirectories(folder);
      }
      if (gif) {
        animate(file);
      } else {
        for (int i = 0; i < pictures.size(); i++) {
          Path one = file.resolve(String.format(Locale.ROOT, "%04d.png", i + 1));
          ImageIO.write(pictures.get(i), "png", one.toFile());
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot save the film as " + file, failed);
    }
  }

  /// Saves the film; as [#save(Path)].
  public void save(String file) {
    save(Path.of(Objects.requireNonNull(file, "file")));
  }

  private void animate(Path file) throws IOException {
    Files.deleteIfExists(file);
    ImageWriter writer = ImageIO.getImageWritersBySuffix("gif").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      if (out == null) {
        throw new IOException("the file cannot be opened");
      }
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      for (int i = 0; i < pictures.size(); i++) {
        BufferedImage picture = pictures.get(i);
        IIOMetadata data =
            writer.getDefaultImageMetadata(
                ImageTypeSpecifier.createFromRenderedImage(picture), null);
        data.setFromTree(FORMAT, described(data, i == 0));
        writer.writeToSequence(new IIOImage(picture, null, data), null);
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
  }

  /// How long a picture is shown, and with the first that the film begins again.
  private IIOMetadataNode described(IIOMetadata data, boolean first)
      throws IIOInvalidTreeException {
    IIOMetadataNode root = (IIOMetadataNode) data.getAsTree(FORMAT);
    IIOMetadataNode control = child(root, "GraphicControlExtension");
    control.setAttribute("disposalMethod", "none");
    control.setAttribute("userInputFlag", "FALSE");
    control.setAttribute("transparentColorFlag", "FALSE");
    control.setAttribute("transparentColorIndex", "0");
    control.setAttribute("delayTime", Integer.toString(Math.round(milliseconds / 10f)));
    if (first) {
      IIOMetadataNode again = new IIOMetadataNode("ApplicationExtension");
      again.setAttribute("applicationID", "NETSCAPE");
      again.setAttribute("authenticationCode", "2.0");
      again.setUserObject(new byte[] {1, 0, 0});
      child(root, "ApplicationExtensions").appendChild(again);
    }
    return root;
  }

  private static IIOMetadataNode child(IIOMetadataNode root, String name) {
    for (int i = 0; i < root.getLength(); i++) {
      if (root.item(i).getNodeName().equals(name)) {
        return (IIOMetadataNode) root.item(i);
      }
    }
    IIOMetadataNode made = new IIOMetadataNode(name);
    root.appendChild(made);
    return made;
  }
}
