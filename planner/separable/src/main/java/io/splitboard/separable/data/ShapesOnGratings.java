package io.splitboard.separable.data;

import io.splitboard.separable.network.ImageShape;
import java.util.Random;

/**
 * Drawn four-band images that need two features at once: the first two bands show one of four
 * shapes (disc, square frame, plus or cross), the last two a grating that rises or falls, and the
 * class is {@code (shape + (falls ? 1 : 0)) mod 4}. A device that reads only some bands sees one
 * feature, and a sum of what each feature says alone is wrong for at least one of the eight
 * combinations: no more than 87.5 % right. Place, size, contrast, angle, wavelength, phase and
 * noise are random.
 */
public final class ShapesOnGratings {

  /** Number of shapes, and of classes. */
  public static final int SHAPES = 4;

  /** Height and width of an image. */
  public static final int SIZE = 16;

  private static final int BANDS = 4;
  private static final int SHAPE_BANDS = 2;

  /** Largest difference of a grating's angle from 45° or 135°, in radians. */
  private static final double SPREAD = 0.5;

  /** Standard deviation, beside contrasts of 0.6 to 1.6. */
  private static final double NOISE = 0.3;

  private final Random random;

  private ShapesOnGratings(long seed) {
    random = new Random(seed);
  }

  /** Shape of the images. */
  public static ImageShape shape() {
    return new ImageShape(BANDS, SIZE, SHAPES);
  }

  /** Draws images; the same seed draws the same. */
  public static LabelledImages draw(long seed, int count) {
    ShapesOnGratings artist = new ShapesOnGratings(seed);
    int elements = shape().elements();
    float[] pixels = new float[count * elements];
    int[] labels = new int[count];
    for (int image = 0; image < count; image++) {
      labels[image] = artist.image(pixels, image * elements);
    }
    return new LabelledImages(shape(), pixels, labels);
  }

  private int image(float[] pixels, int offset) {
    int figure = random.nextInt(SHAPES);
    boolean falls = random.nextBoolean();
    double[] contrast = contrast();
    double angle = (falls ? 3 : 1) * Math.PI / 4 + SPREAD * (2 * random.nextDouble() - 1);
    double frequency = 2 * Math.PI / (3.0 + 2.0 * random.nextDouble());
    double phase = 2 * Math.PI * random.nextDouble();
    double radius = 3.2 + 1.6 * random.nextDouble();
    double centreX = radius + (SIZE - 1 - 2 * radius) * random.nextDouble();
    double centreY = radius + (SIZE - 1 - 2 * radius) * random.nextDouble();
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        double wave = Math.sin(frequency * (x * Math.cos(angle) + y * Math.sin(angle)) + phase);
        double ink = inside(figure, (x - centreX) / radius, (y - centreY) / radius) ? 1 : 0;
        for (int band = 0; band < BANDS; band++) {
          double value = contrast[band] * (band < SHAPE_BANDS ? ink : wave);
          pixels[offset + (band * SIZE + y) * SIZE + x] =
              (float) (value + NOISE * random.nextGaussian());
        }
      }
    }
    return (figure + (falls ? 1 : 0)) % SHAPES;
  }

  private double[] contrast() {
    double[] contrast = new double[BANDS];
    for (int band = 0; band < BANDS; band++) {
      contrast[band] = (random.nextBoolean() ? 1 : -1) * (0.6 + random.nextDouble());
    }
    return contrast;
  }

  private static boolean inside(int figure, double x, double y) {
    double distance = Math.hypot(x, y);
    double reach = Math.max(Math.abs(x), Math.abs(y));
    return switch (figure) {
      case 0 -> distance <= 1;
      case 1 -> reach <= 1 && reach > 0.55;
      case 2 -> reach <= 1 && Math.min(Math.abs(x), Math.abs(y)) <= 0.3;
      default -> reach <= 1 && Math.abs(Math.abs(x) - Math.abs(y)) <= 0.4;
    };
  }
}
