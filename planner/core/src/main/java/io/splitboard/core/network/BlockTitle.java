package io.splitboard.core.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Short titles for blocks, such as {@code conv1 ×2 + pool}. */
final class BlockTitle {

  private static final int MOST_TERMS = 3;

  private BlockTitle() {}

  /** The parts of a hierarchical layer name. */
  static List<String> parts(String id) {
    List<String> parts = new ArrayList<>(Arrays.asList(id.split("[/.]")));
    parts.removeIf(String::isBlank);
    return parts.isEmpty() ? List.of(id) : parts;
  }

  /** What the names of all layers begin with, as far as it is worth showing. */
  static Optional<String> commonName(List<Layer> layers) {
    List<String> common = null;
    for (Layer layer : layers) {
      List<String> parts = parts(layer.id());
      List<String> outer = parts.subList(0, parts.size() - 1);
      if (common == null) {
        common = outer;
      }
      int same = 0;
      while (same < Math.min(common.size(), outer.size())
          && common.get(same).equals(outer.get(same))) {
        same++;
      }
      common = common.subList(0, same);
    }
    if (common == null || common.isEmpty()) {
      return Optional.empty();
    }
    int from = Math.max(0, common.size() - 2);
    return Optional.of(String.join(".", common.subList(from, common.size())));
  }

  static String of(List<Layer> layers) {
    return commonName(layers).orElseGet(() -> summary(layers));
  }

  /** The layers that multiply matrices, counted by name without number, and a closing pool. */
  private static String summary(List<Layer> layers) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    layers.stream()
        .filter(layer -> layer.cost().macs() > 0)
        .forEach(layer -> counts.merge(stem(layer), 1, Integer::sum));
    Layer last = layers.get(layers.size() - 1);
    if (counts.isEmpty()) {
      layers.forEach(layer -> counts.merge(stem(layer), 1, Integer::sum));
    } else if (BlockGrouping.isPool(last)) {
      counts.put("pool", 1);
    }
    List<String> terms = new ArrayList<>();
    counts.forEach((name, count) -> terms.add(count == 1 ? name : name + " ×" + count));
    return terms.size() > MOST_TERMS
        ? String.join(" + ", terms.subList(0, MOST_TERMS)) + " …"
        : String.join(" + ", terms);
  }

  /** A name without its last number; the operator's where the layer has no name of its own. */
  private static String stem(Layer layer) {
    List<String> parts = parts(layer.id());
    String name = parts.get(parts.size() - 1);
    if (name.matches("\\d*|" + java.util.regex.Pattern.quote(layer.operator()) + "[_\\d~]*")) {
      return layer.operator().toLowerCase(Locale.ROOT);
    }
    return name.replaceFirst("[_-]\\d+$", "");
  }
}
