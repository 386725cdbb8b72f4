package io.splitboard.core.zoo;

import io.splitboard.core.UserException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A parsed reference such as {@code zoo:mobilenet-v1?width=0.5&resolution=160&seed=3}.
 *
 * @param name of the network
 * @param width multiplier of its channels; 1 unless it is MobileNet-V1
 * @param resolution side of its image
 * @param seed of its weights
 */
record ZooReference(String name, double width, int resolution, long seed) {

  static final String PREFIX = "zoo:";
  static final List<Double> WIDTHS = List.of(1.0, 0.75, 0.5, 0.25);
  static final List<Integer> RESOLUTIONS = List.of(224, 192, 160, 128);
  static final String SCALABLE = "mobilenet-v1";

  static ZooReference parse(String reference) {
    if (!reference.startsWith(PREFIX)) {
      throw refused(reference, "it does not begin with " + PREFIX);
    }
    String[] halves = reference.substring(PREFIX.length()).split("\\?", 2);
    String name = halves[0];
    if (!Zoo.NETWORKS.contains(name)) {
      throw refused(reference, "the zoo has " + String.join(", ", Zoo.NETWORKS));
    }
    Map<String, String> options = options(reference, halves.length > 1 ? halves[1] : "");
    double width = decimal(reference, options.remove("width"), 1);
    int resolution = (int) decimal(reference, options.remove("resolution"), 224);
    long seed = (long) decimal(reference, options.remove("seed"), 1);
    if (!options.isEmpty()) {
      throw refused(reference, "it knows no option " + options.keySet().iterator().next());
    }
    ZooReference parsed = new ZooReference(name, width, resolution, seed);
    parsed.check(reference);
    return parsed;
  }

  private void check(String reference) {
    if (!WIDTHS.contains(width) || !RESOLUTIONS.contains(resolution)) {
      throw refused(reference, "widths are " + WIDTHS + " and resolutions " + RESOLUTIONS);
    }
    if (!name.equals(SCALABLE) && (width != 1 || resolution != 224)) {
      throw refused(reference, "only " + SCALABLE + " has a width and a resolution");
    }
  }

  private static Map<String, String> options(String reference, String text) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String option : text.split("&")) {
      String[] parts = option.split("=", 2);
      if (!option.isEmpty() && (parts.length != 2 || options.put(parts[0], parts[1]) != null)) {
        throw refused(reference, "options are written once, as name=value");
      }
    }
    return options;
  }

  private static double decimal(String reference, String text, double otherwise) {
    try {
      return text == null ? otherwise : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw refused(reference, text + " is not a number");
    }
  }

  private static UserException refused(String reference, String why) {
    return new UserException("There is no reference network %s: %s.".formatted(reference, why));
  }

  /** A file name that says all. */
  String fileName() {
    List<String> parts = new ArrayList<>(List.of(name));
    if (name.equals(SCALABLE)) {
      parts.add(String.format(Locale.ROOT, "%s-%d", width, resolution));
    }
    if (seed != 1) {
      parts.add("seed" + seed);
    }
    return String.join("-", parts) + ".onnx";
  }
}
