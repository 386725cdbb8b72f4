package io.splitboard.app.study.rows;

import io.splitboard.app.study.FigureKind;
import io.splitboard.app.study.StudyFigure;
import java.util.Properties;

/** What the figures are compared with: value and tolerance by id. */
final class Known {

  private final Properties references = Resource.properties("references.properties");

  /** A figure with its reference, if one is known. */
  StudyFigure figure(String id, double value, String unit, FigureKind kind) {
    StudyFigure figure = StudyFigure.of(id, value, unit, kind);
    String known = references.getProperty(id);
    if (known == null) {
      return figure;
    }
    String[] parts = known.split("±");
    return figure.within(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
  }
}
