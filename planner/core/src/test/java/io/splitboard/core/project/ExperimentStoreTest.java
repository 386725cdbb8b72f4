package io.splitboard.core.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitboard.core.UserException;
import io.splitboard.core.codec.Codec;
import io.splitboard.core.codec.ErrorBudget;
import io.splitboard.core.codec.LinkCodecs;
import io.splitboard.core.partition.Partition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentStoreTest {

  @TempDir Path folder;

  private final Design design =
      Samples.design(
          "one",
          Partition.onOneDevice(Samples.chain(4), "pi-a")
              .withReplicas(Map.of("pi-a", List.of("pi-b")))
              .withCodecs(LinkCodecs.all(Codec.FLOAT16, ErrorBudget.relative(0.001))));

  @Test
  void givesBackWhatWasSaved() {
    Experiment first = Samples.experiment("e1", design, 10, 12, 11);
    Experiment second = Samples.experiment("e2", design, 20, 22);
    try (ExperimentStore store = open()) {
      store.save(first);
      store.save(second);
    }
    try (ExperimentStore store = open()) {
      assertThat(store.list()).containsExactly(second.header(), first.header());
      assertThat(store.load("e1")).isEqualTo(first);
      assertThat(store.notice()).isEmpty();
    }
  }

  @Test
  void resultsThatWereNotVerifiedStayUnknown() {
    Experiment verified = Samples.experiment("e1", design, 10);
    Experiment unverified =
        new Experiment(
            verified.id(),
            verified.name(),
            verified.when(),
            design,
            false,
            verified.environment(),
            verified.predicted(),
            verified.measured(),
            verified.predictedSummary(),
            verified.measuredSummary(),
            0,
            Double.NaN,
            verified.cluster(),
            verified.profile());
    try (ExperimentStore store = open()) {
      store.save(unverified);
      assertThat(store.list().get(0).maxAbsDiff()).isEmpty();
      assertThat(store.load("e1").maxAbsDiff()).isNaN();
    }
  }

  @Test
  void makesNoFileBeforeTheFirstRun() {
    try (ExperimentStore store = open()) {
      assertThat(store.list()).isEmpty();
    }
    assertThat(file()).doesNotExist();
  }

  @Test
  void renamesAndDeletes() {
    try (ExperimentStore store = open()) {
      store.save(Samples.experiment("e1", design, 10));
      store.rename("e1", "better name");
      assertThat(store.list()).extracting(ExperimentHeader::name).containsExactly("better name");
      store.delete("e1");
      assertThat(store.list()).isEmpty();
      assertThatThrownBy(() -> store.load("e1"))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("no experiment e1");
    }
  }

  @Test
  void aFileThatIsNoDatabaseIsKeptAside() throws IOException {
    Files.writeString(file(), "this is not a database, whatever its name says".repeat(50));
    try (ExperimentStore store = open()) {
      assertThat(store.notice()).hasValueSatisfying(n -> assertThat(n).contains("damaged"));
      store.save(Samples.experiment("e1", design, 10));
      assertThat(store.list()).hasSize(1);
    }
    assertThat(asides()).singleElement().asString().contains("experiments.db.damaged-");
    assertThat(Files.readString(asides().get(0))).startsWith("this is not a database");
  }

  @Test
  void aDatabaseWithDamagedPagesIsKeptAside() throws IOException {
    try (ExperimentStore store = open()) {
      for (int i = 0; i < 20; i++) {
        store.save(Samples.experiment("e" + i, design, new double[500]));
      }
    }
    byte[] bytes = Files.readAllBytes(file());
    byte[] noise = "noise ".repeat(1000).getBytes(StandardCharsets.UTF_8);
    System.arraycopy(noise, 0, bytes, 4096, noise.length);
    Files.write(file(), bytes);
    try (ExperimentStore store = open()) {
      assertThat(store.notice()).isPresent();
      assertThat(store.list()).isEmpty();
    }
    assertThat(asides()).isNotEmpty();
  }

  @Test
  void aNewerDatabaseIsRefusedAndLeftAlone() throws SQLException {
    try (Connection raw = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = raw.createStatement()) {
      statement.execute("PRAGMA user_version = 99");
      statement.execute("CREATE TABLE other (x)");
    }
    assertThatThrownBy(this::open)
        .isInstanceOf(UserException.class)
        .hasMessageContaining("newer Splitboard");
    assertThat(file()).exists();
  }

  private Path file() {
    return folder.resolve("experiments.db");
  }

  private ExperimentStore open() {
    return ExperimentStore.open(file());
  }

  private List<Path> asides() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(path -> path.toString().contains("damaged")).toList();
    }
  }
}
