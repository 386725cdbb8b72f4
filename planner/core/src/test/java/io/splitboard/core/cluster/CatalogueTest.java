package io.splitboard.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitboard.core.UserException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CatalogueTest {

  private static final Connection LOCAL = new Connection.Local();

  @Test
  void everyFigureOfEveryEntrySaysWhereItCameFrom() {
    for (CatalogueEntry entry : Catalogue.entries()) {
      assertThat(entry.source().keySet())
          .as(entry.id())
          .contains(
              "convolutionGmacPerSecond",
              "pointwiseGmacPerSecond",
              "depthwiseGmacPerSecond",
              "denseGmacPerSecond",
              "memoryMegabytesPerSecond",
              "callOverheadMs",
              "power",
              "memoryBytes",
              "loadMegabytesPerSecond")
          .containsAll(entry.access().keySet());
    }
  }

  @Test
  void hasTheDevicesThatTheWorkbenchOffers() {
    assertThat(Catalogue.entries())
        .extracting(CatalogueEntry::id)
        .containsExactly("pi-3b+", "pi-zero-2w", "pi-4b", "pi-5", "hub", "cloud", "this-computer");
    assertThat(Catalogue.device("pi-4b", "a", LOCAL).compute().convolutionGmacPerSecond())
        .isEqualTo(10);
  }

  @Test
  void unknownEntryIsRefusedWithTheChoices() {
    assertThatThrownBy(() -> Catalogue.device("pi-6", "a", LOCAL))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("pi-6")
        .hasMessageContaining("pi-5");
  }

  @Test
  void linkIsAsFastAsItsSlowerEnd() {
    List<Device> devices =
        List.of(Catalogue.device("pi-3b+", "a", LOCAL), Catalogue.device("pi-4b", "b", LOCAL));
    assertThat(Wiring.allPairs(devices, "ethernet"))
        .containsExactly(
            new Link("a", "b", 253, 0.125, Origin.CATALOGUE),
            new Link("b", "a", 253, 0.125, Origin.CATALOGUE));
  }

  @Test
  void uplinkHasItsOwnRateInEachDirection() {
    List<Device> devices =
        List.of(Catalogue.device("pi-4b", "a", LOCAL), Catalogue.device("cloud", "far", LOCAL));
    assertThat(Wiring.allPairs(devices, Map.of("a", "wifi", "far", "4g")))
        .containsExactly(
            new Link("a", "far", 5.85, 25, Origin.CATALOGUE),
            new Link("far", "a", 13.76, 25, Origin.CATALOGUE));
  }

  @Test
  void deviceWithoutThePortIsNamed() {
    List<Device> devices =
        List.of(Catalogue.device("pi-zero-2w", "z", LOCAL), Catalogue.device("pi-4b", "b", LOCAL));
    assertThatThrownBy(() -> Wiring.allPairs(devices, "ethernet"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("Device z")
        .hasMessageContaining("Ethernet");
  }
}
