package io.splitboard.core.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitboard.core.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading and writing workloads and splits, and refusing what makes no sense. */
class WorkloadJsonTest {

  private static final String GOOD =
      """
      {"maxSizePerFPGA": 1e9, "maxFPGAs": 2, "maxCPUs": 1, "extra": {},
       "nodes": [
        {"id": 7, "name": "a", "supportedOnFpga": 1, "cpuLatency": 10, "fpgaLatency": 1.5,
         "isBackwardNode": 0, "colorClass": 3, "size": 12.0},
        {"id": 9, "supportedOnFpga": false, "cpuLatency": 2, "fpgaLatency": 0,
         "isBackwardNode": true}],
       "edges": [{"sourceId": 7, "destId": 9, "cost": 0.25, "size": 5}]}
      """;

  @TempDir Path folder;

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("workload.json"), content);
  }

  @Test
  void readsWhatTheStudyWrites() throws IOException {
    Workload workload = WorkloadJson.read(file(GOOD));
    assertThat(workload.accelerators()).isEqualTo(2);
    assertThat(workload.cpus()).isEqualTo(1);
    WorkloadNode first = workload.nodes().get(0);
    assertThat(first.colorClass()).hasValue(3);
    assertThat(first.bytes()).isEqualTo(12);
    WorkloadNode second = workload.nodes().get(1);
    assertThat(second.acceleratorAllowed()).isFalse();
    assertThat(second.backward()).isTrue();
    assertThat(second.colorClass()).isEmpty();
    assertThat(workload.edges()).containsExactly(new WorkloadEdge(7, 9, 0.25));
  }

  @Test
  void writesWhatItReads() {
    Workload workload = GeneratedWorkloads.training(GeneratedWorkloads.branches(3, 2));
    Path file = folder.resolve("out.json");
    WorkloadJson.write(workload, file);
    assertThat(WorkloadJson.read(file)).isEqualTo(workload);
  }

  @Test
  void splitsGoRoundTrip() {
    Split split =
        new Split(
            List.of(new Split.Part(List.of(1L, 2L), 3.5), new Split.Part(List.of(), 0)),
            List.of(new Split.Part(List.of(4L), 0.25)));
    Path file = folder.resolve("split.json");
    SplitJson.write(split, 3.5, file);
    assertThat(SplitJson.read(file)).isEqualTo(split);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"fpgaLatency\": 1.5, | | fpgaLatency is missing in node number 1",
        "\"isBackwardNode\": 0, | | isBackwardNode is missing in node number 1",
        "\"fpgaLatency\": 1.5 | \"fpgaLatency\": -1.5 | fpgaLatency of node 7 is -1.5",
        "\"fpgaLatency\": 1.5 | \"fpgaLatency\": \"x\" | fpgaLatency of node number 1 must be",
        "\"cost\": 0.25 | \"cost\": -1 | cost of the edge from 7 to 9",
        "\"destId\": 9 | \"destId\": 10 | names node 10, which is not among the nodes",
        "\"destId\": 9 | \"destId\": 7 | circle that leads to node 7",
        "\"id\": 9 | \"id\": 7 | Two nodes have the id 7",
        "\"id\": 9 | \"id\": 9.5 | id of node number 2 must be a whole number",
        "\"maxFPGAs\": 2 | \"maxFPGAs\": -2 | maxFPGAs of the file must be",
        "\"maxFPGAs\": 2 | \"maxFPGAs\": 2000000 | together at most 1000",
        "\"maxSizePerFPGA\": 1e9 | \"maxSizePerFPGA\": 1e999 | maxSizePerFPGA is Infinity",
        "\"supportedOnFpga\": 1 | \"supportedOnFpga\": 2 | supportedOnFpga of node number 1",
        "\"edges\": [ | \"edges\": 3, \"other\": [ | edges of the file must be a list",
        "{\"maxSizePerFPGA\" | [{\"maxSizePerFPGA\" | is not JSON at line",
      })
  void refusesWithOneSentence(String from, String to, String sentence) throws IOException {
    Path broken = file(GOOD.replace(from, to == null ? "" : to));
    assertThatThrownBy(() -> WorkloadJson.read(broken))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(sentence)
        .hasMessageContaining("workload.json");
  }

  @Test
  void refusesUnequalCostsOfOneSource() throws IOException {
    Path file =
        file(
            GOOD.replace(
                    "\"edges\": [", "\"edges\": [{\"sourceId\": 7, \"destId\": 8, \"cost\": 0.5},")
                .replace(
                    "\"nodes\": [",
                    "\"nodes\": [{\"id\": 8, \"supportedOnFpga\": 1, \"cpuLatency\": 0,"
                        + " \"fpgaLatency\": 0, \"isBackwardNode\": 0},"));
    assertThatThrownBy(() -> WorkloadJson.read(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("all edges of one source must cost the same");
  }

  @Test
  void refusesMissingEmptyAndDuplicateFields() throws IOException {
    assertThatThrownBy(() -> WorkloadJson.read(folder.resolve("none.json")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("There is no file");
    assertThatThrownBy(() -> WorkloadJson.read(file("")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("empty");
    assertThatThrownBy(() -> WorkloadJson.read(file("{\"nodes\": [], \"nodes\": []}")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("not JSON");
  }
}
