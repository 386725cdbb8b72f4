package io.splitboard.core.workload.pipeedge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.splitboard.core.UserException;
import io.splitboard.core.workload.pipeedge.LayerChain.DeviceType;
import io.splitboard.core.workload.pipeedge.LayerChain.Layer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PipeEdge's files, as its documentation describes them, and back. */
class PipeEdgeYamlTest {

  private static final String MODELS =
      """
      Other:
        layers: 0
        mem_MB: []
        parameters_in: 0
        parameters_out: []
      some/net-224:
        layers: 4
        mem_MB: [26.857472, 18.5,
          24, 32.25]
        parameters_in: 150528
        parameters_out: [302592, 1000]
      """;

  private static final String TYPES =
      """
      Unprofiled:
        bw_Mbps: 0
        mem_MB: 0
        model_profiles:
      Board-A:
        bw_Mbps: 1000
        mem_MB: 2048
        model_profiles:
          some/net-224:
          - batch_size: 1
            dtype: torch.float32
            time_s: [9, 9, 9, 9]
          - batch_size: 8
            dtype: torch.float32
            time_s: [0.5, 0.25, 1, 2.0e-1]
      Board-B:
        bw_Mbps: 100.5
        mem_MB: 8192
        model_profiles:
          some/net-224:
          - {batch_size: 8, dtype: torch.float32, time_s: [0.25, 0.125, 0.5, 0.1]}
      """;

  private static final String DEVICES =
      """
      Unprofiled: []
      Board-A:
      - a-0
      - a-1
      Board-B:
      - 10.0.0.1
      """;

  @TempDir Path folder;

  private LayerChain read(String models, String types, String devices) throws IOException {
    Files.writeString(folder.resolve("models.yml"), models);
    Files.writeString(folder.resolve("device_types.yml"), types);
    Files.writeString(folder.resolve("devices.yml"), devices);
    return PipeEdgeYaml.read(folder, "some/net-224", "torch.float32", 8);
  }

  @Test
  void readsTheProfileThatMatches() throws IOException {
    LayerChain chain = read(MODELS, TYPES, DEVICES);
    assertThat(chain.layers())
        .containsExactly(
            new Layer(26.857472, 302592),
            new Layer(18.5, 1000),
            new Layer(24, 302592),
            new Layer(32.25, 1000));
    assertThat(chain.inputElements()).isEqualTo(150528);
    assertThat(chain.deviceTypes())
        .containsExactly(
            new DeviceType(
                "Board-A", 1000, 2048, List.of(0.5, 0.25, 1.0, 0.2), List.of("a-0", "a-1")),
            new DeviceType(
                "Board-B", 100.5, 8192, List.of(0.25, 0.125, 0.5, 0.1), List.of("10.0.0.1")));
  }

  @Test
  void writesWhatItReads() throws IOException {
    LayerChain chain = read(MODELS, TYPES, DEVICES);
    Path other = folder.resolve("other");
    PipeEdgeYaml.write(chain, other);
    assertThat(PipeEdgeYaml.read(other, "some/net-224", "torch.float32", 8)).isEqualTo(chain);
  }

  @Test
  void schedulesGoRoundTripAndAreJudged() throws IOException {
    Path file =
        Files.writeString(folder.resolve("plan.yml"), "- a-0: [1, 2]\n- 10.0.0.1: [3, 4]\n");
    Schedule schedule = PipeEdgeYaml.readSchedule(file);
    assertThat(schedule.stages())
        .containsExactly(new Schedule.Stage("a-0", 1, 2), new Schedule.Stage("10.0.0.1", 3, 4));
    PipeEdgeYaml.write(schedule, folder.resolve("again.yml"));
    assertThat(PipeEdgeYaml.readSchedule(folder.resolve("again.yml"))).isEqualTo(schedule);
    LayerChain chain = read(MODELS, TYPES, DEVICES);
    assertThat(ScheduleScore.of(chain, schedule).seconds()).isCloseTo(0.75, within(1e-12));
  }

  @Test
  void aSlowTransferDecides() throws IOException {
    LayerChain chain = read(MODELS, TYPES, DEVICES);
    Schedule schedule =
        new Schedule(
            List.of(new Schedule.Stage("a-0", 1, 1), new Schedule.Stage("10.0.0.1", 2, 4)));
    double transfer = 302592 * 8 * 4 * 8.0 / (100.5 * 1024 * 1024);
    assertThat(transfer).isLessThan(0.75);
    assertThat(ScheduleScore.of(chain, schedule).seconds())
        .isCloseTo(Math.max(0.725, transfer), within(1e-12));
    assertThatThrownBy(
            () -> ScheduleScore.of(chain, new Schedule(List.of(new Schedule.Stage("a-0", 1, 3)))))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("No stage has layer 4");
  }

  @Test
  void refusesWithOneSentence() throws IOException {
    refused("36 times", TYPES.replace("time_s: [0.5,", "time_s: [" + "1, ".repeat(33)));
    refused("time_s of Board-A is -0.5", TYPES.replace("[0.5,", "[-0.5,"));
    refused("has a profile of", TYPES.replace("torch.float32", "torch.int8"));
    refused("is not YAML at line", TYPES.replace("mem_MB: 2048", "mem_MB: [2048"));
    refused("bw_Mbps is missing", TYPES.replace("bw_Mbps: 1000\n", "width: 1000\n"));
    refused("not a number", TYPES.replace("[0.5,", "[!!java.io.File x,"));
    assertThatThrownBy(() -> read(MODELS.replace("layers: 4", "layers: 5"), TYPES, DEVICES))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("make them agree");
    assertThatThrownBy(() -> read(MODELS, TYPES, DEVICES.replace("a-1", "a-0")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("a-0 is named twice");
    assertThatThrownBy(() -> read("x: 1", TYPES, DEVICES))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("There is no model some/net-224");
  }

  private void refused(String sentence, String types) {
    assertThatThrownBy(() -> read(MODELS, types, DEVICES))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(sentence);
  }
}
