package io.splitboard.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.splitboard.core.Progress;
import io.splitboard.core.cluster.Catalogue;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Origin;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.LayerKind;
import io.splitboard.core.network.Network;
import io.splitboard.core.onnx.ImportOptions;
import io.splitboard.core.onnx.OnnxImporter;
import io.splitboard.core.onnx.OnnxModel;
import io.splitboard.core.zoo.Zoo;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layers of one network priced by those of another. */
class CostModelTest {

  @TempDir static Path cache;

  private static final Device PI = Catalogue.device("pi-4b", "pi", new Connection.Virtual(1));

  @Test
  void layersOfOtherSizesCostWhatTheirKindCosts() {
    CostModel model = CostModel.fit(network("0.25", 160), measured(network("0.25", 160), 0));
    Network other = network("0.5", 128);
    for (Layer layer : other.layers()) {
      if (model.kinds().containsKey(layer.kind()) && !LayerTraffic.isFree(layer)) {
        Figure figure = model.layerMs(other, layer).orElseThrow();
        assertThat(figure.origin()).isEqualTo(Origin.FITTED);
        assertThat(figure.value()).as(layer.id()).isCloseTo(trueMs(other, layer), within(1e-6));
      }
    }
    assertThat(model.kinds()).containsKeys(LayerKind.POINTWISE, LayerKind.DEPTHWISE);
    assertThat(model.relativeError(other)).isCloseTo(0, within(1e-6));
  }

  @Test
  void tellsHowFarOffItIs() {
    Network network = network("0.25", 160);
    CostModel model = CostModel.fit(network, measured(network, 0.2));
    assertThat(model.relativeError(network)).isBetween(0.02, 0.4);
  }

  @Test
  void tooFewLayersGiveNoModelAndKeepTheCatalogue() {
    Network network = network("0.25", 160);
    Layer first = network.layers().get(0);
    Map<String, Figure> one = Map.of(first.id(), new Figure(3, Origin.MEASURED));
    DeviceProfile few = CatalogueProfile.of(network, PI).with(withLayers(one));
    CostModel model = CostModel.fit(network, few);
    assertThat(model.kinds()).isEmpty();
    assertThat(model.layerMs(network, first)).isEmpty();
    assertThat(model.complete(network, few).layerMs().get(first.id()))
        .isEqualTo(one.get(first.id()));
  }

  @Test
  void fittedFiguresTakeThePlaceOfTheCataloguesOnly() {
    Network network = network("0.25", 160);
    DeviceProfile all = measured(network, 0);
    Layer missing =
        network.layers().stream()
            .filter(layer -> layer.kind() == LayerKind.POINTWISE)
            .findFirst()
            .orElseThrow();
    Map<String, Figure> layers = new LinkedHashMap<>(all.layerMs());
    layers.put(missing.id(), new Figure(99, Origin.CATALOGUE));
    DeviceProfile known = withLayers(layers);
    DeviceProfile complete = CostModel.fit(network, known).complete(network, known);
    assertThat(complete.layerMs().get(missing.id()).origin()).isEqualTo(Origin.FITTED);
    assertThat(complete.layerMs().get(missing.id()).value())
        .isCloseTo(trueMs(network, missing), within(1e-6));
    layers.remove(missing.id());
    assertThat(complete.layerMs()).containsAllEntriesOf(layers);
  }

  @Test
  void whatNoFitGivesIsRefused() {
    assertThatThrownBy(() -> new CostModel.Terms(-1, 0, 0, 0, 9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
    assertThatThrownBy(() -> new Uncertainty(Map.of(), Map.of("pi-a→pi-b", Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pi-a→pi-b");
    assertThatThrownBy(() -> new TaskDeviation(0.1, 1e9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pieces");
  }

  private static DeviceProfile measured(Network network, double noise) {
    Random random = new Random(1);
    Map<String, Figure> layerMs = new LinkedHashMap<>();
    for (Layer layer : network.layers()) {
      double factor = Math.exp(noise * random.nextGaussian());
      layerMs.put(layer.id(), new Figure(factor * trueMs(network, layer), Origin.MEASURED));
    }
    return withLayers(layerMs);
  }

  /** Terms of the form that is fitted, other ones for each kind. */
  private static double trueMs(Network network, Layer layer) {
    double kind = 1 + layer.kind().ordinal();
    return 0.02 * kind
        + 30 * kind * layer.cost().macs() / 1e9
        + 0.2 / kind * LayerTraffic.bytes(network, layer) / 1e6;
  }

  private static DeviceProfile withLayers(Map<String, Figure> layerMs) {
    return new DeviceProfile(new Figure(0.1, Origin.MEASURED), layerMs, Map.of());
  }

  private static Network network(String width, int resolution) {
    String reference = "zoo:mobilenet-v1?width=%s&resolution=%d".formatted(width, resolution);
    return OnnxImporter.read(
        OnnxModel.open(Zoo.build(reference, cache, Progress.NONE)), ImportOptions.DEFAULT);
  }
}
