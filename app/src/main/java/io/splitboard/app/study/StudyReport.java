package io.splitboard.app.study;

import io.splitboard.app.report.HtmlPage;
import io.splitboard.app.study.StudySection.Picture;
import io.splitboard.app.study.StudySection.Table;
import io.splitboard.app.study.StudySection.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A study as one HTML page that needs nothing else. */
final class StudyReport {

  private static final String KINDS =
      "Kinds: “paper” is compared with what the paper states; “exact” is arithmetic or a proved"
          + " optimum of a stated model; “reconstruction” follows from our reading of a method whose"
          + " text does not settle it; “simulated” comes from a model of time; “measured” was"
          + " measured in this run. All values were computed when this page was made.";

  private StudyReport() {}

  static String of(Study study, StudyResult result) {
    HtmlPage page = new HtmlPage(study.title()).headline(result.headline());
    for (StudySection section : result.sections()) {
      page.section(section.title());
      section.parts().forEach(part -> add(page, part));
    }
    page.section("All figures").table(header(), rows(result)).paragraph(KINDS);
    return page.html();
  }

  private static void add(HtmlPage page, StudySection.Part part) {
    if (part instanceof Text text) {
      page.paragraph(text.text());
    } else if (part instanceof Table table) {
      page.table(table.header(), table.rows());
    } else {
      page.picture(((Picture) part).svg());
    }
  }

  private static List<String> header() {
    return List.of("figure", "value", "unit", "kind", "reference", "tolerance", "agrees");
  }

  private static List<List<String>> rows(StudyResult result) {
    List<List<String>> rows = new ArrayList<>();
    for (StudyFigure figure : result.figures()) {
      rows.add(
          List.of(
              figure.id(),
              number(figure.value()),
              figure.unit(),
              figure.kind().name().toLowerCase(Locale.ROOT),
              figure.reference().map(StudyReport::reference).orElse(""),
              figure.reference().map(expected -> number(expected.tolerance())).orElse(""),
              figure.reference().isEmpty() ? "" : figure.ok() ? "yes" : "NO"));
    }
    return rows;
  }

  private static String reference(StudyFigure.Reference expected) {
    String sign =
        switch (expected.check()) {
          case WITHIN -> "";
          case AT_LEAST -> "≥ ";
          case AT_MOST -> "≤ ";
        };
    return sign + number(expected.value());
  }

  private static String number(double value) {
    if (!Double.isFinite(value)) {
      return "–";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return Math.abs(value) < 0.01
        ? String.format(Locale.ROOT, "%.3g", value)
        : String.format(Locale.ROOT, "%,.4f", value).replaceAll("0+$", "");
  }
}
