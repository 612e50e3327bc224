package myelin.sonata;

import io.jhdf.dataset.DatasetBase;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A dataset of one dimension that holds numbers, read a part at a time. Whole numbers are read as
/// they lie in the file: jHDF would make an object of each unsigned one of 64 bits.
final class Column {

  private final Hdf file;
  private final String path;
  private final DatasetBase data;
  private final long length;
  private final boolean real;
  private final boolean signed;
  private final int bytes;
  private final ByteOrder order;

  Column(Hdf file, String path, DatasetBase data) {
    this.file = file;
    this.path = path;
    this.data = data;
    try {
      long[] shape = data.getDimensionsAsLong();
      if (shape.length != 1) {
        throw file.bad(path, "has %d dimensions; it must have one".formatted(shape.length));
      }
      length = shape[0];
      DataType type = data.getDataType();
      bytes = type.getSize();
      switch (type) {
        case FixedPoint whole when Integer.bitCount(bytes) == 1 && bytes <= 8 -> {
          real = false;
          signed = whole.isSigned();
          order = whole.getByteOrder();
        }
        case FloatingPoint floating when bytes == 4 || bytes == 8 -> {
          real = true;
          signed = true;
          order = floating.getByteOrder();
        }
        default ->
            throw file.bad(
                path, "holds %s; it must hold numbers".formatted(type.getClass().getSimpleName()));
      }
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      throw file.broken(path, e);
    }
  }

  long length() {
    return length;
  }

  String path() {
    return path;
  }

  private ByteBuffer bytes(long from, int n) {
    if (n == 0) return ByteBuffer.allocate(0);
    try {
      if (data.isEmpty()) throw file.bad(path, "has room for numbers, but none were written");
      return data.getSliceDataBuffer(new long[] {from}, new int[] {n}).order(order);
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      throw file.broken(path, e);
    }
  }

  /// Whole numbers from element `from` on.
  long[] wholes(long from, int n) {
    if (real) throw file.bad(path, "holds numbers with fractions; it must hold whole numbers");
    ByteBuffer read = bytes(from, n);
    long[] numbers = new long[n];
    switch (bytes) {
      case 1 -> {
        for (int i = 0; i < n; i++) numbers[i] = signed ? read.get(i) : read.get(i) & 0xFF;
      }
      case 2 -> {
        for (int i = 0; i < n; i++) {
          short number = read.getShort(2 * i);
          numbers[i] = signed ? number : number & 0xFFFF;
        }
      }
      case 4 -> {
        for (int i = 0; i < n; i++) {
          int number = read.getInt(4 * i);
          numbers[i] = signed ? number : number & 0xFFFFFFFFL;
        }
      }
      default -> {
        read.asLongBuffer().get(numbers);
        for (int i = 0; i < n && !signed; i++) {
          if (numbers[i] < 0)
            throw refused(from + i, Long.toUnsignedString(numbers[i]), "too large");
        }
      }
    }
    return numbers;
  }

  /// Whole numbers from 0 to below `limit`.
  ///
  /// @param what what is wrong with others
  int[] places(long from, int n, long limit, String what) {
    long[] wide = wholes(from, n);
    int[] places = new int[n];
    for (int i = 0; i < n; i++) {
      if (wide[i] < 0 || wide[i] >= limit) throw refused(from + i, Long.toString(wide[i]), what);
      places[i] = (int) wide[i];
    }
    return places;
  }

  /// Numbers, all of which are finite.
  double[] numbers(long from, int n) {
    double[] numbers = new double[n];
    if (!real) {
      long[] wholes = wholes(from, n);
      for (int i = 0; i < n; i++) numbers[i] = wholes[i];
      return numbers;
    }
    ByteBuffer read = bytes(from, n);
    if (bytes == 8) read.asDoubleBuffer().get(numbers);
    else for (int i = 0; i < n; i++) numbers[i] = read.getFloat(4 * i);
    for (int i = 0; i < n; i++) {
      if (!Double.isFinite(numbers[i])) {
        throw refused(from + i, Double.toString(numbers[i]), "not a finite number");
      }
    }
    return numbers;
  }

  /// An error in one element.
  RuntimeException refused(long element, String value, String what) {
    return file.bad(path, "element %,d is %s, which is %s".formatted(element, value, what));
  }
}
