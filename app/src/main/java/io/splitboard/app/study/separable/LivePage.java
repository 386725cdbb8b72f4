package io.splitboard.app.study.separable;

import io.splitboard.app.report.HtmlPage;
import io.splitboard.app.study.chart.LineChart;
import io.splitboard.app.study.chart.LineChart.Axis;
import io.splitboard.app.study.chart.LineChart.Point;
import io.splitboard.app.study.chart.LineChart.Series;
import io.splitboard.core.project.AtomicFiles;
import io.splitboard.separable.policy.Candidate;
import io.splitboard.separable.policy.ParetoFront;
import io.splitboard.separable.study.StudyListener;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A page that shows a training and search while they go on: accuracy of each epoch, accuracy over
 * bytes of each judged policy. Written anew after each epoch and every few policies; reload it.
 */
final class LivePage implements StudyListener {

  private static final int POLICIES_BETWEEN = 10;

  private final Path file;
  private final String title;
  private final Map<String, List<Point>> epochs = new LinkedHashMap<>();
  private final List<Candidate> judged = new ArrayList<>();

  LivePage(Path file, String title) {
    this.file = file;
    this.title = title;
  }

  @Override
  public void epoch(String purpose, int epoch, double loss, double accuracy) {
    String note = String.format(Locale.ROOT, "(loss %.4f)", loss);
    epochs
        .computeIfAbsent(purpose, name -> new ArrayList<>())
        .add(new Point(epoch, 100 * (1 - accuracy), note));
    write();
  }

  @Override
  public void evaluated(Candidate candidate) {
    judged.add(candidate);
    if (judged.size() % POLICIES_BETWEEN == 1) {
      write();
    }
  }

  private void write() {
    HtmlPage page = new HtmlPage(title);
    page.headline(
        "Under way: reload for the latest. Interrupt the study to pause it; the same command goes"
            + " on.");
    if (!judged.isEmpty()) {
      page.section("Search: %d policies so far".formatted(judged.size()));
      List<Candidate> front = ParetoFront.of(judged);
      page.picture(FrontPictures.bytes("Wrong answers over bytes", judged, front, List.of()));
      page.picture(FrontPictures.latency("Wrong answers over latency", judged, front, List.of()));
    }
    if (!epochs.isEmpty()) {
      List<Series> series = new ArrayList<>();
      epochs.forEach((purpose, points) -> series.add(new Series(purpose, points, true)));
      page.section("Training: wrong answers of each epoch, mean of its policies");
      page.picture(
          LineChart.of(
              "Wrong answers over epochs",
              new Axis("epoch", false),
              new Axis("wrong answers, %", false),
              series));
    }
    AtomicFiles.write(file, page.html().getBytes(StandardCharsets.UTF_8));
  }
}
