package io.splitboard.core.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.fixture.Clusters;
import io.splitboard.core.fixture.GraphBuilder;
import io.splitboard.core.network.Network;
import io.splitboard.core.project.Constraints;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinkBudgetsTest {

  private static final Cluster TWO = Clusters.mesh(2, 8, 1, Contention.PER_LINK);
  private static final Network NETWORK =
      new GraphBuilder().input("x", 100).layer("a", 50, "x").layer("b", 20, "a").build("b");

  @Test
  void whatALinkCarriesIsHeldAgainstItsBudget() {
    Program program = Compiler.compile(NETWORK, TWO, Clusters.place(NETWORK, 0, 1));
    assertThat(LinkBudgets.overruns(program, budget("d0→d1", 50))).isEmpty();
    assertThat(LinkBudgets.overruns(program, budget("d1→d0", 19)))
        .singleElement()
        .satisfies(overrun -> assertThat(overrun.violation().sentence()).contains("d1→d0"));
    assertThat(LinkBudgets.overruns(program, budget("d0→d1", 25)).get(0).excess()).isEqualTo(1);
  }

  private static Constraints budget(String link, long bytes) {
    return new Constraints(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(link, bytes), 0);
  }
}
