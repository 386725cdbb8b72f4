package io.splitboard.core.partition;

import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Tensor;
import java.util.Locale;

/** Sentences about tensors that cannot get from one device to another. */
public final class CutMessages {

  private CutMessages() {}

  /**
   * A tensor whose type cannot be sent would have to cross.
   *
   * @param producer null for a network input
   * @param reader null for a network output
   */
  public static String cannotTravel(Tensor tensor, Layer producer, Layer reader) {
    String made =
        producer == null ? "the network's input" : "made by layer %s".formatted(producer.id());
    String read = reader == null ? "the source device" : "layer %s".formatted(reader.id());
    return "Tensor %s, %s, is of type %s, which cannot be sent to another device, but %s needs it: put both on one device."
        .formatted(tensor.name(), made, tensor.type(), read);
  }

  /** No links lead from one device to another. */
  public static String noRoute(Tensor tensor, String from, String to) {
    return "Tensor %s must get from %s to %s, but no links lead there: add a link or move a layer."
        .formatted(tensor.name(), from, to);
  }

  /** Bytes as people read them: {@code 3.2 MB}. */
  public static String megabytes(long bytes) {
    return String.format(Locale.ROOT, bytes < 10_000_000 ? "%.2f MB" : "%.0f MB", bytes / 1e6);
  }
}
