package io.splitboard.app.window.canvas;

import io.splitboard.app.picture.paint.Bounds;
import io.splitboard.app.picture.paint.Colour;
import io.splitboard.app.picture.paint.Painter;
import io.splitboard.app.picture.paint.Point;
import io.splitboard.app.picture.paint.Stroke;
import io.splitboard.app.picture.paint.TextStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;

/** Draws on a JavaFX canvas. */
public final class FxPainter implements Painter {

  private static final Map<TextStyle, Font> FONTS = new HashMap<>();

  private final GraphicsContext graphics;

  /** Draws with the given context of a canvas. */
  public FxPainter(GraphicsContext graphics) {
    this.graphics = graphics;
    graphics.setTextBaseline(VPos.BASELINE);
    graphics.setLineJoin(StrokeLineJoin.ROUND);
  }

  /** The toolkit's form of a colour. */
  public static Color color(Colour colour) {
    return Color.rgb(colour.red(), colour.green(), colour.blue(), colour.opacity());
  }

  @Override
  public void fillBox(Bounds box, double radius, Colour colour) {
    graphics.setFill(color(colour));
    if (radius <= 0) {
      graphics.fillRect(box.x(), box.y(), box.width(), box.height());
    } else {
      graphics.fillRoundRect(box.x(), box.y(), box.width(), box.height(), 2 * radius, 2 * radius);
    }
  }

  @Override
  public void strokeBox(Bounds box, double radius, Stroke stroke) {
    use(stroke);
    graphics.strokeRoundRect(box.x(), box.y(), box.width(), box.height(), 2 * radius, 2 * radius);
  }

  @Override
  public void line(List<Point> points, Stroke stroke) {
    use(stroke);
    graphics.strokePolyline(xs(points), ys(points), points.size());
  }

  @Override
  public void fillShape(List<Point> points, Colour colour) {
    graphics.setFill(color(colour));
    graphics.fillPolygon(xs(points), ys(points), points.size());
  }

  @Override
  public void text(String text, double x, double y, TextStyle style, Colour colour) {
    graphics.setFill(color(colour));
    graphics.setFont(FONTS.computeIfAbsent(style, FxPainter::font));
    graphics.setTextAlign(
        switch (style.align()) {
          case LEFT -> TextAlignment.LEFT;
          case CENTRE -> TextAlignment.CENTER;
          case RIGHT -> TextAlignment.RIGHT;
        });
    graphics.fillText(text, x, y);
  }

  private static Font font(TextStyle style) {
    return Font.font(
        Font.getDefault().getFamily(),
        style.bold() ? FontWeight.BOLD : FontWeight.NORMAL,
        style.size());
  }

  @Override
  public void push(double scale, double dx, double dy) {
    graphics.save();
    graphics.translate(dx, dy);
    graphics.scale(scale, scale);
  }

  @Override
  public void clip(Bounds box) {
    graphics.save();
    graphics.beginPath();
    graphics.rect(box.x(), box.y(), box.width(), box.height());
    graphics.clip();
  }

  @Override
  public void tell(String sentence) {
    graphics.save();
  }

  @Override
  public void pop() {
    graphics.restore();
  }

  private void use(Stroke stroke) {
    graphics.setStroke(color(stroke.colour()));
    graphics.setLineWidth(stroke.width());
    graphics.setLineCap(stroke.dashed() ? StrokeLineCap.BUTT : StrokeLineCap.ROUND);
    if (stroke.dashed()) {
      graphics.setLineDashes(4, 3);
    } else {
      graphics.setLineDashes((double[]) null);
    }
  }

  private static double[] xs(List<Point> points) {
    return points.stream().mapToDouble(Point::x).toArray();
  }

  private static double[] ys(List<Point> points) {
    return points.stream().mapToDouble(Point::y).toArray();
  }
}
