package io.splitboard.app.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.splitboard.core.Progress;
import io.splitboard.core.project.AtomicFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A finished study on disk.
 *
 * @param result what it found
 * @param report the page, {@code report.html}
 * @param summary the figures, {@code summary.json}
 */
public record StudyFiles(StudyResult result, Path report, Path summary) {

  private static final ObjectWriter JSON = new ObjectMapper().writerWithDefaultPrettyPrinter();

  /**
   * Runs a study and writes its report and summary into the folder of the options.
   *
   * @throws io.splitboard.core.UserException if it cannot run, or a file cannot be written
   */
  public static StudyFiles make(Study study, Progress progress, StudyOptions options) {
    StudyResult result = study.run(progress, options);
    Path report = options.folder().resolve("report.html");
    Path summary = options.folder().resolve("summary.json");
    write(report, StudyReport.of(study, result));
    write(summary, text(summary(study, result)));
    return new StudyFiles(result, report, summary);
  }

  /** The facts of a study in the order in which they are written. */
  public static Map<String, Object> summary(Study study, StudyResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("study", study.name());
    json.put("title", study.title());
    json.put("headline", result.headline());
    json.put("ok", result.ok());
    json.put("figures", result.figures().stream().map(StudyFiles::figure).toList());
    return json;
  }

  private static Map<String, Object> figure(StudyFigure figure) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", figure.id());
    json.put("value", Double.isFinite(figure.value()) ? figure.value() : null);
    json.put("unit", figure.unit());
    json.put("kind", lower(figure.kind()));
    json.put("reference", figure.reference().map(StudyFigure.Reference::value).orElse(null));
    json.put("tolerance", figure.reference().map(StudyFigure.Reference::tolerance).orElse(null));
    json.put("check", figure.reference().map(expected -> lower(expected.check())).orElse(null));
    json.put("ok", figure.ok());
    return json;
  }

  private static String lower(Enum<?> value) {
    List<String> words = List.of(value.name().toLowerCase(Locale.ROOT).split("_"));
    return String.join(" ", words);
  }

  private static String text(Map<String, Object> json) {
    try {
      return JSON.writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the summary cannot be written as JSON", e);
    }
  }

  private static void write(Path file, String content) {
    AtomicFiles.write(file, content.getBytes(StandardCharsets.UTF_8));
  }
}
