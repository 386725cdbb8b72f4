package io.splitboard.app.picture.timeline;

import java.util.ArrayList;
import java.util.List;

/**
 * A linear axis.
 *
 * @param from value at the first pixel
 * @param to value at the last pixel, larger
 * @param low first pixel
 * @param high last pixel
 */
public record Scale(double from, double to, double low, double high) {

  /** Pixel of a value. */
  public double pixel(double value) {
    return low + (value - from) / (to - from) * (high - low);
  }

  /** Value of a pixel. */
  public double value(double pixel) {
    return from + (pixel - low) / (high - low) * (to - from);
  }

  /** Zoomed by a factor with the value under a pixel staying there. */
  public Scale zoom(double factor, double pixel) {
    double fixed = value(pixel);
    return new Scale(fixed - (fixed - from) / factor, fixed + (to - fixed) / factor, low, high);
  }

  /** Moved by pixels. */
  public Scale pan(double pixels) {
    double step = pixels / (high - low) * (to - from);
    return new Scale(from - step, to - step, low, high);
  }

  /**
   * Round values (1, 2 or 5 times a power of ten apart) inside the axis.
   *
   * @param pixelsApart least distance between two
   */
  public List<Double> ticks(double pixelsApart) {
    double step = step((to - from) * pixelsApart / Math.max(1, Math.abs(high - low)));
    List<Double> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(from / step - 1e-9); i * step <= to + step * 1e-9; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /** The least round step that is not smaller. */
  static double step(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(Math.max(least, 1e-12))));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= least * (1 - 1e-9)) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  /** A tick's value in as many digits as its neighbours need to differ. */
  public String label(double value, double pixelsApart) {
    double step = step((to - from) * pixelsApart / Math.max(1, Math.abs(high - low)));
    int digits = Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9));
    return String.format(java.util.Locale.ROOT, "%." + digits + "f", value == 0 ? 0.0 : value);
  }
}
