package myelin.analysis.format;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// Writes images of packed RGB or ARGB as PNG, 8 bits a channel: grey where all pixels are grey,
/// with alpha if the image has it.
///
/// It starts much faster than the writers of javax.imageio, and it stores the resolution. Format:
/// W3C, Portable Network Graphics (PNG) Specification (https://www.w3.org/TR/png/).
public final class Png {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final int LEVEL = 4;
  private static final byte NO_FILTER = 0;
  private static final byte GREY = 0;
  private static final byte RGB = 2;
  private static final byte RGB_ALPHA = 6;
  private static final byte METRE = 1;

  private Png() {}

  /// The file of an image.
  public static byte[] encode(BufferedImage image, double pixelsPerMetre) {
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    byte type = image.getColorModel().hasAlpha() ? RGB_ALPHA : grey(pixels) ? GREY : RGB;
    ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
    out.writeBytes(SIGNATURE);
    ByteBuffer header = ByteBuffer.allocate(13);
    header.putInt(image.getWidth()).putInt(image.getHeight());
    header.put((byte) 8).put(type);
    chunk(out, "IHDR", header.array());
    int density = (int) Math.round(pixelsPerMetre);
    chunk(out, "pHYs", ByteBuffer.allocate(9).putInt(density).putInt(density).put(METRE).array());
    chunk(out, "IDAT", deflated(pixels, image.getWidth(), type));
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 check = new CRC32();
    check.update(name);
    check.update(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    out.writeBytes(name);
    out.writeBytes(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) check.getValue()).array());
  }

  private static boolean grey(int[] pixels) {
    for (int pixel : pixels) {
      // Shifted by a channel, red meets green and green meets blue.
      if ((((pixel >> 8) ^ pixel) & 0xFFFF) != 0) {
        return false;
      }
    }
    return true;
  }

  private static byte[] deflated(int[] pixels, int width, byte type) {
    int channels = type == GREY ? 1 : type == RGB ? 3 : 4;
    byte[] row = new byte[1 + width * channels];
    byte[] packed = new byte[1 << 15];
    ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
    Deflater deflater = new Deflater(LEVEL);
    for (int start = 0; start < pixels.length; start += width) {
      fill(row, pixels, start, channels);
      deflater.setInput(row);
      while (!deflater.needsInput()) {
        out.write(packed, 0, deflater.deflate(packed));
      }
    }
    deflater.finish();
    while (!deflater.finished()) {
      out.write(packed, 0, deflater.deflate(packed));
    }
    deflater.end();
    return out.toByteArray();
  }

  private static void fill(byte[] row, int[] pixels, int start, int channels) {
    int next = 0;
    row[next++] = NO_FILTER;
    for (int i = start; next < row.length; i++) {
      int pixel = pixels[i];
      if (channels > 1) {
        row[next++] = (byte) (pixel >> 16);
        row[next++] = (byte) (pixel >> 8);
      }
      row[next++] = (byte) pixel;
      if (channels > 3) {
        row[next++] = (byte) (pixel >>> 24);
      }
    }
  }
}
