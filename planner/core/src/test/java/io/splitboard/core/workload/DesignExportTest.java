package io.splitboard.core.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.fixture.Clusters;
import io.splitboard.core.fixture.GraphBuilder;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.workload.pipeedge.DesignChain;
import io.splitboard.core.workload.pipeedge.LayerChain;
import io.splitboard.core.workload.pipeedge.Schedule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A network as other tools see it; 8 Mbit/s, so that 1,000 bytes take 1 ms. */
class DesignExportTest {

  /** a, then b and c side by side, then d, then e. */
  private static final Network DIAMOND =
      new GraphBuilder()
          .input("x", 400)
          .weighted("a", 1000, 4000, "x")
          .weighted("b", 2000, 4000, "a")
          .weighted("c", 3000, 4000, "a")
          .weighted("d", 500, 4000, "b", "c")
          .weighted("e", 4, 4000, "d")
          .build("e");

  private static final Cluster TWO = Clusters.mesh(2, 8, 0, Contention.PER_LINK);

  private static final Profile EQUAL = Clusters.profile(DIAMOND, TWO, 0, (layer, device) -> 5.0);

  private static final Profile UNEQUAL =
      Clusters.profile(DIAMOND, TWO, 0, (layer, device) -> device.equals("d0") ? 5.0 : 10.0);

  @Test
  void loadsAreThoseOfTheStudysCostModel() {
    DesignWorkload exported = DesignWorkload.of(DIAMOND, TWO, EQUAL, null);
    Partition branchAside = Clusters.place(DIAMOND, 0, 0, 1, 0, 0);
    Split split = exported.split(TWO, branchAside);
    assertThat(split.accelerators().get(0).loadMs()).isCloseTo(4 * 5 + 1 + 3, within(1e-9));
    assertThat(split.accelerators().get(1).loadMs()).isCloseTo(5 + 1 + 3, within(1e-9));
  }

  @Test
  void unequalDevicesNeedOneWhoseTimesAllGet() {
    assertThatThrownBy(() -> DesignWorkload.of(DIAMOND, TWO, UNEQUAL, null))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("equal accelerators");
    DesignWorkload exported = DesignWorkload.of(DIAMOND, TWO, UNEQUAL, "d1");
    assertThat(exported.workload().nodes()).allMatch(node -> node.acceleratorMs() == 10);
  }

  @Test
  void aChainIsCutWhereASingleTensorIsAlive() {
    DesignChain exported = DesignChain.of(DIAMOND, TWO, UNEQUAL);
    assertThat(exported.blocks())
        .containsExactly(List.of("a"), List.of("b", "c", "d"), List.of("e"));
    LayerChain chain = exported.chain();
    assertThat(chain.inputElements()).isEqualTo(100);
    assertThat(chain.layers().stream().map(LayerChain.Layer::outputElements))
        .containsExactly(250L, 125L, 1L);
    assertThat(chain.deviceTypes()).hasSize(2);
    assertThat(chain.deviceTypes().get(1).seconds()).containsExactly(0.01, 0.03, 0.01);
    assertThat(exported.schedule(Clusters.place(DIAMOND, 0, 1, 1, 1, 1)).stages())
        .containsExactly(new Schedule.Stage("d0", 1, 1), new Schedule.Stage("d1", 2, 3));
  }

  @Test
  void whatASequenceOfStagesCannotSayIsRefused() {
    DesignChain exported = DesignChain.of(DIAMOND, TWO, EQUAL);
    assertThatThrownBy(() -> exported.schedule(Clusters.place(DIAMOND, 0, 0, 1, 0, 0)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("single tensor");
    assertThatThrownBy(() -> exported.schedule(Clusters.place(DIAMOND, 0, 1, 1, 1, 0)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("two stages");
  }
}
