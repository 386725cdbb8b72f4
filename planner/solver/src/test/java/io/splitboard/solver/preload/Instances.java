package io.splitboard.solver.preload;

import io.splitboard.solver.preload.PreloadInstance.Bundle;
import io.splitboard.solver.preload.PreloadInstance.Device;
import io.splitboard.solver.preload.PreloadInstance.Layer;
import io.splitboard.solver.preload.PreloadInstance.Tensor;
import io.splitboard.solver.preload.PreloadInstance.Way;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Random instances with times in whole microseconds, so that rounding changes nothing. */
final class Instances {

  private final Random random;
  private final int devices;
  private final int layers;

  private Instances(long seed, int devices, int layers) {
    this.random = new Random(seed);
    this.devices = devices;
    this.layers = layers;
  }

  /** A chain on three devices. */
  static PreloadInstance chain(long seed, int layers) {
    Instances maker = new Instances(seed, 3, layers);
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i <= layers; i++) {
      boolean last = i == layers;
      tensors.add(
          new Tensor("t" + i, i - 1, last ? List.of() : List.of(i), last, maker.ways(false)));
    }
    return new PreloadInstance(
        maker.devices(Long.MAX_VALUE), 0, maker.layers(false), tensors, List.of());
  }

  /** A small graph with everything: branches, bundles, forbidden devices, memory, missing ways. */
  static PreloadInstance graph(long seed) {
    Random sizes = new Random(~seed);
    Instances maker = new Instances(seed, 2 + sizes.nextInt(2), 2 + sizes.nextInt(3));
    List<Layer> layers = maker.layers(true);
    List<Bundle> bundles = new ArrayList<>();
    for (int first = 0; first + 1 < layers.size(); first++) {
      if (sizes.nextInt(3) == 0) {
        bundles.add(maker.bundle(layers, first, sizes.nextInt(maker.devices)));
      }
    }
    long memory = sizes.nextInt(3) == 0 ? 2500 : Long.MAX_VALUE;
    return new PreloadInstance(maker.devices(memory), 0, layers, maker.tensors(), bundles);
  }

  private List<Device> devices(long memory) {
    List<Device> made = new ArrayList<>();
    for (int d = 0; d < devices; d++) {
      made.add(new Device("d" + d, memory, 2 + random.nextInt(8), random.nextInt(3)));
    }
    return made;
  }

  private List<Layer> layers(boolean restricted) {
    List<Layer> made = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      boolean weighted = random.nextInt(5) > 0;
      List<Double> compute = new ArrayList<>();
      List<Double> load = new ArrayList<>();
      Set<Integer> allowed = new HashSet<>();
      for (int d = 0; d < devices; d++) {
        compute.add(ms(9000));
        load.add(weighted ? ms(6000) : 0);
        if (!restricted || random.nextInt(6) > 0) {
          allowed.add(d);
        }
      }
      allowed.add(random.nextInt(devices));
      made.add(new Layer("l" + i, compute, load, weighted ? 1000 : 0, allowed));
    }
    return made;
  }

  private Bundle bundle(List<Layer> all, int first, int device) {
    double compute =
        all.get(first).computeMs().get(device) + all.get(first + 1).computeMs().get(device);
    double load = all.get(first).loadMs().get(device) + all.get(first + 1).loadMs().get(device);
    double fused = Math.round(compute * (300 + random.nextInt(700))) / 1000.0;
    return new Bundle(List.of(first, first + 1), device, fused, load);
  }

  private List<Tensor> tensors() {
    List<TreeSet<Integer>> readers = new ArrayList<>();
    for (int i = 0; i <= layers; i++) {
      readers.add(new TreeSet<>());
    }
    for (int layer = 0; layer < layers; layer++) {
      for (int k = 0; k <= random.nextInt(2); k++) {
        readers.get(random.nextInt(layer + 1)).add(layer);
      }
    }
    List<Tensor> made = new ArrayList<>();
    for (int t = 0; t <= layers; t++) {
      boolean output = t > 0 && readers.get(t).isEmpty();
      if (output || !readers.get(t).isEmpty()) {
        made.add(new Tensor("t" + t, t - 1, List.copyOf(readers.get(t)), output, ways(true)));
      }
    }
    return made;
  }

  private List<List<Way>> ways(boolean missing) {
    List<List<Way>> ways = new ArrayList<>();
    for (int from = 0; from < devices; from++) {
      List<Way> row = new ArrayList<>();
      for (int to = 0; to < devices; to++) {
        Way way = new Way(ms(5000), ms(1500), random.nextInt(50) / 1000.0);
        row.add(from == to ? Way.HERE : missing && random.nextInt(12) == 0 ? Way.NONE : way);
      }
      ways.add(row);
    }
    return ways;
  }

  private double ms(int microseconds) {
    return random.nextInt(microseconds) / 1000.0;
  }
}
