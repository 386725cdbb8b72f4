package io.splitboard.core.tensor;

import io.splitboard.core.UserException;
import io.splitboard.core.network.ElementType;
import io.splitboard.core.network.Tensor;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Pictures as inputs of networks. */
public final class ImageTensors {

  private static final double RESIZE_RATIO = 256.0 / 224;
  private static final long MOST_PIXELS = 100_000_000;

  private ImageTensors() {}

  /**
   * Reads a picture for an input.
   *
   * @param file PNG, JPEG, GIF or BMP
   * @param target an input of shape 1×C×H×W or 1×H×W×C with one or three channels
   * @throws UserException if the picture cannot be read, or the input does not take pictures
   */
  public static TensorData read(Path file, Tensor target, ImagePreset preset) {
    Layout layout = Layout.of(target);
    BufferedImage image = fit(load(file), (int) layout.width, (int) layout.height, preset.crops());
    ByteBuffer bytes =
        ByteBuffer.allocateDirect((int) target.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (int y = 0; y < layout.height; y++) {
      for (int x = 0; x < layout.width; x++) {
        int pixel = image.getRGB(x, y);
        for (int channel = 0; channel < layout.channels; channel++) {
          double value =
              preset.normalize(sample(pixel, channel, layout.channels), channel, layout.channels);
          put(bytes, target.type(), layout.index(channel, y, x), value);
        }
      }
    }
    return new TensorData(target.type(), target.shape(), bytes);
  }

  /** Where elements are in a tensor of one picture. */
  private record Layout(int channels, long height, long width, boolean channelsFirst) {

    static Layout of(Tensor target) {
      if (target.shape().rank() == 4
          && target.shape().size(0) == 1
          && target.bytes() > 0
          && target.shape().elements() <= MOST_PIXELS) {
        long[] dims = target.shape().toArray();
        if (dims[1] == 1 || dims[1] == 3) {
          return new Layout((int) dims[1], dims[2], dims[3], true);
        }
        if (dims[3] == 1 || dims[3] == 3) {
          return new Layout((int) dims[3], dims[1], dims[2], false);
        }
      }
      throw new UserException(
          "Input %s of shape %s takes no picture; give it .npy or .pb files."
              .formatted(target.name(), target.shape()));
    }

    int index(int channel, int y, int x) {
      return (int)
          (channelsFirst
              ? (channel * height + y) * width + x
              : (y * width + x) * channels + channel);
    }
  }

  /** Red, green or blue; for one channel the luma of ITU-R BT.601. */
  private static int sample(int pixel, int channel, int channels) {
    int red = (pixel >> 16) & 0xff;
    int green = (pixel >> 8) & 0xff;
    int blue = pixel & 0xff;
    if (channels == 1) {
      return (int) Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
    }
    return channel == 0 ? red : channel == 1 ? green : blue;
  }

  private static void put(ByteBuffer bytes, ElementType type, int index, double value) {
    switch (type) {
      case FLOAT32 -> bytes.putFloat(4 * index, (float) value);
      case FLOAT64 -> bytes.putDouble(8 * index, value);
      case FLOAT16 -> bytes.putShort(2 * index, HalfFloat.fromFloat((float) value));
      case UINT8, INT8 -> bytes.put(index, (byte) Math.round(value));
      default ->
          throw new UserException(
              "An input of type " + type + " takes no picture; give it .npy files.");
    }
  }

  private static BufferedImage load(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UserException("There is no picture " + file + "; check the path.");
    }
    try (ImageInputStream stream = ImageIO.createImageInputStream(file.toFile())) {
      var readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        throw new UserException("File " + file + " is no picture; give PNG, JPEG, GIF or BMP.");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(stream);
        if ((long) reader.getWidth(0) * reader.getHeight(0) > MOST_PIXELS) {
          throw new UserException("Picture " + file + " is too large; shrink it.");
        }
        return reader.read(0);
      } finally {
        reader.dispose();
      }
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new UserException("Picture " + file + " is damaged; save it again.", e);
    }
  }

  private static BufferedImage fit(BufferedImage image, int width, int height, boolean crop) {
    double scaledWidth = width;
    double scaledHeight = height;
    if (crop) {
      double scale =
          Math.max(
              RESIZE_RATIO * width / image.getWidth(), RESIZE_RATIO * height / image.getHeight());
      scaledWidth = Math.max(width, image.getWidth() * scale);
      scaledHeight = Math.max(height, image.getHeight() * scale);
    }
    BufferedImage fitted = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = fitted.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    int left = (int) Math.round((width - scaledWidth) / 2);
    int top = (int) Math.round((height - scaledHeight) / 2);
    graphics.drawImage(
        image, left, top, (int) Math.round(scaledWidth), (int) Math.round(scaledHeight), null);
    graphics.dispose();
    return fitted;
  }
}
