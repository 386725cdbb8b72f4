package io.splitboard.app.window.canvas;

import io.splitboard.app.picture.network.NetworkLook;
import io.splitboard.app.picture.paint.Bounds;
import io.splitboard.app.picture.paint.Painter;
import io.splitboard.app.picture.paint.Palette;
import io.splitboard.app.picture.paint.Point;
import io.splitboard.app.picture.paint.Stroke;
import io.splitboard.app.picture.paint.TextStyle;
import io.splitboard.app.picture.paint.TextWidth;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A strip of the cluster's devices: legend of their colours, and places to drop layers on.
 *
 * @param places by device id
 */
record DeviceChips(Map<String, Bounds> places) {

  private static final TextStyle STYLE = TextStyle.of(11.5);
  private static final double HEIGHT = 24;

  DeviceChips {
    places = Collections.unmodifiableMap(new LinkedHashMap<>(places));
  }

  /** Chips in rows from the upper left corner. */
  static DeviceChips of(Iterable<String> devices, double width) {
    Map<String, Bounds> places = new LinkedHashMap<>();
    double x = 14;
    double y = 10;
    for (String device : devices) {
      double wide = Math.min(160, TextWidth.of(device, STYLE)) + 32;
      if (x + wide > width - 14 && x > 14) {
        x = 14;
        y += HEIGHT + 6;
      }
      places.put(device, new Bounds(x, y, wide, HEIGHT));
      x += wide + 6;
    }
    return new DeviceChips(places);
  }

  /** Height that the strip takes from the top. */
  double height() {
    return places.values().stream().mapToDouble(Bounds::maxY).max().orElse(0);
  }

  /** Width that the strip takes from the left. */
  double width() {
    return places.values().stream().mapToDouble(Bounds::maxX).max().orElse(0);
  }

  Optional<String> at(Point point) {
    return places.entrySet().stream()
        .filter(chip -> chip.getValue().contains(point))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  void paint(Painter painter, NetworkLook look, Optional<String> target) {
    Palette palette = look.palette();
    places.forEach(
        (device, box) -> {
          boolean chosen = target.filter(device::equals).isPresent();
          painter.fillBox(box, HEIGHT / 2, palette.box());
          painter.strokeBox(
              box,
              HEIGHT / 2,
              Stroke.solid(chosen ? look.device(device) : palette.border(), chosen ? 2.5 : 1));
          painter.dot(box.x() + 13, box.centreY(), 5, look.device(device));
          painter.text(
              TextWidth.fit(device, STYLE, box.width() - 30),
              box.x() + 23,
              box.centreY() + 4,
              STYLE,
              palette.text());
        });
  }
}
