package io.splitboard.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.splitboard.core.cluster.Catalogue;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.cluster.Origin;
import io.splitboard.core.fixture.Clusters;
import io.splitboard.core.network.ElementType;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.LayerCost;
import io.splitboard.core.network.LayerKind;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Shape;
import io.splitboard.core.network.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CatalogueProfileTest {

  private static final Device PI = Catalogue.device("pi-4b", "a", new Connection.Local());

  private static Network one(String operator, LayerKind kind, LayerCost cost, Shape in, Shape out) {
    Layer layer =
        new Layer(
            "l",
            0,
            operator,
            "",
            List.of(0),
            List.of("x"),
            List.of("y"),
            List.of(),
            kind,
            cost,
            List.of());
    Map<String, Tensor> tensors =
        Map.of(
            "x", new Tensor("x", ElementType.FLOAT32, in),
            "y", new Tensor("y", ElementType.FLOAT32, out));
    return new Network("one", List.of(layer), tensors, List.of("x"), List.of("y"), List.of());
  }

  private static double ms(Network network) {
    return CatalogueProfile.of(network, PI).layerMs().get("l").value();
  }

  @Test
  void convolutionIsBoundByItsRate() {
    // conv5_3 of VGG-16: 462,422,016 MAC at 10 GMAC/s.
    Shape shape = Shape.of(1, 512, 14, 14);
    LayerCost cost = new LayerCost(462_422_016, 2_359_808, 9_439_232);
    assertThat(ms(one("Conv", LayerKind.CONVOLUTION, cost, shape, shape)))
        .isCloseTo(46.2422016, within(1e-9));
  }

  @Test
  void largeDenseLayerIsBoundByReadingItsWeights() {
    // fc6 of VGG-16: 102,764,544 parameters at 2740 MB/s against 102,760,448 MAC at 7.5 GMAC/s.
    LayerCost cost = new LayerCost(102_760_448, 102_764_544, 411_058_176);
    Network network = one("Gemm", LayerKind.DENSE, cost, Shape.of(1, 25088), Shape.of(1, 4096));
    assertThat(ms(network)).isCloseTo(411_058_176 / 2740e3, within(1e-9));
  }

  @Test
  void otherLayersMoveBytesAndRenamingIsFree() {
    Shape shape = Shape.of(1, 64, 112, 112);
    assertThat(ms(one("Relu", LayerKind.MEMORY, LayerCost.ZERO, shape, shape)))
        .isCloseTo(2 * 4 * 64 * 112 * 112 / 2740e3, within(1e-9));
    assertThat(ms(one("Reshape", LayerKind.MEMORY, LayerCost.ZERO, shape, shape))).isZero();
  }

  @Test
  void measuredFiguresReplaceEstimatesAndKeepTheirOrigin() {
    Shape shape = Shape.of(1, 8);
    Network network = one("Relu", LayerKind.MEMORY, LayerCost.ZERO, shape, shape);
    Cluster cluster = Clusters.mesh(2, 100, 1, io.splitboard.core.cluster.Contention.PER_LINK);
    Figure measured = new Figure(7, Origin.MEASURED);
    Link link = new Link("d0", "d1", 42, 3, Origin.MEASURED);
    Profile profile =
        CatalogueProfile.of(network, cluster)
            .with("d1", new DeviceProfile(measured, Map.of("l", measured), Map.of()))
            .withLinks(List.of(link));
    assertThat(profile.layerMs("d1", "l")).isEqualTo(7);
    assertThat(profile.device("d1").layerMs().get("l").origin()).isEqualTo(Origin.MEASURED);
    assertThat(profile.device("d0").layerMs().get("l").origin()).isEqualTo(Origin.CATALOGUE);
    assertThat(profile.links()).hasSize(2).contains(link);
    assertThat(profile.linksOf(cluster)).contains(link);
  }
}
