package io.splitboard.app.picture.paint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PaletteTest {

  /** Machado, Oliveira and Fernandes 2009, severity 1: protanopia, deuteranopia, tritanopia. */
  private static final List<double[][]> COLOUR_BLINDNESS =
      List.of(
          new double[][] {
            {0.152286, 1.052583, -0.204868},
            {0.114503, 0.786281, 0.099216},
            {-0.003882, -0.048116, 1.051998}
          },
          new double[][] {
            {0.367322, 0.860646, -0.227968},
            {0.280085, 0.672501, 0.047413},
            {-0.011820, 0.042940, 0.968881}
          },
          new double[][] {
            {1.255528, -0.076749, -0.178779},
            {-0.078411, 0.930809, 0.147602},
            {0.004733, 0.691367, 0.303900}
          });

  @ParameterizedTest
  @EnumSource(Palette.class)
  void writingCanBeReadOnEverySurface(Palette palette) {
    for (Colour surface : List.of(palette.background(), palette.panel(), palette.box())) {
      assertThat(palette.text().contrast(surface)).isGreaterThan(10);
      assertThat(palette.muted().contrast(surface)).isGreaterThan(4.5);
      assertThat(palette.bad().contrast(surface)).isGreaterThan(4.5);
      assertThat(palette.warning().contrast(surface)).isGreaterThan(4.5);
      assertThat(palette.good().contrast(surface)).isGreaterThan(4.5);
    }
  }

  @ParameterizedTest
  @EnumSource(Palette.class)
  void colourBlindPeopleTellTheFirstSixDevicesApart(Palette palette) {
    for (double[][] blindness : COLOUR_BLINDNESS) {
      for (int first = 0; first < 6; first++) {
        for (int second = 0; second < first; second++) {
          double difference =
              difference(
                  seen(palette.device(first), blindness), seen(palette.device(second), blindness));
          assertThat(difference).as("devices %d and %d", second, first).isGreaterThan(11);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Palette.class)
  void theHeatScaleReadsInGrey(Palette palette) {
    for (int step = 1; step <= 10; step++) {
      double less = Math.abs(palette.heat((step - 1) / 10.0).luminance() - luminance(palette));
      double more = Math.abs(palette.heat(step / 10.0).luminance() - luminance(palette));
      assertThat(more).isGreaterThan(less);
    }
  }

  private static double luminance(Palette palette) {
    return palette.background().luminance();
  }

  private static double[] seen(Colour colour, double[][] blindness) {
    double[] linear = {linear(colour.red()), linear(colour.green()), linear(colour.blue())};
    double[] seen = new double[3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        seen[i] += blindness[i][j] * linear[j];
      }
      seen[i] = Math.max(0, Math.min(1, seen[i]));
    }
    return lab(seen);
  }

  private static double[] lab(double[] rgb) {
    double x = cube((0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.9505);
    double y = cube(0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]);
    double z = cube((0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.089);
    return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
  }

  private static double cube(double value) {
    return value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116.0;
  }

  private static double linear(int channel) {
    double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  private static double difference(double[] first, double[] second) {
    return Math.sqrt(
        Math.pow(first[0] - second[0], 2)
            + Math.pow(first[1] - second[1], 2)
            + Math.pow(first[2] - second[2], 2));
  }
}
