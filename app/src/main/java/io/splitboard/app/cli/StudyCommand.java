package io.splitboard.app.cli;

import io.splitboard.app.study.Studies;
import io.splitboard.app.study.Study;
import io.splitboard.app.study.StudyFigure;
import io.splitboard.app.study.StudyFiles;
import io.splitboard.app.study.StudyOptions;
import io.splitboard.app.study.StudyResult;
import io.splitboard.core.Progress;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Regenerates the tables and pictures of one method. */
@Command(
    name = "study",
    description = {
      "Computes the tables and pictures of a published method anew.",
      "Ends with report.html and summary.json; exit code 1 if a figure is off its reference."
    },
    mixinStandardHelpOptions = true)
final class StudyCommand extends AnsweringCommand {

  @Parameters(paramLabel = "NAME", description = "layers, pipeline, rows or separable.")
  private String name;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder for the report and the summary.")
  private Path out;

  @Option(
      names = "--quick",
      description = "A small version that takes seconds; leaves out what only the whole reaches.")
  private boolean quick;

  @Override
  Answer answer(Progress progress) {
    Study study = Studies.named(name);
    int threads = Runtime.getRuntime().availableProcessors();
    StudyFiles files = StudyFiles.make(study, progress, new StudyOptions(out, threads, quick));
    StudyResult result = files.result();
    Map<String, Object> json = StudyFiles.summary(study, result);
    json.put("report", files.report().toString());
    return new Answer(json, text(study, files), result.ok() ? ExitCode.OK : ExitCode.FAILED);
  }

  private static String text(Study study, StudyFiles files) {
    StringBuilder text = new StringBuilder(study.title()).append('\n');
    text.append(files.result().headline()).append('\n');
    for (StudyFigure figure : files.result().figures()) {
      text.append(line(figure)).append('\n');
    }
    return text.append("  report  ")
        .append(files.report())
        .append("\n  summary ")
        .append(files.summary())
        .append('\n')
        .toString();
  }

  private static String line(StudyFigure figure) {
    String expected =
        figure
            .reference()
            .map(
                reference ->
                    String.format(
                        Locale.ROOT,
                        "%s %s %.6g",
                        figure.ok() ? "ok," : "OFF:",
                        reference.check().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        reference.value()))
            .orElse("");
    return String.format(
        Locale.ROOT,
        "  %-40s %14.6g %-6s %-14s %s",
        figure.id(),
        figure.value(),
        figure.unit(),
        figure.kind().name().toLowerCase(Locale.ROOT),
        expected);
  }
}
