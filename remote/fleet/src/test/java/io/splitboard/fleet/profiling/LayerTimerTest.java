package io.splitboard.fleet.profiling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.splitboard.core.Progress;
import io.splitboard.core.network.LayerCost;
import io.splitboard.core.program.Piece;
import io.splitboard.core.program.Task;
import io.splitboard.core.program.Turn;
import io.splitboard.fleet.profiling.ProfilingPlan.DeviceTasks;
import io.splitboard.protocol.TaskProfile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayerTimerTest {

  private static final Task PI_A = task("pi-a");
  private static final Task PI_B = task("pi-b");

  private final List<String> timed = new ArrayList<>();

  @Test
  void aSteadyDeviceIsMeasuredOnce() {
    Map<String, LayerTimes> times =
        timer(Map.of("pi-a", List.of(10.0, 10.4))).layers(Progress.NONE);
    assertThat(times.get("pi-a").taskMs(PI_A)).isEqualTo(10);
    assertThat(timed).containsExactly("pi-a layers", "pi-a");
  }

  /** It is the later figure that holds: the first was taken in a slow moment. */
  @Test
  void aDeviceWhosePaceMovedIsMeasuredAnew() {
    Map<String, LayerTimes> times =
        timer(Map.of("pi-a", List.of(10.0, 10.0), "pi-b", List.of(15.0, 10.0, 10.1)))
            .layers(Progress.NONE);
    assertThat(times.get("pi-a").taskMs(PI_A)).isEqualTo(10);
    assertThat(times.get("pi-b").taskMs(PI_B)).isEqualTo(10.1);
    assertThat(timed).containsExactly("pi-a layers", "pi-b layers", "pi-a", "pi-b", "pi-b layers");
  }

  @Test
  void aDeviceThatIsNeverSteadyIsMeasuredTwice() {
    timer(Map.of("pi-a", List.of(10.0, 20.0, 30.0))).layers(Progress.NONE);
    assertThat(timed).containsExactly("pi-a layers", "pi-a", "pi-a layers");
  }

  @Test
  void paceIsTheTimeNowOverTheTimeBefore() {
    assertThat(timer(Map.of("pi-a", List.of(12.0))).pace("pi-a", task -> 10).orElseThrow())
        .isCloseTo(1.2, within(1e-9));
    assertThat(timer(Map.of("pi-a", List.of(12.0))).pace("pi-a", task -> Double.NaN)).isEmpty();
  }

  /** Times the whole network on each device as told, one figure after the other. */
  private LayerTimer timer(Map<String, List<Double>> wholeMs) {
    Map<String, DeviceTasks> tasks = new LinkedHashMap<>();
    for (Task task : List.of(PI_A, PI_B)) {
      if (wholeMs.containsKey(task.device())) {
        tasks.put(task.device(), new DeviceTasks(List.of(List.of(task)), List.of(), List.of()));
      }
    }
    Map<String, List<Double>> left = new LinkedHashMap<>();
    wholeMs.forEach((device, ms) -> left.put(device, new ArrayList<>(ms)));
    return new LayerTimer(
        new ProfilingPlan(null, tasks),
        (device, group, repetitions, nodes) -> {
          timed.add(device + (nodes ? " layers" : ""));
          double ms = left.get(device).remove(0);
          return List.of(TaskProfile.newBuilder().addWallMs(ms).build());
        });
  }

  private static Task task(String device) {
    return new Task(
        device + ":whole",
        device,
        Task.Kind.COMPUTE,
        List.of(Piece.whole("layer", 0)),
        List.of(),
        List.of(),
        0,
        LayerCost.ZERO,
        0,
        Turn.ALWAYS);
  }
}
