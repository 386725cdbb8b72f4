package io.splitboard.fleet.profiling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.splitboard.core.cluster.Origin;
import io.splitboard.core.network.Box;
import io.splitboard.core.network.LayerCost;
import io.splitboard.core.network.Range;
import io.splitboard.core.profile.DeviceProfile;
import io.splitboard.core.profile.Figure;
import io.splitboard.core.program.Fragment;
import io.splitboard.core.program.Piece;
import io.splitboard.core.program.Region;
import io.splitboard.core.program.Task;
import io.splitboard.core.program.TaskTime;
import io.splitboard.core.program.Turn;
import io.splitboard.protocol.NodeProfile;
import io.splitboard.protocol.TaskProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of an agent's times of tasks and nodes; all in ms. */
class LayerTimesTest {

  private static final List<String> ALL = List.of("a", "b", "c", "d", "e", "f");
  private static final DeviceProfile UNKNOWN =
      new DeviceProfile(
          new Figure(9, Origin.CATALOGUE),
          Map.of("other", new Figure(7, Origin.CATALOGUE)),
          Map.of());

  @Test
  void aTaskIsItsNodesAndWhatACallCosts() {
    LayerTimes times = new LayerTimes();
    times.add(task("all", ALL), profile(6.5, ALL, 1));
    times.add(task("one", List.of("a")), profile(1.5, List.of("a"), 1));
    DeviceProfile measured = times.profile(UNKNOWN);
    assertThat(measured.overheadMs().value()).isCloseTo(0.5, within(1e-6));
    assertThat(measured.layerMs().get("c").value()).isCloseTo(1, within(1e-6));
    assertThat(measured.layerMs().get("c").origin()).isEqualTo(Origin.MEASURED);
    assertThat(measured.layerMs().get("other").origin()).isEqualTo(Origin.CATALOGUE);
    assertThat(measured.bundleMs().get(TaskTime.bundleKey(task("all", ALL))).value())
        .isEqualTo(6.5);
  }

  @Test
  void layersAreAdaptedToWhatStagesTake() {
    LayerTimes times = new LayerTimes();
    times.add(task("all", ALL), profile(6, ALL, 1));
    times.addProbe(task("early", ALL.subList(0, 3)), profile(3.6, List.of(), 0));
    times.addProbe(task("late", ALL.subList(3, 6)), profile(2.4, List.of(), 0));
    DeviceProfile measured = times.profile(UNKNOWN);
    double call = measured.overheadMs().value();
    assertThat(call + sum(measured, ALL.subList(0, 3))).isCloseTo(3.6, within(1e-6));
    assertThat(call + sum(measured, ALL.subList(3, 6))).isCloseTo(2.4, within(1e-6));
  }

  @Test
  void deviationIsThatOfProbesFromWhatTheOthersTell() {
    LayerTimes exact = new LayerTimes();
    exact.add(task("all", ALL), profile(6, ALL, 1));
    exact.addProbe(task("early", ALL.subList(0, 2)), profile(2, List.of(), 0));
    exact.addProbe(task("middle", ALL.subList(2, 4)), profile(2, List.of(), 0));
    assertThat(exact.deviation(UNKNOWN)).isEmpty();
    exact.addProbe(task("late", ALL.subList(4, 6)), profile(2, List.of(), 0));
    assertThat(exact.deviation(UNKNOWN).orElseThrow().whole()).isCloseTo(0, within(1e-6));

    LayerTimes off = new LayerTimes();
    off.add(task("all", ALL), profile(6, ALL, 1));
    off.addProbe(task("early", ALL.subList(0, 2)), profile(2.2, List.of(), 0));
    off.addProbe(task("middle", ALL.subList(2, 4)), profile(1.8, List.of(), 0));
    off.addProbe(task("late", ALL.subList(4, 6)), profile(2, List.of(), 0));
    assertThat(off.deviation(UNKNOWN).orElseThrow().whole()).isBetween(0.05, 0.15);
    assertThat(off.deviation(UNKNOWN).orElseThrow().split())
        .isEqualTo(off.deviation(UNKNOWN).orElseThrow().whole());
    off.addProbe(half("half", "a"), profile(0.75, List.of(), 0));
    off.addProbe(half("other half", "b"), profile(0.75, List.of(), 0));
    assertThat(off.deviation(UNKNOWN).orElseThrow().split()).isBetween(0.3, 0.5);
  }

  @Test
  void aProbeThatIsFarOffIsNotBelieved() {
    LayerTimes times = new LayerTimes();
    times.add(task("all", ALL), profile(6, ALL, 1));
    times.addProbe(task("late", ALL.subList(3, 6)), profile(0.4, List.of(), 0));
    assertThat(sum(times.profile(UNKNOWN), ALL.subList(3, 6))).isCloseTo(3, within(1e-6));
  }

  @Test
  void whatCouldNotBeTimedStaysAsItWas() {
    LayerTimes times = new LayerTimes();
    times.add(
        task("all", ALL), TaskProfile.newBuilder().setTask("all").setProblem("no shapes").build());
    assertThat(times.profile(UNKNOWN)).isEqualTo(UNKNOWN);
  }

  private static double sum(DeviceProfile profile, List<String> layers) {
    return layers.stream().mapToDouble(layer -> profile.layerMs().get(layer).value()).sum();
  }

  private static Task task(String id, List<String> layers) {
    Fragment none = new Fragment("t", Region.ALL, 0);
    return new Task(
        id,
        "device",
        Task.Kind.COMPUTE,
        layers.stream().map(layer -> Piece.whole(layer, 0)).toList(),
        List.of(none),
        List.of(none),
        0,
        LayerCost.ZERO,
        0,
        Turn.ALWAYS);
  }

  private static Task half(String id, String layer) {
    Task whole = task(id, List.of(layer));
    return new Task(
        id,
        whole.device(),
        whole.kind(),
        List.of(new Piece(layer, new Region.Part(new Box(List.of(new Range(0, 1)))), 0.5, 0, "")),
        whole.reads(),
        whole.makes(),
        whole.priority(),
        whole.cost(),
        whole.activationBytes(),
        whole.turn());
  }

  private static TaskProfile profile(double wallMs, List<String> layers, double nodeMs) {
    TaskProfile.Builder profile = TaskProfile.newBuilder().setTask("task").addWallMs(wallMs);
    layers.forEach(
        layer ->
            profile.addNodes(NodeProfile.newBuilder().setNode(layer + "/0").setMeanMs(nodeMs)));
    return profile.build();
  }
}
