package io.splitboard.core.cluster;

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

class ClusterFileTest {

  @TempDir Path folder;

  private static Cluster sample() {
    List<Device> devices =
        List.of(
            Catalogue.device("pi-4b", "a", new Connection.Ssh("10.0.0.7", 22, "pi", "", 0)),
            Catalogue.device("pi-5", "b", new Connection.Virtual(4)),
            Catalogue.device("this-computer", "c", new Connection.Local()));
    return new Cluster(devices, Wiring.allPairs(devices, "ethernet"), "a", Contention.PER_PORT);
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    Path file = folder.resolve("cluster.json");
    ClusterFile.write(sample(), file);
    assertThat(ClusterFile.read(file)).isEqualTo(sample());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"delayMs\" : 0.125 | \"delay\" : 0.125 | links[0].delayMs | it is missing; add it, or check the spelling",
        "\"mbitPerSecond\" : 938.0 | \"mbitPerSecond\" : -1 | links[0].mbitPerSecond | -1",
        "\"callOverheadMs\" : 0.1 | \"callOverheadMs\" : -2 | devices[0].compute.callOverheadMs | -2",
        "\"source\" : \"a\" | \"source\" : \"x\" | cluster.json | source device x",
        "\"id\" : \"b\" | \"id\" : \"a\" | cluster.json | same id",
        "\"delayMs\" : 0.125 | \"delayMs\" : 1, \"jitter\" : 2 | links[0].jitter | no such field",
        "\"id\" : \"b\" | \"id\" : null | devices[1].id | null",
        "\"id\" : \"b\", | '' | devices[1] | id",
        "\"kind\" : \"ssh\" | \"kind\" : \"telnet\" | devices[0].connection | telnet",
        "\"port\" : 22 | \"port\" : 99999 | devices[0].connection.port | 99999",
        "\"slowdown\" : 4.0 | \"slowdown\" : 0 | devices[1].connection.slowdown | greater than 0",
        "\"memoryBytes\" : 3543348019 | \"memoryBytes\" : \"lots\" | devices[0].memoryBytes | lots",
        "\"to\" : \"b\" | \"to\" : \"a\" | links[0] | from one device to another",
        "\"PER_PORT\" | \"SHARED\" | contention | SHARED",
        "\"contention\" | contention | cluster.json | not valid JSON at line",
      })
  void mistakesAreNamedWithFileAndField(String good, String bad, String field, String problem)
      throws IOException {
    String json = ClusterFile.format(sample());
    assertThat(json).contains(good);
    Path file = folder.resolve("cluster.json");
    Files.writeString(file, json.replaceFirst(java.util.regex.Pattern.quote(good), bad));
    assertThatThrownBy(() -> ClusterFile.read(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("cluster.json")
        .hasMessageContaining(field)
        .hasMessageContaining(problem)
        .hasMessageNotContaining("io.splitboard");
  }

  @Test
  void missingAndEmptyFilesAreNamed() throws IOException {
    Path file = folder.resolve("none.json");
    assertThatThrownBy(() -> ClusterFile.read(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("none.json does not exist");
    Files.writeString(file, "");
    assertThatThrownBy(() -> ClusterFile.read(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("none.json");
  }
}
