package io.splitboard.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.core.cluster.Catalogue;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Wiring;
import io.splitboard.core.network.Block;
import io.splitboard.core.network.ElementType;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.LayerCost;
import io.splitboard.core.network.LayerKind;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Shape;
import io.splitboard.core.network.Tensor;
import io.splitboard.core.partition.Partition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class StartingDesignsTest {

  /** Every way to cut a short chain is tried. */
  @Property(tries = 200)
  void noOtherCutHasAShorterLongestStage(
      @ForAll @Size(min = 2, max = 8) List<@IntRange(min = 1, max = 50) Integer> megamacs,
      @ForAll @IntRange(min = 2, max = 4) int count) {
    Network network = chain(megamacs);
    Cluster cluster = cluster(count);
    long stages = longestStage(StartingDesigns.stages(network, cluster), network, cluster);
    assertThat(stages).isEqualTo(shortest(megamacs, count));
  }

  private static long longestStage(Partition partition, Network network, Cluster cluster) {
    Map<String, Long> macs = new LinkedHashMap<>();
    List<String> order = new ArrayList<>();
    for (Layer layer : network.layers()) {
      String device = partition.of(layer.id()).devices().get(0);
      macs.merge(device, layer.cost().macs() / 1_000_000, Long::sum);
      if (order.isEmpty() || !order.get(order.size() - 1).equals(device)) {
        order.add(device);
      }
    }
    assertThat(order).as("stages follow the devices, source first").doesNotHaveDuplicates();
    assertThat(cluster.deviceIds()).containsSubsequence(order);
    return macs.values().stream().mapToLong(Long::longValue).max().orElseThrow();
  }

  private static long shortest(List<Integer> lengths, int stages) {
    long total = lengths.stream().mapToLong(Integer::longValue).sum();
    if (stages == 1) {
      return total;
    }
    long best = total;
    long head = 0;
    for (int cut = 0; cut < lengths.size(); cut++) {
      long rest = shortest(lengths.subList(cut, lengths.size()), stages - 1);
      best = Math.min(best, Math.max(head, rest));
      head += lengths.get(cut);
    }
    return best;
  }

  private static Network chain(List<Integer> megamacs) {
    List<Layer> layers = new ArrayList<>();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("t0", new Tensor("t0", ElementType.FLOAT32, Shape.of(1)));
    for (int i = 0; i < megamacs.size(); i++) {
      String output = "t" + (i + 1);
      tensors.put(output, new Tensor(output, ElementType.FLOAT32, Shape.of(1)));
      layers.add(
          new Layer(
              "layer" + i,
              i,
              "Conv",
              "",
              List.of(i),
              List.of("t" + i),
              List.of(output),
              List.of(),
              LayerKind.CONVOLUTION,
              new LayerCost(megamacs.get(i) * 1_000_000L, 0, 0),
              List.of()));
    }
    List<String> ids = layers.stream().map(Layer::id).toList();
    return new Network(
        "chain",
        layers,
        tensors,
        List.of("t0"),
        List.of("t" + megamacs.size()),
        List.of(new Block("all", "all", ids)));
  }

  private static Cluster cluster(int count) {
    List<Device> devices =
        IntStream.range(0, count)
            .mapToObj(i -> Catalogue.device("pi-4b", "pi-" + i, new Connection.Virtual(1)))
            .toList();
    return new Cluster(devices, Wiring.allPairs(devices, "ethernet"), "pi-0", Contention.PER_PORT);
  }
}
