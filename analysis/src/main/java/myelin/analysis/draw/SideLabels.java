package myelin.analysis.draw;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Names in colour to the right of a field, each as near its place as the others allow.
public final class SideLabels implements Layer.Painter {
  private static final double GAP = 10;

  /// A name and the value on the vertical axis it belongs to.
  public record Label(String text, Color colour, double value) {}

  private final List<Label> labels;
  private final Font font;

  /// Labels with text of this size.
  public SideLabels(List<Label> labels, float fontSize) {
    this.labels =
        labels.stream().sorted(Comparator.comparingDouble(Label::value).reversed()).toList();
    this.font = Style.font(fontSize);
  }

  /// The room the labels need beside the field.
  public double width() {
    FontRenderContext context = new FontRenderContext(null, true, true);
    return labels.stream()
        .filter(label -> !label.text().isEmpty())
        .mapToDouble(label -> font.getStringBounds(label.text(), context).getWidth() + GAP)
        .max()
        .orElse(0);
  }

  @Override
  public void paint(Graphics2D graphics, Field field) {
    graphics.setFont(font);
    double[] places =
        spread(
            labels.stream().mapToDouble(label -> field.y(label.value())).toArray(),
            font.getSize2D() * 1.2);
    for (int i = 0; i < places.length; i++) {
      graphics.setColor(labels.get(i).colour());
      graphics.drawString(
          labels.get(i).text(),
          (float) (field.area().getMaxX() + GAP),
          (float) (places[i] + font.getSize2D() * 0.36));
    }
  }

  /// Moves ascending places until they are at least `distance` apart, each crowd as little as
  /// possible.
  public static double[] spread(double[] wanted, double distance) {
    record Crowd(double sum, int size) {
      double first(double distance) {
        return sum / size - (size - 1) * distance / 2;
      }
    }

    List<Crowd> crowds = new ArrayList<>();
    for (double place : wanted) {
      Crowd last = new Crowd(place, 1);
      while (!crowds.isEmpty()) {
        Crowd before = crowds.getLast();
        if (before.first(distance) + before.size() * distance <= last.first(distance)) {
          break;
        }
        crowds.removeLast();
        last = new Crowd(before.sum() + last.sum(), before.size() + last.size());
      }
      crowds.add(last);
    }
    double[] places = new double[wanted.length];
    int next = 0;
    for (Crowd crowd : crowds) {
      for (int i = 0; i < crowd.size(); i++) {
        places[next++] = crowd.first(distance) + i * distance;
      }
    }
    return places;
  }
}
