package io.splitboard.app.study.rows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.splitboard.app.study.Studies;
import io.splitboard.app.study.StudyFiles;
import io.splitboard.app.study.StudyOptions;
import io.splitboard.core.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowsStudyTest {

  @TempDir Path folder;

  @Test
  void everyReferenceIsComparedAndMet() throws Exception {
    JsonNode summary = run(true);
    long compared = 0;
    for (JsonNode figure : summary.get("figures")) {
      compared += figure.get("reference").isNull() ? 0 : 1;
      assertThat(figure.get("ok").asBoolean()).as(figure.toString()).isTrue();
    }
    assertThat(compared).isEqualTo(Resource.properties("references.properties").size());
    assertThat(value(summary, "vgg16.rows.third.haloBytes")).isEqualTo(2_293_760);
    assertThat(value(summary, "vgg16.rows.third.totalBytes")).isEqualTo(2_754_304);
    assertThat(value(summary, "vgg16.rows.third.ms")).isBetween(674.95, 675.05);
  }

  @Test
  @Tag("long")
  void ownOrderAndServiceAreSimulated() throws Exception {
    JsonNode summary = run(false);
    assertThat(summary.get("ok").asBoolean()).isTrue();
    assertThat(value(summary, "vgg16.own.r55.best.gain")).isGreaterThan(2.28);
    assertThat(value(summary, "reliability.d80.standAlone")).isEqualTo(1);
  }

  @Test
  void theSamplesOfferTheStudy() {
    assertThat(Studies.ofProject("vgg16-three-pis").orElseThrow().name()).isEqualTo("rows");
    assertThat(Studies.ofProject("mobilenet-selection").orElseThrow().name()).isEqualTo("rows");
  }

  private JsonNode run(boolean quick) throws Exception {
    StudyFiles files =
        StudyFiles.make(Studies.named("rows"), Progress.NONE, new StudyOptions(folder, 2, quick));
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
