package io.splitboard.core.partition;

import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Memory that tensors take while a layer runs: all tensors of the network that are alive then, if
 * the layers run in topological order. A device holds no more than these while it runs that layer
 * for one request, usually less, since some live on other devices. So {@code weights of its layers
 * + largest working memory of its layers} is what a device must have, and the same figure is used
 * by the solver, by the legality check and in every summary. ONNX Runtime's and Java's own memory
 * is not in it: a device's {@code memoryBytes} leaves room for them.
 */
public final class WorkingMemory {

  private WorkingMemory() {}

  /** Bytes alive while each layer runs, by layer index. Linear in layers and edges. */
  public static long[] bytes(Network network) {
    int count = network.layers().size();
    Map<String, Integer> lastUse = lastUses(network);
    long[] change = new long[count + 1];
    for (Map.Entry<String, Integer> use : lastUse.entrySet()) {
      String tensor = use.getKey();
      int from = network.producer(tensor).map(Layer::index).orElse(0);
      long size = network.tensor(tensor).bytes();
      change[from] += size;
      change[use.getValue() + 1] -= size;
    }
    long[] alive = new long[count];
    long sum = 0;
    for (int i = 0; i < count; i++) {
      sum += change[i];
      alive[i] = sum;
    }
    return alive;
  }

  private static Map<String, Integer> lastUses(Network network) {
    Set<String> names = new LinkedHashSet<>(network.inputs());
    network.layers().forEach(layer -> names.addAll(layer.outputs()));
    Map<String, Integer> last = new HashMap<>();
    for (String tensor : names) {
      int until = network.producer(tensor).map(Layer::index).orElse(-1);
      for (Layer reader : network.consumers(tensor)) {
        until = Math.max(until, reader.index());
      }
      if (until >= 0) {
        last.put(tensor, until);
      }
    }
    for (String output : network.outputs()) {
      last.computeIfPresent(output, (tensor, until) -> network.layers().size() - 1);
    }
    return last;
  }
}
