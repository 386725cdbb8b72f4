package io.splitboard.app.study.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.splitboard.app.service.Workspace;
import io.splitboard.app.study.Studies;
import io.splitboard.app.study.StudyFiles;
import io.splitboard.app.study.StudyOptions;
import io.splitboard.core.Progress;
import io.splitboard.core.project.Design;
import io.splitboard.solver.pipeline.AuthorCuts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineStudyTest {

  @TempDir Path folder;

  @Test
  void resNet50ComesOutOfTheZooNetwork() throws Exception {
    Map<String, JsonNode> figures = run(true);
    figures.values().forEach(one -> assertThat(one.get("ok").asBoolean()).as("" + one).isTrue());
    assertThat(value(figures, "resnet50.author8.gain")).isCloseTo(4.91, within(0.005));
    assertThat(value(figures, "resnet50.author8.simulatedGain")).isCloseTo(4.91, within(0.005));
    assertThat(value(figures, "resnet50.best8.gain")).isGreaterThan(1.1 * 4.91);
    assertThat(value(figures, "resnet50.author8.fitted.gain")).isCloseTo(1.53, within(0.001));
    assertThat(figures.get("resnet50.author8.fitted.packMsPerMegabyte").get("kind").asText())
        .isEqualTo("reconstruction");
    assertThat(value(figures, "resnet50.codecs.sameBits")).isEqualTo(1);
    assertThat(value(figures, "resnet50.codec.lz4.ratio")).isBetween(0.01, 1.0);
    assertThat(figures).doesNotContainKey("vgg16.best8.gain");
  }

  @Test
  @Tag("long")
  void vggComesOutOfTheZooNetworks() throws Exception {
    Map<String, JsonNode> figures = run(false);
    figures.values().forEach(one -> assertThat(one.get("ok").asBoolean()).as("" + one).isTrue());
    assertThat(value(figures, "vgg19.best8.gain")).isCloseTo(5.31, within(0.005));
  }

  @Test
  void theSampleHasTheAuthorsCut() {
    Path sample =
        Path.of(
            System.getProperty("splitboard.root"),
            "sample-projects",
            "resnet50-eight-node-pipeline");
    try (Workspace workspace = Workspace.look(sample, Progress.NONE)) {
      assertThat(Studies.ofProject(workspace.project().name()).orElseThrow().name())
          .isEqualTo("pipeline");
      List<String> nodes = IntStream.rangeClosed(1, 8).mapToObj(i -> "node-" + i).toList();
      assertThat(workspace.project().designs().stream().map(Design::partition))
          .contains(AuthorCuts.of(workspace.network(), nodes).partition(workspace.network()));
    }
  }

  private Map<String, JsonNode> run(boolean quick) throws Exception {
    StudyFiles files =
        StudyFiles.make(
            Studies.named("pipeline"), Progress.NONE, new StudyOptions(folder, 2, quick));
    assertThat(Files.readString(files.report())).contains("<svg").doesNotContain("NaN");
    Map<String, JsonNode> figures = new HashMap<>();
    for (JsonNode figure : new ObjectMapper().readTree(files.summary().toFile()).get("figures")) {
      figures.put(figure.get("id").asText(), figure);
    }
    return figures;
  }

  private static double value(Map<String, JsonNode> figures, String id) {
    return figures.get(id).get("value").asDouble();
  }
}
