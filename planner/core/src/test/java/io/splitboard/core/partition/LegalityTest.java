package io.splitboard.core.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.fixture.Clusters;
import io.splitboard.core.fixture.GraphBuilder;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.SyntheticNetworks;
import io.splitboard.core.project.Constraints;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LegalityTest {

  private static final Cluster TWO = Clusters.mesh(2, 8, 1, Contention.PER_LINK);
  private static final Network NETWORK =
      new GraphBuilder()
          .input("x", 100)
          .weighted("a", 50, 1000, "x")
          .weighted("b", 20, 2000, "a")
          .build("b");

  private static List<Violation> check(Constraints constraints, int... devices) {
    return Legality.check(NETWORK, TWO, constraints, Clusters.place(NETWORK, devices));
  }

  @Test
  void legalPartitionHasNoViolation() {
    assertThat(check(Constraints.NONE, 0, 1)).isEmpty();
  }

  @Test
  void memoryIsWeightsAndTheLargestWorkingSet() {
    assertThat(Legality.memoryBytes(NETWORK, Clusters.place(NETWORK, 0, 1)))
        .containsExactly(Map.entry("d0", 1150L), Map.entry("d1", 2070L));
    assertThat(Legality.memoryBytes(NETWORK, Clusters.place(NETWORK, 0, 0)))
        .containsExactly(Map.entry("d0", 3150L));
    Constraints tight = new Constraints(Map.of(), Map.of(), Map.of("d1", 2069L));
    assertThat(check(tight, 0, 1)).singleElement().extracting(Violation::device).isEqualTo("d1");
    assertThat(check(new Constraints(Map.of(), Map.of(), Map.of("d1", 2070L)), 0, 1)).isEmpty();
  }

  @Test
  void pinsAndExclusionsAreChecked() {
    Constraints constraints =
        new Constraints(Map.of("a", "d1"), Map.of("b", Set.of("d0")), Map.of());
    assertThat(check(constraints, 0, 0)).extracting(Violation::layer).containsExactly("a", "b");
    assertThat(check(constraints, 1, 1)).isEmpty();
  }

  @Test
  void devicesThatTakeTurnsHoldAllAndShareTheWork() {
    Cluster four = Clusters.mesh(4, 8, 1, Contention.PER_LINK);
    Partition turns = Clusters.place(NETWORK, 0, 1).withReplicas(Map.of("d1", List.of("d2", "d3")));
    assertThat(Legality.check(NETWORK, four, Constraints.NONE, turns)).isEmpty();
    assertThat(Legality.memoryBytes(NETWORK, turns))
        .containsEntry("d1", 2070L)
        .containsEntry("d3", 2070L);
    Constraints tight = new Constraints(Map.of(), Map.of(), Map.of("d3", 2069L));
    assertThat(Legality.check(NETWORK, four, tight, turns))
        .singleElement()
        .extracting(Violation::device)
        .isEqualTo("d3");
    Constraints three = new Constraints(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), 3);
    assertThat(Legality.check(NETWORK, four, three, turns)).hasSize(1);
    Constraints bound = new Constraints(Map.of("b", "d1"), Map.of("b", Set.of("d2")), Map.of());
    assertThat(Legality.check(NETWORK, four, bound, turns)).hasSize(3);
  }

  @Test
  void saysWhoCannotTakeTurns() {
    Cluster four = Clusters.mesh(4, 8, 1, Contention.PER_LINK);
    Map.of(
            "d0 is where requests start", Map.of("d0", List.of("d2")),
            "d0 is where requests start and end, so it cannot", Map.of("d1", List.of("d0")),
            "d2 has no layers", Map.of("d2", List.of("d3")),
            "no device gone", Map.of("d1", List.of("gone")),
            "d2 takes turns with d1 and with d1", Map.of("d1", List.of("d2", "d2")))
        .forEach(
            (sentence, replicas) ->
                assertThat(
                        Legality.check(
                            NETWORK,
                            four,
                            Constraints.NONE,
                            Clusters.place(NETWORK, 0, 1).withReplicas(replicas)))
                    .extracting(Violation::sentence)
                    .anyMatch(said -> said.contains(sentence)));
  }

  @Test
  void missingAndUnknownPlacementsAreNamed() {
    Partition partition = new Partition(Map.of("a", new Placement.Whole("gone")));
    assertThat(Legality.check(NETWORK, TWO, Constraints.NONE, partition))
        .extracting(Violation::layer)
        .containsExactly("a", "b");
  }

  @Test
  void missingLinkIsShownWhereTheTensorIsNeeded() {
    Cluster oneWay = Clusters.linked(2, 8, 1, "d0>d1");
    List<Violation> violations =
        Legality.check(NETWORK, oneWay, Constraints.NONE, Clusters.place(NETWORK, 0, 1));
    assertThat(violations).hasSize(1);
    assertThat(violations.get(0).layer()).isEqualTo("b");
    assertThat(violations.get(0).sentence()).contains("from d1 to d0");
  }

  @Test
  void tensorThatCannotBeSentMustNotCross() {
    Network network =
        new GraphBuilder().input("x", 1).opaque("w", "x").layer("u", 1, "w").build("u");
    List<Violation> violations =
        Legality.check(network, TWO, Constraints.NONE, Clusters.place(network, 0, 1));
    assertThat(violations).hasSize(1);
    assertThat(violations.get(0).sentence()).contains("layer w").contains("layer u");
  }

  @Test
  void sharesOfTheWorkAndTheNumberOfDevicesAreLimited() {
    Network network = SyntheticNetworks.layered(6, 3);
    Partition partition = Clusters.place(network, 0, 0, 0, 1, 1, 1);
    Map<String, Double> shares = Limits.shares(network, partition);
    double first = shares.get("d0");
    assertThat(first + shares.get("d1")).isCloseTo(1, org.assertj.core.api.Assertions.within(1e-9));
    assertThat(limited(network, partition, Map.of("d0", first), 2)).isEmpty();
    assertThat(limited(network, partition, Map.of("d0", first / 2), 1))
        .extracting(Violation::device)
        .containsExactly("d0", "");
    List<Overrun> overruns =
        Limits.overruns(
            network,
            TWO,
            new Constraints(Map.of(), Map.of(), Map.of(), Map.of("d0", first / 2), Map.of(), 1),
            partition);
    assertThat(overruns).extracting(Overrun::excess).allMatch(excess -> excess > 0.99);
  }

  private static List<Violation> limited(
      Network network, Partition partition, Map<String, Double> shares, int devices) {
    Constraints constraints =
        new Constraints(Map.of(), Map.of(), Map.of(), shares, Map.of(), devices);
    return Legality.check(network, TWO, constraints, partition);
  }
}
