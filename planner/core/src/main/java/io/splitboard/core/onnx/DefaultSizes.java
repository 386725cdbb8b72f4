package io.splitboard.core.onnx;

import io.splitboard.core.network.ElementType;
import io.splitboard.core.onnx.InputDimensions.Dimension;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One guess at workable sizes for dimensions that nobody fixed. What a dimension is for is read
 * from its name, else from its place.
 *
 * @param sequence for what looks like a sequence or time
 * @param image for what looks like height or width
 * @param channels for the channels of an image
 * @param other for the rest; what looks like a batch is always 1
 */
record DefaultSizes(long sequence, long image, long channels, long other) {

  /** Guesses in the order in which they are tried. */
  static final List<DefaultSizes> GUESSES =
      List.of(
          new DefaultSizes(16, 320, 3, 1),
          new DefaultSizes(16, 224, 3, 1),
          new DefaultSizes(16, 64, 1, 1),
          new DefaultSizes(16, 32, 3, 16),
          new DefaultSizes(1, 28, 1, 1),
          new DefaultSizes(128, 640, 3, 16),
          new DefaultSizes(8, 16, 1, 8),
          new DefaultSizes(64, 128, 3, 64),
          new DefaultSizes(1, 299, 3, 2),
          new DefaultSizes(1, 1, 1, 1));

  private static final Pattern SEQUENCE =
      Pattern.compile("seq|len|token|time|frame|step|past|context|samples");
  private static final Pattern BATCH = Pattern.compile("batch|^(n|b|bs|none)$");
  private static final Pattern IMAGE = Pattern.compile("height|width|^(h|w)$");
  private static final Pattern CHANNELS = Pattern.compile("channel|^c$");

  /** Size for one free dimension of an input. */
  long of(Dimension dimension, int axis, InputDimensions input) {
    return switch (role(dimension, axis, input)) {
      case BATCH -> 1;
      case SEQUENCE -> sequence;
      case IMAGE -> image;
      case CHANNELS -> channels;
      case OTHER -> other;
    };
  }

  /** What a dimension is for. */
  enum Role {
    BATCH,
    SEQUENCE,
    IMAGE,
    CHANNELS,
    OTHER
  }

  static Role role(Dimension dimension, int axis, InputDimensions input) {
    if (dimension.named()) {
      String name = dimension.name().toLowerCase(Locale.ROOT);
      if (SEQUENCE.matcher(name).find()) {
        return Role.SEQUENCE;
      }
      if (BATCH.matcher(name).find()) {
        return Role.BATCH;
      }
      if (IMAGE.matcher(name).find()) {
        return Role.IMAGE;
      }
      if (CHANNELS.matcher(name).find()) {
        return Role.CHANNELS;
      }
    }
    return axis == 0 ? Role.BATCH : byPlace(axis, input);
  }

  private static Role byPlace(int axis, InputDimensions input) {
    int rank = input.dimensions().size();
    if (rank == 4) {
      Dimension last = input.dimensions().get(3);
      boolean channelsLast = !last.isFree() && last.size() <= 4;
      int channelAxis = channelsLast ? 3 : 1;
      return axis == channelAxis ? Role.CHANNELS : Role.IMAGE;
    }
    boolean isFloat = input.elementType() == ElementType.FLOAT32.onnxCode();
    return rank == 3 || (rank == 2 && !isFloat) ? Role.SEQUENCE : Role.OTHER;
  }
}
