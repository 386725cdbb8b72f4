package io.splitboard.core.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.fixture.Clusters;
import io.splitboard.core.fixture.GraphBuilder;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CompilerTest {

  private static final Cluster THREE = Clusters.mesh(3, 8, 1, Contention.PER_LINK);

  private static GraphBuilder chain() {
    return new GraphBuilder()
        .input("x", 100)
        .layer("a", 10, "x")
        .layer("b", 20, "a")
        .layer("c", 30, "b")
        .layer("d", 40, "c");
  }

  private static List<List<String>> layers(Program program) {
    return program.tasks().stream().map(Task::layers).toList();
  }

  private static List<String> ways(Program program) {
    return program.transfers().stream()
        .map(transfer -> transfer.fragment().key() + " " + transfer.from() + ">" + transfer.to())
        .toList();
  }

  @Test
  void oneDeviceIsOneTaskWithoutTransfers() {
    Network network = chain().build("d");
    Program program = Compiler.compile(network, THREE, Partition.onOneDevice(network, "d0"));
    assertThat(layers(program)).containsExactly(List.of("a", "b", "c", "d"));
    assertThat(program.transfers()).isEmpty();
    assertThat(program.tasks().get(0).reads()).extracting(Fragment::tensor).containsExactly("x");
    assertThat(program.tasks().get(0).makes()).extracting(Fragment::tensor).containsExactly("d");
    assertThat(program.inputs()).extracting(Fragment::bytes).containsExactly(100L);
  }

  @Test
  void pipelineGoesFromTheSourceAndBackToIt() {
    Network network = chain().build("d");
    Program program = Compiler.compile(network, THREE, Clusters.place(network, 1, 1, 2, 2));
    assertThat(layers(program)).containsExactly(List.of("a", "b"), List.of("c", "d"));
    assertThat(ways(program)).containsExactly("x d0>d1", "b d1>d2", "d d2>d0");
    assertThat(program.devices()).containsExactly("d0", "d1", "d2");
    assertThat(program.transferBytes()).isEqualTo(100 + 20 + 40);
  }

  @Test
  void tensorIsSentOnceToADeviceThoughTwoTasksReadIt() {
    Network network =
        new GraphBuilder()
            .input("x", 10)
            .layer("a", 10, "x")
            .layer("left", 10, "a")
            .layer("right", 10, "a")
            .layer("back", 10, "left")
            .layer("end", 10, "back", "right")
            .build("end");
    Program program = Compiler.compile(network, THREE, Clusters.place(network, 0, 1, 1, 2, 0));
    assertThat(ways(program).stream().filter(way -> way.startsWith("a "))).hasSize(1);
    assertThat(program.shard("d1")).hasSize(2);
  }

  @Test
  void whatOthersWaitForIsSentBeforeTheRestIsComputed() {
    Network network =
        new GraphBuilder()
            .input("x", 10)
            .layer("shared", 10, "x")
            .layer("rest", 10, "shared")
            .layer("far", 10, "shared")
            .layer("end", 10, "rest", "far")
            .build("end");
    Program program = Compiler.compile(network, THREE, Clusters.place(network, 0, 0, 1, 0));
    assertThat(layers(program))
        .containsExactly(List.of("shared"), List.of("rest"), List.of("far"), List.of("end"));
  }

  @Test
  void whatAnotherDeviceWaitsForGoesFirst() {
    Network network =
        new GraphBuilder()
            .input("x", 10)
            .layer("rest", 10, "x")
            .layer("sent", 10, "x")
            .layer("far", 10, "sent")
            .layer("end", 10, "rest", "far")
            .build("end");
    Program program = Compiler.compile(network, THREE, Clusters.place(network, 0, 0, 1, 0));
    Map<String, Integer> priorities =
        program.tasks().stream()
            .collect(Collectors.toMap(task -> task.layers().get(0), Task::priority));
    assertThat(priorities.get("sent")).isGreaterThan(priorities.get("rest"));
  }

  @Test
  void alongAChainOnlyTheAgeOfRequestsDecides() {
    Network network = chain().build("d");
    Program program = Compiler.compile(network, THREE, Clusters.place(network, 0, 1, 0, 2));
    assertThat(program.tasks()).hasSize(4).allMatch(task -> task.priority() == 0);
    assertThat(program.transfers()).hasSize(4).allMatch(transfer -> transfer.priority() == 0);
  }

  @Test
  void layerThatCanStartDoesNotWaitForATensorThatOnlyALaterOneReads() {
    Network network =
        new GraphBuilder()
            .input("x", 10)
            .layer("slow", 10, "x")
            .layer("quick", 10, "x")
            .layer("early", 10, "quick")
            .layer("late", 10, "early", "slow")
            .build("late");
    Program program = Compiler.compile(network, THREE, Clusters.place(network, 1, 2, 0, 0));
    assertThat(layers(program)).contains(List.of("early"), List.of("late"));
  }

  @Test
  void relayCarriesWhatHasNoDirectLinkOnce() {
    Network network =
        new GraphBuilder().input("x", 10).layer("a", 10, "x").layer("b", 10, "a").build("b");
    Cluster line = Clusters.linked(3, 8, 1, "d0>d1", "d1>d2", "d2>d1", "d1>d0");
    Program program = Compiler.compile(network, line, Clusters.place(network, 2, 0));
    assertThat(ways(program)).containsExactly("x d0>d1", "x d1>d2", "a d2>d1", "a d1>d0");
    Network both =
        new GraphBuilder()
            .input("x", 10)
            .layer("a", 10, "x")
            .layer("b", 10, "x")
            .layer("c", 10, "a", "b")
            .build("c");
    assertThat(ways(Compiler.compile(both, line, Clusters.place(both, 2, 1, 1))))
        .containsExactly("x d0>d1", "x d1>d2", "a d2>d1", "c d1>d0");
  }

  @Test
  void missingWayIsNamed() {
    Network network = new GraphBuilder().input("x", 10).layer("a", 10, "x").build("a");
    Cluster oneWay = Clusters.linked(2, 8, 1, "d0>d1");
    assertThatThrownBy(() -> Compiler.compile(network, oneWay, Clusters.place(network, 1)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("Tensor a must get from d1 to d0");
  }

  @Test
  void tensorThatCannotBeSentKeepsItsLayersTogether() {
    Network network =
        new GraphBuilder()
            .input("x", 10)
            .opaque("words", "x")
            .layer("use", 10, "words")
            .build("use");
    assertThatThrownBy(() -> Compiler.compile(network, THREE, Clusters.place(network, 1, 0)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("layer words")
        .hasMessageContaining("layer use")
        .hasMessageContaining("STRING");
    assertThat(layers(Compiler.compile(network, THREE, Clusters.place(network, 1, 1)))).hasSize(1);
  }

  @Test
  void inputThatIsAnOutputNeedsNoTask() {
    Network network =
        new GraphBuilder().input("x", 10).input("y", 10).layer("a", 10, "y").build("x", "a");
    Program program = Compiler.compile(network, THREE, Clusters.place(network, 0));
    assertThat(program.outputs()).extracting(Fragment::tensor).containsExactly("x", "a");
    assertThat(program.transfers()).isEmpty();
  }

  @Test
  void outputThatAnotherDeviceReadsTooGoesBothWays() {
    Network network = chain().build("b", "d");
    Program program = Compiler.compile(network, THREE, Clusters.place(network, 1, 1, 2, 2));
    assertThat(ways(program)).containsExactly("x d0>d1", "b d1>d2", "b d1>d0", "d d2>d0");
  }

  @Test
  void layersThatNoOutputNeedsAreLeftOut() {
    Network network = chain().build("b");
    Program program = Compiler.compile(network, THREE, Clusters.place(network, 1, 1, 2, 2));
    assertThat(layers(program)).containsExactly(List.of("a", "b"));
    assertThat(ways(program)).containsExactly("x d0>d1", "b d1>d0");
  }

  @Test
  void badPlacementsAreNamed() {
    Network network = chain().build("d");
    Partition split =
        new Partition(Map.of("a", new Placement.Rows(List.of(new Placement.Share("d0", 0, 1)))));
    assertThatThrownBy(() -> Compiler.compile(network, THREE, split))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("Layer a cannot be split by rows");
    assertThatThrownBy(() -> Compiler.compile(network, THREE, new Partition(Map.of())))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("Layer a is on no device");
    assertThatThrownBy(
            () -> Compiler.compile(network, THREE, Partition.onOneDevice(network, "gone")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("gone");
  }
}
