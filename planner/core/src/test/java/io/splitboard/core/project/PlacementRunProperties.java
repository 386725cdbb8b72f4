package io.splitboard.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PlacementRunProperties {

  private static final List<String> DEVICES = List.of("pi-a", "pi-b", "pi-c");

  @Property(tries = 300)
  void runsGiveThePartitionBack(@ForAll("placements") List<Placement> placements) {
    Network network = Samples.chain(placements.size());
    Map<String, Placement> byLayer = new LinkedHashMap<>();
    for (Layer layer : network.layers()) {
      byLayer.put(layer.id(), placements.get(layer.index()));
    }
    Partition partition = new Partition(byLayer);

    List<PlacementRun> runs = PlacementRun.of(partition, network);

    assertThat(PlacementRun.partition(runs, network, DEVICES)).isEqualTo(partition);
    for (int i = 1; i < runs.size(); i++) {
      boolean same =
          placements
              .get(network.layer(runs.get(i).from()).index())
              .equals(placements.get(network.layer(runs.get(i - 1).from()).index()));
      assertThat(same).as("two runs that could be one").isFalse();
    }
  }

  @Provide
  Arbitrary<List<Placement>> placements() {
    Arbitrary<Placement> whole = Arbitraries.of(DEVICES).map(Placement.Whole::new);
    Arbitrary<Placement> rows =
        Arbitraries.longs()
            .between(1, 7)
            .map(
                cut ->
                    new Placement.Rows(
                        List.of(
                            new Placement.Share("pi-a", 0, cut),
                            new Placement.Share("pi-b", cut, 8))));
    Arbitrary<Placement> channels =
        Arbitraries.just(
            new Placement.Channels(
                List.of(new Placement.Share("pi-b", 0, 2), new Placement.Share("pi-c", 2, 4))));
    return Arbitraries.oneOf(whole, rows, channels).list().ofMinSize(1).ofMaxSize(30);
  }
}
