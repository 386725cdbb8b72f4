package io.splitboard.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.core.network.Network;
import org.junit.jupiter.api.Test;

class ResidualNetworkTest {

  @Test
  void itHasExactlyTheLayersAskedForAndItsBlocksAreJoinedByShortCuts() {
    Network network = ResidualNetwork.of(13);
    assertThat(network.layers()).hasSize(13);
    assertThat(network.blocks()).hasSize(3);
    assertThat(network.layer("block1.4").inputs()).containsExactly("block1.3.out", "block0.4.out");
    assertThat(network.outputs()).containsExactly("block2.2.out");
  }
}
