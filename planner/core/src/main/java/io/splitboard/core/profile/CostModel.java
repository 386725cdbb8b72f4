package io.splitboard.core.profile;

import io.splitboard.core.cluster.Origin;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.LayerKind;
import io.splitboard.core.network.Network;
import io.splitboard.core.profile.NonNegativeFit.Sample;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What layers cost on one device by their kind and size, fitted to layers that were measured there.
 * A layer takes {@code perLayer + perGmac·GMAC + perMegabyte·MB}: a call of its kernel, computing,
 * and moving its bytes through memory.
 *
 * @param kinds terms for each kind of layer of which enough were measured
 */
public record CostModel(Map<LayerKind, Terms> kinds) {

  private static final int TERMS = 3;

  /** Fewer layers would be explained by the terms whatever they are. */
  private static final int LEAST_LAYERS = 2 * TERMS;

  /** Layers that take less than this share of the longest of their kind count like it. */
  private static final double SHORT = 0.02;

  /** Copies the map. */
  public CostModel {
    if (kinds == null || kinds.values().stream().anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException("a fitted cost model needs terms for each kind of layer");
    }
    kinds = Map.copyOf(kinds);
  }

  /**
   * Terms of a kind of layer.
   *
   * @param relativeError summed error over summed time of the layers that it was fitted to, each
   *     predicted without itself
   * @param layers how many it was fitted to
   */
  public record Terms(
      double perLayerMs, double perGmacMs, double perMegabyteMs, double relativeError, int layers) {

    /** Refuses what no fit gives. */
    public Terms {
      for (double value : new double[] {perLayerMs, perGmacMs, perMegabyteMs, relativeError}) {
        if (!(value >= 0) || Double.isInfinite(value)) {
          throw new IllegalArgumentException(
              "a fitted term is %s, but 0 is the least".formatted(value));
        }
      }
    }

    private double ms(double[] terms) {
      return NonNegativeFit.value(new double[] {perLayerMs, perGmacMs, perMegabyteMs}, terms);
    }
  }

  /** Fits the measured layers of a network; kinds of which there are too few are left out. */
  public static CostModel fit(Network network, DeviceProfile measured) {
    Map<LayerKind, List<Sample>> samples = new EnumMap<>(LayerKind.class);
    for (Layer layer : network.layers()) {
      Figure figure = measured.layerMs().get(layer.id());
      if (figure != null && figure.origin() == Origin.MEASURED && !LayerTraffic.isFree(layer)) {
        samples
            .computeIfAbsent(layer.kind(), any -> new ArrayList<>())
            .add(new Sample(terms(network, layer), figure.value(), 1));
      }
    }
    Map<LayerKind, Terms> kinds = new EnumMap<>(LayerKind.class);
    samples.forEach(
        (kind, all) -> {
          if (all.size() >= LEAST_LAYERS) {
            kinds.put(kind, fit(weighted(all)));
          }
        });
    return new CostModel(kinds);
  }

  /** Time of a layer without the overhead of a task; empty for kinds that were not fitted. */
  public Optional<Figure> layerMs(Network network, Layer layer) {
    if (LayerTraffic.isFree(layer)) {
      return Optional.of(new Figure(0, Origin.FITTED));
    }
    return Optional.ofNullable(kinds.get(layer.kind()))
        .map(found -> new Figure(found.ms(terms(network, layer)), Origin.FITTED));
  }

  /** The same figures with fitted ones in place of the catalogue's, where this model has them. */
  public DeviceProfile complete(Network network, DeviceProfile known) {
    Map<String, Figure> layerMs = new LinkedHashMap<>(known.layerMs());
    for (Layer layer : network.layers()) {
      Figure figure = layerMs.get(layer.id());
      if (figure == null || figure.origin() == Origin.CATALOGUE) {
        layerMs(network, layer).ifPresent(fitted -> layerMs.put(layer.id(), fitted));
      }
    }
    return known.with(layerMs, known.bundleMs());
  }

  /**
   * How far the time of a whole network is off if every layer is as far off as its kind's usually
   * are, and all in the same direction: relative, over the layers that this model knows.
   */
  public double relativeError(Network network) {
    double error = 0;
    double all = 0;
    for (Layer layer : network.layers()) {
      Terms found = kinds.get(layer.kind());
      if (found != null && !LayerTraffic.isFree(layer)) {
        double ms = found.ms(terms(network, layer));
        error += ms * found.relativeError();
        all += ms;
      }
    }
    return all == 0 ? 0 : error / all;
  }

  private static double[] terms(Network network, Layer layer) {
    return new double[] {1, layer.cost().macs() / 1e9, LayerTraffic.bytes(network, layer) / 1e6};
  }

  /** Relative errors count, so that short layers are met as well as long ones. */
  private static List<Sample> weighted(List<Sample> samples) {
    double longest = samples.stream().mapToDouble(Sample::value).max().orElseThrow();
    double least = Math.max(SHORT * longest, Double.MIN_NORMAL);
    return samples.stream()
        .map(one -> new Sample(one.terms(), one.value(), 1 / Math.max(one.value(), least)))
        .toList();
  }

  private static Terms fit(List<Sample> samples) {
    double[] factors = NonNegativeFit.of(samples, TERMS);
    double error = 0;
    double all = 0;
    for (int i = 0; i < samples.size(); i++) {
      List<Sample> others = new ArrayList<>(samples);
      Sample left = others.remove(i);
      double[] without = NonNegativeFit.of(others, TERMS);
      error += Math.abs(NonNegativeFit.value(without, left.terms()) - left.value());
      all += left.value();
    }
    return new Terms(
        factors[0], factors[1], factors[2], all == 0 ? 0 : error / all, samples.size());
  }
}
