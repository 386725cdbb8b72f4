package io.splitboard.solver.preload;

import java.util.ArrayList;
import java.util.List;

/**
 * What runs in one piece on a device: a layer, or a profiled bundle of layers.
 *
 * @param layers ascending numbers
 * @param device where
 * @param computeMs time of the run
 * @param loadMs time to load its weights
 */
record Unit(List<Integer> layers, int device, double computeMs, double loadMs) {

  /** Whether it has weights, so that it needs the device's weight buffer. */
  boolean weighted() {
    return loadMs > 0;
  }

  int first() {
    return layers.get(0);
  }

  /** One layer alone. */
  static Unit of(PreloadInstance instance, int layer, int device) {
    PreloadInstance.Layer data = instance.layers().get(layer);
    return new Unit(
        List.of(layer), device, data.computeMs().get(device), data.loadMs().get(device));
  }

  /** Every unit that a solution may use: each layer on each device allowed, then the bundles. */
  static List<Unit> all(PreloadInstance instance) {
    List<Unit> units = new ArrayList<>();
    for (int layer = 0; layer < instance.layers().size(); layer++) {
      for (int device = 0; device < instance.devices().size(); device++) {
        if (instance.layers().get(layer).allowed().contains(device)) {
          units.add(of(instance, layer, device));
        }
      }
    }
    for (PreloadInstance.Bundle bundle : instance.bundles()) {
      if (bundle.layers().stream()
          .allMatch(l -> instance.layers().get(l).allowed().contains(bundle.device()))) {
        units.add(new Unit(bundle.layers(), bundle.device(), bundle.computeMs(), bundle.loadMs()));
      }
    }
    return units;
  }
}
