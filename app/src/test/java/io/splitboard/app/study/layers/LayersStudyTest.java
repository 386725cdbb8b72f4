package io.splitboard.app.study.layers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.splitboard.app.service.Workspace;
import io.splitboard.app.study.Studies;
import io.splitboard.app.study.StudyFiles;
import io.splitboard.app.study.StudyOptions;
import io.splitboard.core.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayersStudyTest {

  @TempDir Path folder;

  @Test
  void alexNetComesOutOfTheZooNetwork() throws Exception {
    JsonNode summary = run(true);
    assertThat(value(summary, "alexnet.preload.ms")).isBetween(197.755, 197.775);
    assertThat(value(summary, "alexnet.noPreload.ms")).isBetween(240.3407, 240.3607);
    assertThat(summary.get("headline").asText()).contains("ehhhhcch", "ehcccccc");
    long compared = 0;
    for (JsonNode figure : summary.get("figures")) {
      compared += figure.get("reference").isNull() ? 0 : 1;
      assertThat(figure.get("ok").asBoolean()).as(figure.toString()).isTrue();
    }
    assertThat(compared).isEqualTo(6 * 2 + 3 + 16 + 1);
  }

  @Test
  @Tag("long")
  void vgg16ComesOutOfTheZooNetwork() throws Exception {
    JsonNode summary = run(false);
    assertThat(value(summary, "vgg16.preload.ms")).isBetween(957.624, 957.644);
    assertThat(summary.get("ok").asBoolean()).isTrue();
  }

  @Test
  void theSampleHasTheClusterOfTheStudy() {
    Path sample =
        Path.of(System.getProperty("splitboard.root"), "sample-projects", "layers-preloading");
    try (Workspace workspace = Workspace.look(sample, Progress.NONE)) {
      assertThat(workspace.cluster()).isEqualTo(EdgeHubCloud.cluster(1));
      assertThat(Studies.ofProject(workspace.project().name()).orElseThrow().name())
          .isEqualTo("layers");
    }
  }

  private JsonNode run(boolean quick) throws Exception {
    StudyFiles files =
        StudyFiles.make(Studies.named("layers"), Progress.NONE, new StudyOptions(folder, 2, quick));
    assertThat(Files.readString(files.report())).contains("<svg").doesNotContain("NaN");
    return new ObjectMapper().readTree(files.summary().toFile());
  }

  private static double value(JsonNode summary, String id) {
    for (JsonNode figure : summary.get("figures")) {
      if (figure.get("id").asText().equals(id)) {
        return figure.get("value").asDouble();
      }
    }
    throw new AssertionError("no figure " + id);
  }
}
