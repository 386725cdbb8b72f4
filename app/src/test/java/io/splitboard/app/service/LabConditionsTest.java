package io.splitboard.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.core.cluster.Catalogue;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.cluster.Device;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabConditionsTest {

  private static final ProcessorTime.Use FULL = new ProcessorTime.Use(800, 0.98, 0.04);
  private static final Device PLAYED = Catalogue.device("pi-4b", "pi-a", new Connection.Virtual(8));
  private static final Device REAL =
      Catalogue.device("pi-4b", "pi-b", new Connection.Ssh("10.0.0.7", 22, "pi", "", 0));

  @Test
  void aFullComputerSlowsVirtualDevices() {
    assertThat(LabConditions.caution(List.of(REAL, PLAYED), FULL))
        .hasValueSatisfying(
            sentence -> assertThat(sentence).contains("98 % busy", "larger slowdown"));
  }

  @Test
  void otherRunsNeedNoCaution() {
    assertThat(LabConditions.caution(List.of(REAL), FULL)).isEmpty();
    assertThat(LabConditions.caution(List.of(PLAYED), new ProcessorTime.Use(800, 0.9, 0)))
        .isEmpty();
    assertThat(LabConditions.caution(List.of(PLAYED), new ProcessorTime.Use(20, 1, 0))).isEmpty();
  }

  @Test
  void runsKeepWhatTheComputerDid() {
    assertThat(LabConditions.words(FULL))
        .containsEntry("processors busy", "98 % of the time")
        .containsEntry("taken by their host", "4 % of what was wanted");
  }
}
