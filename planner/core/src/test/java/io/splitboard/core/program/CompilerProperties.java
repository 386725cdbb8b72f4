package io.splitboard.core.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.fixture.Clusters;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.SyntheticNetworks;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class CompilerProperties {

  @Property(tries = 300)
  void everyLayerRunsOnceAndEverythingReadIsThere(
      @ForAll @IntRange(min = 1, max = 60) int layers,
      @ForAll @IntRange(min = 1, max = 5) int devices,
      @ForAll long seed) {
    Network network = SyntheticNetworks.layered(layers, seed);
    Cluster cluster = Clusters.mesh(devices, 100, 1, Contention.PER_PORT);
    Partition partition = Clusters.random(network, devices, seed + 1);
    Program program = Compiler.compile(network, cluster, partition);
    assertThat(program.tasks().stream().flatMap(task -> task.layers().stream()))
        .containsExactlyInAnyOrderElementsOf(network.layers().stream().map(Layer::id).toList());
    for (Task task : program.tasks()) {
      for (String layer : task.layers()) {
        assertThat(partition.of(layer)).isEqualTo(new Placement.Whole(task.device()));
      }
    }
    assertRuns(program);
  }

  /** Fires whatever can fire; all tasks and transfers must, and no fragment may come twice. */
  private static void assertRuns(Program program) {
    Set<String> present = new HashSet<>();
    program.inputs().forEach(input -> present.add(program.source() + " " + input.key()));
    List<Object> left = new ArrayList<>(program.tasks());
    left.addAll(program.transfers());
    boolean fired = true;
    while (fired) {
      fired = left.removeIf(step -> fire(step, present));
    }
    assertThat(left).isEmpty();
    for (Fragment output : program.outputs()) {
      assertThat(present).contains(program.source() + " " + output.key());
    }
  }

  private static boolean fire(Object step, Set<String> present) {
    if (step instanceof Task task) {
      if (task.reads().stream().anyMatch(r -> !present.contains(task.device() + " " + r.key()))) {
        return false;
      }
      for (Fragment made : task.makes()) {
        assertThat(present.add(task.device() + " " + made.key())).isTrue();
      }
      return true;
    }
    Transfer transfer = (Transfer) step;
    if (!present.contains(transfer.from() + " " + transfer.fragment().key())) {
      return false;
    }
    assertThat(present.add(transfer.to() + " " + transfer.fragment().key())).isTrue();
    return true;
  }

  @Property(tries = 100)
  void noLayerWaitsForATensorThatItDoesNotNeed(
      @ForAll @IntRange(min = 2, max = 40) int layers, @ForAll long seed) {
    Network network = SyntheticNetworks.layered(layers, seed);
    Cluster cluster = Clusters.mesh(3, 100, 1, Contention.PER_LINK);
    Program program = Compiler.compile(network, cluster, Clusters.random(network, 3, seed));
    Map<String, Set<String>> needs = new HashMap<>();
    for (Layer layer : network.layers()) {
      Set<String> all = new HashSet<>(layer.inputs());
      for (String tensor : layer.inputs()) {
        network.producer(tensor).ifPresent(made -> all.addAll(needs.get(made.id())));
      }
      needs.put(layer.id(), all);
    }
    Set<String> received = new HashSet<>();
    program.transfers().forEach(t -> received.add(t.to() + " " + t.fragment().key()));
    for (Task task : program.tasks()) {
      for (Fragment read : task.reads()) {
        if (received.contains(task.device() + " " + read.key())) {
          assertThat(task.layers()).allMatch(layer -> needs.get(layer).contains(read.tensor()));
        }
      }
    }
  }
}
