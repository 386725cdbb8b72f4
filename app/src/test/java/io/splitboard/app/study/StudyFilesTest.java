package io.splitboard.app.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.splitboard.app.study.StudySection.Picture;
import io.splitboard.app.study.StudySection.Table;
import io.splitboard.app.study.StudySection.Text;
import io.splitboard.app.study.chart.BarChart;
import io.splitboard.app.study.chart.GanttChart;
import io.splitboard.app.study.chart.LineChart;
import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class StudyFilesTest {

  /** A study that adds up. */
  private record Sums(double off) implements Study {

    @Override
    public String name() {
      return "sums";
    }

    @Override
    public String title() {
      return "Sums <of> numbers";
    }

    @Override
    public List<String> samples() {
      return List.of("sums-sample");
    }

    @Override
    public StudyResult run(Progress progress, StudyOptions options) {
      return new StudyResult(
          "1 + 1 = 2",
          List.of(
              StudyFigure.of("sum", 1 + 1 + off, "", FigureKind.EXACT).within(2, 0.01),
              StudyFigure.of("gain", 3, "×", FigureKind.SIMULATED).atLeast(2.5),
              StudyFigure.of("free", 7, "ms", FigureKind.MEASURED)),
          List.of(
              StudySection.of(
                  "Part",
                  new Text("a < b"),
                  new Table(List.of("a", "b"), List.of(List.of("1", "x"))),
                  new Picture(picture()))));
    }
  }

  @TempDir Path folder;

  @Test
  void writesEveryFigureWithItsReference() throws Exception {
    StudyFiles files = StudyFiles.make(new Sums(0), Progress.NONE, StudyOptions.in(folder));
    JsonNode json = new ObjectMapper().readTree(files.summary().toFile());
    assertThat(json.get("ok").asBoolean()).isTrue();
    JsonNode sum = json.get("figures").get(0);
    assertThat(sum.get("id").asText()).isEqualTo("sum");
    assertThat(sum.get("kind").asText()).isEqualTo("exact");
    assertThat(sum.get("value").asDouble()).isEqualTo(2);
    assertThat(sum.get("reference").asDouble()).isEqualTo(2);
    assertThat(sum.get("tolerance").asDouble()).isEqualTo(0.01);
    assertThat(json.get("figures").get(1).get("check").asText()).isEqualTo("at least");
    assertThat(json.get("figures").get(2).get("reference").isNull()).isTrue();
  }

  @Test
  void aFigureOffItsReferenceIsNotOk() {
    StudyResult result = new Sums(0.02).run(Progress.NONE, StudyOptions.in(folder));
    assertThat(result.ok()).isFalse();
    assertThat(result.figure("sum").ok()).isFalse();
    assertThat(result.figure("gain").ok()).isTrue();
    assertThat(StudyFigure.of("none", Double.NaN, "", FigureKind.EXACT).ok()).isFalse();
    assertThat(StudyFigure.of("loss", 2, "", FigureKind.MEASURED).atMost(1).ok()).isFalse();
  }

  @Test
  void thePageEscapesTextsAndHoldsPictures() throws Exception {
    StudyFiles files = StudyFiles.make(new Sums(0), Progress.NONE, StudyOptions.in(folder));
    String page = Files.readString(files.report());
    assertThat(page).contains("Sums &lt;of&gt; numbers", "a &lt; b", "<svg ", "≥ 2.5");
    assertThat(page).doesNotContain("http://", "https://");
  }

  @Test
  void picturesAreWellFormed() throws Exception {
    for (String svg : List.of(picture(), gantt(), bars())) {
      var document =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(svg)));
      assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
      assertThat(svg).doesNotContain("NaN", "Infinity");
    }
  }

  @Test
  void anUnknownStudyIsRefused() {
    assertThatThrownBy(() -> Studies.named("nothing"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("nothing");
  }

  private static String picture() {
    return LineChart.of(
        "Latency & rate",
        new LineChart.Axis("rate, Mbit/s", true),
        new LineChart.Axis("latency, ms", false),
        List.of(
            new LineChart.Series(
                "with",
                List.of(
                    new LineChart.Point(0.1, 578.3, "eehhhcch"), new LineChart.Point(100, 113, "")),
                true)));
  }

  private static String gantt() {
    return GanttChart.of(
        "Timeline",
        List.of("edge", "hub"),
        List.of(
            new GanttChart.Bar("edge", 0, 2, "load", GanttChart.Work.LOAD),
            new GanttChart.Bar("hub", 2, 19, "conv1", GanttChart.Work.COMPUTE)));
  }

  private static String bars() {
    return BarChart.of(
        "Gains",
        "×",
        List.of("4", "8"),
        List.of(new BarChart.Series("gain", List.of(3.35, Double.NaN))));
  }
}
