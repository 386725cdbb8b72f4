package io.splitboard.core.program;

import io.splitboard.core.network.Box;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Range;
import io.splitboard.core.operator.LayerSlicing;
import io.splitboard.core.profile.DeviceProfile;
import io.splitboard.core.profile.Figure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times of layers on a device that are never too long: each task takes at least the sum of its
 * pieces' shares of them, see {@link TaskTime}. They are shorter than the profile's where a bundle
 * was measured that takes less than the sum of its pieces; overheads are left out.
 */
public final class LeastTimes {

  private static final Pattern PART = Pattern.compile("([\\d\\-×]+)(?:\\+(\\d+)-(\\d+)of\\d+)?");

  private final Network network;
  private final DeviceProfile costs;
  private final Map<String, Layer> layers = new HashMap<>();
  private final double[] ms;

  private LeastTimes(Network network, DeviceProfile costs) {
    this.network = network;
    this.costs = costs;
    this.ms = new double[network.layers().size()];
    for (Layer layer : network.layers()) {
      layers.put(layer.id(), layer);
      ms[layer.index()] = profiled(layer);
    }
    costs.bundleMs().forEach(this::shorten);
  }

  /**
   * Finds them.
   *
   * @return ms, by index of the layer
   * @throws IllegalArgumentException if the profile lacks a layer
   */
  public static double[] of(Network network, DeviceProfile costs) {
    return new LeastTimes(network, costs).ms;
  }

  private double profiled(Layer layer) {
    Figure figure = costs.layerMs().get(layer.id());
    if (figure == null) {
      throw new IllegalArgumentException("the profile has no layer " + layer.id());
    }
    return figure.value();
  }

  /** Shortens all layers of a bundle in proportion, so that they take together what it took. */
  private void shorten(String key, Figure bundle) {
    List<Layer> covered = new ArrayList<>();
    double sum = 0;
    for (String name : key.split("\n")) {
      Layer whole = layers.get(name);
      int mark = name.lastIndexOf('#');
      Layer layer = whole != null || mark < 0 ? whole : layers.get(name.substring(0, mark));
      if (layer == null) {
        // A bundle of another network: no task of this one is looked up under its key.
        return;
      }
      covered.add(layer);
      sum += profiled(layer) * (whole != null ? 1 : work(layer, name.substring(mark + 1)));
    }
    double ratio = sum > 0 ? bundle.value() / sum : 1;
    for (Layer layer : covered) {
      ms[layer.index()] = Math.min(ms[layer.index()], profiled(layer) * ratio);
    }
  }

  /**
   * The share of a layer's work in a piece.
   *
   * @param text what {@link Region#suffix} tells of the piece; 1, which is on the safe side, for
   *     what it never writes
   */
  private double work(Layer layer, String text) {
    Matcher part = PART.matcher(text);
    if (!part.matches()) {
      return 1;
    }
    Box box = new Box(Arrays.stream(part.group(1).split("×")).map(LeastTimes::range).toList());
    if (part.group(2) == null) {
      return LayerSlicing.of(network, layer, box).work();
    }
    Range terms = new Range(Long.parseLong(part.group(2)), Long.parseLong(part.group(3)));
    return LayerSlicing.ofTerms(network, layer, box, terms).work();
  }

  private static Range range(String ends) {
    int dash = ends.indexOf('-');
    return new Range(
        Long.parseLong(ends.substring(0, dash)), Long.parseLong(ends.substring(dash + 1)));
  }
}
