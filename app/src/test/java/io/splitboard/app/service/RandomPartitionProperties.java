package io.splitboard.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.core.Progress;
import io.splitboard.core.cluster.Catalogue;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Wiring;
import io.splitboard.core.network.Network;
import io.splitboard.core.onnx.ImportOptions;
import io.splitboard.core.onnx.ModelReference;
import io.splitboard.core.partition.Legality;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.program.Compiler;
import io.splitboard.core.program.Program;
import io.splitboard.core.project.Constraints;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RandomPartitionProperties {

  private static final Network NETWORK =
      OpenModel.open(
              ModelReference.resolveAnywhere(
                  "zoo:mobilenet-v1?width=0.25&resolution=128", Path.of(""), Progress.NONE),
              ImportOptions.DEFAULT,
              Progress.NONE)
          .network();

  @Property(tries = 100)
  void areLegalAndTheSameForTheSameSeed(
      @ForAll @IntRange(min = 1, max = 8) int devices, @ForAll long seed) {
    Cluster cluster = cluster(devices);
    Partition partition = RandomPartition.of(NETWORK, cluster, PlacementMix.LAYERS, seed);
    assertThat(Legality.check(NETWORK, cluster, Constraints.NONE, partition)).isEmpty();
    assertThat(RandomPartition.of(NETWORK, cluster, PlacementMix.LAYERS, seed))
        .isEqualTo(partition);
    Program program = Compiler.compile(NETWORK, cluster, partition);
    assertThat(program.devices()).isSubsetOf(cluster.deviceIds());
  }

  @Property(tries = 50)
  void twoDevicesMeanSeveralCuts(@ForAll @IntRange(min = 2, max = 8) int devices) {
    Cluster cluster = cluster(devices);
    double meanTransfers =
        IntStream.range(0, 20)
            .mapToObj(seed -> RandomPartition.of(NETWORK, cluster, PlacementMix.LAYERS, seed))
            .mapToInt(partition -> Compiler.compile(NETWORK, cluster, partition).transfers().size())
            .average()
            .orElseThrow();
    assertThat(meanTransfers).isGreaterThan(3);
  }

  private static Cluster cluster(int count) {
    List<Device> devices =
        IntStream.range(0, count)
            .mapToObj(i -> Catalogue.device("pi-4b", "pi-" + i, new Connection.Local()))
            .toList();
    return new Cluster(devices, Wiring.allPairs(devices, "ethernet"), "pi-0", Contention.PER_PORT);
  }
}
