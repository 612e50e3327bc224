package myelin.cli;

import java.util.ArrayList;
import java.util.List;

/// Lines of aligned columns that fit into [#WIDTH] characters; cells that are too long are broken
/// between words.
final class Table {

  /// The widest a line can be.
  static final int WIDTH = 100;

  /// Stands for the width of a column that takes all that the others leave.
  static final int REST = 0;

  private static final String GAP = "  ";

  private final int[] widest;
  private final List<String[]> rows = new ArrayList<>();
  private int right = -1;

  /// Columns of at most these widths.
  Table(int... widest) {
    this.widest = widest.clone();
  }

  /// Aligns the cells of a column on the right.
  Table alignRight(int column) {
    right = column;
    return this;
  }

  Table row(String... cells) {
    rows.add(cells);
    return this;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /// The lines, each of them indented.
  String text(int indent) {
    int[] widths = widths(indent);
    StringBuilder text = new StringBuilder();
    for (String[] row : rows) {
      List<List<String>> cells = new ArrayList<>();
      int height = 1;
      for (int c = 0; c < widths.length; c++) {
        cells.add(wrap(row[c], widths[c]));
        height = Math.max(height, cells.get(c).size());
      }
      for (int l = 0; l < height; l++) {
        text.append(line(cells, l, widths, indent)).append(System.lineSeparator());
      }
    }
    return text.toString();
  }

  private String line(List<List<String>> cells, int l, int[] widths, int indent) {
    StringBuilder line = new StringBuilder(" ".repeat(indent));
    for (int c = 0; c < widths.length; c++) {
      String cell = l < cells.get(c).size() ? cells.get(c).get(l) : "";
      String space = " ".repeat(Math.max(0, widths[c] - cell.length()));
      line.append(c == right ? space + cell : cell + space).append(GAP);
    }
    return line.toString().stripTrailing();
  }

  private int[] widths(int indent) {
    int[] widths = new int[widest.length];
    int rest = WIDTH - indent;
    for (int c = 0; c < widths.length; c++) {
      for (String[] row : rows) widths[c] = Math.max(widths[c], row[c].length());
      if (widest[c] == REST) continue;
      widths[c] = Math.min(widths[c], widest[c]);
      rest -= widths[c] + GAP.length();
    }
    for (int c = 0; c < widths.length; c++) {
      if (widest[c] == REST) widths[c] = Math.min(widths[c], rest);
    }
    return widths;
  }

  private static List<String> wrap(String cell, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : cell.split(" ", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      if (line.length() > 0) line.append(' ');
      line.append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
