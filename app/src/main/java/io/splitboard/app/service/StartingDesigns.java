package io.splitboard.app.service;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Legality;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import io.splitboard.core.profile.CatalogueProfile;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.project.Constraints;
import io.splitboard.core.project.Design;
import io.splitboard.core.project.Objective;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Designs to start from: everything on the source, and one stage on each device. */
public final class StartingDesigns {

  private StartingDesigns() {}

  /** Those of them that are legal. */
  public static List<Design> of(Network network, Cluster cluster) {
    List<Design> designs = new ArrayList<>();
    add(
        designs,
        network,
        cluster,
        "all on " + cluster.source(),
        Objective.LATENCY,
        Partition.onOneDevice(network, cluster.source()));
    if (cluster.devices().size() > 1) {
      add(
          designs,
          network,
          cluster,
          cluster.devices().size() + " stages",
          Objective.THROUGHPUT,
          stages(network, cluster));
    }
    return designs;
  }

  private static void add(
      List<Design> designs,
      Network network,
      Cluster cluster,
      String name,
      Objective objective,
      Partition partition) {
    if (Legality.check(network, cluster, Constraints.NONE, partition).isEmpty()) {
      String title = (designs.size() + 1) + " " + name;
      String id = title.replaceAll("[^A-Za-z0-9]+", "-");
      designs.add(new Design(id, title, objective, Constraints.NONE, partition));
    }
  }

  /**
   * The layers in topological order, cut into as many consecutive stages as there are devices, the
   * source first, so that the slowest stage computes as short as possible by catalogue figures.
   * Transfers are not looked at; the solver does that.
   */
  static Partition stages(Network network, Cluster cluster) {
    List<String> devices = new ArrayList<>(cluster.deviceIds());
    devices.remove(cluster.source());
    devices.add(0, cluster.source());
    List<Layer> layers = network.layers();
    int[][] cut = cheapestCuts(CatalogueProfile.of(network, cluster), devices, layers);
    Map<Integer, String> deviceOf = new LinkedHashMap<>();
    int end = layers.size();
    for (int stage = devices.size(); stage > 0; stage--) {
      int start = cut[stage][end];
      for (int i = start; i < end; i++) {
        deviceOf.put(i, devices.get(stage - 1));
      }
      end = start;
    }
    Map<String, Placement> placements = new LinkedHashMap<>();
    for (Layer layer : layers) {
      placements.put(layer.id(), new Placement.Whole(deviceOf.get(layer.index())));
    }
    return new Partition(placements);
  }

  /**
   * Exact dynamic program for the smallest longest stage.
   *
   * @return {@code [k][n]}: where the last of k stages starts, if these cover the first n layers
   */
  private static int[][] cheapestCuts(Profile profile, List<String> devices, List<Layer> layers) {
    int count = layers.size();
    double[] longest = new double[count + 1];
    java.util.Arrays.fill(longest, 1, count + 1, Double.POSITIVE_INFINITY);
    int[][] cut = new int[devices.size() + 1][count + 1];
    for (int stage = 1; stage <= devices.size(); stage++) {
      String device = devices.get(stage - 1);
      double[] next = new double[count + 1];
      for (int end = 0; end <= count; end++) {
        double best = longest[end];
        int start = end;
        double length = 0;
        for (int first = end - 1; first >= 0; first--) {
          length += profile.layerMs(device, layers.get(first).id());
          double value = Math.max(longest[first], length);
          if (value < best) {
            best = value;
            start = first;
          }
        }
        next[end] = best;
        cut[stage][end] = start;
      }
      longest = next;
    }
    return cut;
  }
}
